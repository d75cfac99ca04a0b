"""A mixed-integer programme in the making: variables and rows, then HiGHS (through SciPy)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from time import time

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

OPTIMAL, AT_LIMIT, INFEASIBLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Answer:
    """``values`` of all variables, none where no solution was found.

    ``optimal``: proven so. ``infeasible``: proven that there is no solution.
    """

    values: npt.NDArray[np.float64] | None
    optimal: bool
    infeasible: bool


@dataclass(slots=True)
class Rows:
    """Variables from 0 to 1 (or to no end), whole or not, each with a cost; and rows with a least and a most."""

    costs: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    row: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    least_of_row: list[float] = field(default_factory=list)
    most_of_row: list[float] = field(default_factory=list)

    def variable(self, cost: float = 0, *, whole: bool = True, most: float = 1) -> int:
        self.costs.append(cost)
        self.whole.append(whole)
        self.most.append(most)
        return len(self.costs) - 1

    def add(self, terms: Iterable[tuple[int, float]], least: float = -np.inf, most: float = np.inf) -> None:
        """A row: the sum of ``terms`` (variable, factor) lies between ``least`` and ``most``."""
        for column, value in terms:
            self.row.append(len(self.least_of_row))
            self.column.append(column)
            self.value.append(value)
        self.least_of_row.append(least)
        self.most_of_row.append(most)

    def solve(self, seconds: float | None, costs: Mapping[int, float] | None = None) -> Answer:
        """The cheapest values, or the best known after so many seconds.

        ``costs``: by variable, in the place of those it was made with; what they do not name is free.
        """
        if not self.costs:
            return Answer(np.zeros(0), optimal=True, infeasible=False)
        price = np.array(self.costs)
        if costs is not None:
            price[:] = 0
            price[list(costs)] = list(costs.values())
        shape = (len(self.least_of_row), len(self.costs))
        table = csr_array((self.value, (self.row, self.column)), shape=shape)
        found = milp(
            price,
            integrality=np.array(self.whole, dtype=np.int64),
            bounds=Bounds(0, np.array(self.most)),
            constraints=LinearConstraint(table, self.least_of_row, self.most_of_row),
            options={} if seconds is None else {"time_limit": seconds},
        )
        return Answer(found.x, found.status == OPTIMAL, found.status == INFEASIBLE)


def answer(rows: Rows, most: float, until: float | None) -> Answer:
    """What `Rows.solve` finds in ``most`` seconds and before the time ``until``; without it however long it takes."""
    return rows.solve(None if until is None else min(max(until - time(), 0), most))
