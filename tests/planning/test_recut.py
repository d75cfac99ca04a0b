"""Weeks are cut another way where it pays: what it costs is what one table of all says, and can be taken back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.slotted import assert_proven, cheapest, costs, drawn, state, table

from inspectorate.planning import exchange, recut, tries
from inspectorate.planning.chains import Search, search_for
from inspectorate.planning.kernels import NOTHING
from inspectorate.planning.slots import Slots
from inspectorate.planning.tries import Kept, kept_of

pytestmark = pytest.mark.usefixtures("both_ways")

ALL = 2**40
"""More than any change costs."""


def assigned(seed: int) -> tuple[Slots, Search, Kept]:
    slots = drawn(seed)
    exchange.assign(slots)
    return slots, search_for(slots), kept_of(slots)


def changed(slots: Slots, cell: int, way: int) -> np.ndarray:
    """The ways of all weeks with one cut another way."""
    found = slots.way.copy()
    found[cell] = way
    return found


def a_change(slots: Slots, draw: np.random.Generator) -> tuple[int, int]:
    """A week and a way to cut it, the more ways the likelier."""
    cell = int(draw.choice(np.repeat(np.arange(len(slots.way)), slots.way_to - slots.way_from)))
    return cell, int(draw.integers(slots.way_from[cell], slots.way_to[cell]))


@given(st.integers(0, 10**6), st.integers(-20, 60))
def test_cutting_a_week_anew_costs_what_one_table_of_all_says_up_to_a_limit(seed: int, most: int) -> None:
    slots, search, kept = assigned(seed)
    before = costs(slots)
    cell, way = a_change(slots, np.random.default_rng(seed))
    dearer = cheapest(slots, changed(slots, cell, way)) - before
    assert recut.at_least(slots, cell, way) <= dearer
    tries.begin(kept, 0)
    assert recut.cut_anew(slots, search, kept, 0, cell, way, most) == min(dearer, most)
    if dearer < most:
        slots.way[cell] = way
        assert_proven(slots)
        assert costs(slots) == before + dearer


@given(st.integers(0, 10**6))
def test_two_tries_can_be_taken_back_one_by_one(seed: int) -> None:
    slots, search, kept = assigned(seed)
    draw = np.random.default_rng(seed)
    changes, states = [a_change(slots, draw) for _ in range(2)], []
    for level, (cell, way) in enumerate(changes):
        states.append(state(slots))
        tries.begin(kept, level)
        recut.cut_anew(slots, search, kept, level, cell, way, ALL)
    for level in (1, 0):
        tries.go_back(slots, kept, level)
        assert state(slots) == states[level]
    assert_proven(slots)


@given(st.integers(0, 10**6), st.sampled_from([0, 3, 40, ALL]), st.integers(1, 5))
def test_what_is_said_to_be_saved_is_saved(seed: int, most: int, tried: int) -> None:
    slots, search, kept = assigned(seed)
    before = costs(slots)
    cells = np.random.default_rng(seed).permutation(len(slots.way))
    saved = recut.improve_cuts(slots, search, kept, cells, most, np.zeros(tried, dtype=np.int64))
    assert saved >= 0
    assert_proven(slots)
    assert costs(slots) == cheapest(slots) == before - saved


@given(st.integers(0, 10**6))
def test_where_no_change_pays_any_more_none_would(seed: int) -> None:
    slots, search, kept = assigned(seed)
    cells, tried = np.arange(len(slots.way)), np.zeros(5, dtype=np.int64)
    while recut.improve_cuts(slots, search, kept, cells, 0, tried):
        pass
    least = costs(slots)
    for cell in cells:
        for way in range(slots.way_from[cell], slots.way_to[cell]):
            assert cheapest(slots, changed(slots, cell, way)) >= least


WAYS = [(8,), (4, 4)]


def test_one_week_is_cut_anew_where_that_alone_pays() -> None:
    """Two events of four half-days for one of eight."""
    slots = table([[0], [0], [0]], sizes=(8, 4, 4), left_out=(9, 5, 5), cuts=[WAYS])
    exchange.assign(slots)
    assert (
        recut.improve_cuts(slots, search_for(slots), kept_of(slots), np.arange(1), 0, np.zeros(1, dtype=np.int64)) == 1
    )
    assert (slots.slot.tolist(), slots.way.tolist()) == ([NOTHING, 0, 1], [1])


@pytest.mark.parametrize(("most", "saved"), [(0, 0), (4, 0), (5, 6), (ALL, 6)])
def test_two_weeks_are_cut_anew_where_only_both_together_pay(most: int, saved: int) -> None:
    """The large event is cheaper in the second week and the small ones in the first. To let them change places the
    first week is cut for the small ones while the large one has none: for that it costs 4 more, since it is left out
    for 10 in place of 0 and they cost 3 less each."""
    slots = table(
        [[0, 0], [0, 3], [0, 3]],
        sizes=(8, 4, 4),
        left_out=(10, 50, 50),
        cuts=[WAYS, [(4, 4), (8,)]],
    )
    exchange.assign(slots)
    assert slots.slot.tolist() == [0, 2, 3]
    found = recut.improve_cuts(
        slots, search_for(slots), kept_of(slots), np.arange(2), most, np.zeros(3, dtype=np.int64)
    )
    assert found == saved


@pytest.mark.parametrize("tried", [1, 2, 3])
def test_of_second_weeks_those_are_tried_first_that_could_save_most(tried: int) -> None:
    """The large event could go to the second week as well, for 5 points more than to the third."""
    slots = table(
        [[0, 5, 0], [0, None, 3], [0, None, 3]],
        sizes=(8, 4, 4),
        left_out=(10, 50, 50),
        cuts=[WAYS, WAYS[::-1], WAYS[::-1]],
    )
    exchange.assign(slots)
    search, kept = search_for(slots), kept_of(slots)
    assert recut.improve_cuts(slots, search, kept, np.arange(1), ALL, np.zeros(tried, dtype=np.int64)) == 6
    assert slots.way.tolist() == [1, 2, 5]
