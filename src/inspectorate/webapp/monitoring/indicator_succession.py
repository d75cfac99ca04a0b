"""What the numbers of an authority that is gone mean for the one that followed it, by one stated rule.

* A new code or name of the same authority changes nothing: the register holds one body.
* An authority that was made of whole authorities only (each link a *merger*) has, for the years before, their
  numerators together over their denominators together, where the source gives both of every one of them.
* An authority that took over part of another (a *split*) inherits nothing: no published number tells which part of the
  old one's cases were its own. The old authority keeps its series, under its own name.
* A published share or average without numerator and denominator is never combined.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import date

MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a panel: the number as engines read it or the mark, its parts, and when it was known."""

    value: float | None
    mark: str
    numerator: float | None
    denominator: float | None
    known_on: date


@dataclass(frozen=True, slots=True)
class Origin:
    """What one body was made of on a day; ``whole``: each of them whole."""

    of: tuple[str, ...]
    on: date
    whole: bool


def inherit(
    cells: MutableMapping[tuple[date, str], Cell], periods: Mapping[date, object], origins: Mapping[str, Origin]
) -> None:
    """Fill in, by the rule, what the source does not tell of bodies before they were made. ``cells`` are by the last
    day of a period and body; ``periods`` those days."""
    for body, origin in origins.items():
        for last in periods:
            held = cells.get((last, body))
            if origin.whole and last < origin.on and (held is None or held.value is None):
                together = _together([cells.get((last, one)) for one in origin.of])
                if together is not None:
                    cells[last, body] = together


def _together(parts: list[Cell | None]) -> Cell | None:
    numerator = denominator = 0.0
    known: list[date] = []
    for part in parts:
        if part is None or part.numerator is None or part.denominator is None:
            return None
        numerator, denominator = numerator + part.numerator, denominator + part.denominator
        known.append(part.known_on)
    return Cell(numerator / denominator, "", numerator, denominator, max(known)) if denominator else None
