"""What each source says of an event, on what sources differ, and what was taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from inspectorate.due.labels import Labels, capital
from inspectorate.framework.library import Library
from inspectorate.history.facts import Disagreement, Fact, disagreements, standing
from inspectorate.webapp.design.filters import day, span
from inspectorate.webapp.programme.portrait import EventRow, GradeCell, cells

SOURCE_KINDS = {
    "manual": "Recorded by a person",
    "official": "Official statistics",
    "compiled": "Compiled history",
}
FIELDS = {"event": "Event", "started": "First day", "ended": "Last day", "published": "Publication"}


@dataclass(frozen=True, slots=True)
class FactRow:
    """What one source says of an event; ``stands`` is false where a later correction replaced it."""

    source: str
    kind: str
    event: str
    when: str
    published: str
    known: str
    recorded: date | None
    grades: tuple[GradeCell, ...]
    stands: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One event with what each source says of it, and on what they differ."""

    event: EventRow
    facts: tuple[FactRow, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field on which sources differ; what was taken comes first."""

    field: str
    said: tuple[tuple[str, str], ...]


def told(rows: Iterable[Sequence[Fact]], events: Iterable[EventRow], library: Library, as_of: date) -> list[Told]:
    """What each source says of each event, in the order of the events."""
    by_id = {facts[0].inspection: [fact for fact in facts if fact.known_on <= as_of] for facts in rows}
    return [_told(event, by_id[event.id], library) for event in events if by_id.get(event.id)]


def _told(event: EventRow, facts: Sequence[Fact], library: Library) -> Told:
    live = {fact.id for fact in standing(facts)}
    rows = (_fact_row(fact, library, stands=fact.id in live) for fact in facts)
    return Told(event, tuple(rows), differences(facts, library))


def differences(facts: Sequence[Fact], library: Library) -> tuple[Difference, ...]:
    """On what the facts of one event differ, in words."""
    return tuple(_difference(one, facts[0].regime, library) for one in disagreements(facts))


def _fact_row(fact: Fact, library: Library, *, stands: bool) -> FactRow:
    labels = _labels(library, fact.regime)
    return FactRow(
        source=fact.place,
        kind=SOURCE_KINDS[fact.source_kind],
        event=capital(labels.event(fact.event, fact.purpose)) if fact.event else "not said",
        when=span(fact.started, fact.ended) if fact.started or fact.ended else "not said",
        published=day(fact.published, "not said"),
        known=day(fact.known_on),
        recorded=fact.recorded.date() if fact.recorded else None,
        grades=tuple(cells(fact.grades, fact.texts, labels)),
        stands=stands,
    )


def _difference(one: Disagreement, regime: str, library: Library) -> Difference:
    labels = _labels(library, regime)
    field = FIELDS.get(one.field) or capital(labels.judgement(one.field))
    return Difference(field, tuple((_value(value, one.field, labels), place) for value, place in one.said))


def _value(value: str, field: str, labels: Labels) -> str:
    if field == "event":
        return capital(labels.event(value))
    if field in FIELDS:
        return day(date.fromisoformat(value))
    return capital(labels.grade(value))


def _labels(library: Library, regime: str) -> Labels:
    """The words of a regime's newest edition."""
    editions = library.of_regime(regime)
    return Labels(library, editions[-1].id if editions else None)
