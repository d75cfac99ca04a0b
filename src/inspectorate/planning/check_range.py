"""Whether costs and prices are small enough to be added up exactly in 64 bits.

Nothing that the checker adds up has more terms than ten for each week, or one for each of a team.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from operator import attrgetter

from inspectorate.planning.certificate import Prices
from inspectorate.planning.model import Problem

TOO_LARGE = "The programme or its prices are too large to be added up exactly."
LARGEST = 2**43
"""What a plan's part costs or pays is nearer to zero, in parts of a point."""
MOST = 2**10
"""There are no more weeks, and no more people in a team."""


def in_range(problem: Problem, prices: Prices) -> bool:
    """Whether no part of a plan costs or pays `LARGEST` or more, in whichever way these are added and subtracted."""
    team = _farthest(event.team for event in problem.events)
    seats = map(attrgetter("price"), chain.from_iterable(prices.seats.values()))
    by_unit = [by_week for pool in prices.pools for by_week in pool.charges.values()]
    # A start is charged for one body and for one region, and in every pool.
    charged = sum(_farthest(map(_all, by_name.values())) for by_name in (prices.apart, prices.starts))
    charged += team * sum(map(_all, by_unit))
    # Where nothing costs a point, a point must still be in range.
    costs = prices.scale * max(_week(problem) + _part(problem), 1)
    few = max(team, len(problem.weeks)) <= MOST
    return few and costs + _farthest(prices.alone.values()) + _farthest(seats) + charged < LARGEST


def _week(problem: Problem) -> int:
    """No week costs an event more points."""
    rules, events = problem.rules, problem.events
    away = len(problem.weeks) + _farthest(event.usual for event in events) + _farthest(event.latest for event in events)
    late = _farthest(event.weight for event in events) * max(abs(rules.late), abs(rules.early)) + abs(rules.past_latest)
    return late * away + abs(rules.school_holiday) + abs(rules.unpredictability)


def _part(problem: Problem) -> int:
    """Nobody's part in an event costs more points."""
    minutes = _farthest(chain.from_iterable(problem.places.minutes))
    half_days = _farthest(sum(event.held) for event in problem.events)
    return abs(problem.rules.travel) * minutes + _farthest(person.cost for person in problem.people) * half_days


def _all(by_week: Mapping[int, int]) -> int:
    """How far from zero the prices of all weeks are together."""
    return sum(map(abs, by_week.values()))


def _farthest(numbers: Iterable[int]) -> int:
    """How far from zero the farthest is."""
    return max(map(abs, numbers), default=0)
