"""Some events placed as cheaply as can be, all others left where they are: a mixed-integer programme of options."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from inspectorate.planning.block_rows import Block, made_for
from inspectorate.planning.book import Book, Held
from inspectorate.planning.options import Choices, Options, joined
from inspectorate.planning.pairs import Ints
from inspectorate.planning.rows import Answer, Rows

FINE = 1000
"""The dearest event to leave out counts for so many units at most."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the events of a block are to be; ``None``: left out. ``optimal``: proven so among the options."""

    held: Mapping[int, Held | None]
    optimal: bool


def asked(
    book: Book, choices: Choices, held: Mapping[int, Held] = MappingProxyType({})
) -> tuple[Rows, Callable[[Answer], Placed | None]]:
    """The rows that ask for the cheapest places for the events of ``choices``, which are not in the book; and what an
    answer to them says: ``None`` where there was none in the time. ``held``: where events are now, an option."""
    made = made_for(book, choices)
    made.rows.now += made.standing(held)
    made.rows.ways_out += made.left_out.tolist()
    return made.rows, lambda answer: _placed(made, answer, {})


def fits(book: Book, block: Sequence[Options], *, seconds: float | None = None) -> bool | None:
    """Whether all events of ``block`` can be placed, whatever it costs; ``None`` where time was too short to know."""
    made = made_for(book, joined(block))
    made.rows.add([(left_out, 1) for left_out in made.left_out.tolist()], most=0)
    answer = made.rows.solve(seconds, {})
    return None if answer.values is None and not answer.infeasible else answer.values is not None


def settle_near(
    book: Book, block: Sequence[Options], held: Mapping[int, Held], *, seconds: float | None = None
) -> Placed | None:
    """Places for the events of ``block``: as little as can be left out, by what that costs; then as many as can be as
    they are ``held``, then as many as can be with another lead alone, and only then the cheapest. ``optimal`` speaks of
    all but the last."""
    made = made_for(book, joined(block))
    count = len(block) + 1
    dear = _dear(book.programme.unplaced[made.choices.events])
    costs: dict[int, float] = dict(zip(made.left_out.tolist(), (count**2 * dear).tolist(), strict=True))
    for kept, worth in ((made.stays(held), count), (made.seats(held), 1)):
        for taken in kept.values():
            stays = made.rows.variable(whole=False)
            costs[stays] = -worth
            for one in taken:
                made.rows.add([(stays, 1), (one, -1)], most=0)
    first = made.rows.solve(seconds, costs)
    if first.values is None:
        return None
    reached = round(sum(cost * first.values[variable] for variable, cost in costs.items()))
    made.rows.add(costs.items(), most=reached)
    cheapest = made.rows.solve(seconds)
    found = _placed(made, first if cheapest.values is None else cheapest, held)
    return found and replace(found, optimal=first.optimal)


def _dear(costs: Ints) -> Ints:
    """Some costs in the largest unit that all of them are whole in, or a thousandth of the dearest if that is larger;
    each is one unit at least. HiGHS answers to a millionth, so that numbers have to stay small."""
    unit = max(int(np.gcd.reduce(costs)), -(-int(costs.max(initial=0)) // FINE), 1)
    found: Ints = np.maximum(np.rint(costs / unit).astype(np.int64), 1)
    return found


def _placed(made: Block, answer: Answer, held: Mapping[int, Held]) -> Placed | None:
    if answer.values is None:
        return None
    choices, values = made.choices, answer.values
    taken: dict[int, list[int]] = {event: [] for event in choices.events.tolist()}
    for seat in np.flatnonzero(values[: len(choices.of)] > 0.5).tolist():
        taken[int(choices.events[choices.of[seat]])].append(seat)
    named = {
        event: [person for person, variable in of.items() if values[variable] > 0.5] for event, of in made.leads.items()
    }
    return Placed(
        {event: _held(choices, seats, named.get(event), held.get(event)) for event, seats in taken.items()},
        answer.optimal,
    )


def _held(choices: Choices, seats: list[int], named: list[int] | None, before: Held | None) -> Held | None:
    """An event in the seats that were taken for it. Its lead is who was ``named``, where that was asked; otherwise the
    one it had ``before``, if still there and able, or the first who may lead."""
    if not seats:
        return None
    people = sorted(choices.person[seats].tolist())
    may_lead = named or sorted(choices.person[[seat for seat in seats if choices.brings[seat] & 1]].tolist())
    lead = before.lead if before and before.lead in may_lead else may_lead[0]
    return Held(int(choices.week[seats[0]]), tuple(people), lead)
