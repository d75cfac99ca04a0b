"""Reads of kept plans: who goes where in which week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inspectorate.planning import model
from inspectorate.planning.certificate import Certificate
from inspectorate.planning.check import Checked, check_file
from inspectorate.planning.files import FileInvalid, plan_of, read
from inspectorate.planning.infeasible import Conflict, conflict
from inspectorate.planning.model import Event, Problem
from inspectorate.planning.saved import book_of
from inspectorate.planning.valid import ProblemInvalid
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.register.models import Body
from inspectorate.webapp.workforce.models import Inspector


@dataclass(frozen=True, slots=True)
class Placed:
    """An event of a plan with the Monday of its first week on site and the names of its people, the lead first; an
    event without a week has neither."""

    event: Event
    body: str
    monday: date | None
    people: tuple[str, ...]


def plan(number: int | None) -> Plan | None:
    """A plan by its number, or the newest."""
    rows = Plan.objects.all() if number is None else Plan.objects.filter(pk=number)
    return rows.first()


def problem_and_proof(kept: Plan) -> tuple[Problem, Certificate]:
    """What a plan was made from, and its certificate."""
    return read(Problem, kept.problem.encode()), read(Certificate, kept.certificate.encode())


def problem_and_plan(kept: Plan) -> tuple[Problem, model.Plan]:
    """What a plan was made from, and who goes where when, without the proof, most of which are prices."""
    return read(Problem, kept.problem.encode()), plan_of(kept.certificate.encode())


def checked(kept: Plan) -> Checked:
    """Cost, every rule and the bound of a plan, worked out anew by code that the solver does not share. What cannot be
    read is the one breach there is."""
    try:
        return check_file(read(Problem, kept.problem.encode()), kept.certificate.encode())
    except (FileInvalid, ProblemInvalid) as wrong:
        return Checked(None, None, (str(wrong),))


def placed(kept: Plan) -> Iterator[Placed]:
    """The events of a plan week by week, and last those that are in no week."""
    problem, now = problem_and_plan(kept)
    events = {event.id: event for event in problem.events}
    bodies = dict(Body.objects.values_list("code", "name"))
    names = dict(Inspector.objects.values_list("code", "name"))
    for one in sorted(now.placements, key=lambda one: (one.week, events[one.event].region, one.event)):
        event = events[one.event]
        others = (code for code in one.people if code != one.lead)
        people = tuple(names.get(code, code) for code in (one.lead, *others))
        yield Placed(event, _name(event, bodies), problem.weeks.monday(one.week), people)
    for key in now.unplaced:
        yield Placed(events[key], _name(events[key], bodies), None, ())


def conflicts(kept: Plan, *, seconds: float) -> Iterator[tuple[str, Conflict | None]]:
    """Each obligation that is in no week, with obligations that cannot all be placed, it among them; ``None`` where
    that was not shown in the ``seconds`` for each question. One that is among those of another is not named again."""
    problem, now = problem_and_plan(kept)
    book, told = book_of(problem, now), set[str]()
    for key in now.unplaced:
        if key not in told:
            found = conflict(book, key, seconds=seconds)
            told |= set(found.events if found else ())
            yield key, found


def _name(event: Event, names: dict[str, str]) -> str:
    code = event.body.partition(":")[2]
    return names.get(code, code)
