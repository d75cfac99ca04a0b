"""Events that come in, and slots that are opened: whatever chain follows, all cost as little as can be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.slotted import assert_proven, cheapest, costs, drawn, state, table

from inspectorate.planning import chains, exchange, tries
from inspectorate.planning.chains import search_for
from inspectorate.planning.kernels import NOTHING
from inspectorate.planning.slots import only
from inspectorate.planning.tries import kept_of

pytestmark = pytest.mark.usefixtures("both_ways")


FREE = [(4,)]
"""The one way to cut a week that is one slot."""
SHUT = [(), (4,)]


@pytest.mark.parametrize(("second", "taken"), [(9, [1, 2, 3, 0]), (1, [1, NOTHING, 2, 0])])
def test_an_event_takes_the_slot_of_another_which_takes_that_of_a_third(second: int, taken: list[int]) -> None:
    """The last one has nowhere to go but the first place. All others move on, or one that is cheap is left out."""
    row = [[0, 1, None, None], [None, 0, 1, None], [None, None, 0, 1], [0, None, None, None]]
    slots = table(row, sizes=[4] * 4, left_out=[9, second, 9, 9], cuts=[FREE] * 4)
    exchange.assign(slots)
    assert slots.slot.tolist() == taken
    assert_proven(slots)


def test_who_loses_least_by_it_is_left_out() -> None:
    slots = table([[0], [0], [0]], sizes=(4, 4, 4), left_out=(7, 5, 6), cuts=[[(4,)]])
    exchange.assign(slots)
    assert (slots.slot.tolist(), slots.worth.tolist(), slots.rent.tolist()) == ([0, NOTHING, NOTHING], [6, 5, 6], [6])


def test_what_is_larger_than_every_slot_is_left_out() -> None:
    slots = table([[0, 0], [0, 0]], sizes=(6, 4), left_out=(50, 3), cuts=[[(4,)], [(4,)]])
    exchange.assign(slots)
    assert (slots.slot.tolist(), slots.worth.tolist()) == ([NOTHING, 0], [50, 0])


@given(st.integers(0, 10**6))
def test_what_is_assigned_costs_what_one_table_of_all_says(seed: int) -> None:
    slots = drawn(seed)
    exchange.assign(slots)
    assert_proven(slots)
    assert costs(slots) == cheapest(slots)


@given(st.integers(0, 10**6), st.integers(0, 40))
def test_an_event_is_worth_what_all_cost_more_with_it_up_to_a_limit(seed: int, most: int) -> None:
    """The last event comes to those that are there already."""
    slots = drawn(seed)
    last = len(slots.size) - 1
    with_it = cheapest(slots)
    slots.left_out[last], there = 0, slots.left_out[last]
    alone = only(slots, slots.event != last)
    exchange.assign(alone)
    without, before = costs(alone), state(alone)
    slots.left_out[last] = there
    search, kept = search_for(slots), kept_of(slots)
    tries.begin(kept, 0)
    worth = chains.put(slots, search, kept, 0, last, most)
    assert worth == min(with_it - without, most)
    if worth < most:
        assert_proven(slots)
        assert slots.worth[last] == worth
    else:
        assert slots.slot[last] == NOTHING
        tries.go_back(slots, kept, 0)
        assert state(slots) == before


@given(st.integers(0, 10**6))
def test_the_rent_of_a_slot_that_is_opened_is_what_all_cost_less(seed: int) -> None:
    slots = drawn(seed)
    slot = int(np.random.default_rng(seed).choice(np.flatnonzero(slots.ways[slots.way].reshape(-1))))
    with_it = cheapest(slots)
    place = divmod(slot, slots.width)
    # A way of its own, in which this slot is shut.
    shut = slots._replace(ways=slots.ways[slots.way].copy(), way=np.arange(len(slots.way)))
    shut = shut._replace(way_from=shut.way.copy(), way_to=shut.way + 1)
    room, shut.ways[place] = shut.ways[place], 0
    exchange.assign(shut)
    without, before = costs(shut), state(shut)
    search, kept = search_for(shut), kept_of(shut)
    tries.begin(kept, 0)
    shut.ways[place] = shut.room[slot] = room
    tries.keep_slot(shut, kept, 0, slot)
    rent = chains.fill(shut, search, kept, 0, slot)
    assert rent == without - with_it == shut.rent[slot]
    assert_proven(shut)
    tries.go_back(shut, kept, 0)
    shut.room[slot] = 0
    assert state(shut) == before


def test_a_slot_is_left_free_where_nobody_gains_by_it() -> None:
    slots = table([[0, 0]], sizes=[4], left_out=[9], cuts=[FREE, SHUT])
    exchange.assign(slots)
    slots.room[1] = 4
    assert chains.fill(slots, search_for(slots), kept_of(slots), 0, 1) == 0
    assert (slots.slot.tolist(), slots.rent.tolist()) == ([0], [0, 0])


def test_a_slot_that_is_opened_lets_in_along_a_chain_who_was_left_out() -> None:
    """The first event moves into it and the second into the slot of the first."""
    row = [[0, 2, None], [None, 0, 2], [None, None, 0]]
    slots = table(row, sizes=[4] * 3, left_out=[20, 9, 9], cuts=[SHUT, FREE, FREE])
    exchange.assign(slots)
    assert slots.slot.tolist() == [1, NOTHING, 2]
    slots.way[0], slots.room[0] = 1, 4
    assert chains.fill(slots, search_for(slots), kept_of(slots), 0, 0) == 2 + 9
    assert slots.slot.tolist() == [0, 1, 2]
    assert_proven(slots)
