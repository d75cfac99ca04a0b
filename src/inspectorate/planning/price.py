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
from inspectorate.planning.check_bound import gains
from inspectorate.planning.check_range import TOO_LARGE, in_range
from inspectorate.planning.greedy import has_skill
from inspectorate.planning.model import HALF_DAYS, Event, Person, Problem
from inspectorate.planning.pairs import Ints
from inspectorate.planning.valid import ProblemInvalid


@dataclass(frozen=True, slots=True)
class Worth:
    """What time is worth at some prices, in parts of a point: so many ``scale`` are one.

    ``best``: the most that so many half-days of a person in a week gain by events of one week, (11, P, W); ``before``,
    ``after``: the most gained in the weeks before each, and from it on, (P, W + 1).
    """

    scale: int
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
        found: Ints = (self.after[people, 0] - kept) // self.scale
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


def worth(problem: Problem, prices: Prices) -> Worth:
    """What time is worth at the prices of a certificate, as its checker reckons what people gain. Raises ProblemInvalid
    where costs or prices are not `in_range` for that."""
    if not in_range(problem, prices):
        raise ProblemInvalid(TOO_LARGE)
    found = gains(problem, prices)
    return Worth(prices.scale, found.free, found.filled(), *_ways(found.arcs()))


def _ways(arcs: Ints) -> tuple[Ints, Ints]:
    """The most that can be gained before each week, and from it on. ``arcs``: by how many weeks something takes, what
    it gains from each week on, (P, longest + 1, W). Each (P, W + 1)."""
    people, lengths, width = arcs.shape
    before, after = (np.zeros((people, width + 1), dtype=np.int64) for _ in range(2))
    for week in range(width):
        starts = [(weeks, week + 1 - weeks) for weeks in range(1, lengths) if weeks <= week + 1]
        ends = [before[:, start] + arcs[:, weeks, start] for weeks, start in starts]
        before[:, week + 1] = np.max(ends, axis=0)
    for week in reversed(range(width)):
        begins = [arcs[:, weeks, week] + after[:, week + weeks] for weeks in range(1, lengths) if week + weeks <= width]
        after[:, week] = np.max(begins, axis=0)
    return before, after


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
    return int(time.best[most, whole, week].min()) * HALF_DAYS // (most * time.scale)
