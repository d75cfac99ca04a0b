"""Where most of the time is that of teams: a few events lose their places and find new ones, many times over.

Either one event is put into a week that is drawn, and its people drop what they hold then; or the events nearest to a
week lose theirs. Each then goes where it costs least, as the plan stands. What comes of it is kept unless it is dearer,
and sometimes though it is: the more seldom the dearer it is, and the colder the search has become (ruin and recreate;
Schrimpf and others, 2000). What is left out is dearer there the harder it is to place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from math import log
from time import time

import numpy as np

from inspectorate.planning.book import Book, Held, weeks_held
from inspectorate.planning.columns import SCALE
from inspectorate.planning.diary import Diary, bits
from inspectorate.planning.greedy import Worth, best_place
from inspectorate.planning.model import FULL_WEEK
from inspectorate.planning.place_kernels import cheapest_team, rooms
from inspectorate.planning.programme import Programme, placeable

SEARCHES = 2
"""Searches at the same time, each drawing otherwise; the next ones go on from where the best of them came to."""
STEPS = 3
"""Steps of a search for each event, where no seconds end it."""
CROWDED, WAITING = 0.6, 0.6
"""How often one event is put where others are; and how often that is one in no week, while there are any."""
MOST, MOST_AT_ODDS, BLUR = 14, 40, 4.0
"""How many events lose their places at most where those nearest to a week do, and while one waits, which takes more to
make room for; and by how many weeks each can seem farther."""
HARDEST, MIXED = 0.6, 3.0
"""How often the hardest events find their places first, and by how many weeks of people's time that is blurred."""
LIGHTEST = 24
"""People who hold least then, of whom it is looked what they would drop."""
A_WEEK, UNSURE = 1000, (0.3, 1.7)
"""Points that each week of somebody's time counts for in what a person drops, far more than any part in an event costs,
so that cost decides only between those who drop nothing; and by which factors it can seem lighter or heavier."""
FOR_A_WEEK = 1 / 40
"""Where it is asked whether a plan is kept, the share of its cost that what is left out counts for again, for each week
of each of its people: so what waits is rather what a place is easier to find for."""
ODD, ODDLY = 0.1, 20
"""How often an event goes by what weeks seem to cost, and up to how many points dearer each can seem."""
BACK, ASTRAY = 0.9, 0.8
"""How often an event goes home where it fits; and how often one that is not at home loses its place, if none waits."""


@dataclass(frozen=True, slots=True)
class Search:
    """What a search is asked: where it begins, what it draws by, its heat at the beginning and at the end (``warm``,
    ``cold``), and how many steps it takes where no seconds end it."""

    placed: Mapping[int, Held]
    seed: tuple[int, ...]
    warm: float
    cold: float
    steps: int


def rearrange(
    book: Book, *, seed: tuple[int, ...], warm: float, cold: float, executor: Executor, until: float | None = None
) -> int:
    """Leave a book as the best of several searches has it, never dearer; by how much it is cheaper.

    ``until``: the time (of `time.time`) at which they end, so that one after the other the first has all of it;
    without it they take `STEPS` for each event, and the book that comes of it does not depend on the executor.
    """
    programme, before = book.programme, book.cost()
    steps = STEPS * len(programme.events)
    asked = [Search(dict(book.placed), (*seed, number), warm, cold, steps) for number in range(SEARCHES)]
    answers = [executor.submit(cheapest_seen, programme, one, until) for one in asked]
    best = min((one.result() for one in answers), key=lambda found: found[0])[1]
    for number in list(book.placed):
        book.take_out(number)
    book.place_many(best)
    return before - book.cost()


def cheapest_seen(programme: Programme, asked: Search, until: float | None) -> tuple[int, dict[int, Held]]:
    """What the cheapest plan that a search saw costs, and the places of its events."""
    book = Book.blank(programme)
    book.place_many(asked.placed)
    ruin = Ruin(Diary.of(book), np.random.default_rng(asked.seed))
    cost = least = book.cost()
    best, began, taken = dict(book.placed), time(), 0
    gone = 0.0 if ruin.events else 1.0
    while gone < 1:
        cost += ruin.step(asked.warm * (asked.cold / asked.warm) ** gone)
        if cost < least:
            least, best = cost, dict(book.placed)
        taken += 1
        gone = taken / asked.steps if until is None else _gone(began, until)
    return least, best


def _gone(began: float, until: float) -> float:
    """Which share of a time is gone, at most 1."""
    now = time()
    return 1.0 if now >= until else (now - began) / (until - began)


@dataclass(frozen=True, slots=True)
class _Put:
    """Where an event is to be, and which have to make room for it."""

    held: Held
    ruined: set[int]


@dataclass(frozen=True, slots=True)
class Homes:
    """Where events are at home, and how many points it counts for that one of them is elsewhere."""

    places: Mapping[int, Held]
    points: int


NO_HOMES = Homes({}, 0)


class Ruin:
    """Steps from one plan to the next, in a diary. ``events``: those that can be anywhere, but for ``idle`` ones, which
    are in no week and stay so."""

    def __init__(
        self, diary: Diary, draw: np.random.Generator, *, homes: Homes = NO_HOMES, idle: Collection[int] = ()
    ) -> None:
        programme = diary.book.programme
        self.diary, self.book, self.programme, self.draw = diary, diary.book, programme, draw
        pairs = programme.pairs
        self.people = [bits(pairs.person[pairs.of(number)].tolist()) for number in range(len(programme.events))]
        self.events = [number for number in np.flatnonzero(placeable(programme)).tolist() if number not in idle]
        self.homes = homes
        self.at_body, self.blank = defaultdict[str, list[int]](list), Book.blank(programme).staff
        for number, event in enumerate(programme.events):
            self.at_body[event.body].append(number)
        self.hard = np.array(diary.hard, dtype=np.int64)
        self.left_out = (programme.unplaced * self.hard).tolist()
        no_time = np.zeros((FULL_WEEK + 1, *programme.free.shape), dtype=np.int64)
        self.seems = Worth(no_time, np.zeros(programme.allowed.shape, dtype=np.int64))

    def step(self, heat: float) -> int:
        """Take events out, and place them and all that wait anew; by how much the plan is dearer then, with what is
        not at home. If that and what it leaves out that is harder come to more than is drawn, ``heat`` points on the
        average, all is as it was."""
        book, diary = self.book, self.diary
        waiting = [number for number in self.events if number not in book.placed]
        number = self._drawn(waiting)
        put = self._among_others(number) if self.draw.random() < CROWDED else None
        ruined = put.ruined if put else self._nearest(number, MOST_AT_ODDS if waiting else MOST)
        anew = sorted({*ruined, number, *waiting})
        before = self._points(anew)
        held = {one: diary.take_out(one) for one in anew if one in book.placed}
        if put and book.fits(number, put.held):
            diary.place(number, put.held)
        self._recreate([one for one in anew if one not in book.placed])
        dearer = self._points(anew) - before
        harder = self._hard([one for one in anew if one not in book.placed]) - self._hard(waiting)
        if dearer + harder <= -heat * log(1 - self.draw.random()):
            return dearer
        for one in anew:
            if one in book.placed:
                diary.take_out(one)
        for one, place in held.items():
            diary.place(one, place)
        return 0

    def _points(self, events: list[int]) -> int:
        """What some events cost, and that they are not at home."""
        places, placed = self.homes.places, self.book.placed
        elsewhere = sum(1 for number in events if number in places and placed.get(number) != places[number])
        return self.book.cost(events) + self.homes.points * elsewhere

    def _hard(self, events: list[int]) -> float:
        """What events in no week count for beside their cost."""
        points: int = sum(self.left_out[number] for number in events)
        return points * FOR_A_WEEK

    def _drawn(self, waiting: list[int]) -> int:
        """One that waits, or one that is not at home, or any."""
        among = waiting if waiting and self.draw.random() < WAITING else self.events
        if self.homes.places and not waiting and self.draw.random() < ASTRAY:
            among = [one for one, held in self.homes.places.items() if self.book.placed[one] != held] or among
        return among[int(self.draw.integers(len(among)))]

    def _among_others(self, number: int) -> _Put | None:
        """An event put into a week that is drawn, with those people who drop least for it; none where too few could be
        on it, whatever they drop. What else may keep it from there, as a limit on a region's starts, still does."""
        programme, book, shape = self.programme, self.book, self.programme.shapes[number]
        event, week = programme.events[number], self._week(number)
        among, weeks = book.candidates(number), weeks_held(shape, week)
        room = rooms(self.blank, among.person, np.array([weeks.start]), shape.held)[:, 0]
        people, able = among.person.tolist(), (room & (week <= among.until)).nonzero()[0].tolist()
        lightest = sorted(able, key=lambda one: self.diary.weight(people[one], weeks))[:LIGHTEST]
        drops = {one: self.diary.dropped(people[one], weeks, self.draw) - {number} for one in sorted(lightest)}
        could, dear = np.zeros(len(people), dtype=bool), np.zeros(len(people), dtype=np.int64)
        for one, dropped in drops.items():
            weight = sum(self.diary.hard[other] for other in dropped) * self.draw.uniform(*UNSURE)
            could[one], dear[one] = True, A_WEEK * weight + among.cost[one]
        team = cheapest_team(book.staff, among, shape, week, could, dear).tolist()
        if not team:
            return None
        ruined = set[int]().union(*(drops[one] for one in team))
        ruined |= {
            other
            for other in self.at_body[event.body]
            if other in book.placed and abs(book.placed[other].week - week) < programme.problem.rules.spacing
        }
        return _Put(Held(week, tuple(sorted(people[one] for one in team)), people[team[0]]), ruined)

    def _week(self, number: int) -> int:
        """A week of an event, drawn."""
        weeks = self.programme.allowed[number].nonzero()[0]
        return int(weeks[self.draw.integers(len(weeks))])

    def _nearest(self, number: int, most: int) -> list[int]:
        """Some of what the people of an event hold nearest to its week, or to one that is drawn: so many at most."""
        placed, near = self.book.placed, self.diary.shared(self.people[number])
        week = placed[number].week if number in placed else self._week(number)
        weeks = np.array([placed[other].week for other in near])
        away = np.abs(weeks - week) + BLUR * self.draw.random(len(near))
        return [near[at] for at in np.argsort(away)[: int(self.draw.integers(2, most + 1))]]

    def _recreate(self, events: list[int]) -> None:
        """Place events, in an order that is drawn, each at home, or where it costs least, or, oddly, seems to."""
        numbers = self.draw.permutation(np.array(events, dtype=np.int64))
        if self.draw.random() < HARDEST:
            numbers = numbers[np.argsort(MIXED * self.draw.random(len(numbers)) - self.hard[numbers], kind="stable")]
        for number in numbers.tolist():
            home = self.homes.places.get(number)
            if home and self.draw.random() < BACK and self.book.fits(number, home):
                self.diary.place(number, home)
                continue
            place = best_place(self.book, number)
            if place and self.draw.random() < ODD:
                weeks = self.seems.starts.shape[1]
                self.seems.starts[number] = SCALE * ODDLY * self.draw.random(weeks)
                place = best_place(self.book, number, self.seems) or place
            if place:
                self.diary.place(number, place)
