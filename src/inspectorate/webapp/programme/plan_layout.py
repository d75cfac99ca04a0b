"""A plan laid out for pages and files: its events and people, without the prices that prove it.

A plan is never edited, so the few that were laid out last are kept in memory. Names are not kept there: they are read
for what is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from inspectorate.planning.model import Event, Person, Placement, Weeks
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_queries import problem_and_plan
from inspectorate.webapp.register.models import Body
from inspectorate.webapp.workforce.models import Inspector


@dataclass(frozen=True, slots=True)
class Laid:
    """An event as it lies in a plan. ``number``: its place among the plan's events, by which addresses name it.
    ``week``: the first one on site, ``None`` where it is in none. ``people``: their codes, the lead first."""

    number: int
    event: Event
    week: int | None
    people: tuple[str, ...]

    @property
    def first(self) -> int:
        """The first week that it takes of its people; of one that is in no week the earliest it could be on site."""
        return self.event.earliest if self.week is None else self.week - self.event.before

    @property
    def weeks(self) -> range:
        """The weeks that it takes of its people: none where it is in no week."""
        return range(0) if self.week is None else range(self.first, self.first + len(self.event.held))


@dataclass(frozen=True, slots=True)
class Layout:
    """All events of a plan in the order of its weeks, those in no week last; and the people it was made with."""

    weeks: Weeks
    events: tuple[Laid, ...]
    people: Mapping[str, Person]

    def of(self, number: int) -> Laid | None:
        """The event of a number."""
        return next((one for one in self.events if one.number == number), None)

    def could(self, code: str, week: int) -> int:
        """The half-days that somebody had for a week when the plan was made, leave taken off."""
        person = self.people[code]
        return max(min(person.half_days, self.weeks.half_days(week)) - person.lost.get(week, 0), 0)


def layout(kept: Plan) -> Layout:
    """A plan laid out."""
    return _laid_out(kept.pk, kept.made_at)


@lru_cache(maxsize=4)
def _laid_out(number: int, made_at: datetime) -> Layout:
    """``made_at`` is there to tell a plan from one of another database that had its number."""
    kept = Plan.objects.only("problem", "certificate").get(pk=number, made_at=made_at)
    problem, plan = problem_and_plan(kept)
    places = {one.event: one for one in plan.placements}
    events = [_laid(number, event, places.get(event.id)) for number, event in enumerate(problem.events)]
    ordered = sorted(events, key=lambda one: (one.week is None, one.first, one.event.region, one.event.id))
    return Layout(problem.weeks, tuple(ordered), {person.id: person for person in problem.people})


def _laid(number: int, event: Event, place: Placement | None) -> Laid:
    if place is None:
        return Laid(number, event, None, ())
    return Laid(number, event, place.week, (place.lead, *(code for code in place.people if code != place.lead)))


def body_names(events: Iterable[Laid]) -> dict[str, str]:
    """The names of the bodies of some events, by ``kind:code``; one that is no more on record by its code."""
    codes = {one.event.body: one.event.body.partition(":")[2] for one in events}
    names = dict(Body.objects.filter(code__in=set(codes.values())).values_list("code", "name"))
    return {body: names.get(code, code) for body, code in codes.items()}


def people_names(codes: Iterable[str]) -> dict[str, str]:
    """The names of inspectors by their codes; who is no more on record by the code."""
    wanted = set(codes)
    names = dict(Inspector.objects.filter(code__in=wanted).values_list("code", "name"))
    return {code: names.get(code, code) for code in wanted}
