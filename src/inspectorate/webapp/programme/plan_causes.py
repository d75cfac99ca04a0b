"""Why a plan has to change: each cause says what becomes of the problem, and what it is in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from inspectorate.planning.changed import bring_forward, defer, lose, without
from inspectorate.planning.model import FULL_WEEK, Event, Problem
from inspectorate.webapp.design.filters import day
from inspectorate.webapp.programme.plan_making import PlanRefused
from inspectorate.webapp.programme.plan_standing import BEGUN, Standing
from inspectorate.webapp.programme.plan_words import Names


class Cause(Protocol):
    """Something that has happened since a plan was made."""

    def after(self, stands: Standing, problem: Problem, names: Names) -> Problem:
        """The problem when it has happened. Raises PlanRefused with a sentence where it cannot be."""

    def said(self, names: Names) -> str:
        """What it is, as a sentence."""


@dataclass(frozen=True, slots=True)
class BroughtForward:
    """An event, by its key, is to be over on site before a day."""

    event: str
    before: date

    def after(self, stands: Standing, problem: Problem, names: Names) -> Problem:
        event = _open_event(stands, problem, self.event, names)
        last = problem.weeks.week_of(self.before) - weeks_on_site(event)
        if last < event.before:
            raise PlanRefused(f"No week of this plan is early enough before {day(self.before)}.", field="before")
        return bring_forward(problem, self.event, last=last)

    def said(self, names: Names) -> str:
        return f"{names.event(self.event)} was brought forward to before {day(self.before)}."


@dataclass(frozen=True, slots=True)
class Deferred:
    """An event, by its key, is not to begin on site before a day."""

    event: str
    until: date

    def after(self, stands: Standing, problem: Problem, names: Names) -> Problem:
        _open_event(stands, problem, self.event, names)
        return defer(problem, self.event, first=problem.weeks.week_of(self.until + timedelta(days=6)))

    def said(self, names: Names) -> str:
        return f"{names.event(self.event)} was deferred to {day(self.until)} or later."


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody, by code, is ill or away from a day to another; the weeks of these days are lost as a whole."""

    person: str
    first: date
    last: date

    def after(self, stands: Standing, problem: Problem, names: Names) -> Problem:
        _check_person(problem, self.person, names)
        if self.last < self.first:
            raise PlanRefused("The last day is before the first.", field="last")
        weeks = problem.weeks
        return lose(problem, self.person, weeks.week_of(self.first), weeks.week_of(self.last))

    def said(self, names: Names) -> str:
        return f"{names.person(self.person)} is away from {day(self.first)} to {day(self.last)}."


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody, by code, is there no more."""

    person: str

    def after(self, stands: Standing, problem: Problem, names: Names) -> Problem:
        _check_person(problem, self.person, names)
        return without(problem, self.person)

    def said(self, names: Names) -> str:
        return f"{names.person(self.person)} is no longer there."


def _open_event(stands: Standing, problem: Problem, key: str, names: Names) -> Event:
    check_open(stands, key, names)
    found = next((event for event in problem.events if event.id == key), None)
    if found is None:
        raise PlanRefused(f"{names.event(key)} is not in this plan.", field="event")
    return found


def weeks_on_site(event: Event) -> int:
    """How many weeks an event is on site."""
    return 1 if len(event.held) == 1 else -(-event.on_site // FULL_WEEK)


def check_open(stands: Standing, key: str, names: Names) -> None:
    """Raise PlanRefused for an event that does not move."""
    if key in stands.fixed:
        raise PlanRefused(f"{names.event(key)} stays where it is: {stands.fixed[key]}.", field="event")


def still_named(stands: Standing, problem: Problem, names: Names) -> Iterator[str]:
    """What is locked with somebody who is away in its weeks, each as a sentence: it stays, and a person has to see to
    it."""
    people = {person.id: person for person in problem.people}
    for event in problem.events:
        if event.locked and stands.fixed.get(event.id) != BEGUN:
            first = event.locked.week - event.before
            for code in event.locked.people:
                if any(people[code].lost.get(week) == FULL_WEEK for week in range(first, first + len(event.held))):
                    why = stands.fixed[event.id]
                    yield f"{names.person(code)} is still named for {names.event(event.id)}, which stays: {why}."


def _check_person(problem: Problem, code: str, names: Names) -> None:
    if code not in {person.id for person in problem.people}:
        raise PlanRefused(f"{names.person(code)} is not among the people of this plan.", field="person")
