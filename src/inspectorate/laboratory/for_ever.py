"""Costs before all months for ever, by what one month makes of the costs before the next one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from inspectorate.laboratory.model import Floats

WITHIN = 5e-4
"""The share that costs for ever may be below what repeating without end would give."""

STRETCH = 8
"""Months in a row before each guess at where they lead; a guess that leads astray is not taken."""


def for_ever(month: Callable[[Floats], Floats], ahead: Floats, discount: float) -> Floats:
    """Costs before all months, shape (…, B), of which each counts ``discount`` times the one before.

    They are never above the true ones, whatever was guessed on the way and by ``ahead``: all are raised by as much
    only as the least of them would still rise (MacQueen, Journal of Mathematical Analysis and Applications 14 (1966)
    38-43).
    """
    every = tuple(range(ahead.ndim - 1))
    while True:
        course = [ahead]
        for _ in range(STRETCH):
            course.append(month(course[-1]))
        change = course[-1] - course[-2]
        rise = change * (discount / (1 - discount))
        raised: Floats = course[-1] + rise.min(every)
        if (np.ptp(rise, every) <= WITHIN * np.abs(raised).max(every)).all():
            return raised
        guess = guessed(course)
        tried = month(guess)
        ahead = np.where(np.ptp(tried - guess, every) < np.ptp(change, every), tried, course[-1])


def guessed(course: Sequence[Floats]) -> Floats:
    """Where a course of costs leads, for each of the B by itself: the mixture of them that changes least in a month.

    Reduced rank extrapolation (Sidi, Vector Extrapolation Methods, 2017, chapter 2): a few slow modes are all that is
    left after some months, and the mixture is free of them.
    """
    stacked = np.stack(course).reshape(len(course), -1, course[0].shape[-1]).transpose(2, 0, 1).copy()
    changes = np.diff(stacked, axis=1)
    products = changes @ changes.transpose(0, 2, 1)
    # The months are nearly alike: a trace of each keeps the weights from growing without limit, also where nothing
    # changes any more.
    traces = np.maximum(np.trace(products, axis1=1, axis2=2), 1e-100)
    products += 1e-10 * traces[:, None, None] * np.eye(len(course) - 1)
    weights = np.linalg.solve(products, np.ones((*products.shape[:2], 1)))[..., 0]
    weights /= weights.sum(1, keepdims=True)
    found: Floats = (weights[:, None] @ stacked[:, 1:])[:, 0].T.reshape(course[0].shape)
    return np.ascontiguousarray(found)
