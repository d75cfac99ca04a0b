"""An invented country: services with children, deprivation and size, the same ones for the same seed."""

from __future__ import annotations

import numpy as np

from inspectorate.laboratory.model import FIFTHS, Services
from inspectorate.laboratory.model_file import Children

SMALL_BELOW, LARGE_FROM = 35_000, 150_000
"""Children of a small and of a large service: the thresholds by which real authorities are put into sizes."""
FEWEST = 2


class TooFew(ValueError):
    """A country has too few services; the sentence says how many it needs."""


def services(number: int, *, seed: int, children: Children) -> Services:
    """So many services. Their children are drawn from a lognormal distribution of the mean and spread given; fifths
    are dealt out evenly and have nothing to do with size. Raises `TooFew`."""
    if number < FEWEST:
        raise TooFew(f"A comparison needs at least {FEWEST} services, not {number}; ask for {FEWEST} or more.")
    random = np.random.default_rng(seed)
    variance = np.log1p((children.spread / children.mean) ** 2)
    drawn = random.lognormal(np.log(children.mean) - variance / 2, np.sqrt(variance), number)
    counted = np.maximum(np.rint(drawn), 1).astype(np.int64)
    fifth = random.permutation(np.arange(number, dtype=np.int64) % FIFTHS)
    size = np.digitize(counted, (SMALL_BELOW, LARGE_FROM)).astype(np.int64)
    return Services(counted, fifth, size)
