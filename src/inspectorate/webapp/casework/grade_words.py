"""Whether the grade words of a text agree with the grades that were given: each as a sentence, and whether it keeps the
draft back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from inspectorate.framework.model import Edition
from inspectorate.webapp.casework.report import Worded

GRADE_WORDS = {
    "outstanding": re.compile(r"\b(?:is|are|was|were|remains?|judged)(?: to be)? outstanding\b", re.I),
    "good": re.compile(r"\b(?:is|are|was|were|remains?|judged)(?: to be)? good\b(?! at\b| for\b| practice)", re.I),
    "requires_improvement": re.compile(r"\brequires? improvement to be good\b", re.I),
    "inadequate": re.compile(r"\b(?:is|are|was|were|remains?|judged)(?: to be)? inadequate\b", re.I),
}
EARLIER = re.compile(
    r"\b(?:last|previous|earlier) (?:\w+ )?(?:inspection|visit|judgement)|\bpreviously\b"
    r"|\b(?:in|since|of) (?:\w+ )?(?:19|20)\d\d\b",
    re.I,
)
"""Words by which a sentence may tell of an inspection before this one: what it says of grades is only pointed at."""

Denied = Iterator[tuple[str, bool]]


def denied_by_its_area(one: Worded, edition: Edition, grades: Mapping[str, str]) -> Denied:
    """In a text about one area: every word that is another grade than that area's. Without a grade nothing is said."""
    grade = grades.get(one.section)
    for said, pattern in GRADE_WORDS.items():
        if grade not in (None, said) and (found := pattern.search(one.text)):
            yield _other(found.group(0), edition, one.section, grades), True


def denied_by_any(text: str, edition: Edition, grades: Mapping[str, str]) -> Denied:
    """In a text about the whole, such as the summary or a letter: every word that is the grade of no judgement, and,
    which keeps the draft back, that is another than the grade of a judgement that its sentence names with it."""
    for sentence in sentences(text):
        earlier = bool(EARLIER.search(sentence))
        for said, word, named in _named_with(sentence, edition):
            other = next((id_ for id_ in named if grades.get(id_, said) != said), None)
            if other is not None:
                yield _other(word, edition, other, grades, named=True), not earlier
            elif said not in grades.values():
                yield f"“{word}” is the grade of no judgement here.", False


def _named_with(sentence: str, edition: Edition) -> Iterator[tuple[str, str, list[str]]]:
    """Each grade word of a sentence, with the judgements that it is said of: those named before it and after the grade
    word before it; else those named after it and before the next."""
    said = sorted(
        (found.start(), grade, found.group(0))
        for grade, pattern in GRADE_WORDS.items()
        for found in pattern.finditer(sentence)
    )
    patterns = _names(edition).items()
    names = sorted((found.start(), id_) for id_, pattern in patterns for found in pattern.finditer(sentence))
    for number, (place, grade, word) in enumerate(said):
        begin = said[number - 1][0] if number else 0
        end = said[number + 1][0] if number + 1 < len(said) else len(sentence)
        before = [id_ for at, id_ in names if begin <= at < place]
        yield grade, word, before or [id_ for at, id_ in names if place <= at < end]


def _names(edition: Edition) -> dict[str, re.Pattern[str]]:
    """How a sentence may name each judgement: its label, its short label, and the overall one as such."""
    told = {id_: (one.label, one.short, id_ if id_ == "overall" else "") for id_, one in edition.judgements.items()}
    return {
        id_: re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in names if name)})\b", re.I)
        for id_, names in told.items()
    }


def _other(word: str, edition: Edition, judgement: str, grades: Mapping[str, str], *, named: bool = False) -> str:
    label = edition.scale_of(judgement)[grades[judgement]].label.lower()
    of = f" of {edition.judgements[judgement].label}" if named else ""
    return f"“{word}” does not agree with the grade{of}, {label}."


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [one for one in re.split(r"(?<=[.!?])\s+", text.strip()) if one]
