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
TINY = 1e-6
NEARLY = 0.001
"""How far an answer may be from the best of what was left to choose, as a share."""


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
    """Variables from 0 to 1 (or to no end), whole or not, each with a cost; and rows with a least and a most.
    ``now``: the whole variables that are 1 as things stand, if they stand anyhow. ``guided``: whether the relaxation is
    near enough to what can be to say what may stay."""

    costs: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    row: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    least_of_row: list[float] = field(default_factory=list)
    most_of_row: list[float] = field(default_factory=list)
    now: list[int] = field(default_factory=list)
    guided: bool = True

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
        price = np.array(self.costs)
        if costs is not None:
            price[:] = 0
            price[list(costs)] = list(costs.values())
        return self._solve(seconds, price, np.zeros(len(price)), np.array(self.whole, dtype=np.int64), 0.0)

    def nearly(self, seconds: float | None) -> Answer:
        """Values that are nearly the cheapest, in a fraction of the time.

        What is 1 both now and in the relaxation stays 1, and the rest is searched (relaxation induced neighbourhoods;
        Danna, Rothberg and Le Pape, 2005). Where nothing stands yet, whatever is 1 in the relaxation with no fraction
        beside it in any row stays at first, and what comes of that is what stands.
        """
        price, whole = np.array(self.costs), np.array(self.whole, dtype=np.int64)
        end = None if seconds is None else time() + seconds
        relaxed = self._solve(_left(end), price, np.zeros(len(price)), np.zeros_like(whole), 0.0).values
        if relaxed is None:
            return Answer(None, optimal=False, infeasible=False)
        one = (relaxed > 1 - TINY) & (whole > 0)
        stands = np.isin(np.arange(len(price)), self.now)
        first = Answer(None, optimal=False, infeasible=False)
        if not self.now:
            table, broken = abs(self._table()), (relaxed > TINY) & ~one & (whole > 0)
            alone = one & (table.T @ (table @ broken.astype(float)) == 0)
            first = self._solve(_left(end), price, alone.astype(float), whole, NEARLY)
            stands = np.zeros(len(price), dtype=bool) if first.values is None else first.values > 1 - TINY
        second = self._solve(_left(end), price, (one & stands).astype(float), whole, NEARLY)
        return min((second, first), key=lambda one: np.inf if one.values is None else float(price @ one.values))

    def _table(self) -> csr_array:
        return csr_array(
            (self.value, (self.row, self.column)), shape=(len(self.least_of_row), len(self.costs)), dtype=float
        )

    def _solve(
        self,
        seconds: float | None,
        price: npt.NDArray[np.float64],
        least: npt.NDArray[np.float64],
        whole: npt.NDArray[np.int64],
        gap: float,
    ) -> Answer:
        if not self.costs:
            return Answer(np.zeros(0), optimal=True, infeasible=False)
        found = milp(
            price,
            integrality=whole,
            bounds=Bounds(least, np.array(self.most)),
            constraints=LinearConstraint(self._table(), self.least_of_row, self.most_of_row),
            options={"mip_rel_gap": gap} if seconds is None else {"mip_rel_gap": gap, "time_limit": seconds},
        )
        return Answer(found.x, found.status == OPTIMAL, found.status == INFEASIBLE)


def _left(end: float | None) -> float | None:
    """The seconds that are left until then."""
    return None if end is None else max(end - time(), 0)


def answer(rows: Rows, most: float, until: float | None) -> Answer:
    """What is found in ``most`` seconds and before the time ``until``; without it however long it takes."""
    seconds = None if until is None else min(max(until - time(), 0), most)
    return rows.nearly(seconds) if rows.guided else rows.solve(seconds)
