"""The same inspections in another order: how much sooner the worst would have been found.

Within each inspection year the inspections of that year are dealt out anew to the very same days, the most worrying
first, by what was forecast on the first day of the year, when a programme is made. What an inspection finds is taken
as the same on whichever day of the year it comes; that flatters every order alike, and is an assumption and no fact.
Inspections that a forecast cannot tell apart come in random order: each has the mean of the days that they share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
DIGITS = 12
"""Chances that agree so far are the same chance."""


@dataclass(frozen=True, slots=True)
class Reordered:
    """By case: ``sooner``, by how many days it would have come before its real day; ``first_half``, the chance that it
    would have come in the first half of the year's inspections (the middle one of an odd number lies half in it)."""

    sooner: Floats
    first_half: Floats


def worry(chances: ArrayLike) -> Floats:
    """How worrying each case is, as whole numbers, the greater the sooner: by the chance of the worst grade, then by
    the mean place on the scale. Chances have the shape (cases, steps), best grade first."""
    shares = np.asarray(chances, dtype=np.float64)
    means = shares @ np.arange(shares.shape[1])
    keys = np.stack([shares[:, -1], means], axis=1).round(DIGITS)
    _, places = np.unique(keys, axis=0, return_inverse=True)
    return places.reshape(-1).astype(np.float64)


def reorder(days: Sequence[date], years: Sequence[date], worries: ArrayLike) -> Reordered:
    """Deal the days of each year out anew to the inspections of that year, the most worrying first."""
    real = np.array([day.toordinal() for day in days], dtype=np.float64)
    key, order = np.asarray(worries, dtype=np.float64), np.array([year.toordinal() for year in years])
    sooner, first_half = np.zeros(len(real)), np.zeros(len(real))
    for year in np.unique(order):
        inside = np.flatnonzero(order == year)
        # Counted from the year's first day: sums of ordinals would lose digits.
        here = real[inside] - year
        slots = np.sort(here)
        early = np.clip(len(inside) / 2 - np.arange(len(inside)), 0.0, 1.0)
        _, group, sizes = np.unique(-key[inside], return_inverse=True, return_counts=True)
        firsts = np.cumsum(sizes) - sizes
        sooner[inside] = here - (np.add.reduceat(slots, firsts) / sizes)[group]
        first_half[inside] = (np.add.reduceat(early, firsts) / sizes)[group]
    return Reordered(sooner, first_half)
