"""Plans: the list, the board of one, and what is in no week of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from inspectorate.planning.model import HALF_DAYS
from inspectorate.planning.price import DayPrice
from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.filters import day
from inspectorate.webapp.design.pagination import paginated
from inspectorate.webapp.design.week_bars import Bar
from inspectorate.webapp.programme import plan_history
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_filter import Asked
from inspectorate.webapp.programme.plan_layout import Laid, Layout, layout, people_names
from inspectorate.webapp.programme.plan_marks import marks
from inspectorate.webapp.programme.plan_pictures import MOST_BLOCKS, Booked, booked, by_person, by_region, load
from inspectorate.webapp.programme.plan_presenters import EventRow, event_rows
from inspectorate.webapp.programme.plan_prices import day_prices_of, price_table

PEOPLE_A_PAGE = 30
Tell = Callable[[Sequence[Laid]], list[EventRow]]
"""What is said of some events of a plan."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """An inspector in the weeks shown: their events, the leave that was known, and days taken of those there are."""

    code: str
    name: str
    region: str
    events: Sequence[EventRow]
    away: Sequence[str]
    taken: float
    could: float


@requires(Permission.PLAN_CASES)
def plans(request: StaffRequest) -> HttpResponse:
    """Every plan, the newest first."""
    return render(request, "programme/plans.html", {"pages": paginated(request, plan_history.plans())})


@requires(Permission.PLAN_CASES)
def plan(request: StaffRequest, number: int) -> HttpResponse:
    """The board of one plan, thirteen weeks at a time, and the same as a table."""
    kept = kept_plan(number)
    laid = layout(kept)
    asked = Asked.of(request.GET, laid, timezone.localdate())
    weeks, people = asked.weeks(laid), asked.people(laid)
    marked = marks(kept, laid)
    shown = asked.shown(laid, people)
    taken = booked(laid, weeks)
    crew = [code for code, one in laid.people.items() if asked.region in ("", one.region) and _among(code, people)]
    bars = load(laid, weeks, crew, taken)
    context = {
        "plan": kept,
        "asked": asked,
        "query": asked.query(laid),
        "filter": asked.form(laid),
        "weeks": [laid.weeks.monday(week) for week in weeks],
        "earlier": _address(asked, laid, weeks.start - len(weeks) if weeks.start else None),
        "later": _address(asked, laid, weeks.stop if weeks.stop < len(laid.weeks) else None),
        "count": len(shown),
        "unplaced": sum(one.week is None and asked.keeps(one, None) for one in laid.events),
        "clashing": sum(one.event.id in marked.clashes for one in asked.kept(laid, people)),
        "load": list(zip((laid.weeks.monday(week) for week in weeks), bars, strict=True)),
    }
    tell = partial(event_rows, kept.pk, weeks=laid.weeks, marked=marked)
    if asked.by == "inspectors":
        context |= _of_people(request, laid, weeks, shown, crew, bars, taken, tell)
    else:
        days = [one for one in day_prices_of(kept) if one.week in weeks and asked.region in ("", one.region)]
        context["prices"] = price_table(days, kept.start)
        context |= _of_regions(request, laid, asked, shown, bars, tell, days)
    return render(request, "programme/plan.html", context)


@requires(Permission.PLAN_CASES)
def unplaced(request: StaffRequest, number: int) -> HttpResponse:
    """What is in no week of a plan."""
    kept = kept_plan(number)
    laid = layout(kept)
    pages = paginated(request, [one for one in laid.events if one.week is None])
    rows = event_rows(kept.pk, pages.rows, laid.weeks, marks(kept, laid))
    return render(request, "programme/plan_unplaced.html", {"plan": kept, "pages": pages, "rows": rows})


def kept_plan(number: int) -> Plan:
    """A plan without what it was made from. Raises Http404."""
    found = Plan.objects.defer("problem", "certificate").filter(pk=number).first()
    if found is None:
        raise Http404("There is no such plan.")
    return found


def _among(code: str, people: set[str] | None) -> bool:
    return people is None or code in people


def _address(asked: Asked, laid: Layout, week: int | None) -> str:
    """The board from another week on."""
    return "" if week is None else f"?{asked.query(laid, start=laid.weeks.monday(max(week, 0)).isoformat())}"


def _of_regions(
    request: StaffRequest, laid: Layout, asked: Asked, shown: Sequence[Laid], bars: Sequence[Bar], tell: Tell,
    days: Sequence[DayPrice],
) -> dict[str, object]:  # fmt: skip
    """A page of events in the order of their weeks; all of them on the board, if they are not too many."""
    pages = paginated(request, shown)
    told = {row.number: row for row in tell(pages.rows if len(shown) > MOST_BLOCKS else shown)}
    narrowed = {one.event.region: f"?{asked.query(laid, region=one.event.region)}" for one in shown}
    picture = by_region(laid, asked.weeks(laid), shown, told, bars, narrowed, days)
    return {"picture": picture, "pages": pages, "rows": [told[one.number] for one in pages.rows]}


def _of_people(
    request: StaffRequest, laid: Layout, weeks: range, shown: Sequence[Laid], crew: Sequence[str],
    bars: Sequence[Bar], taken: Booked, tell: Tell,
) -> dict[str, object]:  # fmt: skip
    """A page of inspectors by name, with their events."""
    names = people_names(crew)
    pages = paginated(request, sorted(crew, key=lambda code: (names[code], code)), size=PEOPLE_A_PAGE)
    held = {code: [one for one in shown if code in one.people] for code in pages.rows}
    told = {row.number: row for row in tell([one for one in shown if any(code in held for code in one.people)])}
    picture = by_person(laid, weeks, [(code, names[code], held[code]) for code in pages.rows], told, bars)
    rows = [
        PersonRow(
            code=code,
            name=names[code],
            region=laid.people[code].region,
            events=[told[one.number] for one in held[code]],
            away=[
                f"week of {day(laid.weeks.monday(week))} ({lost / HALF_DAYS:g} days)"
                for week in weeks
                if (lost := laid.people[code].lost.get(week, 0))
            ],
            taken=sum(taken[code, week] for week in weeks) / HALF_DAYS,
            could=sum(laid.could(code, week) for week in weeks) / HALF_DAYS,
        )
        for code in pages.rows
    ]
    return {"picture": picture, "pages": pages, "people": rows}
