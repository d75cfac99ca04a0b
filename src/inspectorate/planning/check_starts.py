"""The starts of events for one, and what each pays above the price of its week."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from inspectorate.planning.check_cost import Whole
from inspectorate.planning.check_demand import Demand


class Starts(NamedTuple):
    """N starts of events for one, by their kinds: those of a kind are from its ``first`` to the next one's, (K + 1,).

    Of each start the ``week``, the number of its event's ``body``, and what it pays ``above`` the price of the week,
    (N,).
    """

    first: Whole
    week: Whole
    body: Whole
    above: Whole

    @classmethod
    def of(cls, wanted: Demand, above: Whole) -> Starts:
        """Those among all starts that are of events for one, from what each of all pays above the price of its week."""
        kind = wanted.kind[wanted.row]
        by = np.argsort(kind, kind="stable")
        by = by[wanted.kinds.for_one[kind[by]]]
        first = np.searchsorted(kind[by], np.arange(len(wanted.kinds.place) + 1))
        return cls(first, wanted.week[by], wanted.body[wanted.row[by]], above[by])
