"""What stands in the way of an event that is in no week: which events cannot all be placed, and what is missing."""

from __future__ import annotations

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import render

from inspectorate.formats.workforce_words import GRADES, SKILLS
from inspectorate.planning.infeasible import Conflict, Missing
from inspectorate.planning.infeasible import conflict as conflict_of
from inspectorate.planning.model import HALF_DAYS, Weeks
from inspectorate.planning.saved import book_of
from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.filters import day, words
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_layout import layout
from inspectorate.webapp.programme.plan_marks import marks
from inspectorate.webapp.programme.plan_presenters import event_rows
from inspectorate.webapp.programme.plan_queries import problem_and_plan
from inspectorate.webapp.programme.snapshot import KEPT_SECONDS
from inspectorate.webapp.programme.views.plans import kept_plan

MOST, SECONDS = 40, 1.0
"""Events that are looked at, and time for each question about them: somebody waits for the page."""


@requires(Permission.PLAN_CASES)
def conflict(request: StaffRequest, number: int, id: int) -> HttpResponse:
    """The events that cannot all be placed with one that is in no week, and the people with whom they could."""
    kept = kept_plan(number)
    laid = layout(kept)
    one = laid.of(id)
    if one is None or one.week is not None:
        raise Http404("There is no such event in no week of this plan.")
    found = _found(kept, one.event.id)
    others = [other for other in laid.events if found and other.event.id in found.events]
    marked = marks(kept, laid)
    (row,) = event_rows(kept.pk, [one], laid.weeks, marked)
    context = {
        "plan": kept,
        "row": row,
        "found": found,
        "rows": event_rows(kept.pk, others, laid.weeks, marked),
        "missing": missing_text(found.missing, laid.weeks) if found and found.missing else "",
    }
    return render(request, "programme/plan_conflict.html", context)


def _found(kept: Plan, event: str) -> Conflict | None:
    """A plan is never edited, so what was found out about it is kept."""
    key = f"plan-conflict-{kept.pk}-{kept.made_at.timestamp()}-{event}"
    missed = object()
    found = cache.get(key, missed)
    if found is missed:
        problem, now = problem_and_plan(kept)
        found = conflict_of(book_of(problem, now), event, most=MOST, seconds=SECONDS)
        cache.set(key, found, KEPT_SECONDS)
    return found if isinstance(found, Conflict) else None


def missing_text(missing: Missing, weeks: Weeks) -> str:
    """The people with whom all would fit, in a sentence."""
    several = missing.people > 1
    skills = [(SKILLS[name].label if name in SKILLS else words(name)).lower() for name in missing.skills]
    needs = [f"with the skill for {' and '.join(skills)}"] if skills else []
    if missing.grade:
        needs.append(f"as {[*GRADES.values()][missing.grade].label} or above")
    number, each = missing.half_days / HALF_DAYS, " each" if several else ""
    needs.append(f"for {number:g} {'day' if number == 1 else 'days'}{each}")
    weeks_text = f"the weeks of {day(weeks.monday(missing.first_week))} and {day(weeks.monday(missing.last_week))}"
    who = f"{missing.people} more {'inspectors' if several else 'inspector'} in {missing.region}"
    return f"All would fit with {who} {', '.join(needs)}, between {weeks_text}."
