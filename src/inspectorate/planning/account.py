"""What a kept plan is asked by, whatever is to be known of it: its book, the worth of time, and who holds what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from inspectorate.planning.book import Book
from inspectorate.planning.certificate import Certificate
from inspectorate.planning.model import Problem
from inspectorate.planning.price import Worth, worth
from inspectorate.planning.saved import book_of


@dataclass(frozen=True, slots=True)
class Account:
    """A kept plan, ready to answer for itself.

    ``blank``: a book of only what is locked. ``worth``: of people's time at its prices. ``numbers``: of events in the
    book, by their ids. ``holders``: the events that a person has in a week, by the person's number and the week.

    An event is taken out of the book while it is looked into, so that an account serves one asker at a time.
    """

    book: Book
    blank: Book
    worth: Worth
    numbers: Mapping[str, int]
    holders: Mapping[tuple[int, int], tuple[str, ...]]


def account(problem: Problem, proof: Certificate) -> Account:
    """The account of a certificate's plan. Raises ProblemInvalid where its prices are too large to be added up."""
    book = book_of(problem, proof.plan)
    numbers = {event.id: number for number, event in enumerate(book.programme.events)}
    time = worth(problem, proof.prices)
    return Account(book, Book.blank(book.programme), time, numbers, _holders(problem, proof))


def _holders(problem: Problem, proof: Certificate) -> dict[tuple[int, int], tuple[str, ...]]:
    events = {event.id: event for event in problem.events}
    rows = {person.id: row for row, person in enumerate(problem.people)}
    found: dict[tuple[int, int], tuple[str, ...]] = defaultdict(tuple)
    for place in proof.plan.placements:
        event = events[place.event]
        for week in range(place.week - event.before, place.week - event.before + len(event.held)):
            for name in place.people:
                found[rows[name], week] += (place.event,)
    return dict(found)
