"""Grades are told by words and borders, never by colour alone."""

import pytest
from django.template import engines

MACROS = '{% from "design/grades.html" import grade_chip, grade_letter %}'


def drawn(call: str) -> str:
    return str(engines["jinja2"].from_string(MACROS + "{{ " + call + " }}").render({}))


@pytest.mark.parametrize(
    ("grade", "word", "letter"),
    [
        ("outstanding", "Outstanding", "O"),
        ("good", "Good", "G"),
        ("requires_improvement", "Requires improvement", "R"),
        ("inadequate", "Inadequate", "I"),
    ],
)
def test_a_grade_is_a_word_or_a_letter_that_is_read_out_as_the_word(grade: str, word: str, letter: str) -> None:
    assert f">{word}</strong>" in drawn(f"grade_chip('{grade}')")
    square = drawn(f"grade_letter('{grade}')")
    assert f'aria-hidden="true">{letter}<' in square
    assert f'class="govuk-visually-hidden">{word}<' in square


def test_what_has_no_grade_says_so() -> None:
    assert "Not judged" in drawn("grade_chip(none)")
    assert "Unknown" in drawn("grade_letter(none, 'Unknown')")


def test_a_frameworks_own_words_win() -> None:
    assert "Needs work &amp; care" in drawn("grade_chip('requires_improvement', 'Needs work & care')")
