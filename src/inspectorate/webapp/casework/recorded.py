"""What of a report goes on record: its event with days and grades, and what is to be put right."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from inspectorate.framework.model import Edition
from inspectorate.history.model import FindingKind
from inspectorate.webapp.casework import queries, report
from inspectorate.webapp.casework.models import Case, Version
from inspectorate.webapp.inspections.actions import EventRefused, NewFinding, Said, check_said, on_record
from inspectorate.webapp.inspections.models import Inspection


def said(case: Case, content: Mapping[str, Any], published: date | None) -> Said:
    """The event as a report (the content of a version) tells it, published on a day."""
    return Said(
        source=f"Report published here, case {case.slug}",
        event=content["event"]["id"],
        purpose=content["purpose"],
        started=_day(content["started"]),
        ended=_day(content["ended"]),
        published=published,
        grades={one["id"]: one["grade"] for one in content["judgements"]},
        topics=tuple(content["topics"]),
    )


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def refused(case: Case, edition: Edition) -> str:
    """Why the record would not take the report as it now stands, or nothing."""
    try:
        check_said(edition, said(case, queries.content(case, edition), timezone.localdate()))
    except EventRefused as refusal:
        return f"The record would not take this report: {refusal}"
    return ""


def recorded_by_hand(case: Case, edition: Edition, content: Mapping[str, Any]) -> Inspection | None:
    """The visit of a report as somebody put it on record before the report was published: the report takes it over.

    Only the days on site tell that it is the same: two reports may be published on one day.
    """
    found = on_record(case.body, edition, said(case, content, None))
    return Inspection.objects.filter(pk=found, case__isnull=True).first() if found else None


def findings(case: Case) -> tuple[NewFinding, ...]:
    """What a case found that somebody has to put right."""
    return tuple(
        NewFinding(
            kind=FindingKind(one.kind), text=one.text, known_on=timezone.localdate(), put_right_by=one.put_right_by,
            responsible=one.responsible, confirmer=one.confirmer, regulation=one.regulation,
        )
        for one in queries.findings(case)
        if one.kind in report.RECORDED
    )  # fmt: skip


def findings_of(version: Version | None) -> tuple[NewFinding, ...]:
    """What a version says that somebody has to put right; nothing where there is no version."""
    if version is None:
        return ()
    return tuple(
        NewFinding(
            kind=FindingKind(one["kind"]), text=one["text"], known_on=timezone.localdate(version.at),
            put_right_by=_day(one["put_right_by"]), regulation=one["regulation"],
        )
        for one in json.loads(version.content)["findings"]
        if one["kind"] in report.RECORDED
    )  # fmt: skip


def no_longer(before: Version | None, now: Version) -> tuple[NewFinding, ...]:
    """What a version said that the one after it does not."""
    kept = {_same(one) for one in findings_of(now)}
    return tuple(one for one in findings_of(before) if _same(one) not in kept)


def _same(one: NewFinding) -> tuple[object, ...]:
    return one.kind, one.text, one.regulation, one.put_right_by
