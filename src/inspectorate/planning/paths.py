"""The best way of each person through the weeks, with events in no more weeks in a row than may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inspectorate.planning.pairs import Ints

NEVER = -(2**60)
"""Less than anything that can be gained."""


@dataclass(frozen=True, slots=True)
class Arc:
    """What a person gains by something that takes ``weeks`` from a week on. ``gain``: (P, W), 0 or less: no use."""

    weeks: int
    gain: Ints


def paths(arcs: Sequence[Arc], most: Ints) -> tuple[int, npt.NDArray[np.int8]]:
    """What all people gain, and the number of the arc that each begins in each week, counted from 1; 0: none. (P, W).

    ``most``: the weeks in a row that each person may have, W where there is no limit, (P,).
    """
    people, weeks = arcs[0].gain.shape
    limited = (most < weeks)[:, None]
    runs = np.arange(int(most[limited[:, 0]].max(initial=0)) + 1)
    after = np.zeros((weeks + 1, people, len(runs)), dtype=np.int64)
    picks = np.zeros((weeks, people, len(runs)), dtype=np.int8)
    for week in reversed(range(weeks)):
        best = np.repeat(after[week + 1][:, :1], len(runs), axis=1)
        for number, arc in enumerate(arcs, 1):
            if week + arc.weeks <= weeks:
                onward = after[week + arc.weeks]
                run_on = np.full(onward.shape, NEVER)
                run_on[:, : max(len(runs) - arc.weeks, 0)] = onward[:, arc.weeks :]
                run_on[limited & (runs + arc.weeks > most[:, None])] = NEVER
                total = arc.gain[:, week, None] + np.where(limited, run_on, onward[:, :1])
                better = total > best
                best[better] = total[better]
                picks[week][better] = number
        after[week] = best
    lengths = np.array([1, *(arc.weeks for arc in arcs)])
    return int(after[0][:, 0].sum()), _followed(picks, lengths, limited[:, 0])


def _followed(picks: npt.NDArray[np.int8], lengths: Ints, limited: npt.NDArray[np.bool_]) -> npt.NDArray[np.int8]:
    weeks, people, _ = picks.shape
    begun = np.zeros((people, weeks), dtype=np.int8)
    run, free_from = np.zeros(people, dtype=np.int64), np.zeros(people, dtype=np.int64)
    for week in range(weeks):
        here = np.flatnonzero(free_from == week)
        pick = picks[week, here, run[here]]
        begun[here, week] = pick
        run[here] = np.where((pick > 0) & limited[here], run[here] + lengths[pick], 0)
        free_from[here] = week + lengths[pick]
    return begun
