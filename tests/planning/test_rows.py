"""A mixed-integer programme: the cheapest values, and those that are nearly so in a fraction of the time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pytest

from inspectorate.planning.rows import Answer, Rows

WAYS: tuple[Callable[[Rows, float | None], Answer], ...] = (
    Rows.solve,
    Rows.nearly,
    partial(Rows.improved, agreed=False),
    partial(Rows.improved, agreed=True),
)


def chosen(costs: Sequence[Sequence[float]], room: Sequence[int], now: Sequence[int] = ()) -> tuple[Rows, list[int]]:
    """Events that take one of some places each, or are left out for 100; a place has room for so many."""
    rows, at = Rows(), []
    for event in costs:
        at.append(rows.several(event))
        rows.ways_out.append(rows.variable(100))
        rows.add([*((int(one), 1) for one in at[-1]), (rows.ways_out[-1], 1)], 1, 1)
    for place, most in enumerate(room):
        rows.add([(int(event[place]), 1) for event in at], most=most)
    rows.now += [int(at[event][place]) for event, place in enumerate(now)]
    return rows, [int(one) for event in at for one in event]


TWO = ([(1, 5), (2, 3)], [1, 1])
"""Both would rather have the first place; it is dearer for the first event not to."""


@pytest.mark.parametrize("way", WAYS)
def test_it_finds_the_cheapest(way: Callable[[Rows, float | None], Answer]) -> None:
    rows, at = chosen(*TWO, now=(1, 0))
    found = way(rows, None)
    assert found.values is not None
    assert [place for place in at if found.values[place] > 0.5] == [at[0], at[3]]


@pytest.mark.parametrize("way", WAYS)
def test_without_time_or_variables_there_is_no_answer_or_an_empty_one(
    way: Callable[[Rows, float | None], Answer],
) -> None:
    found = way(Rows(), None)
    assert found.values is not None
    assert len(found.values) == 0
    assert way(chosen(*TWO)[0], 0.0).values is None


def test_what_stands_is_never_out_of_sight() -> None:
    """Each has a place that is far dearer than the relaxation's choice; what stands can stay, and is an answer."""
    rows, at = chosen([(1, 50), (1, 50)], [0, 2], now=(1, 1))
    for agreed in (False, True):
        found = rows.improved(None, agreed=agreed)
        assert found.values is not None
        assert [place for place in at if found.values[place] > 0.5] == [at[1], at[3]]


@pytest.mark.parametrize(("agreed", "costs"), [(False, 9.5), (True, 12)])
def test_what_the_relaxation_takes_as_it_stands_stays_if_it_is_agreed(*, agreed: bool, costs: float) -> None:
    """Of three events one saves 6, or all three if a fourth gives way for 9.5. The relaxation takes half of each and
    leaves the fourth where it is."""
    rows = Rows()
    first, away, *cheap = (int(one) for one in rows.several([0, 9.5, 0, 0, 0]))
    dear = [int(one) for one in rows.several([6, 6, 6])]
    rows.add([(first, 1), (away, 1)], 1, 1)
    for one, other in zip(cheap, dear, strict=True):
        rows.add([(one, 1), (other, 1)], 1, 1)
    for one, other in ((0, 1), (0, 2), (1, 2)):
        rows.add([(cheap[one], 1), (cheap[other], 1), (first, 1)], most=2)
    rows.now += [first, cheap[0], dear[1], dear[2]]
    found = rows.improved(None, agreed=agreed)
    assert found.values is not None
    assert float(rows.made().cost @ found.values) == pytest.approx(costs)


def test_only_a_full_search_claims_a_proof() -> None:
    rows, _ = chosen(*TWO)
    assert rows.solve(None).optimal
    assert not rows.improved(None, agreed=False).optimal
    assert not rows.improved(None, agreed=True).optimal
    assert not rows.nearly(None).optimal


def test_rows_can_have_a_least_and_other_prices() -> None:
    rows = Rows()
    first, second = rows.several([2, 1])
    rows.add([(int(first), 1), (int(second), 1)], least=1)
    for found in (rows.solve(None), rows.improved(None, agreed=False)):
        assert found.values is not None
        assert found.values.tolist() == [0, 1]
    dear = rows.solve(None, {int(second): 1.0})
    assert dear.values is not None
    assert dear.values.tolist() == [1, 0]


def test_what_cannot_be_is_proven() -> None:
    rows = Rows()
    rows.add([(rows.variable(), 1)], least=2)
    assert rows.solve(None).infeasible
    assert rows.improved(None, agreed=False).values is None
    assert rows.nearly(None).values is None
