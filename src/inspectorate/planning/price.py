"""What time is worth, from the prices that a certificate keeps.

At these prices each person has a most profitable way through the weeks, and for every week a most profitable set of
events; what these pay less what they cost is gained. The bound is what all events pay less what all people gain.

**The price of somebody's time** in some weeks is what their way through the weeks gains less without that time. It says
what others would pay for it, and is what a plan at these prices loses at most when the time goes elsewhere.

**The price of a day** in a region and week: with one more inspector like somebody there, for that week only, the same
prices still prove a bound, which is lower by what the week gains. So no plan with that week more costs less than the
bound less the gain. The price of a day is a day's share of the gain, in whole points, rounded down, for the kind of
inspector (skills, grade) whose week gains most; of people of one kind, the one who gains least speaks for it.

What they do not say:

- They limit what further time could save, and promise nothing. A plan costs more than the bound, and one with the
  further time could be so much cheaper as well: by the price and by the gap. Where the gap is wide, prices are poor.
- It is proven for events of one inspector. A team's seat counts as what it pays the one whom the further inspector is
  like; a further choice of people could also make the team cheaper for its event, and let one more team be out at once
  (`pools`), and that is in no price.
- A day is worth its share as part of a week: events take several half-days, and two by themselves may hold none. Events
  of several weeks do not bid for a single week.
- Where somebody of a kind holds nothing in a week, a further one would have nothing to do, and the price of a day is
  zero, whatever the certificate says: its prices are near the best ones, and not the best.
- Limits on weeks in a row are left aside in the way through the weeks.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from inspectorate.planning.book import Book
from inspectorate.planning.certificate import Prices
from inspectorate.planning.columns import SCALE, Columns, columns
from inspectorate.planning.gain import gained
from inspectorate.planning.greedy import has_skill
from inspectorate.planning.model import HALF_DAYS, Event, Person
from inspectorate.planning.pairs import Ints
from inspectorate.planning.programme import Programme


@dataclass(frozen=True, slots=True)
class Worth:
    """What time is worth at some prices, in parts of a point. ``best``: the most that so many half-days of a person in
    a week gain by events of one week, (11, P, W); ``before``, ``after``: the most gained in the weeks before each, and
    from it on, (P, W + 1)."""

    free: Ints
    best: Ints
    before: Ints
    after: Ints

    def of(self, event: Event, people: Ints, weeks: Ints) -> Ints:
        """The price of the time that an event takes of a person when it is first on site in a week, in points. (N,)."""
        first, last = weeks - event.before, weeks - event.before + len(event.held)
        kept = self.before[people, first] + self.after[people, last]
        if len(event.held) == 1:
            kept += self.best[np.maximum(self.free[people, first] - event.held[0], 0), people, first]
        found: Ints = (self.after[people, 0] - kept) // SCALE
        return found


@dataclass(frozen=True, slots=True)
class DayPrice:
    """The price of a day in a region and week, in points, and whose day: skills, of those that events ask for, and
    grade."""

    region: str
    week: int
    points: int
    skills: tuple[str, ...]
    grade: int


def worth(programme: Programme, prices: Prices) -> Worth:
    """What time is worth at the prices of a certificate."""
    built = columns(programme)
    paid = _paid(built, prices)
    found = gained(built, paid)
    arcs = list(zip(found.lengths.tolist(), found.arcs, strict=True))
    return Worth(programme.free, found.best, *_ways(arcs))


def _ways(arcs: list[tuple[int, Ints]]) -> tuple[Ints, Ints]:
    """The most that can be gained before each week, and from it on. ``arcs``: by how many weeks something takes, what
    it gains from each week on, (P, W). Each (P, W + 1)."""
    people, width = arcs[0][1].shape
    before, after = (np.zeros((people, width + 1), dtype=np.int64) for _ in range(2))
    for week in range(width):
        ends = [before[:, start] + gain[:, start] for weeks, gain in arcs if (start := week + 1 - weeks) >= 0]
        before[:, week + 1] = np.max(ends, axis=0)
    for week in reversed(range(width)):
        begins = [gain[:, week] + after[:, week + weeks] for weeks, gain in arcs if week + weeks <= width]
        after[:, week] = np.max(begins, axis=0)
    return before, after


def _paid(built: Columns, prices: Prices) -> Ints:
    """The prices of a certificate, one for each index of the columns: events' own, by week less what a start is
    charged, seats'."""
    programme, seats = built.programme, built.seats
    limits = _limits(built, prices)
    charge = (limits @ built.limits.table[: len(limits)]).reshape(programme.allowed.shape)
    own = _parts([prices.alone.get(event.id, 0) for event in programme.events], prices)
    by_week = own[built.by_week, None] - charge[built.by_week]
    said = {(name, one.week, one.person): one.price for name, listed in prices.seats.items() for one in listed}
    names, people = [event.id for event in programme.events], [person.id for person in programme.problem.people]
    at = zip(seats.event.tolist(), seats.week.tolist(), seats.person.tolist(), strict=True)
    seat = [said.get((names[event], week, people[who]), 0) for event, week, who in at]
    return np.concatenate([own, by_week.reshape(-1), _parts(seat, prices)])


def _limits(built: Columns, prices: Prices) -> Ints:
    """The prices of the first rows, those at a body and in a region; pools charge teams only, and no seat's price."""
    near = [prices.apart.get(body, {}).get(week, 0) for body, week in built.limits.bodies]
    starts = [prices.starts.get(region, {}).get(week, 0) for region, week in built.limits.regions]
    return _parts([max(price, 0) for price in (*near, *starts)], prices)


def _parts(listed: list[int], prices: Prices) -> Ints:
    found: Ints = np.array(listed, dtype=np.int64) * SCALE // prices.scale
    return found


def day_prices(book: Book, time: Worth) -> tuple[DayPrice, ...]:
    """The price of a day in each region and week, by region and week. ``book``: of the plan that has the prices."""
    people, width = book.programme.problem.people, len(book.programme.problem.weeks)
    asked = {skill for event in book.programme.events for skill in (*event.skills, *event.cover)}
    dearest: dict[tuple[str, int], DayPrice] = {}
    for week in range(width):
        kinds: dict[tuple[str, tuple[str, ...], int], list[int]] = defaultdict(list)
        for row, person in enumerate(people):
            kinds[person.region, _skills(person, asked, week), person.grade].append(row)
        for (region, skills, grade), rows in sorted(kinds.items()):
            found = DayPrice(region, week, _of_kind(book, time, rows, week), skills, grade)
            if (region, week) not in dearest or found.points > dearest[region, week].points:
                dearest[region, week] = found
    return tuple(dearest[key] for key in sorted(dearest))


def _skills(person: Person, asked: set[str], week: int) -> tuple[str, ...]:
    return tuple(sorted(skill for skill in person.skills if skill in asked and has_skill(person, skill, week)))


def _of_kind(book: Book, time: Worth, rows: list[int], week: int) -> int:
    """The points of a day of a kind: of those who have most of the week, the least that any of them gains."""
    free = time.free[rows, week]
    most = int(free.max())
    whole = np.array(rows)[free == most]
    if not most or (book.holds[whole, week] == 0).any():
        return 0
    return int(time.best[most, whole, week].min()) * HALF_DAYS // (most * SCALE)
