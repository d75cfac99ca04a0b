"""Which of several sources is believed, field by field, and where they disagree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.history.small import day, fact

from inspectorate.framework.model import Confidence
from inspectorate.history.facts import RANK, Disagreement, Fact, current_view, disagreements, standing


@pytest.mark.parametrize(
    ("kinds", "believed"),
    [
        (("compiled", "official"), "official"),
        (("official", "manual"), "manual"),
        (("compiled", "manual", "official"), "manual"),
        (("official", "official"), "the later"),
    ],
)
def test_an_official_release_wins_over_a_compiled_history_and_a_correction_over_both(
    kinds: tuple[str, ...], believed: str
) -> None:
    told = [fact(number, kind, published=f"2022-05-{number:02}") for number, kind in enumerate(kinds, start=1)]
    expected = told[-1] if believed == "the later" else next(one for one in told if one.source_kind == believed)
    assert {current_view(list(order)).published for order in permutations(told)} == {expected.published}


@pytest.mark.parametrize(
    ("first", "second", "believed"),
    [
        ("2022-03-31", "2021-03-31", "first"),
        ("2021-03-31", "2022-03-31", "second"),
        ("2022-03-31", "2022-03-31", "second"),
        ("2022-03-31", None, "first"),
        (None, None, "second"),
    ],
)
def test_of_two_releases_the_one_that_tells_of_a_later_time_wins_whenever_it_was_loaded(
    first: str | None, second: str | None, believed: str
) -> None:
    told = [
        fact(number, grades={"overall": name}, tells_until=day(until) if until else None)
        for number, (name, until) in enumerate((("first", first), ("second", second)), start=1)
    ]
    assert {current_view(list(order)).grades["overall"] for order in permutations(told)} == {believed}


def test_what_the_winner_leaves_open_the_next_one_fills() -> None:
    told = [
        fact(1, published="2022-05-18", grades={"overall": "good"}, texts={"overall": "Good"}),
        fact(2, "compiled", started="2022-03-28", ended="2022-04-08", topics=("Front door",), purpose="reinspection"),
    ]
    view = current_view(told)
    assert (view.started, view.ended, view.published) == (day("2022-03-28"), day("2022-04-08"), day("2022-05-18"))
    assert view.grades == {"overall": "good"}
    assert (view.topics, view.purpose, view.sources) == (("Front door",), "reinspection", ("source 1", "source 2"))


def test_a_grade_that_one_source_could_not_tell_is_taken_from_the_next() -> None:
    told = [
        fact(1, grades={"overall": None, "leadership": "good"}, texts={"overall": "to requires improvement"}),
        fact(2, "compiled", grades={"overall": "requires_improvement"}, texts={"overall": "RI"}),
    ]
    assert current_view(told).grades == {"overall": "requires_improvement", "leadership": "good"}
    assert current_view(told).texts["overall"] == "RI"
    assert current_view(told[:1]).grades["overall"] is None
    assert current_view(told[:1]).texts["overall"] == "to requires improvement"


def test_a_grade_that_nobody_could_read_keeps_the_words_of_the_source_that_is_believed() -> None:
    told = [
        fact(1, grades={"overall": None}, texts={"overall": "data_unreadable"}),
        fact(2, "compiled", grades={"overall": None}, texts={"overall": "see the report"}),
        fact(3, "compiled", grades={"overall": None}),
    ]
    for order in permutations(told):
        assert (current_view(list(order)).grades, current_view(list(order)).texts) == (
            {"overall": None},
            {"overall": "data_unreadable"},
        )


def test_a_correction_of_a_correction_stands_alone_and_what_it_leaves_open_is_filled_by_the_files() -> None:
    told = [
        fact(1, "official", started="2022-03-28", published="2022-05-18", grades={"overall": "good"}),
        fact(2, "manual", published="2022-05-19", grades={"overall": "inadequate"}),
        fact(3, "manual", published="2022-05-20", supersedes=2),
    ]
    view = current_view(told)
    assert (view.started, view.published) == (day("2022-03-28"), day("2022-05-20"))
    assert view.grades == {"overall": "good"}
    assert [one.said for one in disagreements(told)] == [(("2022-05-20", "source 3"), ("2022-05-18", "source 1"))]


def test_a_superseded_fact_is_kept_and_no_longer_believed() -> None:
    told = [fact(1, "manual", published="2022-05-18"), fact(2, "manual", published="2022-05-19", supersedes=1)]
    assert [one.id for one in standing(told)] == [2]
    assert current_view(told).published == day("2022-05-19")
    assert disagreements(told) == ()


def test_an_inspection_is_known_from_the_first_day_on_which_anybody_told_of_it() -> None:
    told = [
        fact(1, known_on="2023-07-06", known_confidence=Confidence.DERIVED, started="2022-12-05"),
        fact(2, published="2023-05-10"),
    ]
    assert current_view(told).known_on == day("2023-05-10")
    assert current_view(told).known_confidence is Confidence.OFFICIAL
    assert current_view(told[:1]).known_confidence is Confidence.DERIVED


@pytest.mark.parametrize("told", [[], [fact(1, event=None)]])
def test_without_a_fact_that_says_which_event_there_is_no_view(told: list[Fact]) -> None:
    with pytest.raises(ValueError, match="a fact that says which event"):
        current_view(told)


def test_a_pilot_stays_a_pilot_and_counts_as_no_judgement() -> None:
    view = current_view([fact(1, "manual", pilot=True, grades={"overall": "good"})])
    assert view.pilot
    assert not view.graded


def test_every_field_on_which_sources_differ_is_listed_with_what_each_says() -> None:
    told = [
        fact(1, published="2022-05-18", grades={"in_care": "good", "overall": None}),
        fact(2, "compiled", published="2022-05-19", event="short", grades={"in_care": "requires_improvement"}),
    ]
    assert disagreements(told) == (
        Disagreement("1", "event", (("standard", "source 1"), ("short", "source 2"))),
        Disagreement("1", "published", (("2022-05-18", "source 1"), ("2022-05-19", "source 2"))),
        Disagreement("1", "in_care", (("good", "source 1"), ("requires_improvement", "source 2"))),
    )


def test_sources_that_agree_or_say_nothing_disagree_on_nothing() -> None:
    assert disagreements([fact(1, published="2022-05-18"), fact(2, "compiled", started="2022-04-01")]) == ()


DAYS = st.dates(date(2020, 1, 1), date(2022, 12, 31))


@st.composite
def several_facts(draw: st.DrawFn) -> list[Fact]:
    kinds = draw(st.lists(st.sampled_from(sorted(RANK)), min_size=1, max_size=5))
    said: list[dict[str, Any]] = [
        {
            "published": draw(st.none() | DAYS),
            "grades": draw(st.dictionaries(st.sampled_from(["overall", "in_care"]), st.none() | st.just("good"))),
        }
        for _ in kinds
    ]
    return [fact(number, kind, **one) for number, (kind, one) in enumerate(zip(kinds, said, strict=True), start=1)]


@given(several_facts(), st.randoms())
def test_the_order_in_which_facts_are_read_does_not_change_the_view(told: Sequence[Fact], random: Any) -> None:
    mixed = list(told)
    random.shuffle(mixed)
    assert current_view(mixed) == current_view(told)


@given(several_facts())
def test_the_view_says_nothing_that_no_source_says(told: Sequence[Fact]) -> None:
    view = current_view(told)
    assert view.published in {one.published for one in told}
    for judgement, grade in view.grades.items():
        assert grade in {one.grades.get(judgement) for one in told}
        assert grade is not None or all(one.grades.get(judgement) is None for one in told)
