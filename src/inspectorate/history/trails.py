"""What was known on a day of how bodies were judged, area by area, as forecasts and fits read it.

An inspection counts when it was carried out, and known, by the day; pilots and undated ones never do. A body that goes
on under a new name or code keeps its judgements. Any other successor stands on its own judgements once it has one in
an area; until then on the even mixture of those it was made from, each aged since its own last judgement. (Whoever
asks what is due takes such a successor as unjudged: a forecast is no judgement, and may know more.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from inspectorate.history.lines import Line
from inspectorate.history.model import Body, History, Inspection
from inspectorate.history.position import counts, order

CONTINUES = frozenset({"renamed", "recoded", "continues"})
"""Kinds of succession in which the same body goes on under a new name or code."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One body's graded inspections that were known on a day, oldest first, and the bodies it was made from.

    ``applies_to`` is what editions call it: ``authority``, or a setting's type as known. ``present``: it exists on the
    day and the register does not say that it has gone. ``absorbed`` are the ids of bodies whose judgements it keeps.
    """

    body: Body
    applies_to: str
    present: bool
    inspections: tuple[Inspection, ...]
    made_from: tuple[Judged, ...] = ()
    absorbed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Trail:
    """The grades of one body in one area, oldest first, as days and places on the line's scale."""

    days: tuple[date, ...]
    places: tuple[int, ...]

    @property
    def last(self) -> date:
        """The day of the last one."""
        return self.days[-1]


def judged(history: History, as_of: date) -> Judged:
    """One body as it was known on a day."""
    kinds = {link.predecessor: link.kind for link in history.body.predecessors}
    before = [judged(one, as_of) for one in history.predecessors]
    same = [one for one in before if kinds.get(one.body.id) in CONTINUES]
    own = [one for one in history.inspections if counts(one, as_of, as_of)]
    own += (inspection for one in same for inspection in one.inspections)
    body = history.body
    known = tuple(one for one in body.registrations if one.known_on <= as_of)
    body = body if len(known) == len(body.registrations) else replace(body, registrations=known)
    now = body.registration(as_of)
    gone = now is not None and now.standing is not None and not now.standing.registered
    return Judged(
        body=body,
        applies_to=body.type_on(as_of),
        present=body.is_open(as_of) and not gone,
        inspections=tuple(sorted(own, key=order)),
        made_from=tuple(one for one in before if one not in same),
        absorbed=frozenset(id_ for one in same for id_ in (one.body.id, *one.absorbed)),
    )


def known_then(histories: Iterable[History], as_of: date) -> list[Judged]:
    """Every body as it was known on a day, each judgement once, in order of their ids: the order of the histories
    changes no answer."""
    every = {history.body.id: judged(history, as_of) for history in histories}
    absorbed = frozenset[str]().union(*(one.absorbed for one in every.values()))
    return [every[id_] for id_ in sorted(every) if id_ not in absorbed]


def trail(one: Judged, line: Line) -> Trail | None:
    """A body's own grades in one area; ``None`` where it has none that can be read."""
    read = [(inspection, line.place(inspection)) for inspection in one.inspections]
    told = [(inspection.carried_out, place) for inspection, place in read if place is not None]
    # Each was carried out on a day: `counts` lets no undated one pass.
    return Trail(tuple(day for day, _ in told if day), tuple(place for _, place in told)) if told else None


def origins(one: Judged, line: Line, share: float = 1.0) -> Iterator[tuple[float, Trail]]:
    """The trails that a body stands on in one area, with their shares: its own, or those of what it was made from.

    Shares add up to ``share``, or there is no trail at all.
    """
    own = trail(one, line)
    if own:
        yield share, own
        return
    told = [list(origins(before, line)) for before in one.made_from]
    told = [one for one in told if one]
    for each in told:
        for part, found in each:
            yield share * part / len(told), found
