"""What casework publishes enters the record here: the event with its grades, and what is to be put right."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from inspectorate.framework.library import load_library
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.inspections.actions import NewFinding, Said, check_said, show_grade, told_by
from inspectorate.webapp.inspections.models import Finding, Inspection
from inspectorate.webapp.register.models import Body


@transaction.atomic
def record_published(
    *, by: Actor, body: Body, edition: str, said: Said, findings: Collection[NewFinding], inspection: Inspection | None
) -> Inspection:
    """Add what a published report says; an amendment (``inspection`` given) says it anew over what it said before.

    Whoever calls it has seen that the report was released. Raises EventRefused with a sentence.
    """
    framework = load_library().edition(edition)
    check_said(framework, said)
    found = inspection or Inspection.objects.create(body=body, regime=framework.regime)
    fact = told_by(by, found, said)
    fact.supersedes = found.facts.filter(source_kind="manual", superseded_by__isnull=True).last()
    fact.save()
    for new in findings:
        Finding.objects.create(
            inspection=found, recorded_by=by.name, **{name: getattr(new, name) for name in NewFinding.__slots__}
        )
    show_grade(body)
    record(by=by, action="event_published", subject=found, body=body.key, event=said.event, findings=len(findings))
    return found
