"""Whether a problem can be meant: names that exist, windows in order, effort that fits a year of weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from inspectorate.planning.model import FULL_WEEK, HALF_DAYS, Event, Problem


class ProblemInvalid(ValueError):
    """A problem contradicts itself, or is too large to be reckoned exactly; the sentence says what is wrong."""


def check_valid(problem: Problem) -> None:
    """Raise ProblemInvalid with the first contradiction."""
    for sentence in _contradictions(problem):
        raise ProblemInvalid(sentence)


def _contradictions(problem: Problem) -> Iterator[str]:
    yield from _twice("event", [event.id for event in problem.events])
    yield from _twice("person", [person.id for person in problem.people])
    yield from _twice("place", list(problem.places.names))
    if not problem.weeks.working_days:
        yield "A programme has a week at least."
    if problem.rules.spacing < 0:
        yield f"Events at one body cannot be {problem.rules.spacing} weeks apart; 0 or more can be."
    if any(not 0 <= days <= FULL_WEEK // HALF_DAYS for days in problem.weeks.working_days):
        yield "A week has 0 to 5 working days."
    size = len(problem.places.names)
    if len(problem.places.minutes) != size or any(len(row) != size for row in problem.places.minutes):
        yield f"The table of minutes must have {size} rows and columns, one for each place."
    places, people = set(problem.places.names), {person.id for person in problem.people}
    for person in problem.people:
        if person.home not in places:
            yield f"Person “{person.id}” lives at “{person.home}”, which is not among the places."
        if not 0 <= person.half_days <= FULL_WEEK:
            yield f"Person “{person.id}” works {person.half_days} half-days a week; 0 to {FULL_WEEK} can be."
        if min(person.lost.values(), default=0) < 0:
            yield f"Person “{person.id}” loses fewer than 0 half-days in a week."
        if person.most_running is not None and person.most_running < 0:
            yield f"Person “{person.id}” cannot have events in {person.most_running} weeks in a row; 0 or more can be."
    for event in problem.events:
        if event.place not in places:
            yield f"Event “{event.id}” is at “{event.place}”, which is not among the places."
        yield from _of_event(event, people)
    yield from _of_new_leads(problem)


def _of_event(event: Event, people: set[str]) -> Iterator[str]:
    if event.on_site < 1 or min(event.preparation, event.writing) < 0 or event.team < 1:
        yield f"Event “{event.id}” needs somebody on site for half a day at least."
    if not event.earliest <= event.usual <= event.latest:
        yield f"Event “{event.id}”: the earliest, usual and latest week must come in that order."
    lock = event.locked
    if lock is None:
        return
    if lock.event != event.id or lock.lead not in lock.people or tuple(sorted(set(lock.people))) != lock.people:
        yield f"Event “{event.id}” is locked for another event, or for people in disorder or without their lead."
    for person in sorted(set(lock.people) - people):
        yield f"Event “{event.id}” is locked for “{person}”, who is not among the people."


def _of_new_leads(problem: Problem) -> Iterator[str]:
    bodies = {event.id: event.body for event in problem.events}
    for asked in problem.new_leads:
        first, second = asked.events
        if first == second or len({bodies[name] for name in asked.events if name in bodies}) > 1:
            yield f"“{first}” and “{second}” want a new lead; these must be two events at one body."


def _twice(what: str, names: list[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"There are {times} of {what} “{name}”."
