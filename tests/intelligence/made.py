"""Panels made for a test or a benchmark: only chance and known spreads move a body, unless something is planted."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from inspectorate.intelligence.model import Floats, Indicator, Measure, Neighbours, Panel, Period, Polarity

LAG = 180


def periods(number: int, first: int = 2010) -> tuple[Period, ...]:
    return tuple(
        Period(f"{year}-{(year + 1) % 100:02}", date(year, 4, 1), date(year + 1, 3, 31))
        for year in range(first, first + number)
    )


def indicator(name: str = "made", measure: Measure = Measure.MEAN, polarity: Polarity = Polarity.LOW) -> Indicator:
    scale = 100.0 if measure is Measure.SHARE else 1.0
    return Indicator(name, f"Made {name}", "per cent", measure, polarity, "made", scale, "help", "made", LAG, "made")


def panel(value: Floats, of: Indicator, numerator: Floats | None = None, denominator: Floats | None = None) -> Panel:
    """A panel of which every value became known when the lag of its period had passed."""
    number, bodies = value.shape
    nothing = np.full_like(value, np.nan)
    known = [[(period.last + timedelta(days=LAG)).toordinal()] * bodies for period in periods(number)]
    return Panel(
        of,
        periods(number),
        tuple(f"authority:B{b:03}" for b in range(bodies)),
        value,
        nothing if numerator is None else numerator,
        nothing if denominator is None else denominator,
        np.where(np.isfinite(value), np.array(known), 0),
    )


def truth(measure: Measure, level: Floats, rng: np.random.Generator) -> tuple[Floats, Floats | None, Floats | None]:
    """Values, numerators and denominators of bodies whose truth on the even scale is ``level`` (periods, bodies)."""
    if measure is Measure.MEAN:
        return 20 + 30 * level, None, None
    size = np.exp(rng.normal(6.0, 0.8, level.shape[1])).round() + 20
    n = np.broadcast_to(size, level.shape).copy()
    if measure is Measure.SHARE:
        count = rng.binomial(n.astype(np.int64), np.sin(0.5 + level) ** 2).astype(np.float64)
    else:
        n = n * 30
        count = rng.poisson(n * np.maximum(0.07 + level / 8, 0.0) ** 2).astype(np.float64)
    return count / n, count, n


def in_control(
    measure: Measure,
    seed: int,
    *,
    years: int = 12,
    bodies: int = 153,
    between: float = 0.08,
    yearly: float = 0.04,
    name: str = "made",
    planted: Floats | float = 0.0,
) -> Panel:
    """Bodies with a level of their own and yearly noise; ``planted`` is added to the level (periods, bodies)."""
    rng = np.random.default_rng(seed)
    level = rng.normal(0, between, bodies) + rng.normal(0, yearly, (years, bodies)) + planted
    value, numerator, denominator = truth(measure, level, rng)
    return panel(value, indicator(name, measure), numerator, denominator)


def alike(measure: Measure, seed: int, *, bodies: int = 153, name: str = "made") -> Panel:
    """One period of bodies whose truths are beta, gamma or normal: the world for which the limits are exact."""
    rng = np.random.default_rng(seed)
    if measure is Measure.MEAN:
        return panel(rng.normal(20, 3, (1, bodies)), indicator(name, measure))
    n = np.exp(rng.normal(6.0, 0.8, (1, bodies))).round() + 20
    if measure is Measure.SHARE:
        count = rng.binomial(n.astype(np.int64), rng.beta(9.0, 27.0, (1, bodies))).astype(np.float64)
    else:
        n = n * 30
        count = rng.poisson(n * rng.gamma(16.0, 0.005 / 16.0, (1, bodies))).astype(np.float64)
    return panel(count / n, indicator(name, measure), count, n)


def neighbours(bodies: tuple[str, ...], number: int = 10) -> Neighbours:
    """Each body's neighbours are the next ones in a ring."""
    ring = {b: tuple(bodies[(i + k) % len(bodies)] for k in range(1, number + 1)) for i, b in enumerate(bodies)}
    return Neighbours("ring", date(2000, 1, 1), ring)


def england(seed: int, indicators: int = 18, years: int = 12) -> list[Panel]:
    """As many panels as England has core indicators, of the three measures in turn."""
    measures = (Measure.SHARE, Measure.RATE, Measure.MEAN)
    return [in_control(measures[j % 3], seed + j, years=years, name=f"indicator_{j:02}") for j in range(indicators)]
