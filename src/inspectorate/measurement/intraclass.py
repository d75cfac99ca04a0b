"""Intraclass correlation: the share of the variance of single ratings that lies between subjects, not between raters.

Grades are taken as numbers with equal steps; a rating that is not known is ``None``. Sources: Shrout and Fleiss,
Psychological Bulletin 1979, 86:420; McGraw and Wong, Psychological Methods 1996, 1:30; for subjects with unequally many
raters Donner, International Statistical Review 1986, 54:67.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import f

from inspectorate.measurement.agreement import Floats
from inspectorate.measurement.intervals import BY_FORMULA, Estimate, Interval, bootstrap

Ratings = Sequence[Sequence[float | None]]


def one_way(ratings: Ratings, *, interval: Interval = BY_FORMULA) -> Estimate | None:
    """ICC(1,1): each subject is rated by raters of its own, who need not be equally many.

    Interval by formula: from the F distribution, exact for normal ratings where all subjects have equally many, else
    near; clusters name each subject's. ``n`` counts the subjects. ``None`` where there are fewer than
    two, none was rated twice, or all ratings are one and the same.
    """
    given = [[value for value in one if value is not None] for one in ratings]
    sums = np.array([[len(one), sum(one), sum(value * value for value in one)] for one in given if one]).reshape(-1, 3)
    if interval.clusters is not None:
        named = [name for name, one in zip(interval.clusters, given, strict=True) if one]
        return bootstrap(lambda drawn: _one_way_value(sums[drawn]), named, level=interval.level, seed=interval.seed)
    value = _one_way_value(sums)
    if value is None:
        return None
    between, within, each = _one_way_squares(sums)
    subjects, left = len(sums) - 1, float(sums[:, 0].sum()) - len(sums)
    low, high = (
        (between - beyond * within) / (between + (each - 1) * beyond * within)
        for beyond in _ends(interval.level, subjects, left)
    )
    return Estimate(value, low, high, len(sums))


def _one_way_squares(sums: Floats) -> tuple[float, float, float]:
    """Mean squares between subjects and within them, and how many raters a subject has as these count.

    ``sums`` has a row a subject: its number of ratings, their sum, the sum of their squares.
    """
    raters, totals, squares = sums.T
    every = raters.sum()
    between = float((totals**2 / raters).sum() - totals.sum() ** 2 / every) / (len(sums) - 1)
    within = float((squares - totals**2 / raters).sum()) / float(every - len(sums))
    return between, within, float(every - (raters**2).sum() / every) / (len(sums) - 1)


def _one_way_value(sums: Floats) -> float | None:
    if len(sums) < 2 or not (sums[:, 0] > 1).any():
        return None
    between, within, each = _one_way_squares(sums)
    spread = between + (each - 1) * within
    return None if _is_nothing(spread) else (between - within) / spread


def two_way(ratings: Ratings, *, interval: Interval = BY_FORMULA) -> Estimate | None:
    """ICC(2,1): the same raters, drawn from many, rate all subjects; a rater who is harsher throughout counts as
    disagreement.

    ``ratings`` has a row a subject, a column a rater; a row with a rating that is not known is left out, as the
    statistic needs them all, and ``n`` counts those that are left. Interval by formula: from the F distribution (McGraw
    and Wong, table 7); clusters name each row's. ``None`` where there are fewer than two whole rows or
    raters, or all ratings are one and the same. Raises ``ValueError`` for rows of unequal length.
    """
    if len({len(row) for row in ratings}) > 1:
        raise ValueError("Every subject needs as many ratings as there are raters, in their order; None if not known.")
    whole = [not any(value is None for value in row) for row in ratings]
    table = np.array([row for row, held in zip(ratings, whole, strict=True) if held], dtype=np.float64)
    if interval.clusters is not None:
        named = [name for name, held in zip(interval.clusters, whole, strict=True) if held]
        return bootstrap(lambda drawn: _two_way_value(table[drawn]), named, level=interval.level, seed=interval.seed)
    value = _two_way_value(table)
    if value is None:
        return None
    (rows, columns, rest), (subjects, raters) = _two_way_squares(table), table.shape
    among = subjects * (1 + (raters - 1) * value) - raters * value
    over = (raters * value * columns + among * rest) ** 2 * (raters - 1) * (subjects - 1)
    under = (subjects - 1) * (raters * value * columns) ** 2 + (among * rest) ** 2
    freedom = over / under if under > 0 else 1.0
    others = raters * columns + (raters * subjects - raters - subjects) * rest
    low, high = (
        subjects * (rows - beyond * rest) / (beyond * others + subjects * rows)
        for beyond in _ends(interval.level, subjects - 1, freedom)
    )
    return Estimate(value, low, high, subjects)


def _two_way_squares(table: Floats) -> tuple[float, float, float]:
    """Mean squares between subjects, between raters, and of what neither tells."""
    subjects, raters = table.shape
    middle = table.mean()
    by_subject, by_rater = table.mean(1) - middle, table.mean(0) - middle
    rest = table - middle - by_subject[:, None] - by_rater
    return (
        raters * float((by_subject**2).sum()) / (subjects - 1),
        subjects * float((by_rater**2).sum()) / (raters - 1),
        float((rest**2).sum()) / ((subjects - 1) * (raters - 1)),
    )


def _two_way_value(table: Floats) -> float | None:
    if table.ndim < 2 or min(table.shape) < 2:
        return None
    rows, columns, rest = _two_way_squares(table)
    subjects, raters = table.shape
    spread = rows + (raters - 1) * rest + raters * (columns - rest) / subjects
    return None if _is_nothing(spread) else (rows - rest) / spread


def _ends(level: float, over: float, under: float) -> tuple[float, float]:
    """What an F of these degrees of freedom lies beyond, on the low and the high end of an interval."""
    return float(f.ppf((1 + level) / 2, over, under)), float(f.ppf((1 - level) / 2, over, under))


def _is_nothing(spread: float) -> bool:
    """Whether a variance is none: sums of fractions leave a trace of one."""
    return spread < 1e-12
