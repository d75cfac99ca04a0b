"""Rows that bind events together in the bound: starts at one body, starts in one region and week, and events for teams
that draw on the same people.

At one body at most one event may start in any run of as many weeks as the spacing has. Each such row has a price of its
own, which whoever starts in it pays on top.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from inspectorate.planning.pairs import Flags, Ints
from inspectorate.planning.pools import Full, full
from inspectorate.planning.programme import Programme


@dataclass(frozen=True, slots=True)
class Limits:
    """R rows over the starts of events, E times W of them, numbered by event and week.

    ``table``: how often each start counts in each row, (R, E * W). ``most``: how much may be, (R,). ``bodies`` and
    ``regions``: what the rows are of, a body or region and the (first) week, in the order of the rows, bodies first;
    ``pools``: the last rows. ``bound``: events of which any start is in a row, (E,).
    """

    table: csr_array
    most: Ints
    bodies: tuple[tuple[str, int], ...]
    regions: tuple[tuple[str, int], ...]
    pools: tuple[Full, ...]
    bound: Flags


def limits(programme: Programme) -> Limits:
    """The rows of a programme that can bind, as far as is seen from the events that could touch each."""
    rules, width = programme.problem.rules, programme.free.shape[1]
    at_body: dict[str, list[int]] = defaultdict(list)
    for number, event in enumerate(programme.events):
        at_body[event.body].append(number)
    near: dict[tuple[str, int], list[int]] = defaultdict(list)
    together: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, event in enumerate(programme.events):
        weeks = np.flatnonzero(programme.allowed[number]).tolist() if len(at_body[event.body]) > 1 else []
        for week in weeks:
            for first in range(max(week - rules.spacing + 1, 0), week + 1):
                near[event.body, first].append(number * width + week)
        if event.region in rules.most_starts:
            for week in np.flatnonzero(programme.allowed[number]).tolist():
                together[event.region, week].append(number * width + week)
    bodies = {key: starts for key, starts in sorted(near.items()) if len({at // width for at in starts}) > 1}
    regions = dict(sorted(together.items()))
    pools = tuple(full(programme))
    rows = [
        *(dict.fromkeys(starts, 1) for starts in (*bodies.values(), *regions.values())),
        *(one.starts for one in pools),
    ]
    row = np.repeat(np.arange(len(rows)), [len(starts) for starts in rows])
    column = np.array([at for starts in rows for at in starts], dtype=np.int64)
    factor = np.array([units for starts in rows for units in starts.values()], dtype=np.int64)
    shape = (len(rows), len(programme.events) * width)
    bound = np.zeros(len(programme.events), dtype=bool)
    bound[column // width] = True
    told = Counter((event.region, event.locked.week) for event in programme.problem.events if event.locked)
    most = [1] * len(bodies) + [max(rules.most_starts[key[0]] - told[key], 0) for key in regions]
    most += [one.most for one in pools]
    table = csr_array((factor, (row, column)), shape=shape)
    return Limits(table, np.array(most, dtype=np.int64), tuple(bodies), tuple(regions), pools, bound)
