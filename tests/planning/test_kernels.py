"""The compiled loops, each as compiled and as the Python that it was written in, against a slow and obvious answer."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectorate.planning import kernels
from inspectorate.planning.kernels import NOTHING

BOTH = pytest.mark.parametrize("way", ["compiled", "as written"])


def loop(name: str, way: str) -> Any:
    found = getattr(kernels, name)
    return found if way == "compiled" else found.py_func


@BOTH
@given(st.integers(0, 10**6))
def test_the_best_columns_of_each_cell(way: str, seed: int) -> None:
    draw = np.random.default_rng(seed)
    starts = np.array([0, *np.sort(draw.integers(0, 9, size=2)), 9])
    pays, cost, prices = draw.integers(0, 4, size=9), draw.integers(0, 5, size=9), draw.integers(-3, 9, size=4)
    gain, place = np.full((2, 3), 77), np.full((2, 3), 77)
    loop("best_of_cells", way)(pays.astype(np.int32), cost.astype(np.int32), starts, prices, gain, place)
    gains = prices[pays] - cost
    for cell in range(3):
        columns = range(starts[cell], starts[cell + 1])
        best = sorted(((int(gains[at]), at) for at in columns if gains[at] > 0), reverse=True)[:2]
        wanted = [*best, (0, NOTHING), (0, NOTHING)][:2]
        assert list(zip(gain[:, cell].tolist(), place[:, cell].tolist(), strict=True)) == wanted


@BOTH
@given(st.integers(0, 10**6), st.integers(0, 1))
def test_pairs_by_the_weeks_that_are_held(way: str, seed: int, before: int) -> None:
    """Those of an event and somebody who has room and its skill until then, by the week in which preparation begins."""
    draw = np.random.default_rng(seed)
    event, person, until = draw.integers(0, 3, 7), draw.integers(0, 2, 7), draw.integers(-2, 6, 7)
    allowed, room = draw.random((3, 4)) < 0.6, draw.random((2, 4)) < 0.6
    room[:, :before] = False
    rows = np.flatnonzero(draw.random(7) < 0.8)
    rows = rows[np.argsort(person[rows], kind="stable")]
    pairs, starts = loop("pairs_by_cell", way)(rows, event, person, until, allowed, room, before)
    for cell in range(8):
        who, week = divmod(cell, 4)
        might = [row for row in rows.tolist() if person[row] == who and week + before <= min(until[row], 3)]
        wanted = [row for row in might if allowed[event[row], week + before] and room[who, week + before]]
        assert pairs[starts[cell] : starts[cell + 1]].tolist() == wanted


@BOTH
@given(st.integers(0, 10**6))
def test_the_cheapest_columns_of_each_row(way: str, seed: int) -> None:
    draw = np.random.default_rng(seed)
    event, price = draw.integers(0, 3, size=9), draw.integers(0, 5, size=9)
    least, place = np.zeros((3, 2), dtype=np.int64), np.full((3, 2), NOTHING)
    loop("cheapest_of_rows", way)(event, price, 0, least, place)
    for one in range(3):
        best = sorted((int(price[at]), at) for at in range(9) if event[at] == one)[:2]
        assert [*zip(least[one].tolist(), place[one].tolist(), strict=True)][: len(best)] == best
        assert place[one].tolist()[len(best) :] == [NOTHING] * (2 - len(best))


@BOTH
@given(st.lists(st.integers(0, 9), min_size=3, max_size=3), st.lists(st.integers(0, 9), min_size=2, max_size=2))
def test_weeks_are_filled_with_the_best_pattern(way: str, threes: list[int], fives: list[int]) -> None:
    tops = {3: sorted(threes, reverse=True), 5: sorted(fives, reverse=True)}
    best, counts = np.zeros((11, 1), dtype=np.int64), {}
    for size, gains in tops.items():
        counts[size] = np.zeros((11, 1), dtype=np.int8)
        loop("fill_weeks", way)(np.array(gains)[:, None], size, best, counts[size])
    for free in range(11):
        patterns = [(three, five) for three, five in product(range(4), range(3)) if 3 * three + 5 * five <= free]
        assert best[free, 0] == max(sum(tops[3][:three]) + sum(tops[5][:five]) for three, five in patterns)
        five = int(counts[5][free, 0])
        three = int(counts[3][free - 5 * five, 0])
        assert sum(tops[3][:three]) + sum(tops[5][:five]) == best[free, 0]


@BOTH
@pytest.mark.parametrize(
    ("most", "total", "begun"),
    [
        (4, 4 + 9 + 2, [1, 2, 0, 1]),
        (0, 0, [0, 0, 0, 0]),
        (1, 4 + 4, [1, 0, 1, 0]),
        (2, 4 + 4 + 2, [1, 0, 1, 1]),
        (3, 4 + 9, [1, 2, 0, 0]),
    ],
)
def test_paths(way: str, most: int, total: int, begun: list[int]) -> None:
    """One-week gains of 4, 3, 4 and 2 and a fortnight from the second week for 9, against weeks in a row."""
    gains, taken = np.array([[[4, 3, 4, 2]], [[0, 9, 0, 99]]]), np.zeros((1, 4), dtype=np.int8)
    assert loop("best_paths", way)(gains, np.array([1, 2]), np.array([most]), taken) == total
    assert taken.tolist() == [begun]


@BOTH
@given(st.integers(0, 10**6))
def test_the_cheapest_team_has_a_lead(way: str, seed: int) -> None:
    draw = np.random.default_rng(seed)
    starts, team = np.array([0, *np.sort(draw.integers(0, 8, size=1)), 8]), np.array([2, 3])
    price, leads = draw.integers(0, 6, size=8), draw.random(8) < 0.3
    total, seats = np.zeros(2, dtype=np.int64), np.zeros((2, 3), dtype=np.int64)
    loop("cheapest_teams", way)(price, leads, starts, team, total, seats)
    for group, size in enumerate(team.tolist()):
        teams = [one for one in combinations(range(starts[group], starts[group + 1]), size) if leads[list(one)].any()]
        assert total[group] == min((int(price[list(one)].sum()) for one in teams), default=2**50)
        chosen = tuple(sorted(seats[group, :size].tolist()))
        assert not teams or (chosen in teams and price[list(chosen)].sum() == total[group])
