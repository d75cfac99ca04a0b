"""How fast a grade ages: how long until an inspection would more likely say another than the same again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inspectorate.intelligence.nowcast import LEVEL, Floats, LineModel

HORIZON = 40.0  # years: a grade that lasts longer is not told apart
GRID = np.arange(0.0, HORIZON + 0.05, 0.1)


@dataclass(frozen=True, slots=True)
class Ageing:
    """One grade of one kind of body and area.

    ``holds`` is the chance that a second inspection at once would say the same. ``years`` is when that chance falls
    under one half: 0 where it never reached it, ``None`` where it takes longer than `HORIZON`. Each with its interval.
    """

    applies_to: str
    area: str
    grade: str
    holds: float
    holds_interval: tuple[float, float]
    years: float | None
    years_interval: tuple[float | None, float | None]


def ageing(part: LineModel) -> tuple[Ageing, ...]:
    """Each grade, best first, from the draws of a fitted model; of a body of which no more than that grade is known."""
    found = []
    for place, grade in enumerate(part.line.grades):
        chances = part.fit.draws.holding(place, GRID)
        ends = _tail(chances[:, 0])
        under = chances < 0.5
        # The first point under one half; infinite where there is none.
        years = np.where(under.any(1), GRID[under.argmax(1)], np.inf)
        low, middle, high = np.quantile(years, [(1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2], method="inverted_cdf")
        found.append(
            Ageing(
                applies_to=part.applies_to,
                area=part.line.area,
                grade=grade,
                holds=float(chances[:, 0].mean()),
                holds_interval=ends,
                years=_finite(middle),
                years_interval=(_finite(low), _finite(high)),
            )
        )
    return tuple(found)


def _tail(values: Floats) -> tuple[float, float]:
    low, high = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], method="weibull")
    return float(low), float(high)


def _finite(years: float) -> float | None:
    return float(years) if np.isfinite(years) else None
