"""The record as a fit reads it: what inspections said of each area of each body, by month."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from inspectorate.framework.library import Library
from inspectorate.history.lines import Line, lines
from inspectorate.history.model import History, Inspection
from inspectorate.history.trails import known_then
from inspectorate.laboratory.likelihood import NOT_JUDGED, Seen

MONTHS = 12


class NothingToFit(ValueError):
    """The record does not say what a fit needs; the sentence says what is missing."""


def trails(
    histories: Iterable[History],
    library: Library,
    *,
    areas: Sequence[str],
    grades: Sequence[str],
    regimes: Collection[str],
    since: date = date.min,
) -> tuple[Seen, ...]:
    """The authorities that were judged, each with its inspections, oldest first.

    Only inspections under the ``regimes``, carried out from ``since`` on, count. ``areas`` are judgements of the
    edition in force at the last of them; earlier ones are read as of one line with them (`inspectorate.history.lines`).
    Raises `NothingToFit` where an area is judged nowhere, the grades are other ones, or nothing was judged at all.
    """
    told = [[each for each in one.inspections if each.regime in regimes] for one in known_then(histories, date.max)]
    counted = [[each for each in one if (each.carried_out or date.min) >= since] for one in told]
    last = max((each.carried_out or date.min for one in counted for each in one), default=None)
    if last is None:
        names = " or ".join(sorted(regimes))
        raise NothingToFit(f"The record holds no such inspection under {names}; import the published files.")
    in_force = {line.area: line for line in lines(library, "authority", last)}
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
