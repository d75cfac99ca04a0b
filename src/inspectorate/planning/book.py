"""Who holds what, as a plan is made: events are taken into the book and out of it, and it says what still fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from inspectorate.planning.model import Event, Placement, Plan
from inspectorate.planning.pairs import Flags, Ints
from inspectorate.planning.place_kernels import Candidates, Shape, Staff, costs, enter, rests, rooms
from inspectorate.planning.programme import Programme


@dataclass(frozen=True, slots=True)
class Held:
    """An event's week and people, by number; the people are sorted."""

    week: int
    people: tuple[int, ...]
    lead: int


def weeks_held(event: Event | Shape, week: int) -> range:
    """The weeks that an event takes of its people which is first on site in one."""
    return range(week - event.before, week - event.before + len(event.held))


def cells(programme: Programme, placed: Mapping[int, Held]) -> tuple[Ints, Ints, Ints]:
    """Who is held when: the event, the person and the week of each week that an event takes of somebody. (N,) each."""
    event, person, week = seats(placed)
    lasts = programme.lasts[event]
    first = week - programme.before[event] - (lasts.cumsum() - lasts)
    return np.repeat(event, lasts), np.repeat(person, lasts), np.arange(lasts.sum()) + np.repeat(first, lasts)


def seats(placed: Mapping[int, Held]) -> tuple[Ints, Ints, Ints]:
    """The event, the person and the first week on site of each part in an event. (N,) each."""
    event = [number for number, held in placed.items() for _ in held.people]
    person = [one for held in placed.values() for one in held.people]
    week = [held.week for held in placed.values() for _ in held.people]
    return np.array(event, dtype=np.int64), np.array(person, dtype=np.int64), np.array(week, dtype=np.int64)


@dataclass(slots=True)
class Book:
    """The state of a plan. ``free``: half-days left, (P, W). ``holds``: how many events a person has in a week, locked
    ones too, (P, W). ``starts``: by region and week. ``weeks_at``: the weeks of placed events by body. ``leads``: who
    leads each event, by its id, locked ones too. ``staff``: the people as the compiled loops know them, always up to
    date."""

    programme: Programme
    free: Ints
    holds: Ints
    load: Ints
    placed: dict[int, Held] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))
    weeks_at: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    leads: dict[str, int] = field(default_factory=dict)
    staff: Staff = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        programme = self.programme
        limits = (programme.share, programme.most_running, programme.lapse)
        self.staff = Staff(self.free, self.holds, self.load, *limits)

    @classmethod
    def blank(cls, programme: Programme) -> Book:
        """Only what is locked."""
        book = cls(programme, programme.free.copy(), programme.told.astype(np.int64), programme.load.copy())
        rows = {person.id: row for row, person in enumerate(programme.problem.people)}
        for event in programme.problem.events:
            if event.locked:
                book.starts[event.region, event.locked.week] += 1
                book.leads[event.id] = rows[event.locked.lead]
        return book

    def place(self, event: int, held: Held) -> None:
        self.placed[event] = held
        self._enter(event, held, 1)
        self.weeks_at[self.programme.events[event].body].append(held.week)
        self.leads[self.programme.events[event].id] = held.lead

    def place_many(self, placed: Mapping[int, Held]) -> None:
        """Place events as if one after the other."""
        programme = self.programme
        self.placed.update(placed)
        for number, held in placed.items():
            event = programme.events[number]
            self.starts[event.region, held.week] += 1
            self.weeks_at[event.body].append(held.week)
            self.leads[event.id] = held.lead
        numbers, people, _ = seats(placed)
        np.add.at(self.load, people, programme.half_days[numbers])
        numbers, *at = cells(programme, placed)
        size = programme.size[numbers]
        np.add.at(self.holds, tuple(at), 1)
        np.subtract.at(self.free, tuple(at), np.where(size > 0, size, programme.free[tuple(at)]))

    def take_out(self, event: int) -> Held:
        held = self.placed.pop(event)
        self._enter(event, held, -1)
        self.weeks_at[self.programme.events[event].body].remove(held.week)
        del self.leads[self.programme.events[event].id]
        return held

    def _enter(self, number: int, held: Held, sign: int) -> None:
        shape, people = self.programme.shapes[number], np.array(held.people)
        enter(self.free, self.holds, self.load, self.programme.free, people, held.week - shape.before, shape.held, sign)
        self.starts[self.programme.events[number].region, held.week] += sign

    def candidates(self, number: int) -> Candidates:
        """Those who may be on an event."""
        pairs = self.programme.pairs
        among = pairs.of(number)
        return Candidates(pairs.person[among], pairs.cost[among], pairs.until[among], self.may_lead(number))

    def weeks_open(self, number: int) -> Ints:
        """The weeks in which an event may start, by its window, the most starts, and what else is at its body."""
        found: Ints = self._open(number).nonzero()[0]
        return found

    def _open(self, number: int) -> Flags:
        """The same as a table of truth, (W,)."""
        event, rules = self.programme.events[number], self.programme.problem.rules
        found: Flags = self.programme.allowed[number].copy()
        most = rules.most_starts.get(event.region)
        for other in self.weeks_at[event.body]:
            found[max(other - rules.spacing + 1, 0) : other + rules.spacing] = False
        if most is not None:
            for week in found.nonzero()[0].tolist():
                found[week] = self.starts[event.region, week] < most
        return found

    def kept_from(self, number: int) -> dict[int, str]:
        """Who is not to lead an event, since they lead another there that wants a new lead: the id of that one."""
        others = self.programme.new_leads.get(self.programme.events[number].id, ())
        return {self.leads[other]: other for other, people in others if self.leads.get(other) in people}

    def may_lead(self, number: int) -> Flags:
        """Who of those who may be on an event may lead it, as the book stands: one for each of its pairs."""
        pairs, kept = self.programme.pairs, self.kept_from(number)
        among = pairs.of(number)
        return pairs.leads[among] & ~np.isin(pairs.person[among], list(kept)) if kept else pairs.leads[among]

    def able(self, number: int, people: Ints, weeks: Ints) -> Flags:
        """Who could be on an event in which week, with regard to what else they do then, and, if they would go alone,
        to what else they lead: a table of truth, (people, weeks)."""
        found = self.has_room(number, people, weeks)
        kept = self.kept_from(number) if self.programme.team[number] == 1 else None
        return found & ~np.isin(people, list(kept))[:, None] if kept else found

    def fits(self, number: int, held: Held) -> bool:
        """Whether an event that is in no week can be in one with some people beside what the book holds, if it can by
        itself."""
        people, weeks = np.array(held.people), np.array([held.week])
        ready = self.able(number, people, weeks) & self.rested(number, people, weeks)
        leads = held.lead not in self.kept_from(number)
        return leads and bool(self._open(number)[held.week]) and bool(ready.all())

    def has_room(self, number: int, people: Ints, weeks: Ints) -> Flags:
        """Who has room for an event in which week: a table of truth, (people, weeks)."""
        shape = self.programme.shapes[number]
        found: Flags = rooms(self.staff, people, weeks - shape.before, shape.held)
        return found

    def rested(self, number: int, people: Ints, weeks: Ints) -> Flags:
        """Who would have events in no more weeks in a row than may be: a table of truth, (people, weeks)."""
        shape = self.programme.shapes[number]
        found: Flags = rests(self.staff, people, weeks - shape.before, len(shape.held))
        return found

    def tired(self) -> Flags:
        """Who has events in more weeks in a row than may be, and in which weeks. (P, W)."""
        before, after = free_around(self.holds)
        found: Flags = (self.holds > 0) & (after - before - 1 > self.programme.most_running[:, None])
        return found

    def cost(self, events: Iterable[int] | None = None) -> int:
        """The cost of the plan, as it is counted for a certificate; or of some events, and of all loads."""
        programme, asked = self.programme, range(len(self.programme.events)) if events is None else list(events)
        placed = {number: self.placed[number] for number in asked if number in self.placed}
        left_out = sum(int(programme.unplaced[number]) for number in asked if number not in placed)
        loads = (self.load, programme.share, programme.problem.rules.over_share)
        return left_out + int(costs(programme.pairs, programme.week_cost, *loads, *seats(placed)))

    def cost_at(self, number: int, held: Held | None) -> int:
        """What an event costs in a place, or in none; loads apart."""
        programme = self.programme
        if held is None:
            return int(programme.unplaced[number])
        return int(programme.week_cost[number, held.week]) + self.cost_of_people(number, held.people)

    def cost_of_people(self, number: int, people: tuple[int, ...]) -> int:
        """What the parts of some people in an event cost."""
        pairs = self.programme.pairs
        among = pairs.of(number)
        return int(pairs.cost[among][np.searchsorted(pairs.person[among], people)].sum())

    def plan(self) -> Plan:
        """The plan, in the order of the problem's events, with what is locked."""
        problem, programme = self.programme.problem, self.programme
        numbers = {event.id: number for number, event in enumerate(programme.events)}
        placements, unplaced = [], []
        for event in problem.events:
            held = self.placed.get(numbers[event.id]) if event.locked is None else None
            if event.locked:
                placements.append(event.locked)
            elif held:
                names = tuple(sorted(problem.people[person].id for person in held.people))
                placements.append(Placement(event.id, held.week, names, problem.people[held.lead].id))
            else:
                unplaced.append(event.id)
        return Plan(tuple(placements), tuple(unplaced))


def free_around(holds: Ints | Flags) -> tuple[Ints, Ints]:
    """The last week before each, and the first after it, in which somebody holds nothing. Each (people, W)."""
    people, weeks = holds.shape
    free, week = np.ones((people, weeks + 2), dtype=bool), np.arange(weeks + 2) - 1
    free[:, 1:-1] = holds == 0
    before: Ints = np.maximum.accumulate(np.where(free, week, -1), axis=1)[:, :-2]
    after: Ints = np.minimum.accumulate(np.where(free, week, free.shape[1])[:, ::-1], axis=1)[:, ::-1][:, 2:]
    return before, after
