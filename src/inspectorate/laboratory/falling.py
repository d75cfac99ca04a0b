"""The question of Lambeth: a service falls, and when would a regime have been told?

Lambeth's children's services were outstanding in 2012 and inadequate in 2015. Here the fall is given, month by month,
and not drawn; only what inspections say of it, and when they come, is left to chance. Events change nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from inspectorate.laboratory.model import Floats, Integers, Look, Model
from inspectorate.laboratory.regime import Clock


def steady_fall(model: Model, *, months: int, afterwards: int) -> Integers:
    """All areas from the best grade to the last one in so many months, in even steps, and how they stay there.

    Shape (months + afterwards + 1, areas); at place 0 all are at the best grade, at place ``months`` at the last.
    """
    steps = np.minimum(np.arange(months + afterwards + 1) * (model.steps - 1) // months, model.steps - 1)
    return np.repeat(steps[:, None], len(model.areas), axis=1)


def seen(model: Model, clock: Clock, path: Integers) -> Floats:
    """The chance that, by each month, an event has said of an area at the last grade that it is there.

    ``path``: the grades of each area by month, shape (months + 1, areas). The last inspection gave the grades that
    stand at month 0, as long ago as `Clock.ages` has it. Shape (months + 1,).
    """
    places = np.zeros((len(clock.last), clock.months + 1))
    pathway = clock.follows[model.state(path[0])]
    places[pathway, :-1] = clock.ages[pathway]
    found = np.zeros(len(path))
    for month in range(1, len(path)):
        places, told = _month(model, clock, places, path[month])
        found[month] = found[month - 1] + told
    return found


def middle(chances: Sequence[float]) -> int | None:
    """The first month by which it is as likely as not to have been seen; ``None`` where that never comes."""
    return next((month for month, chance in enumerate(chances) if chance >= 0.5), None)


def _month(model: Model, clock: Clock, places: Floats, grades: Integers) -> tuple[Floats, float]:
    """The shares of services not told yet, by pathway and month of it, a month later; and the share told in it."""
    looks = [model.looks[name] for name in clock.looks]
    after = np.zeros_like(places)
    after[:, 1:] = places[:, :-1]
    inspected = after * clock.inspect
    inspected[:, 0] = 0.0
    after -= inspected
    visited = after * clock.visit
    missed = np.array([_missed(model, look, grades) for look in looks])
    told = float((visited * (1 - missed[clock.visit_look])).sum())
    after -= visited * (1 - missed[clock.visit_look])
    for pathway, share in enumerate(inspected.sum(1)):
        said = _said_and_missed(model, looks[clock.inspect_look[pathway]], grades)
        told += share * (1 - missed[clock.inspect_look[pathway]])
        np.add.at(after[:, 0], clock.follows, share * said)
    return after, told


def _missed(model: Model, look: Look, grades: Integers) -> float:
    """The chance that a look says of no area at the last grade that it is there."""
    chosen = list(combinations(range(len(model.areas)), look.areas))
    return float(np.mean([np.prod(list(_misses(look, grades[list(areas)]))) for areas in chosen]))


def _misses(look: Look, grades: Integers) -> Iterator[float]:
    last = len(look.effect) - 1
    return (1 - float(look.errors[last, last]) if grade == last else 1.0 for grade in grades)


def _said_and_missed(model: Model, look: Look, grades: Integers) -> Floats:
    """The chance of each state that an inspection may say, where it says of no area at the last grade that it is.

    Shape (states,); they add to the chance of missing all.
    """
    said = np.ones(1)
    for grade in grades:
        row = look.errors[grade].copy()
        if grade == model.steps - 1:
            row[-1] = 0.0
        said = np.multiply.outer(said, row).ravel()
    return said
