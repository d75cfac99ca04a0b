"""Reads of enforcement: notices as the due engine takes them, cases for lists."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import groupby

from django.db.models import QuerySet
from django.utils import timezone

from inspectorate.history.register import Notice
from inspectorate.webapp.enforcement.ladder import ladder
from inspectorate.webapp.enforcement.models import Case, StepTaken
from inspectorate.webapp.enforcement.standing import CaseStanding, standing_of


def stand(case: Case) -> CaseStanding:
    """Where a case stands by the steps that were not struck out."""
    return standing_of(ladder().kinds[case.kind], (one for one in case.steps.all() if one.struck_at is None))


def notices(bodies: Collection[str] | None = None) -> dict[str, tuple[Notice, ...]]:
    """The notices served on settings, by body id (``kind:code``), oldest first; ``None`` for all bodies."""
    rows = StepTaken.objects.filter(struck_at__isnull=True).select_related("case__body")
    if bodies is not None:
        rows = rows.filter(case__body__code__in={body.partition(":")[2] for body in bodies})
    found: dict[str, list[Notice]] = {}
    for _, group in groupby(rows.order_by("case_id", "day", "id"), key=lambda row: row.case_id):
        steps = list(group)
        kind = ladder().kinds[steps[0].case.kind]
        ended = next((one.day for one in steps if _ends(steps[0].case, one.step)), None)
        for one in steps:
            if (what := kind.steps[one.step].notice) is not None:
                known = max(one.day, timezone.localdate(one.recorded_at))
                made = Notice(f"step-{one.pk}", what, one.day, known, one.put_right_by, one.ends_on, ended)
                found.setdefault(one.case.body.key, []).append(made)
    return {body: tuple(sorted(held, key=lambda one: (one.served_on, one.id))) for body, held in found.items()}


def _ends(case: Case, step: str) -> bool:
    """Whether a step ended a case and what was served in it."""
    kind = ladder().kinds[case.kind]
    state = kind.states.get(kind.steps[step].to)
    return state is not None and state.end and not state.holds


def cases(*, kind: str = "", open_only: bool = True, region: str = "") -> QuerySet[Case]:
    """Cases, the newest first, those that have ended only when asked for."""
    rows = Case.objects.select_related("body").prefetch_related("steps")
    if open_only:
        rows = rows.filter(ended=False)
    if kind:
        rows = rows.filter(kind=kind)
    if region:
        rows = rows.filter(body__ofsted_region=region)
    return rows


def enforced() -> set[str]:
    """The bodies (``kind:code``) against which a case goes on."""
    rows = Case.objects.filter(ended=False).order_by().values_list("body__kind", "body__code").distinct()
    return {f"{kind}:{code}" for kind, code in rows}


def cases_against(body: str) -> QuerySet[Case]:
    """All cases against one setting (``kind:code``), the newest first."""
    rows = Case.objects.filter(body__kind="setting", body__code=body.partition(":")[2])
    return rows.select_related("body").prefetch_related("steps")


def today() -> date:
    """The day on which clocks are read."""
    return timezone.localdate()
