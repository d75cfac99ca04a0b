"""Capacity of a plan against demand, with the price of a day; and what the plan spends. For who may plan cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from markupsafe import Markup

from inspectorate.formats.tables import DataTable, Value, csv_lines
from inspectorate.planning.capacity import By, Line
from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.week_bars import Bar, BarRow, week_bars
from inspectorate.webapp.programme import plan_queries
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_capacity import (
    Capacity,
    capacity_of,
    days,
    line_label,
    missing_sentences,
    unforeseen_sentences,
)
from inspectorate.webapp.programme.plan_prices import NO_REGION, price_table, price_text
from inspectorate.webapp.programme.plan_spending import spending as spending_of


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the demand: its days month by month, needed, needed at least, and there."""

    label: str
    cells: Sequence[tuple[float, float, float]]


@requires(Permission.PLAN_CASES)
def capacity(request: StaffRequest, number: int) -> HttpResponse:
    """Demand against supply month by month, who is missing, the price of a day, and what can be foreseen."""
    kept = _plan(number)
    found = capacity_of(kept)
    rows = [Row(line_label(line), _cells(line)) for line in found.demanded.lines]
    context = {
        "plan": kept,
        "months": [f"{span.first:%B %Y}" for span in found.demanded.months],
        "rows": rows,
        "demand": _demand_picture(found),
        "missing": missing_sentences(found.demanded.missing),
        "priced": _price_picture(kept, found),
        "prices": price_table(found.days, kept.start),
        "unforeseen": unforeseen_sentences(found.unforeseen),
    }
    return render(request, "programme/plan_capacity.html", context)


@requires(Permission.PLAN_CASES)
def spending(request: StaffRequest, number: int) -> HttpResponse:
    """Inspector-days by regime, region and last grade, quarter by quarter."""
    kept = _plan(number)
    return render(request, "programme/plan_spending.html", {"plan": kept, "spending": spending_of(kept)})


@requires(Permission.PLAN_CASES)
def spending_file(request: StaffRequest, number: int) -> StreamingHttpResponse:
    """The same as CSV: a row for each regime, region and grade."""
    kept = _plan(number)
    found = spending_of(kept)
    headings = ("Regime", "Region", "Last grade", *(f"From {first.isoformat()}" for first in found.quarters))
    rows: list[Sequence[Value]] = [(row.regime, row.region, row.grade, *row.days, row.in_no_week) for row in found.rows]
    table = DataTable("Spending", f"Inspector-days, {kept}", (*headings, "In no week"), rows)
    answer = StreamingHttpResponse(csv_lines(table), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="plan-{kept.pk}-spending.csv"'
    return answer


def _plan(number: int) -> Plan:
    """A plan by its number. Raises Http404."""
    found = plan_queries.plan(number)
    if found is None:
        raise Http404("There is no such plan.")
    return found


def _cells(line: Line) -> list[tuple[float, float, float]]:
    return list(zip(days(line.needed), days(line.must), days(line.supply), strict=True))


def _demand_picture(found: Capacity) -> Markup:
    """By region, a bar a month: filled as far as the days there are are needed."""
    months = [span.first for span in found.demanded.months]
    rows = [
        BarRow(
            line_label(line),
            [
                Bar(min(need, has), has, f"{line_label(line)}, {month:%B %Y}: {need:.0f} of {has:.0f} days are needed")
                for month, (need, _, has) in zip(months, _cells(line), strict=True)
            ],
        )
        for line in found.demanded.lines
        if line.by is By.REGION
    ]
    return week_bars(rows, months, title="Days needed of those there are, by month and region")


def _price_picture(kept: Plan, found: Capacity) -> Markup | None:
    """A bar for the price of each day, by week and region; ``None`` where no day has any."""
    highest = max((one.points for one in found.days), default=0)
    if not highest:
        return None
    by_region = {region: list(held) for region, held in groupby(found.days, key=lambda one: one.region)}
    weeks = [kept.start + timedelta(weeks=one.week) for one in next(iter(by_region.values()))]
    rows = [
        BarRow(region or NO_REGION, [Bar(one.points, highest, price_text(one, kept.start)) for one in held])
        for region, held in by_region.items()
    ]
    return week_bars(rows, weeks, title="Price of a day, by week and region")
