"""Taking a case out: that it was done is on the audit record."""

from __future__ import annotations

from django.db import transaction

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.casework.export import as_zip
from inspectorate.webapp.casework.models import Case
from inspectorate.webapp.casework.parts import check_inside


@transaction.atomic
def exported(*, by: Actor, case: Case) -> bytes:
    """The whole case as one file. Raises PermissionRefused unless they are inside the case."""
    check_inside(by, case)
    packed = as_zip(case)
    record(by=by, action="case_exported", subject=case, body=str(case.body))
    return packed
