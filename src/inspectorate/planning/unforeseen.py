"""How well the weeks of unannounced events can be foreseen, in bits, and what it costs that they cannot.

An event costs something in each week: the week, and the cheapest people at what their time is worth at the prices of
the certificate. To this a further amount is added that is drawn from the secret seed. If another seed had been drawn,
another week could have been the cheapest; how likely each week is follows exactly, since every amount is as likely as
any other, and of two weeks that cost the same the earlier is taken. From the chances follow bits: 0 where one week is
certain, 3 where eight are equally likely.

What is measured is what somebody would know who knows all but the seed: rules, windows, people with their leave, and
prices. Whoever knows less can foresee less, on the average. It is not the chance that a planner makes this plan again:
events are looked at one by one, at prices that stay as they are although they were found with the seed that is in use;
and what gives way to an event that others displace is in no chance. Where the gap of the plan is wide, prices and so
chances are poor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from inspectorate.planning.account import Account
from inspectorate.planning.offers import offers
from inspectorate.planning.pairs import Floats, Ints
from inspectorate.planning.programme import programme


@dataclass(frozen=True, slots=True)
class Chances:
    """The weeks in which an unannounced event could be, and how likely each is before the seed is drawn.

    ``price``: the points by which the event is dearer than in its cheapest week, on the average of all seeds.
    """

    event: str
    weeks: tuple[int, ...]
    chances: tuple[float, ...]
    price: float

    @property
    def bits(self) -> float:
        """The entropy of the week."""
        return sum(-chance * float(np.log2(chance)) for chance in self.chances if chance > 0)

    @property
    def likeliest(self) -> float:
        """How often a guess at the likeliest week is right."""
        return max(self.chances)


@dataclass(frozen=True, slots=True)
class Unforeseen:
    """Unannounced events of a plan that are not locked. ``drawn``: the points that the seed added to the cost of the
    plan; ``price``: those by which its events are dearer than in their cheapest weeks, on the average of all seeds.
    ``right``: how many events are in their likeliest week in the plan, fewer than `likeliest` where they press each
    other."""

    events: tuple[Chances, ...]
    drawn: int
    price: float
    right: int

    @property
    def bits(self) -> float:
        """The mean entropy of the events; 0 where there are none."""
        return sum(one.bits for one in self.events) / max(len(self.events), 1)

    @property
    def likeliest(self) -> float:
        """How often a guess at the likeliest week of an event is right, on the average."""
        return sum(one.likeliest for one in self.events) / max(len(self.events), 1)


def unforeseen(told: Account) -> Unforeseen:
    """How well the weeks of a plan can be foreseen."""
    prepared = told.book.programme
    problem = prepared.problem
    known = programme(replace(problem, rules=replace(problem.rules, unpredictability=0))).week_cost
    found, right = [], 0
    for number, event in enumerate(prepared.events):
        if not event.announced:
            weeks, costs = _costs(told, number, known[number])
            if weeks:
                chances = first_cheapest(costs, problem.rules.unpredictability)
                held = told.book.placed.get(number)
                right += held is not None and held.week == weeks[int(chances.argmax())]
                dearer = float(chances @ costs) - min(costs)
                found.append(Chances(event.id, tuple(weeks), tuple(chances.tolist()), dearer))
    drawn = sum(
        int(prepared.week_cost[number, held.week] - known[number, held.week])
        for number, held in told.book.placed.items()
    )
    return Unforeseen(tuple(found), drawn, sum(one.price for one in found), right)


def _costs(told: Account, number: int, week_cost: Ints) -> tuple[list[int], list[int]]:
    """The weeks in which an event could be if nothing but locked events were placed, and what it costs in each, the
    time of its people at the prices of the certificate."""
    at = offers(told.blank, number)
    worth = told.worth.of(told.book.programme.events[number], at.seats.person, at.seats.week)
    priced = replace(at, cost=at.cost + worth, week_cost=week_cost)
    teams = {week: team for week in sorted(set(at.seats.week.tolist())) if (team := priced.team(week))}
    return list(teams), [team.cost for team in teams.values()]


def first_cheapest(costs: Sequence[int], most: int) -> Floats:
    """How likely each of some weeks is the cheapest, the first of equals, when an amount from 0 to ``most``, each as
    likely as any other, is added to every one of ``costs`` by itself. (N,)."""
    known = np.array(costs, dtype=np.int64)
    values = known[:, None] + np.arange(most + 1)
    # Of the others, those before must be dearer, those after as dear at least.
    over = values[:, :, None] - known
    strictly = np.arange(len(known)) < np.arange(len(known))[:, None]
    still = np.where(strictly[:, None, :], most - over, most + 1 - over)
    chance = np.clip(still / (most + 1), 0, 1)
    chance[np.arange(len(known)), :, np.arange(len(known))] = 1
    found: Floats = chance.prod(axis=2).sum(axis=1) / (most + 1)
    return found
