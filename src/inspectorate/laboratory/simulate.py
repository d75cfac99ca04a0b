"""Many countries simulated month by month under one regime, replication by replication."""

from __future__ import annotations

from concurrent.futures import Executor

import numpy as np

from inspectorate.laboratory.kernel_lives import LIFE
from inspectorate.laboratory.kernel_queues import SIDE_BY_SIDE, replicated
from inspectorate.laboratory.model import FIFTHS, Floats, Model, Services
from inspectorate.laboratory.regime import OUTCOMES, Clock
from inspectorate.laboratory.tables import Tables, tables

PIECE = 20_000_000
"""Service-months that one piece of work for an executor has at most, unless one replication has more."""


def simulate(
    model: Model,
    services: Services,
    clock: Clock,
    *,
    months: int,
    runs: int,
    seed: int,
    first: int = 0,
    executor: Executor | None = None,
) -> Floats:
    """Sums of each outcome by fifth for replications ``first`` to ``first + runs - 1``: (runs, FIFTHS, OUTCOMES).

    A replication is the same whatever is asked for with it, and whoever works it out. Services meet the same chances
    of changing by themselves under every clock: compare regimes replication by replication.

    Raises ValueError with a sentence where there is nothing to simulate.
    """
    for name, number in (("months", months), ("replications", runs), ("services", len(services))):
        if number < 1:
            raise ValueError(f"There are {number} {name} to simulate: give at least one.")
    read = tables(model, clock)
    size = max(1, PIECE // (months * len(services)))
    pieces = [(begin, min(size, first + runs - begin)) for begin in range(first, first + runs, size)]
    if executor is None:
        return np.concatenate([simulated(read, services, months, seed, *piece)[0] for piece in pieces])
    working = [executor.submit(simulated, read, services, months, seed, *piece) for piece in pieces]
    return np.concatenate([done.result()[0] for done in working])


def simulated(read: Tables, services: Services, months: int, seed: int, first: int, runs: int) -> tuple[Floats, int]:
    """The sums of some replications, and how many random words they take."""
    sums = np.zeros((runs, FIFTHS, len(OUTCOMES)))
    children = services.children.astype(float)
    fifth, size = services.fifth.astype(np.uint32), services.size.astype(np.uint32)
    lives = np.zeros(SIDE_BY_SIDE, LIFE).view(np.recarray)
    queues, lengths = np.zeros((5, SIDE_BY_SIDE), np.uint32), np.zeros(4, np.int64)
    words = replicated(read, children, fifth, size, months, seed, first, lives, queues, lengths, sums)
    return sums, int(words)
