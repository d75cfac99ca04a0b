"""All authorities: to find one, and to see at once how each was last judged and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from inspectorate.due.labels import capital
from inspectorate.framework.library import load_library
from inspectorate.webapp.accounts.permissions import Permission, has
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.programme.forms import ALL, AuthorityFilter
from inspectorate.webapp.programme.lanes import lane_labels
from inspectorate.webapp.programme.snapshot import AuthorityRow, snapshot
from inspectorate.webapp.register.queries import folded

NO_OVERALL = "none"
NO_REGION = "Region not known"
SORTS = (
    ("name", "Name"),
    ("grade", "Overall grade, worst first"),
    ("last", "Longest since inspection"),
    ("next", "Next due first"),
)


@requires(Permission.VIEW_REGISTER)
def authorities(request: StaffRequest) -> HttpResponse:
    """The list. Who may not see what is due sees the judgements only."""
    today = timezone.localdate()
    every = snapshot(today).authorities
    said = {name: request.GET.get(name, "").strip() for name in ("q", "region", "type", "grade", "sort")}
    rows = [row for row in every if _keeps(row, said, today)]
    if said["q"] and len(rows) == 1:
        return redirect("programme:authority", rows[0].code)
    shows_due = has(request.actor, Permission.VIEW_DUE)
    sort = said["sort"] if shows_due or said["sort"] != "next" else ""
    context = {
        "filter": AuthorityFilter({**said, "sort": sort or "name"}, _choices(every, shows_due=shows_due)),
        "rows": sorted(rows, key=_sorting(sort)),
        "lanes": _lanes(rows),
        "said": said,
        "nothing_known": not every,
        "shows_due": shows_due,
        "today": today,
    }
    return render(request, "programme/authorities.html", context)


def _keeps(row: AuthorityRow, said: dict[str, str], today: date) -> bool:
    """Whether a row is asked for; an abolished authority only by its name or code."""
    stands = row.closed is None or row.closed >= today
    words = folded(said["q"])
    return all(
        (
            stands or bool(words),
            words in row.words,
            said["region"] in ("", row.region or NO_REGION),
            said["type"] in ("", row.type),
            said["grade"] in ("", row.headline or NO_OVERALL),
        )
    )


def _sorting(sort: str) -> Callable[[AuthorityRow], tuple[Any, ...]]:
    scale = _scale()
    sorts: dict[str, Callable[[AuthorityRow], tuple[Any, ...]]] = {
        "grade": lambda row: (-scale.get(row.headline or "", -1), row.name),
        "last": lambda row: (row.last or date.min, row.name),
        "next": lambda row: ((row.next.latest if row.next else None) or date.max, row.name),
    }
    return sorts.get(sort, lambda row: (row.name,))


def _scale() -> dict[str, int]:
    """Grades from best to worst, of every scale."""
    return {grade: rank for edition in load_library().editions.values() for rank, grade in enumerate(edition.grades)}


def _lanes(rows: Iterable[AuthorityRow]) -> list[tuple[str, str, str]]:
    """The columns: lanes in which any row shown has a grade, with their short and full labels."""
    used = {lane for row in rows for lane in row.grades}
    labels = lane_labels(load_library())
    return [(lane, capital(short), label) for lane, (label, short) in labels.items() if lane in used]


def _choices(rows: Iterable[AuthorityRow], *, shows_due: bool) -> dict[str, list[tuple[str, str]]]:
    held, scale = list(rows), _scale()
    grades = sorted({row.headline for row in held if row.headline}, key=lambda grade: scale.get(grade, 9))
    return {
        "region": [ALL, *((name, name) for name in sorted({row.region or NO_REGION for row in held}))],
        "type": [ALL, *((name, name) for name in sorted({row.type for row in held if row.type}))],
        "grade": [ALL, *((g, capital(g.replace("_", " "))) for g in grades), (NO_OVERALL, "No overall grade")],
        "sort": [sort for sort in SORTS if shows_due or sort[0] != "next"],
    }
