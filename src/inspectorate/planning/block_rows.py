"""The rows that ask where the events of a block can be, all others left where they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

import numpy as np

from inspectorate.planning.book import Book, Held, free_around
from inspectorate.planning.lead_rows import Leads, lead_rows
from inspectorate.planning.options import Choices
from inspectorate.planning.pairs import Ints
from inspectorate.planning.rows import Rows
from inspectorate.planning.week_rows import cells, numbered, week_rows


@dataclass(frozen=True, slots=True)
class Starts:
    """What says that an event starts in a week: for an event for one each of its seats, N in all. ``of``: the place of
    the event in the block."""

    of: Ints
    week: Ints
    variable: Ints


@dataclass(slots=True)
class Block:
    """The seats of ``choices`` are the first variables. ``left_out``: whether each event is left out. ``leads``: who
    leads the teams of which that is asked."""

    book: Book
    choices: Choices
    rows: Rows
    starts: Starts
    left_out: Ints
    leads: Leads = field(default_factory=dict)

    def standing(self, held: Mapping[int, Held]) -> list[int]:
        """The variables that are 1 as things stand: seats, leads, the starts of teams, and what is left out."""
        seats, choices = self.stays(held), self.choices
        week = np.array([held[one].week if one in seats else -1 for one in choices.events.tolist()], dtype=np.int64)
        here = (self.starts.variable >= len(choices.of)) & (self.starts.week == week[self.starts.of])
        return [
            *(seat for taken in seats.values() for seat in taken),
            *self.starts.variable[here].tolist(),
            *self.left_out[week < 0].tolist(),
        ]

    def seats(self, held: Mapping[int, Held]) -> dict[int, list[int]]:
        """The seats that events hold, for those of which all are options."""
        choices = self.choices
        at = {int(choices.events[of]): of for of in range(len(choices.events))}
        found = {}
        for event, place in held.items():
            here = np.flatnonzero((choices.of == at[event]) & (choices.week == place.week))
            taken = here[np.isin(choices.person[here], place.people)]
            if len(taken) == len(place.people):
                found[event] = taken.tolist()
        return found

    def stays(self, held: Mapping[int, Held]) -> dict[int, list[int]]:
        """The same with what says who leads, for those whose lead may still lead."""
        choices, found = self.choices, {}
        for event, seats in self.seats(held).items():
            lead = held[event].lead
            if any(choices.person[seat] == lead and choices.brings[seat] & 1 for seat in seats):
                found[event] = [*seats, *([self.leads[event][lead]] if event in self.leads else [])]
        return found


def made_for(book: Book, choices: Choices) -> Block:
    made = _event_rows(book, choices)
    made.leads = lead_rows(book.programme, choices, made.rows, made.left_out)
    week_rows(book, choices, made.rows)
    _running_rows(made)
    _spacing_rows(made)
    _starts_rows(made)
    _share_rows(made)
    return made


def _event_rows(book: Book, choices: Choices) -> Block:
    """An event is placed or left out; a team in one week, with a lead and whatever skills somebody must have."""
    programme, rows, width = book.programme, Rows(), book.free.shape[1]
    numbers = choices.events[choices.of]
    alone = programme.team[numbers] == 1
    seats = rows.several(choices.cost + np.where(alone, programme.week_cost[numbers, choices.week], 0))
    together = np.flatnonzero(~alone)
    keys, group = np.unique(choices.of[together] * width + choices.week[together], return_inverse=True)
    of, week = keys // width, keys % width
    start = rows.several(programme.week_cost[choices.events[of], week])
    every, seat = np.arange(len(keys)), np.arange(len(together))
    sizes = programme.team[choices.events[of]]
    ones = np.ones(len(together))
    rows.add_rows(
        np.concatenate([every, group]),
        np.concatenate([start, together]),
        np.concatenate([-sizes, ones]),
        len(keys),
        0,
        0,
    )
    rows.add_rows(
        np.concatenate([seat, seat]),
        np.concatenate([together, start[group]]),
        np.concatenate([ones, -ones]),
        len(seat),
        most=0,
    )
    _team_rows(choices, rows, together, group, start, of)
    left_out = rows.several(programme.unplaced[choices.events])
    starts = Starts(
        np.concatenate([choices.of[alone], of]),
        np.concatenate([choices.week[alone], week]),
        np.concatenate([seats[alone], start]),
    )
    events = np.arange(len(choices.events))
    rows.add_rows(
        np.concatenate([events, starts.of]), np.concatenate([left_out, starts.variable]), 1.0, len(events), 1, 1
    )
    return Block(book, choices, rows, starts, left_out)


def _team_rows(choices: Choices, rows: Rows, together: Ints, group: Ints, start: Ints, of: Ints) -> None:
    """Somebody of a team may lead, and somebody brings each skill that one of them must. ``group``: of each seat of
    ``together`` the week of its event that it is in, whose ``start`` and event (``of``) are known."""
    for bit in range(int(choices.asks.max(initial=0))):
        asking = np.flatnonzero(choices.asks[of] > bit)
        row_of = np.full(len(start), -1)
        row_of[asking] = np.arange(len(asking))
        brings = (row_of[group] >= 0) & (choices.brings[together] >> bit & 1 > 0)
        row = np.concatenate([row_of[group[brings]], np.arange(len(asking))])
        column = np.concatenate([together[brings], start[asking]])
        value = np.concatenate([np.ones(int(brings.sum())), -np.ones(len(asking))])
        rows.add_rows(row, column, value, len(asking), least=0)


def _running_rows(made: Block) -> None:
    """No more weeks in a row than may be: a variable for each week that somebody may work in."""
    book, most_running = made.book, made.book.programme.most_running
    seat, cell, _ = cells(book, made.choices)
    could = book.holds > 0
    could.reshape(-1)[cell] = True
    before, after = free_around(could)
    # Only where all of what could be would be too many in a row, something has to be said.
    long = (could & (after - before - 1 > most_running[:, None])).reshape(-1)
    width = could.shape[1]
    open_cells: dict[int, list[int]] = defaultdict(list)
    for one, at in zip(seat[long[cell]].tolist(), cell[long[cell]].tolist(), strict=True):
        if not book.holds[at // width, at % width]:
            open_cells[at].append(one)
    works: dict[int, int] = {}
    for person in sorted({at // width for at in open_cells}):
        most = int(most_running[person])
        for first in range(person * width, person * width + width - most):
            window = range(first, first + most + 1)
            free = [at for at in window if at in open_cells]
            if not free or not could[person, first - person * width :][: most + 1].all():
                continue
            for at in free:
                if at not in works:
                    works[at] = made.rows.variable(whole=False)
                    for one in open_cells[at]:
                        made.rows.add([(one, 1), (works[at], -1)], most=0)
            made.rows.add([(works[at], 1) for at in free], most=most - (len(window) - len(free)))


def _spacing_rows(made: Block) -> None:
    """Events of the block at one body keep apart; those outside it have closed their weeks already."""
    programme, starts = made.book.programme, made.starts
    names = [programme.events[number].body for number in made.choices.events.tolist()]
    body = np.unique(names, return_inverse=True)[1].astype(np.int64) if names else np.zeros(0, dtype=np.int64)
    near = np.flatnonzero(np.bincount(body)[body[starts.of]] > 1) if names else np.zeros(0, dtype=np.int64)
    spacing, width = programme.problem.rules.spacing, programme.free.shape[1]
    # A start is in the runs of weeks that begin in its week and in each of the weeks before it.
    column = np.tile(near, spacing)
    run = starts.week[column] + np.repeat(np.arange(spacing), len(near))
    key = body[starts.of[column]] * (width + spacing) + run
    pair = np.unique(np.stack([key, starts.of[column]]), axis=1)
    keys, events = np.unique(pair[0], return_counts=True)
    bound = np.isin(key, keys[events > 1])
    row, count = numbered(key[bound])
    made.rows.add_rows(row, starts.variable[column[bound]], 1.0, count, most=1)


def _starts_rows(made: Block) -> None:
    """No more starts in a week and region than may be."""
    book, starts = made.book, made.starts
    most = book.programme.problem.rules.most_starts
    variables: dict[tuple[str, int], list[int]] = defaultdict(list)
    for of, week, variable in zip(starts.of.tolist(), starts.week.tolist(), starts.variable.tolist(), strict=True):
        region = book.programme.events[int(made.choices.events[of])].region
        if region in most:
            variables[region, week].append(variable)
    for (region, week), listed in variables.items():
        left = most[region] - book.starts[region, week]
        made.rows.add([(variable, 1) for variable in listed], most=left)


def _share_rows(made: Block) -> None:
    """Half-days above a fair share have their price."""
    programme, choices, load = made.book.programme, made.choices, made.book.load
    price = programme.problem.rules.over_share
    effort = np.array([sum(programme.events[number].held) for number in choices.events.tolist()], dtype=np.int64)
    for person in np.unique(choices.person).tolist():
        if price and programme.problem.people[person].share is not None:
            seats = np.flatnonzero(choices.person == person)
            over = made.rows.variable(price, whole=False, most=inf)
            terms = [(seat, -int(effort[choices.of[seat]])) for seat in seats.tolist()]
            made.rows.add([(over, 1), *terms], least=float(load[person] - programme.share[person]))
