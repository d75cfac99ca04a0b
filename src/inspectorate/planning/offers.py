"""The cheapest team for an event in each week, by the rules alone or as a book stands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inspectorate.planning.book import Book
from inspectorate.planning.greedy import above_share
from inspectorate.planning.options import Options, options
from inspectorate.planning.pairs import Ints
from inspectorate.planning.teams import cheapest_team


@dataclass(frozen=True, slots=True)
class Team:
    """The people of an event by number, the lead first, and what they and the week cost."""

    people: tuple[int, ...]
    cost: int


@dataclass(frozen=True, slots=True)
class Offers:
    """Seats that an event could have, and what each costs besides the week. ``week_cost``: of its weeks, (W,)."""

    seats: Options
    cost: Ints
    week_cost: Ints
    size: int

    def team(self, week: int) -> Team | None:
        """The cheapest team in a week; ``None`` where there is none."""
        at = np.flatnonzero(self.seats.week == week)
        found = cheapest_team(self.cost[at], self.seats.leads[at], self.seats.covers[at], self.size)
        if found is None:
            return None
        rows = at[list(found)]
        return Team(tuple(self.seats.person[rows].tolist()), int(self.week_cost[week] + self.cost[rows].sum()))


def offers(book: Book, number: int, load: Book | None = None) -> Offers:
    """The seats of an event that fit into a book. ``load``: the book whose fair shares count, if it is another."""
    programme, seats = book.programme, options(book, number)
    cost = seats.cost + above_share(load or book, number, seats.person)[:, 0]
    return Offers(seats, cost, programme.week_cost[number], int(programme.team[number]))
