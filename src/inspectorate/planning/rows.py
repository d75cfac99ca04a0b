"""A mixed-integer programme in the making: variables and rows, then HiGHS (through SciPy)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import time
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, vstack

from inspectorate.planning.pairs import Flags, Floats, Ints

OPTIMAL, INFEASIBLE = 0, 2
TINY = 1e-6
NEARLY, STANDING = 0.001, 0.0002
"""How far an answer may be from the best of what was left to choose, as a share; and where something stands, whose last
points it is to find."""
DEAR = 1.0
"""What costs so much more than the relaxation's choice, in points, is not looked at unless it stands now. Many choices
are as good as the best, and the best plans are made of these."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``values`` of all variables, none where no solution was found.

    ``optimal``: proven so. ``infeasible``: proven that there is no solution.
    """

    values: Floats | None
    optimal: bool
    infeasible: bool


NONE = Answer(None, optimal=False, infeasible=False)


@dataclass(slots=True)
class Rows:
    """Variables from 0 to 1 (or to no end), whole or not, each with a cost; and rows with a least and a most.
    ``now``: the whole variables that are 1 as things stand, if they stand anyhow. ``ways_out``: those that leave an
    event out, by which there always is an answer."""

    cost: list[Floats] = field(default_factory=list)
    whole: list[Flags] = field(default_factory=list)
    most: list[Floats] = field(default_factory=list)
    row: list[Ints] = field(default_factory=list)
    column: list[Ints] = field(default_factory=list)
    value: list[Floats] = field(default_factory=list)
    least_of_row: list[Floats] = field(default_factory=list)
    most_of_row: list[Floats] = field(default_factory=list)
    now: list[int] = field(default_factory=list)
    ways_out: list[int] = field(default_factory=list)
    variables: int = 0
    rows: int = 0

    def several(self, costs: npt.ArrayLike, *, whole: bool = True, most: float = 1) -> Ints:
        """Variables with these costs, by number."""
        cost = np.asarray(costs, dtype=np.float64)
        self.cost.append(cost)
        self.whole.append(np.full(len(cost), whole))
        self.most.append(np.full(len(cost), most))
        self.variables += len(cost)
        return np.arange(self.variables - len(cost), self.variables)

    def variable(self, cost: float = 0, *, whole: bool = True, most: float = 1) -> int:
        return int(self.several([cost], whole=whole, most=most)[0])

    def add(self, terms: Iterable[tuple[int, float]], least: float = -np.inf, most: float = np.inf) -> None:
        """A row: the sum of ``terms`` (variable, factor) lies between ``least`` and ``most``."""
        listed = np.array(list(terms), dtype=np.float64).reshape(-1, 2)
        self.add_rows(np.zeros(len(listed), np.int64), listed[:, 0].astype(np.int64), listed[:, 1], 1, least, most)

    def add_rows(
        self,
        row: Ints,
        column: Ints,
        value: npt.ArrayLike,
        count: int,
        least: npt.ArrayLike = -np.inf,
        most: npt.ArrayLike = np.inf,
    ) -> None:
        """So many rows at once. Of each term: its row, counted from 0 here, its variable and its factor; ``least`` and
        ``most`` of each row, or of all."""
        self.row.append(row + self.rows)
        self.column.append(column)
        self.value.append(np.broadcast_to(np.asarray(value, dtype=np.float64), row.shape))
        self.least_of_row.append(np.broadcast_to(np.asarray(least, dtype=np.float64), (count,)))
        self.most_of_row.append(np.broadcast_to(np.asarray(most, dtype=np.float64), (count,)))
        self.rows += count

    def solve(self, seconds: float | None, costs: Mapping[int, float] | None = None) -> Answer:
        """The cheapest values, or the best known after so many seconds.

        ``costs``: by variable, in the place of those it was made with; what they do not name is free.
        """
        made = self.made()
        price = made.cost
        if costs is not None:
            price = np.zeros(self.variables)
            price[list(costs)] = list(costs.values())
        return made.solve(seconds, price, np.zeros(self.variables), 0.0)

    def nearly(self, seconds: float | None) -> Answer:
        """Values that are nearly the cheapest, in a fraction of the time, where nothing stands yet.

        Whatever is 1 in the relaxation with no fraction beside it in any row stays at first; then what is 1 both in
        what comes of that and in the relaxation stays, and the rest is searched (relaxation induced neighbourhoods;
        Danna, Rothberg and Le Pape, 2005).
        """
        made, end = self.made(), None if seconds is None else time() + seconds
        relaxed = made.relaxed(_left(end))
        if relaxed is None:
            return NONE
        values, _ = relaxed
        one = (values > 1 - TINY) & made.whole
        broken = (values > TINY) & ~one & made.whole
        alone = one & (abs(made.table).T @ (abs(made.table) @ broken.astype(float)) == 0)
        first = made.solve(_left(end), made.cost, alone.astype(float), NEARLY)
        stands = np.zeros(self.variables, dtype=bool) if first.values is None else first.values > 1 - TINY
        second = made.solve(_left(end), made.cost, (one & stands).astype(float), NEARLY)
        best = min((second, first), key=lambda one: np.inf if one.values is None else float(made.cost @ one.values))
        return Answer(best.values, optimal=False, infeasible=False)

    def improved(self, seconds: float | None, *, agreed: bool) -> Answer:
        """Values that are nearly as cheap as can be, in a fraction of the time, where something stands: of what is not
        now, only what the relaxation holds for nearly as good as its own choice is looked at.

        If it is ``agreed``, what the relaxation takes wholly as it stands now stays, as in `nearly`: that finds
        less, and in far less time.
        """
        made, end = self.made(), None if seconds is None else time() + seconds
        relaxed = made.relaxed(_left(end))
        if relaxed is None:
            return NONE
        kept, stays = (relaxed[1] <= DEAR) | ~made.whole, np.zeros(self.variables)
        kept[self.now], kept[self.ways_out] = True, True
        if agreed:
            stays[self.now] = relaxed[0][self.now] > 1 - TINY
        found = made.only(kept).solve(_left(end), made.cost[kept], stays[kept], STANDING)
        if found.values is None:
            return found
        values = np.zeros(self.variables)
        values[kept] = found.values
        return Answer(values, optimal=False, infeasible=False)

    def leaves_out(self) -> bool:
        """Whether an event is left out as things stand."""
        return not set(self.now).isdisjoint(self.ways_out)

    def made(self) -> Made:
        """All that was asked, in one piece."""
        at = (_joined(self.row).astype(np.int64), _joined(self.column).astype(np.int64))
        return Made(
            cost=_joined(self.cost),
            whole=_joined(self.whole).astype(bool),
            most=_joined(self.most),
            table=csr_array((_joined(self.value), at), shape=(self.rows, self.variables)),
            least_of_row=_joined(self.least_of_row),
            most_of_row=_joined(self.most_of_row),
        )


@dataclass(frozen=True, slots=True)
class Made:
    """All that was asked, in one piece."""

    cost: Floats
    whole: Flags
    most: Floats
    table: csr_array
    least_of_row: Floats
    most_of_row: Floats

    def only(self, kept: Flags) -> Made:
        """The same without some variables, which are 0."""
        table = self.table[:, np.flatnonzero(kept)]
        return replace(self, cost=self.cost[kept], whole=self.whole[kept], most=self.most[kept], table=table)

    def relaxed(self, seconds: float | None) -> tuple[Floats, Floats] | None:
        """The values of the relaxation, and how much dearer each variable is than what it holds for best."""
        if not len(self.cost):
            return np.zeros(0), np.zeros(0)
        equal = self.least_of_row == self.most_of_row
        above, below = (np.isfinite(limit) & ~equal for limit in (self.least_of_row, self.most_of_row))
        under = vstack([self.table[below], -self.table[above]], format="csr")
        found = linprog(
            self.cost,
            A_ub=under,
            b_ub=np.concatenate([self.most_of_row[below], -self.least_of_row[above]]),
            A_eq=self.table[equal],
            b_eq=self.most_of_row[equal],
            bounds=(0, None),  # the rows of events keep all that matters at 1 or below
            method="highs-ds",
            options={} if seconds is None else {"time_limit": seconds},
        )
        if found.x is None or found.status != OPTIMAL:
            return None
        dearer = self.cost - under.T @ found.ineqlin.marginals - self.table[equal].T @ found.eqlin.marginals
        return found.x, dearer

    def solve(self, seconds: float | None, price: Floats, least: Floats, gap: float) -> Answer:
        """The cheapest whole values at some prices, none below ``least``."""
        if not len(price):
            return Answer(np.zeros(0), optimal=True, infeasible=False)
        found = milp(
            price,
            integrality=self.whole.astype(np.int64),
            bounds=Bounds(least, self.most),
            constraints=LinearConstraint(self.table, self.least_of_row, self.most_of_row),
            options={"mip_rel_gap": gap} if seconds is None else {"mip_rel_gap": gap, "time_limit": seconds},
        )
        return Answer(found.x, found.status == OPTIMAL, found.status == INFEASIBLE)


def _joined(parts: Sequence[npt.NDArray[Any]]) -> Floats:
    found: Floats = np.concatenate([np.zeros(0), *parts])
    return found


def _left(end: float | None) -> float | None:
    """The seconds that are left until then."""
    return None if end is None else max(end - time(), 0)
