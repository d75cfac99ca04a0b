"""Rows that were matched to an inspection without certainty: what the row says beside what other sources say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inspectorate.due.editions import made_under
from inspectorate.due.labels import Labels, capital
from inspectorate.framework.library import Library
from inspectorate.history.facts import current_view
from inspectorate.webapp.design.filters import day
from inspectorate.webapp.inspections.models import InspectionFact
from inspectorate.webapp.inspections.streams import COMPLETE, frozen

# Why a person should look at a match, by the rule that made it.
WHY = {
    "number": "The event’s number is the same, and something else differs.",
    "same_day": "A day is the same, and something else differs.",
    "near": "The kind is the same and the days are near, and something differs.",
    "grades": "Only the grades and the time are the same.",
}
DAYS = (("started", "Began"), ("ended", "Ended"), ("published", "Published"))


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One row of a file and the inspection that it was taken for. ``says`` and ``taken`` are days and grades."""

    name: str
    code: str
    event: str
    kind: str
    source: str
    why: str
    says: tuple[str, ...]
    taken: tuple[str, ...]


def match_row(fact: InspectionFact, library: Library) -> MatchRow:
    """The row of a fact, beside what the other sources of its inspection say."""
    rows = fact.inspection.facts.select_related("run")
    others = [row for row in rows.filter(COMPLETE) if row.pk != fact.pk]
    told = others if any(row.event for row in others) else [fact, *others]
    if not any(row.event for row in told):
        # The import that told its kind was reversed: what it said is all there is to compare with.
        told = list(rows)
    taken = current_view([frozen(row) for row in told])
    plan = made_under(library, taken)
    labels = Labels(library, plan.id if plan else None)
    return MatchRow(
        name=fact.inspection.body.name,
        code=fact.inspection.body.code,
        event=capital(labels.event(taken.event, taken.purpose)),
        kind=capital(labels.event(fact.event, fact.purpose)) if fact.event else "Of no kind that it names",
        source=fact.source,
        why=WHY[fact.matched_by],
        says=tuple(_said(labels, {name: getattr(fact, name) for name, _ in DAYS}, fact.grades)),
        taken=tuple(_said(labels, {name: getattr(taken, name) for name, _ in DAYS}, taken.grades)),
    )


def _said(labels: Labels, days: Mapping[str, date | None], grades: Mapping[str, str | None]) -> list[str]:
    dated = [f"{word} on {day(held)}" for name, word in DAYS if (held := days[name])]
    return [*dated, *([capital(labels.grades(grades))] if grades else [])]
