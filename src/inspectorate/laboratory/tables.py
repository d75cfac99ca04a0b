"""A model and a clock as the tables that the simulator's loop reads: chances as whole numbers to hold words against."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from inspectorate.laboratory.model import FIFTHS, Floats, Integers, Look, Model
from inspectorate.laboratory.regime import Clock

Words = NDArray[np.uint64]
Places = NDArray[np.uint32]

NEVER = 2**40
"""Months until what does not come."""


class Tables(NamedTuple):
    """What one replication reads. A word is 64 random bits; a chance p of it is met by a word below p times 2**64.

    ``begin``, (states - 1,): the chances of the states before and at each one, when all begins. ``cut`` and ``goes``,
    (FIFTHS, states, ways): the chances of going to the first ways, and where each leads; the last holds all that go.
    ``grades``, (states, areas), and ``weights``, (areas,): a state's digits and what each is worth. ``worst``,
    (states,): which areas are at the last grade, a bit each; ``harm``, (states,): of a child in all areas together.
    ``bits``: how many bits numbers have.
    ``errors``, (looks, steps, steps - 1): the chances of being told up to each grade, and ``effect``, (looks, steps),
    that a step is gained, both times 2**32. ``ways``, (looks,): how many choices of areas there are, and ``areas``,
    (looks, ways), which. ``first_look``: the look that all begins with.
    ``ages``, (pathways, C): the chance that up to so many months of a pathway have passed when all begins.
    ``left``, (pathways, C + 1): the chance that the inspection has not come by a month; ``soonest``, (pathways,): the
    first in which it may. ``upcoming``, (pathways, C + 1): the next month in which a visit may come, ``visit``: with
    which chance. The others are the clock's.

    Places in other tables are unsigned: numba takes others for places that may count from the end. ``weights`` and
    ``steps``, (grades,), are tuples: loops over areas and grades are laid out when they are compiled.
    """

    begin: Words
    cut: Words
    goes: Places
    grades: Places
    weights: tuple[int, ...]
    steps: tuple[int, ...]
    worst: Places
    harm: Floats
    bits: Integers
    errors: Words
    effect: Words
    ways: Integers
    areas: Places
    first_look: int
    follows: Places
    last: Integers
    ages: Words
    left: Floats
    soonest: Integers
    upcoming: Integers
    visit: Words
    inspect_look: Places
    inspect_days: Floats
    visit_look: Places
    visit_days: Floats


def tables(model: Model, clock: Clock) -> Tables:
    """The tables of a model under a clock."""
    grades, number = model.grades_of, len(model.areas)
    looks = [model.looks[name] for name in clock.looks]
    cut, goes = _moves(model)
    left = np.cumprod(np.insert(1 - clock.inspect[:, 1:], 0, 1.0, axis=1), axis=1, dtype=np.float64)
    ways, areas = _choices(looks, number)
    return Tables(
        begin=_words(model.beginning.cumsum()[:-1]),
        cut=cut,
        goes=_places(goes),
        grades=_places(grades),
        weights=tuple(model.steps**place for place in reversed(range(number))),
        steps=tuple(range(model.steps)),
        worst=_places(((grades == model.steps - 1) << np.arange(number)).sum(1)),
        harm=model.harm[grades].sum(1) / number,
        bits=np.array([bin(mask).count("1") for mask in range(2**number)]),
        errors=_halves(np.array([look.errors.cumsum(1)[:, :-1] for look in looks])),
        effect=_halves(np.array([look.effect for look in looks])),
        ways=ways,
        areas=_places(areas),
        first_look=clock.looks.index("inspection"),
        follows=_places(clock.follows),
        last=clock.last,
        ages=_words(clock.ages.cumsum(1)),
        left=left,
        soonest=(left < 1).argmax(1),
        upcoming=_upcoming(clock.visit),
        visit=_words(clock.visit),
        inspect_look=_places(clock.inspect_look),
        inspect_days=clock.inspect_days,
        visit_look=_places(clock.visit_look),
        visit_days=clock.visit_days,
    )


def _places(found: Integers) -> Places:
    return np.ascontiguousarray(found, np.uint32)


def _words(chances: Floats) -> Words:
    """Chances of 64 bits; one of 1 falls short by less than 1 in 10**15."""
    return (np.minimum(chances, 1 - 2.0**-53) * 2.0**64).astype(np.uint64)


def _halves(chances: Floats) -> Words:
    """Chances of the 32 bits that are half of a word."""
    return np.round(chances * 2.0**32).astype(np.uint64)


def _moves(model: Model) -> tuple[Words, Integers]:
    """The ways out of each state in each fifth, the likeliest first."""
    chances = np.stack([model.transition(fifth) for fifth in range(FIFTHS)])
    chances[:, range(model.states), range(model.states)] = 0.0
    most = max(1, int((chances > 0).sum(2).max()))
    goes = np.argsort(-chances, axis=2, kind="stable")[:, :, :most]
    return _words(np.take_along_axis(chances, goes, axis=2).cumsum(2)), goes


def _choices(looks: list[Look], number: int) -> tuple[Integers, Integers]:
    """The choices of areas that each look may make, as bits, and how many."""
    masks = [
        [sum(1 << area for area in chosen) for chosen in combinations(range(number), look.areas)] for look in looks
    ]
    found = np.zeros((len(looks), max(map(len, masks))), np.int64)
    for place, mask in enumerate(masks):
        found[place, : len(mask)] = mask
    return np.array([len(mask) for mask in masks]), found


def _upcoming(visit: Floats) -> Integers:
    """For each month of each pathway the next one in which a visit may come."""
    found = np.full(visit.shape, NEVER)
    for month in range(visit.shape[1] - 2, -1, -1):
        found[:, month] = np.where(visit[:, month + 1] > 0, month + 1, found[:, month + 1])
    return found
