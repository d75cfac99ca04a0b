"""The due list: who is due what, in which window, and why; to read, to filter, to download."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from inspectorate.due.model import DueStatus
from inspectorate.framework.library import load_library
from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.programme.forms import ALL, DueFilter
from inspectorate.webapp.programme.pictures import axis_years, window_bars
from inspectorate.webapp.programme.presenters import ORDER, STATUSES, DueRow, attention, explained
from inspectorate.webapp.programme.queries import decisions_of
from inspectorate.webapp.programme.snapshot import snapshot
from inspectorate.webapp.programme.views.bodies import (
    body_of,
    decisions_about,
    few_words,
    history_of,
    may,
    owed_by,
)

PER_PAGE = 100
NO_REGION = "Region not known"
# How the list can be downloaded: `due_download.FORMATS` makes each.
FILES = ("csv", "xlsx", "ods")
GROUPS = (("month", "Month"), ("region", "Region"), ("event", "Event"))


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading."""

    title: str
    rows: tuple[DueRow, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of the due list; empty words ask for all."""

    region: str = ""
    event: str = ""
    status: str = ""
    month: str = ""
    group: str = "month"

    @classmethod
    def of(cls, request: HttpRequest) -> Asked:
        """As the address says; a grouping that there is not is the usual one."""
        said = {name: request.GET.get(name, "") for name in cls.__slots__}
        known = said["group"] in {name for name, _ in GROUPS}
        return cls(**{**said, "group": said["group"] if known else "month"})

    def keeps(self, row: DueRow) -> bool:
        """Whether a row is asked for."""
        return all(
            (
                self.region in ("", row.region or NO_REGION),
                self.event in ("", row.event),
                self.status in ("", row.status.value),
                self.month in ("", month_of(row)),
            )
        )

    @property
    def query(self) -> str:
        """The filters as an address has them, those that ask for all left out."""
        said = {name: getattr(self, name) for name in self.__slots__}
        return urlencode({name: value for name, value in said.items() if value and (name, value) != ("group", "month")})

    @property
    def words(self) -> str:
        """The filters in words, for what is downloaded."""
        said = {
            "region": self.region,
            "event": self.event.replace("_", " "),
            "status": self.status.replace("_", " "),
            "month": self.month,
        }
        return "; ".join(f"{name}: {value}" for name, value in said.items() if value) or "All that is due"


@requires(Permission.VIEW_DUE)
def due(request: StaffRequest) -> HttpResponse:
    """The list, a hundred rows a page."""
    today = timezone.localdate()
    every = snapshot(today).due
    asked = Asked.of(request)
    rows = sorted((row for row in every if asked.keeps(row)), key=lambda row: in_group(row, asked.group))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": DueFilter({name: getattr(asked, name) for name in Asked.__slots__}, _choices(every)),
        "asked": asked,
        "groups": list(_groups(page, asked.group)),
        "bars": window_bars(page, today),
        "axis": axis_years(today),
        "page": page,
        "pages": pagination(page, asked.query),
        "counts": [(label, sum(row.status is status for row in rows)) for status, label in STATUSES.items()],
        "nothing_known": not every,
        "as_of": today,
        "formats": [(name, name.upper()) for name in FILES],
    }
    return render(request, "programme/due.html", context)


@requires(Permission.VIEW_DUE)
def why(request: StaffRequest, code: str) -> HttpResponse:
    """One obligation in full: a page of its own, or a part of the list for a browser that asks for that."""
    body, library = body_of(code), load_library()
    key = request.GET.get("obligation", "")
    found = [one for one in owed_by(history_of(body), library, timezone.localdate()) if one.obligation.key == key]
    decides, words = may(request, Permission.TAKE_DECISION, body), few_words(decisions_of(body.key))
    told = [explained(one, library, words, decisions_about(one.obligation) if decides else ()) for one in found]
    context = {"body": body, "one": told[0] if told else None}
    part = "programme/part_why.html" if getattr(request, "htmx", False) else "programme/why.html"
    return render(request, part, context, status=200 if told else 404)


def month_of(row: DueRow) -> str:
    """The month of a row as filters name it: ``2027-03``; empty where no day is known."""
    return f"{row.month:%Y-%m}" if row.month else ""


def in_group(row: DueRow, group: str) -> tuple[object, ...]:
    """Where a row stands: overdue first of all, then group by group, and within a group in the order of attention.

    By month, what is overdue or unknown is no month's work: both are groups of their own.
    """
    if group == "region":
        return row.region or "~", *attention(row)
    if group == "event":
        return row.label, *attention(row)
    aside = row.status in (DueStatus.OVERDUE, DueStatus.UNKNOWN)
    place = {DueStatus.OVERDUE: 0, DueStatus.UNKNOWN: 2}.get(row.status, 1)
    return place, date.min if aside else row.month or date.max, *attention(row)


def title_of(row: DueRow, group: str) -> str:
    """The heading under which a row stands."""
    if group == "region":
        return row.region or NO_REGION
    if group == "event":
        return row.label
    if row.status is DueStatus.OVERDUE:
        return "Overdue"
    if row.status is DueStatus.UNKNOWN:
        return "Unknown"
    return f"{row.month:%B %Y}" if row.month else "No day is known"


def _groups(rows: Iterable[DueRow], group: str) -> Iterator[Group]:
    for title, found in groupby(rows, key=lambda row: title_of(row, group)):
        yield Group(title, tuple(found))


def _choices(rows: Iterable[DueRow]) -> dict[str, list[tuple[str, str]]]:
    held = list(rows)
    regions = sorted({row.region or NO_REGION for row in held})
    events = {row.event: row.label.removesuffix(" as a re-inspection") for row in held}
    months = {month_of(row): f"{row.month:%B %Y}" for row in held if row.month}
    statuses = sorted({row.status for row in held}, key=ORDER.__getitem__)
    return {
        "region": [ALL, *((name, name) for name in regions)],
        "event": [ALL, *sorted(events.items(), key=lambda choice: choice[1])],
        "status": [ALL, *((status.value, STATUSES[status]) for status in statuses)],
        "month": [ALL, *sorted(months.items())],
        "group": list(GROUPS),
    }


def pagination(page: Page, query: str = "") -> dict[str, object]:
    """What GOV.UK's pagination takes, ``query`` kept in each address; nothing where one page holds all."""
    if page.paginator.num_pages < 2:
        return {}

    def href(number: int) -> str:
        return f"?{'&'.join(part for part in (query, urlencode({'page': number})) if part)}"

    items = [
        {"number": number, "href": href(number), "current": number == page.number}
        if isinstance(number, int)
        else {"ellipsis": True}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "items": items,
        "previous": {"href": href(page.number - 1)} if page.has_previous() else None,
        "next": {"href": href(page.number + 1)} if page.has_next() else None,
    }
