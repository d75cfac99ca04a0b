"""The record as a fit reads it: what inspections said of each area of each body, by month."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from inspectorate.framework.library import Library
from inspectorate.history.lines import Line, lines
from inspectorate.history.model import History, Inspection
from inspectorate.history.trails import known_then
from inspectorate.laboratory.likelihood import NOT_JUDGED, Seen

MONTHS = 12
SPANS = (0, 4, 7, 13, 25)
"""The first months of the spans by which it is counted what the next inspection said."""


class NothingToFit(ValueError):
    """The record does not say what a fit needs; the sentence says what is missing."""


def trails(
    histories: Iterable[History],
    library: Library,
    *,
    applies_to: str = "authority",
    areas: Sequence[str],
    grades: Sequence[str],
    regimes: Collection[str],
    since: date = date.min,
) -> tuple[Seen, ...]:
    """The bodies of a type that were judged, each with its inspections, oldest first.

    ``applies_to`` is ``authority`` or a type of setting, of which a body is by its last registration. Only inspections
    under the ``regimes``, carried out from ``since`` on, count. ``areas`` are judgements of the edition in force at the
    last of them; earlier ones are read as of one line with them (`inspectorate.history.lines`).
    Raises `NothingToFit` where an area is judged nowhere, the grades are other ones, or nothing was judged at all.
    """
    bodies = (one for one in known_then(histories, date.max) if one.applies_to == applies_to)
    told = [[each for each in one.inspections if each.regime in regimes] for one in bodies]
    counted = [[each for each in one if (each.carried_out or date.min) >= since] for one in told]
    last = max((each.carried_out or date.min for one in counted for each in one), default=None)
    if last is None:
        names = " or ".join(sorted(regimes))
        raise NothingToFit(f"The record holds no such inspection under {names}; import the published files.")
    in_force = {line.area: line for line in lines(library, applies_to, last)}
    wanted = [_line(in_force, area, grades) for area in areas]
    return tuple(seen for one in counted if (seen := tuple(_judged(one, wanted))))


def _line(told: dict[str, Line], area: str, grades: Sequence[str]) -> Line:
    if area not in told:
        there = ", ".join(told)
        raise NothingToFit(f"No edition in force judges the area {area} of the model; name one of {there}.")
    if told[area].grades != tuple(grades):
        there = ", ".join(told[area].grades)
        raise NothingToFit(f"The model has other grades than {area} is judged in; they are {there}.")
    return told[area]


def _judged(inspections: Iterable[Inspection], wanted: Sequence[Line]) -> Iterator[tuple[int, list[int]]]:
    for one in inspections:
        places = [line.place(one) for line in wanted]
        day = one.carried_out
        if day is not None and any(place is not None for place in places):
            yield day.year * MONTHS + day.month, [NOT_JUDGED if place is None else place for place in places]


@dataclass(frozen=True, slots=True)
class NextSaid:
    """Areas that were judged at one grade (its ``place``) and again within some months: ``judged`` of them, of which
    ``better`` and ``worse`` ones. ``first`` and ``last`` months between count; ``last`` is ``None`` without an end."""

    place: int
    first: int
    last: int | None
    judged: int
    better: int
    worse: int


def next_said(services: Iterable[Seen], grades: int) -> tuple[NextSaid, ...]:
    """What the next inspection said by how long it came after, all areas together, before any model is asked."""
    found: dict[tuple[int, int], Counter[int]] = {
        (place, span): Counter() for place in range(grades) for span in range(len(SPANS))
    }
    for seen in services:
        for (month, before), (next_month, after) in pairwise(seen):
            span = bisect_right(SPANS, next_month - month) - 1
            for told, now in zip(before, after, strict=True):
                if NOT_JUDGED not in (told, now):
                    found[told, span][now] += 1
    return tuple(
        NextSaid(
            place,
            SPANS[span],
            SPANS[span + 1] - 1 if span + 1 < len(SPANS) else None,
            counted.total(),
            sum(number for now, number in counted.items() if now < place),
            sum(number for now, number in counted.items() if now > place),
        )
        for (place, span), counted in found.items()
    )
