"""The checker's bound, worked out for many events at once, against the plainest way to say it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning import plain
from tests.planning.made import made, of_teams
from tests.planning.small import event, person, problem

from inspectorate.planning.certificate import Certificate, PoolCharges, Prices, Seat
from inspectorate.planning.check import check_certificate
from inspectorate.planning.check_bound import bound, gains
from inspectorate.planning.check_cost import week_cost, week_costs
from inspectorate.planning.check_range import LARGEST
from inspectorate.planning.files import digest
from inspectorate.planning.model import Plan, Problem

WEEKS = 5


def drawn(draw: Random, found: Problem, most: int) -> Prices:
    """Any prices: of events, people, bodies, regions and weeks that there are, and of some that there are not."""
    people = [one.id for one in found.people] + ["stranger"]
    names = [one.id for one in found.events]

    def price() -> int:
        return draw.randint(-most // 4, most)

    def by_week() -> dict[int, int]:
        return {draw.randint(-1, WEEKS): price() for _ in range(2)}

    return Prices(
        draw.choice((1, 10, 1024)),
        {name: price() for name in names if draw.random() < 0.9},
        {
            name: tuple(Seat(draw.randint(-1, WEEKS), draw.choice(people), price()) for _ in range(9))
            for name in names
            if draw.random() < 0.8
        },
        {body: by_week() for body in ("body-1", "nowhere") if draw.random() < 0.5},
        {region: by_week() for region in ("north", "nowhere") if draw.random() < 0.5},
        tuple(
            PoolCharges(
                tuple(draw.choices((*names, "nobody's"), k=4)),
                {draw.randint(-1, 3): by_week() for _ in range(2)},
                lead=draw.random() < 0.3,
                skill=draw.choice((None, None, "t", "none")),
            )
            for _ in range(draw.randint(0, 2))
        ),
    )


@given(st.integers(0, 10**6), st.sampled_from((20, 9000, LARGEST // 400)))
def test_it_is_what_the_plainest_way_finds(seed: int, most: int) -> None:
    draw = Random(seed)
    make = of_teams if draw.random() < 0.4 else made
    found = make(seed, events=draw.randint(1, 7), people=draw.randint(1, 4), weeks=WEEKS)
    prices = drawn(draw, found, most)
    assert bound(found, prices) == plain.bound(found, prices)


@pytest.mark.usefixtures("both_ways")
@given(st.integers(0, 10**6))
def test_of_all_that_somebody_gains_in_a_week_the_best_are_kept(seed: int) -> None:
    """As many as fit into the week, of each length."""
    draw = Random(seed)
    make = of_teams if draw.random() < 0.4 else made
    found = make(seed, events=draw.randint(1, 9), people=draw.randint(1, 3), weeks=WEEKS)
    prices = drawn(draw, found, 9000)
    kept = gains(found, prices)
    for who, take, week in np.ndindex(kept.best.shape[:-1]):
        half_days, weeks = kept.wanted.takes[take]
        all_gains = plain.gains(found, prices, found.people[who], week)
        alike = [one for size, lasts, one in all_gains if (size if lasts == 1 else 0, lasts) == (half_days, weeks)]
        fit = 10 // half_days if half_days else 1
        best = [*sorted(alike, reverse=True), *[0] * fit][:fit]
        assert kept.best[who, take, week, :fit].tolist() == best


def test_it_is_so_where_short_events_share_a_week() -> None:
    """Of one to five half-days, ten in a week at most: the best of each length first."""
    draw = Random(1)
    events = [event(f"e{number}", draw.randint(1, 5), latest=1) for number in range(12)]
    found = problem(events, [person("p"), person("q", half_days=7)], working_days=(5, 4))
    prices = Prices(1, {one.id: draw.randint(1, 40) for one in events}, {})
    assert bound(found, prices) == plain.bound(found, prices)


@given(st.integers(0, 10**6))
def test_weeks_cost_as_much_together_as_each_alone(seed: int) -> None:
    found = made(seed, events=4, people=1, weeks=WEEKS)
    found = replace(found, weeks=replace(found.weeks, school_holidays=(1, 3)))
    rows, weeks = (np.array(column) for column in zip(*np.ndindex(4, WEEKS), strict=True))
    each = [week_cost(found, found.events[row], week) for row, week in zip(rows, weeks.tolist(), strict=True)]
    assert week_costs(found, found.events, rows, weeks).tolist() == each


def test_nothing_is_worth_proving_of_nothing() -> None:
    assert bound(problem([], []), Prices(1, {}, {})) == 0
    assert bound(problem([event("a"), event("b", team=2)], []), Prices(1, {"a": 9000}, {})) == 1000 + 2 * 1000


SEATS = {"a": (Seat(0, "p", -LARGEST),)}
POOL = PoolCharges(("a",), {1: {0: LARGEST // 2}})


@pytest.mark.parametrize(
    ("fields", "rules", "weeks"),
    [
        ({"alone": {"a": LARGEST}}, {}, 4),
        ({"seats": SEATS}, {}, 4),
        ({"apart": {"x": {0: LARGEST // 2, 9: -LARGEST // 2}}}, {}, 4),
        ({"starts": {"x": {0: LARGEST}}}, {}, 4),
        ({"pools": (POOL, POOL)}, {}, 4),
        ({"scale": LARGEST}, {}, 4),
        ({"scale": 10**30}, {"late": 0, "past_latest": 0}, 4),
        ({}, {"late": LARGEST}, 4),
        ({}, {"travel": LARGEST}, 4),
        ({}, {}, 1025),
    ],
)
def test_what_is_too_large_to_add_up_proves_nothing(
    fields: dict[str, object], rules: dict[str, int], weeks: int
) -> None:
    found = problem([event("a")], [person("p")], working_days=(5,) * weeks)
    found = replace(found, rules=replace(found.rules, **rules))
    prices = replace(Prices(1, {}, {}), **fields)
    checked = check_certificate(found, Certificate(digest(found), Plan((), ("a",)), prices, 1000, 0))
    assert (checked.bound, checked.breaches) == (
        None,
        ("The programme or its prices are too large to be added up exactly.",),
    )


def test_of_many_bodies_and_regions_each_start_is_charged_for_one() -> None:
    """What all are charged together may be more than any start could be."""
    charges = {name: {0: LARGEST // 4} for name in ("body-a", "north", *"uvwxyz")}
    found = problem([event("a")], [person("p")])
    prices = Prices(1, {"a": LARGEST // 4}, {}, apart=charges, starts=charges)
    claimed = Certificate(digest(found), Plan((), ("a",)), prices, 1000, plain.bound(found, prices))
    assert check_certificate(found, claimed).passes
