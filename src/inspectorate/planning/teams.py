"""The cheapest team among those who are free: as many as are needed, one who may lead, every skill covered."""

from __future__ import annotations

import numpy as np

from inspectorate.planning.pairs import Flags, Ints


def cheapest_team(cost: Ints, leads: Flags, covers: Flags, size: int) -> tuple[int, ...] | None:
    """The rows of ``size`` people who cost least together, the lead first; ``None`` where there is no such team.

    ``cost``, ``leads``: of each person, (N,); ``covers``: who brings which skill, (N, skills).
    """
    brings = leads.astype(np.int64) + (covers.astype(np.int64) << np.arange(1, covers.shape[1] + 1)).sum(axis=1)
    wanted = (2 << covers.shape[1]) - 1
    # Of those who bring the same, a cheapest team has the cheapest, and no more of them than it has people.
    rows = [row for kind in np.unique(brings) for row in _first(np.flatnonzero(brings == kind), cost, size)]
    # By how many people and what they bring: the least cost, and who they are.
    best: dict[tuple[int, int], tuple[int, tuple[int, ...]]] = {(0, 0): (0, ())}
    for row in rows:
        for (count, have), (total, team) in list(best.items()):
            more = (total + int(cost[row]), (*team, row))
            key = (count + 1, have | int(brings[row]))
            if count < size and (key not in best or more < best[key]):
                best[key] = more
    if (size, wanted) not in best:
        return None
    team = best[size, wanted][1]
    lead = min((row for row in team if leads[row]), key=lambda row: (cost[row], row))
    return (lead, *sorted(row for row in team if row != lead))


def _first(rows: Ints, cost: Ints, size: int) -> list[int]:
    found: list[int] = rows[np.argsort(cost[rows], kind="stable")][:size].tolist()
    return found
