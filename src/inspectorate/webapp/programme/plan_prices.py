"""The price of a day of a plan, by region and week, as its pages tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from inspectorate.due.labels import day_text
from inspectorate.planning.explain import account
from inspectorate.planning.price import DayPrice, day_prices
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_queries import problem_and_proof

NO_REGION = "Region not known"


@dataclass(frozen=True, slots=True)
class PriceTable:
    """Points a day: by week, those of each region in the order of ``regions``; weeks without any are left out."""

    regions: Sequence[str]
    weeks: Sequence[tuple[date, Sequence[int]]]


def day_prices_of(kept: Plan) -> tuple[DayPrice, ...]:
    """The price of a day of a plan, by region and week. A plan is never edited: those of the last few are in memory."""
    return _day_prices(kept.pk, kept.made_at)


@lru_cache(maxsize=8)
def _day_prices(number: int, made_at: datetime) -> tuple[DayPrice, ...]:
    """``made_at`` is there to tell a plan from one of another database that had its number."""
    told = account(*problem_and_proof(Plan.objects.get(pk=number, made_at=made_at)))
    return day_prices(told.book, told.worth)


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
