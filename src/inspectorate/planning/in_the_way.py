"""What keeps an event out of a week, as a book stands: every rule of the week, or else what is amiss with people."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from inspectorate.planning.book import Book
from inspectorate.planning.options import options
from inspectorate.planning.pairs import Ints

COULD = (
    "has the skills, is near enough and has no conflict of interest",
    "have the skills, are near enough and have no conflict of interest",
)
LASTING = ("has the skills until its end", "have the skills until its end")
FREE = ("of those who could come has the time then", "of those who could come have the time then")
RESTED = (
    "of those who have the time could come without too many weeks in a row",
    "of those who have the time could come without too many weeks in a row",
)


def in_the_way(book: Book, number: int, week: int) -> tuple[str, ...]:
    """Why an event that is not in the book cannot start in a week that it cannot have, each reason a sentence."""
    rules = tuple(_rules(book, number, week))
    return rules or tuple(_people(book, number, week))


def _rules(book: Book, number: int, week: int) -> Iterator[str]:
    """What is in the way whoever comes."""
    problem, event = book.programme.problem, book.programme.events[number]
    rules, weeks = problem.rules, problem.weeks
    last = event.latest if event.statutory else event.latest + rules.grace
    if not event.earliest <= week <= last:
        yield "The week is outside its window."
    first = week - event.before
    if first < 0 or first + len(event.held) > len(weeks):
        yield "It takes weeks before or after the programme."
    else:
        for place, half_days in enumerate(event.held, first):
            if half_days > weeks.half_days(place):
                monday = weeks.monday(place).isoformat()
                yield f"It needs {half_days} half-days in the week of {monday}, which has {weeks.half_days(place)}."
    for what in _near(book, number, week):
        yield f"It would be fewer than {rules.spacing} weeks from {what} at the same place."
    most = rules.most_starts.get(event.region)
    if most is not None and book.starts[event.region, week] >= most:
        yield f"In {event.region} no more than {most} may start in a week."


def _near(book: Book, number: int, week: int) -> Iterator[str]:
    """What else is at the body too near to a week."""
    problem, events = book.programme.problem, book.programme.events
    body, spacing = events[number].body, problem.rules.spacing
    for other, held in book.placed.items():
        if events[other].body == body and abs(held.week - week) < spacing:
            yield f"“{events[other].id}”"
    for event in problem.events:
        if event.locked and event.body == body and abs(event.locked.week - week) < spacing:
            yield f"“{event.id}”"
    for visit in problem.elsewhere:
        if visit.body == body and abs(visit.week - week) < spacing:
            yield visit.what


def _people(book: Book, number: int, week: int) -> Iterator[str]:
    """The first thing of which there are too few people, or what a team of those who are left lacks."""
    prepared, pairs, event = book.programme, book.programme.pairs, book.programme.events[number]
    among, weeks = pairs.of(number), np.array([week])
    people = pairs.person[among]
    left = np.ones(len(people), dtype=bool)
    stages = (
        (COULD, left),
        (LASTING, week <= pairs.until[among]),
        (FREE, book.has_room(number, people, weeks)[:, 0]),
        (RESTED, book.rested(number, people, weeks)[:, 0]),
    )
    for (nobody, few), stage in stages:
        left = left & stage
        count, team = int(left.sum()), int(prepared.team[number])
        if count < team:
            yield f"Too few {few}: {count}, and it needs {team}." if count else f"Nobody {nobody}."
            return
    seats = options(book, number)
    here = seats.week == week
    kept = _kept_from(book, number, people[left & pairs.leads[among]])
    lacking = [] if seats.leads[here].any() else ["Nobody who has the time may lead it.", *kept]
    covered = seats.covers[here].any(axis=0).tolist()
    lacking += [
        f"Nobody who has the time has the skill “{skill}”."
        for skill, found in zip(event.cover, covered, strict=True)
        # Who goes alone has every skill, but may lead another event here.
        if not found and event.team > 1
    ]
    yield from lacking or ["No team of those who have the time has a lead and every skill.", *kept]


def _kept_from(book: Book, number: int, people: Ints) -> list[str]:
    """Who of some people would lead the event if they did not lead another at its body."""
    kept, persons = book.kept_from(number), book.programme.problem.people
    return [
        f"“{persons[who].id}” leads “{kept[who]}” at the same place; somebody else must lead this."
        for who in people.tolist()
        if who in kept
    ]
