"""What is believed of a service, area by area, month by month; compiled (numba): plain Python to read and to test.

Exact for one area. For several each area has a belief of its own, as if what is known of one told nothing of the
others but through the leaders and the signal.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from inspectorate.laboratory.grid_kernels import Places
from inspectorate.laboratory.model import Floats, Integers

Singles = NDArray[np.float32]

OPTIONS: dict[str, Any] = {"cache": True, "nogil": True, "_nrt": False}


class Beliefs(NamedTuple):
    """A model as it is believed to be.

    ``worse`` and ``better``, (areas, steps): chances of falling from and of rising out of each grade; ``leadership``,
    ``led``, ``fifths``, ``shock`` and ``signal`` as in `inspectorate.laboratory.model.Model`; ``errors``,
    (steps, steps), and ``effect``, (steps,), of the inspection. ``first``, (states, areas, steps): what is believed
    when all begins, by what the inspection of then said.
    """

    worse: Floats
    better: Floats
    leadership: int
    led: Floats
    fifths: Floats
    shock: float
    signal: Floats
    errors: Floats
    effect: Floats
    first: Floats


@njit(**OPTIONS)
def moved(given: Beliefs, fifth: int, belief: Floats) -> None:
    """A month passes."""
    areas, steps = belief.shape
    led = 0.0
    for grade in range(steps):
        led += belief[given.leadership, grade] * given.led[grade]
    for area in range(areas):
        factor = given.fifths[fifth] * (1.0 if area == given.leadership else led)
        # From the best grade on: what falls into a grade, and what rises into it, as it was before the month.
        fallen = 0.0
        for grade in range(steps):
            here = belief[area, grade]
            falls = here * factor * given.worse[area, grade]
            risen = belief[area, grade + 1] * given.better[area, grade + 1] if grade < steps - 1 else 0.0
            belief[area, grade] = here - falls - here * given.better[area, grade] + fallen + risen
            fallen = falls
        for grade in range(steps - 1, -1, -1):
            stays = 1.0 if grade == steps - 1 else 1 - given.shock
            above = given.shock * belief[area, grade - 1] if grade > 0 else 0.0
            belief[area, grade] = stays * belief[area, grade] + above


@njit(**OPTIONS)
def signalled(given: Beliefs, level: int, belief: Floats, tails: Floats) -> None:
    """A signal is seen. ``tails``, like ``belief``: where to write."""
    areas, steps = belief.shape
    for area in range(areas):
        total = 0.0
        for grade in range(steps):
            total += belief[area, grade]
            tails[area, grade] = total
    for area in range(areas):
        total = 0.0
        for grade in range(steps):
            # The worst of all is this grade if the others are no worse, or one of theirs.
            others, likely = 0.0, 0.0
            for worst in range(grade, steps):
                within = 1.0
                for other in range(areas):
                    if other != area:
                        within *= tails[other, worst]
                likely += (within - others) * given.signal[worst, level]
                others = within
            belief[area, grade] *= likely
            total += belief[area, grade]
        for grade in range(steps):
            belief[area, grade] /= total


@njit(**OPTIONS)
def told(given: Beliefs, grade: int, belief: Floats) -> None:
    """An inspection says of one area, whose belief this is, shape (steps,), that it stands at a grade."""
    steps = len(belief)
    total = 0.0
    for stood in range(steps):
        total += belief[stood] * given.errors[stood, grade]
    # What cannot be, as the model has it, is not believed.
    if total > 0:
        for stood in range(steps):
            belief[stood] *= given.errors[stood, grade] / total
    for stood in range(steps - 1):
        risen = given.effect[grade] * belief[stood + 1]
        belief[stood] += risen
        belief[stood + 1] -= risen


@njit(**OPTIONS)
def between(
    belief: Floats,
    resolution: int,
    stretch: Floats,
    places: Places,
    values: Singles,
    column: int,
    share: float,
    rests: Floats,
    strides: Integers,
) -> float:
    """The value of a belief between those at the points of a grid (`inspectorate.laboratory.grid.Grid.mixture`).

    ``places``: of the points by their tails, flat. ``values``: at each point, times its size, at each price; the price
    is so much of the way from one column to the next. ``rests`` and ``strides``, (steps,): where to write.
    """
    steps = len(belief)
    size = 0.0
    for grade in range(steps):
        size += belief[grade] * stretch[grade]
    place, stride, tail = 0, 1, 0.0
    for grade in range(steps - 2, -1, -1):
        tail += belief[grade + 1] * stretch[grade + 1]
        scaled = min(tail / size, 1.0) * resolution
        whole = int(scaled)
        place += whole * stride
        at = steps - 2 - grade
        # The greatest rest first; of equal ones that of the better grade, which comes later here.
        while at > 0 and rests[at - 1] <= scaled - whole:
            rests[at], strides[at] = rests[at - 1], strides[at - 1]
            at -= 1
        rests[at], strides[at] = scaled - whole, stride
        stride *= resolution + 2
    rests[steps - 1], strides[steps - 1] = 0.0, 0
    found, above = 0.0, 1.0
    for at in range(steps):
        row = values[places[place]]
        found += (above - rests[at]) * ((1 - share) * row[column] + share * row[column + 1])
        above = rests[at]
        place += strides[at]
    return found * size / resolution
