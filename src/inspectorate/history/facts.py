"""What sources say of one inspection, and the one function that chooses what we take from them.

Facts are only ever added. An official release wins over a compiled history, a person's correction over both. Within a
kind the source that tells of a later time wins, whenever it was loaded, and of two for the same time the later
recorded. The choice is made field by field: what the winner leaves open, the next one fills.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from inspectorate.framework.model import Confidence
from inspectorate.history.model import Inspection

RANK = {"manual": 0, "official": 1, "compiled": 2}
"""Which kind of source is believed first."""

FIELDS = ("event", "purpose", "started", "ended", "published", "pilot")


@dataclass(frozen=True, slots=True)
class Fact:
    """What one source says of one inspection. ``grades`` holds ``None`` for a grade that could not be read.

    ``place`` names the source for people: file, sheet and row, or who recorded it and from what. ``supersedes`` is
    the id of the fact that this one replaces: that one is out of the view, and is kept. ``tells_until`` is the last day
    that its file tells of, where it comes from one; ``recorded`` is left out where nobody is shown it.
    """

    id: int
    inspection: str
    body: str
    regime: str
    source_kind: str
    place: str
    known_on: date
    known_confidence: Confidence = Confidence.OFFICIAL
    event: str | None = None
    purpose: str | None = None
    started: date | None = None
    ended: date | None = None
    published: date | None = None
    grades: Mapping[str, str | None] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    pilot: bool | None = None
    supersedes: int | None = None
    tells_until: date | None = None
    recorded: datetime | None = None


def standing(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that nothing supersedes, the most believed first."""
    held = list(facts)
    replaced = {fact.supersedes for fact in held}
    live = [fact for fact in held if fact.id not in replaced]
    return sorted(live, key=_belief)


def _belief(fact: Fact) -> tuple[int, int, int]:
    """By what facts are ordered, the most believed first. Ids grow as facts are recorded."""
    until = fact.tells_until.toordinal() if fact.tells_until else 0
    return RANK[fact.source_kind], -until, -fact.id


def current_view(facts: Sequence[Fact]) -> Inspection:
    """The inspection as its facts tell it. Raises ``ValueError`` where there is no fact, or none says which event.

    It is known from the first day on which any source told of it.
    """
    if len(facts) == 1 and facts[0].event is not None:
        return _alone(facts[0])
    live = standing(facts)
    chosen = {name: _first(live, name) for name in FIELDS}
    if not live or chosen["event"] is None:
        raise ValueError("an inspection needs a fact that says which event it was")
    grades: dict[str, str | None] = {}
    texts: dict[str, str] = {}
    for fact in live:
        for judgement, grade in fact.grades.items():
            if judgement not in grades or (grades[judgement] is None and grade is not None):
                grades[judgement] = grade
                texts[judgement] = fact.texts.get(judgement, "")
    known = min(live, key=lambda fact: fact.known_on)
    return Inspection(
        id=live[0].inspection,
        body=live[0].body,
        regime=live[0].regime,
        event=chosen["event"],
        started=chosen["started"],
        ended=chosen["ended"],
        published=chosen["published"],
        known_on=known.known_on,
        known_confidence=known.known_confidence,
        grades=grades,
        texts=texts,
        purpose=chosen["purpose"],
        topics=next((fact.topics for fact in live if fact.topics), ()),
        pilot=bool(chosen["pilot"]),
        sources=tuple(dict.fromkeys(fact.place for fact in live)),
    )


def _alone(fact: Fact) -> Inspection:
    """What is taken from the only fact of an inspection, as most have but one: all that it says."""
    return Inspection(
        id=fact.inspection,
        body=fact.body,
        regime=fact.regime,
        event=fact.event or "",
        started=fact.started,
        ended=fact.ended,
        published=fact.published,
        known_on=fact.known_on,
        known_confidence=fact.known_confidence,
        grades=fact.grades,
        texts=fact.texts
        if fact.texts.keys() == fact.grades.keys()
        else {name: fact.texts.get(name, "") for name in fact.grades},
        purpose=fact.purpose,
        topics=fact.topics,
        pilot=bool(fact.pilot),
        sources=(fact.place,),
    )


def _first(live: Sequence[Fact], name: str) -> Any:
    return next((value for fact in live if (value := getattr(fact, name)) is not None), None)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field of which sources say different things: what was taken first, then the others, each with its place."""

    inspection: str
    field: str
    said: tuple[tuple[str, str], ...]


def disagreements(facts: Sequence[Fact]) -> tuple[Disagreement, ...]:
    """Every field on which standing facts differ, so that a person can settle it."""
    live = standing(facts)
    found = []
    for name in ("event", "started", "ended", "published"):
        said = [(str(value), fact.place) for fact in live if (value := getattr(fact, name)) is not None]
        found.append((name, said))
    judged = dict.fromkeys(judgement for fact in live for judgement in fact.grades)
    for judgement in judged:
        said = [(str(grade), fact.place) for fact in live if (grade := fact.grades.get(judgement)) is not None]
        found.append((judgement, said))
    return tuple(
        Disagreement(live[0].inspection, name, tuple(said)) for name, said in found if len({v for v, _ in said}) > 1
    )
