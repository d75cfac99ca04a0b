"""A value that should be here by now, that most other bodies have, and that is not there.

Expected is the newest period whose end and stated release lag have both passed. A body is asked only if it had a value
or a mark in the period before and still stood when the value was expected: one that never reported, or was abolished
by then, is not late and is not counted. A place whose value is kept back
(suppressed, not collected) is not missing; three years of it are told as a note, not as a signal.

How surprising it is: over the earlier periods, of all bodies that had reported the period before, the share that did
not, (gone + 1)/(asked + 2) (Laplace's rule), is the chance that a body falls silent for no reason of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from inspectorate.intelligence.model import Panel

MOST = 0.5
"""More than this share of the bodies that were asked must have answered, or the source is late and not a body."""

KEPT_BACK = 3
"""So many periods running of a value kept back are worth a note."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Bodies (columns) without their expected value of the period at ``row``, and the chance of falling silent."""

    row: int
    bodies: NDArray[np.intp]
    chance: float
    asked: int


def missing(panel: Panel, *, as_of: date) -> Gone | None:
    """Who is silent about the newest period that should be known by ``as_of``; ``None`` where that cannot be said."""
    lag = panel.indicator.lag_days
    if lag is None:
        return None
    due = [row for row, period in enumerate(panel.periods) if period.last + timedelta(days=lag) <= as_of]
    if not due or due[-1] == 0:
        return None
    row = due[-1]
    answered = _answered(panel, as_of)
    # One row for each period but the first: who had answered the one before, and was there to answer this one too.
    asked = answered[:-1] & _stood(panel, lag)[1:]
    silent = asked & ~answered[1:]
    of, gone = int(asked[row - 1].sum()), silent[row - 1]
    if gone.sum() >= (1 - MOST) * of:
        return None
    chance = float((silent[: row - 1].sum() + 1) / (asked[: row - 1].sum() + 2))
    return Gone(row, np.flatnonzero(gone), chance, of)


def _stood(panel: Panel, lag: int) -> NDArray[np.bool_]:
    """Which bodies still stood when their value was expected. Shape (periods, bodies)."""
    due = np.array([period.last.toordinal() + lag for period in panel.periods])
    last = np.full(len(panel.bodies), date.max.toordinal())
    for column, day in panel.closed.items():
        last[column] = day.toordinal()
    return due[:, None] <= last


def _answered(panel: Panel, as_of: date) -> NDArray[np.bool_]:
    known = (panel.known_on > 0) & (panel.known_on <= as_of.toordinal())
    marked = np.zeros(panel.value.shape, dtype=np.bool_)
    for place in panel.marks:
        marked[place] = True
    return (np.isfinite(panel.value) | marked) & known


def kept_back(panel: Panel, *, as_of: date) -> Mapping[str, tuple[str, ...]]:
    """Bodies whose last three known periods all carry a mark in place of a number, and those marks, oldest first."""
    answered = _answered(panel, as_of)
    noted: dict[str, tuple[str, ...]] = {}
    for column, body in enumerate(panel.bodies):
        rows = np.flatnonzero(answered[:, column])[-KEPT_BACK:]
        marks = tuple(panel.marks.get((int(row), column), "") for row in rows)
        if len(marks) == KEPT_BACK and all(marks):
            noted[body] = marks
    return noted
