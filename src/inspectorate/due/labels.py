"""Words for ids and days, as sentences about obligations use them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspectorate.framework.library import Library
from inspectorate.framework.model import Edition

Facts = Mapping[str, Any]
"""What a reason holds."""

BASES = {
    "fieldwork_start": "the day on which fieldwork began",
    "fieldwork_end": "the day on which fieldwork ended",
    "publication": "the day of publication",
}
"""In the order in which they come."""

KINDS = {
    "area_for_priority_action": "area for priority action",
    "concern_to_be_put_right": "concern to be put right",
    "requirement": "requirement",
    "recommendation": "recommendation",
}


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels of one edition's events, judgements, grades and pathways; an id that it does not hold stands for itself,
    with spaces for underscores."""

    library: Library
    id: str | None

    @property
    def edition(self) -> Edition | None:
        """The edition, if one is named."""
        return self.library.edition(self.id) if self.id else None

    def title(self) -> str:
        """The edition's title and date."""
        edition = self.edition
        return f"{edition.title} ({day_text(edition.edition)})" if edition else "a framework the library does not hold"

    def event(self, id_: str, purpose: str | None = None) -> str:
        """An event in running text, ``re-inspection`` said where that is its purpose."""
        edition = self.edition
        held = edition.events.get(id_) if edition else None
        label = lowered(held.label) if held else plain(id_)
        return f"{label} as a re-inspection" if purpose == "reinspection" and "re-inspection" not in label else label

    def events(self, ids: Iterable[str]) -> str:
        """Several events, any of which will do."""
        return listed([article(self.event(id_)) for id_ in ids], "or")

    def judgement(self, id_: str) -> str:
        """A judgement in running text."""
        edition = self.edition
        held = edition.judgements.get(id_) if edition else None
        return lowered(held.label) if held else plain(id_)

    def grade(self, id_: str | None) -> str:
        """A grade in running text; one that is not known says so."""
        if id_ is None:
            return "not known"
        edition = self.edition
        held = edition.grade(id_) if edition else None
        return lowered(held.label) if held else plain(id_)

    def grades(self, grades: Mapping[str, str | None]) -> str:
        """Judgements by their short names with their grades, in the order of the edition; others after them."""
        order = list(self.edition.judgements) if self.edition else []
        placed = sorted(grades, key=lambda id_: (order.index(id_) if id_ in order else len(order), id_))
        return listed([f"{self._short(id_)} {self.grade(grades[id_])}" for id_ in placed], "and")

    def _short(self, id_: str) -> str:
        """A judgement by its short name, where the edition gives it one."""
        held = self.edition.judgements.get(id_) if self.edition else None
        return held.short if held and held.short else self.judgement(id_)

    def range(self, grades: Sequence[str]) -> str:
        """Several grades of the scale: ``good or better``, ``good or worse``, or each by name."""
        scale = self.edition.grades if self.edition else ()
        if len(grades) > 1 and tuple(grades) == scale[: len(grades)]:
            return f"{self.grade(grades[-1])} or better"
        if len(grades) > 1 and tuple(grades) == scale[-len(grades) :]:
            return f"{self.grade(grades[0])} or worse"
        return listed([self.grade(grade) for grade in grades], "or")

    def pathway(self, id_: str) -> str:
        """A pathway in running text."""
        edition = self.edition
        held = edition.pathways.get(id_) if edition else None
        return lowered(held.label) if held else plain(id_)


def day_text(day: date | None) -> str:
    """A day as ``6 November 2023``."""
    return f"{day.day} {day:%B %Y}" if day else "a day that no source gives"


def days_text(days: int) -> str:
    """``1 day``, ``381 days``."""
    return "1 day" if days == 1 else f"{days:,} days"


def listed(parts: Sequence[str], word: str) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def plain(id_: str) -> str:
    """An id as words."""
    return id_.replace("_", " ")


def lowered(label: str) -> str:
    """A label within a sentence: its first letter small, unless the first word is an abbreviation."""
    first = label.split(" ", 1)[0]
    return label if first.isupper() and len(first) > 1 else label[:1].lower() + label[1:]


def article(words: str) -> str:
    """``a`` or ``an`` before the words."""
    return f"an {words}" if words[:1].lower() in "aeiou" else f"a {words}"


def capital(words: str) -> str:
    """The words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def finding_text(facts: Facts) -> str:
    """A finding: what, by when, by whom, and who confirms it."""
    by = f", to be put right by {day_text(facts['put_right_by'])}" if facts["put_right_by"] else ""
    who = f" by {facts['responsible']}" if facts["responsible"] else ""
    confirmer = f" {facts['confirmer']} is to confirm it." if facts["confirmer"] else ""
    return f"{article(KINDS[facts['kind']])}{by}{who}: {facts['text'].rstrip('.')}.{confirmer}"


Write = Callable[[Facts, Labels], str]
"""Writes one sentence from a reason's facts."""
