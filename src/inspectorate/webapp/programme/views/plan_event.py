"""One event of a plan: its weeks and people, and why it may be then."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from inspectorate.formats.workforce_words import GRADES, SKILLS
from inspectorate.planning.model import HALF_DAYS, Weeks
from inspectorate.webapp.accounts.permissions import Permission, has
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.filters import day, words
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_layout import Laid, layout
from inspectorate.webapp.programme.plan_marks import marks
from inspectorate.webapp.programme.plan_presenters import event_rows
from inspectorate.webapp.programme.plan_reasons import reasons


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a plan was made with, in words."""

    name: str
    value: str


@requires(Permission.PLAN_CASES)
def event(request: StaffRequest, number: int, id: int) -> HttpResponse:
    """An event with its week, people, window and what it asks for."""
    kept = get_object_or_404(Plan, pk=number)
    laid = layout(kept)
    marked = marks(kept, laid)
    found = laid.of(id)
    if found is None:
        raise Http404("There is no such event in this plan.")
    (row,) = event_rows(kept.pk, [found], laid.weeks, marked)
    region = found.event.region
    context = {
        "plan": kept,
        "row": row,
        "one": found,
        "people": list(zip(found.people, row.people, strict=True)),
        "facts": list(_facts(found, laid.weeks)),
        "reasons": reasons(kept, found.event.id),
        "fixed": marked.locked.get(found.event.id, ""),
        "by_hand": found.event.id in marked.by_hand,
        "changes": kept.state != Plan.State.SUPERSEDED
        and has(request.actor, Permission.PLAN_CASES, body=found.event.body, region=region),
    }
    return render(request, "programme/plan_event.html", context)


def _facts(one: Laid, weeks: Weeks) -> list[Fact]:
    event = one.event
    skills = [SKILLS[name].label if name in SKILLS else words(name) for name in event.skills]
    each = f" of each of {event.team} people" if event.team > 1 else ""
    return [
        Fact("Window", f"From the week of {_week(event.earliest, weeks)} to that of {_week(event.latest, weeks)}"),
        Fact("Best", f"Week of {_week(event.usual, weeks)}"),
        Fact("Bound by", "A statutory duty" if event.statutory else "Policy"),
        Fact("On site", f"{_days(event.on_site)}{each}"),
        Fact("Preparation and writing", f"{_days(event.preparation)} and {_days(event.writing)}{each}"),
        Fact("Skills", ", ".join(skills) or "None"),
        Fact("Led by", f"{[*GRADES.values()][event.lead_grade].label} or above" if event.lead_grade else "Anybody"),
    ]  # fmt: skip


def _week(week: int, weeks: Weeks) -> str:
    return day(weeks.monday(week))


def _days(half_days: int) -> str:
    number = half_days / HALF_DAYS
    return f"{number:g} day" if number == 1 else f"{number:g} days"
