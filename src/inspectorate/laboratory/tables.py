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

FIRST = 7
"""So many ways out of a state, the likeliest, are looked up first, all at once. They hold nearly all chances, and with
the chance of going at all they fill one line of the processor's nearest memory."""


class Tables(NamedTuple):
    """What one replication reads. A word is 64 random bits; a chance p of it is met by a word below p times 2**64.

    ``begin``, (states - 1,): the chances of the states before and at each one, when all begins. ``cut`` and ``goes``,
    (FIFTHS, states, ways): the chances of going to the first ways, and where each leads; the last holds all that go.
    ``first_cut``, (FIFTHS, states, FIRST + 1), and ``first_goes``, (FIFTHS, states, FIRST + 2): the first of them, then
    the chance of going at all, and where they lead; a word that is below none of them stays (the last place). ``most``,
    (FIFTHS,): the greatest chance of going at all that a state has.
    ``grades``, (states, areas), and ``weights``, (areas,): a state's digits and what each is worth (``worth``: the same
    as words). ``worst``, (states,): which areas are at the last grade, a bit each; ``harm``, (states,): of a child in
    all areas together. ``bits``: how many bits numbers have.
    A standing is a state with the areas known to be at the last grade as its lowest bits. ``rates``, (standings, 4):
    what a month at one adds to areas inadequate, services inadequate, harm and areas undetected. ``undetected``,
    (standings,): which areas those are.
    ``errors``, (looks, steps, steps - 1): the chances of being told up to each grade, and ``effect``, (looks, steps),
    that a step is gained, both times 2**32. ``ways``, (looks,): how many choices of areas there are, and ``areas``,
    (looks, ways), which, a bit each; ``looks_at``, (looks,): how many areas each has, and ``chosen``, (looks, ways,
    areas), their places. ``first_look``: the look that all begins with.
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
    first_cut: Words
    first_goes: Places
    most: Words
    grades: Places
    weights: tuple[int, ...]
    worth: Words
    steps: tuple[int, ...]
    worst: Places
    harm: Floats
    rates: Floats
    undetected: Words
    bits: Integers
    errors: Words
    effect: Words
    ways: Integers
    areas: Places
    looks_at: Integers
    chosen: Places
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
    weights = tuple(model.steps**place for place in reversed(range(number)))
    looks = [model.looks[name] for name in clock.looks]
    cut, goes = _moves(model)
    left = np.cumprod(np.insert(1 - clock.inspect[:, 1:], 0, 1.0, axis=1), axis=1, dtype=np.float64)
    ways, areas, chosen = _choices(looks, number)
    first_cut, first_goes = _first(cut, goes)
    bits = np.array([bin(mask).count("1") for mask in range(2**number)])
    worst = ((grades == model.steps - 1) << np.arange(number)).sum(1)
    harm = model.harm[grades].sum(1) / number
    undetected = (worst[:, None] & ~np.arange(2**number)).ravel()
    return Tables(
        begin=_words(model.beginning.cumsum()[:-1]),
        cut=cut,
        goes=_places(goes),
        first_cut=first_cut,
        first_goes=_places(first_goes),
        most=cut[:, :, -1].max(1),
        grades=_places(grades),
        weights=weights,
        worth=np.array(weights, np.uint64),
        steps=tuple(range(model.steps)),
        worst=_places(worst),
        harm=harm,
        rates=np.column_stack([np.stack([bits[worst], worst > 0, harm], 1).repeat(2**number, 0), bits[undetected]]),
        undetected=undetected.astype(np.uint64),
        bits=bits,
        errors=_halves(np.array([look.errors.cumsum(1)[:, :-1] for look in looks])),
        effect=_halves(np.array([look.effect for look in looks])),
        ways=ways,
        areas=_places(areas),
        looks_at=np.array([look.areas for look in looks]),
        chosen=_places(chosen),
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


def _first(cut: Words, goes: Integers) -> tuple[Words, Integers]:
    """The first ways out of each state with the chance of going at all, and where they lead; staying comes last."""
    fifths, states, ways = cut.shape
    first_cut = np.repeat(cut[:, :, -1:], FIRST + 1, axis=2)
    first_cut[:, :, : min(ways, FIRST)] = cut[:, :, :FIRST]
    first_goes = np.tile(np.arange(states)[:, None], (fifths, 1, FIRST + 2))
    first_goes[:, :, : min(ways, FIRST)] = goes[:, :, :FIRST]
    return first_cut, first_goes


def _choices(looks: list[Look], number: int) -> tuple[Integers, Integers, Integers]:
    """How many choices of areas each look may make, which these are as bits, and which area by area."""
    choices = [list(combinations(range(number), look.areas)) for look in looks]
    ways = np.array([len(ones) for ones in choices])
    masks = np.zeros((len(looks), max(ways)), np.int64)
    chosen = np.zeros((len(looks), max(ways), number), np.int64)
    for look, ones in enumerate(choices):
        masks[look, : len(ones)] = [sum(1 << area for area in one) for one in ones]
        chosen[look, : len(ones), : looks[look].areas] = ones
    return ways, masks, chosen


def _upcoming(visit: Floats) -> Integers:
    """For each month of each pathway the next one in which a visit may come."""
    found = np.full(visit.shape, NEVER)
    for month in range(visit.shape[1] - 2, -1, -1):
        found[:, month] = np.where(visit[:, month + 1] > 0, month + 1, found[:, month + 1])
    return found
