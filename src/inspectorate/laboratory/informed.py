"""The fast informed bound: what a service costs at least where its state is known at the beginning of each month.

Hauskrecht, Journal of Artificial Intelligence Research 13 (2000) 33-94, section 4. It knows too much and so is low, but
has all areas in one: it is the better one where most can be saved by looking at several areas in one event.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from inspectorate.laboratory.exact import seen
from inspectorate.laboratory.for_ever import for_ever
from inspectorate.laboratory.hidden import Time
from inspectorate.laboratory.model import Floats, Look, Model


def informed(
    model: Model,
    fifth: int,
    looks: Sequence[Look],
    days: Sequence[float],
    prices: Floats,
    time: Time,
) -> Floats:
    """Harm, added over areas, and price of all months, at each price of a day: shape (B,)."""
    grades = model.grades_of
    harm = model.harm[grades].sum(1)[:, None]
    worst = grades.max(1)
    signalled = [model.transition(fifth) * level for level in model.signal[worst].T]
    moves = [all_areas(model, look) for look in looks]

    def month(ahead: Floats, share: float) -> Floats:
        cost = harm + time.discount * ahead
        acts = [cost, *(move @ cost + day * share * prices for move, day in zip(moves, days, strict=True))]
        best: Floats = np.sum([np.min([after @ act for act in acts], axis=0) for after in signalled], axis=0)
        return best

    ahead = np.zeros((model.states, len(prices)))
    if time.path is None:
        ahead = for_ever(lambda ahead: month(ahead, 1.0), ahead, time.discount)
    else:
        for share in time.path[::-1]:
            ahead = month(ahead, share)
    found: Floats = model.beginning @ ahead
    return found


def all_areas(model: Model, look: Look) -> Floats:
    """Where a look leaves each state, whatever it says: shape (states, states)."""
    areas = range(len(model.areas))
    moved, stays = seen(look).sum(1), np.eye(model.steps)
    grades = model.grades_of
    found = np.zeros((model.states, model.states))
    subsets = list(combinations(areas, look.areas))
    for subset in subsets:
        by_area = [(moved if area in subset else stays)[np.ix_(grades[:, area], grades[:, area])] for area in areas]
        found += np.prod(by_area, axis=0)
    return found / len(subsets)
