"""The price of a day of a plan, by region and week, as its pages tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pydantic import TypeAdapter

from inspectorate.due.labels import day_text
from inspectorate.planning.account import account
from inspectorate.planning.certificate import Certificate
from inspectorate.planning.model import Problem
from inspectorate.planning.price import DayPrice, day_prices
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_queries import problem_and_proof

NO_REGION = "Region not known"
DAY_PRICES = TypeAdapter(tuple[DayPrice, ...])


@dataclass(frozen=True, slots=True)
class PriceTable:
    """Points a day: by week, those of each region in the order of ``regions``; weeks without any are left out."""

    regions: Sequence[str]
    weeks: Sequence[tuple[date, Sequence[int]]]


def day_prices_of(kept: Plan) -> tuple[DayPrice, ...]:
    """The price of a day of a plan, by region and week: as worked out when it was made, now if they were not kept."""
    held = kept.day_prices if kept.day_prices is not None else to_keep(*problem_and_proof(kept))
    return DAY_PRICES.validate_python(held)


def to_keep(problem: Problem, proof: Certificate) -> Any:
    """The prices of days that a plan's proof gives, as JSON to be kept with it."""
    told = account(problem, proof)
    return DAY_PRICES.dump_python(day_prices(told.book, told.worth), mode="json")


def price_table(days: Collection[DayPrice], start: date) -> PriceTable:
    """Prices as a table. ``start``: the Monday of week 0."""
    regions = sorted({one.region for one in days})
    weeks: dict[int, dict[str, int]] = defaultdict(dict)
    for one in days:
        weeks[one.week][one.region] = one.points
    rows = [
        (start + timedelta(weeks=week), [points.get(region, 0) for region in regions])
        for week, points in sorted(weeks.items())
        if any(points.values())
    ]
    return PriceTable([region or NO_REGION for region in regions], rows)


def price_text(one: DayPrice, start: date) -> str:
    """What a day costs where and when, as ``London, week of 6 April 2026: 3 points``."""
    monday = day_text(start + timedelta(weeks=one.week))
    return f"{one.region or NO_REGION}, week of {monday}: {points_text(one.points)}"


def points_text(points: int) -> str:
    """``1 point``, ``2,000 points``."""
    return f"{points:,} {'point' if points == 1 else 'points'}"
