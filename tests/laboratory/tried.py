"""The least that a service of any number of areas costs, by trying every policy: slow, and plain to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

import numpy as np

from inspectorate.laboratory.exact import seen
from inspectorate.laboratory.model import Floats, Look, Model


def outcomes(model: Model, look: Look) -> Iterator[tuple[float, list[Floats]]]:
    """Which areas a look may look at, with its chance; and for all that it may say where it leaves each state."""
    one, grades, areas = seen(look), model.grades_of, range(len(model.areas))
    chosen = list(combinations(areas, look.areas))
    for subset in chosen:
        found = []
        for said in product(range(model.steps), repeat=len(subset)):
            moves = [one[:, said[subset.index(area)]] if area in subset else np.eye(model.steps) for area in areas]
            by_area = [move[np.ix_(grades[:, area], grades[:, area])] for area, move in enumerate(moves)]
            found.append(np.prod(by_area, axis=0))
        yield 1 / len(chosen), found


def cheapest(
    model: Model, fifth: int, looks: Sequence[Look], days: Sequence[float], price: float, path: Sequence[float]
) -> float:
    """The least harm, added over areas, and price of days over the months of a path of prices, from the beginning."""
    harm = model.harm[model.grades_of].sum(1)
    worst = model.grades_of.max(1)
    moves, events = model.transition(fifth), [list(outcomes(model, look)) for look in looks]

    def before(belief: Floats, path: Sequence[float]) -> float:
        if not path or not belief.any():
            return 0.0
        total = 0.0
        for level in model.signal[worst].T:
            after = (belief @ moves) * level
            least = [after @ harm + before(after, path[1:])]
            for subsets, day in zip(events, days, strict=True):
                cost = path[0] * price * day * after.sum()
                for chance, said in subsets:
                    told = [after @ where for where in said]
                    cost += chance * sum(b @ harm + before(b, path[1:]) for b in told)
                least.append(cost)
            total += min(least)
        return float(total)

    plain = Look(model.looks["inspection"].errors, np.zeros(model.steps), len(model.areas))
    ((_, said),) = outcomes(model, plain)
    return sum(before(model.beginning @ where, path) for where in said)
