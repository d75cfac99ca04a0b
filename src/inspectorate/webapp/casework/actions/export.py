"""Taking a case out: that it was done is on the audit record."""

from __future__ import annotations

from django.db import transaction

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.casework.export import as_zip, as_zip_for_body
from inspectorate.webapp.casework.models import Case
from inspectorate.webapp.casework.parts import INSIDE, check_inside, check_sees


@transaction.atomic
def exported(*, by: Actor, case: Case) -> bytes:
    """The whole case as one file for those inside it; for the body's people what they may read of it.

    Raises PermissionRefused for everybody else.
    """
    parts = check_sees(by, case)
    if "body" in parts and not parts & (INSIDE | {"releaser"}):
        packed = as_zip_for_body(case)
        record(by=by, action="case_exported_to_body", subject=case, body=str(case.body))
    else:
        check_inside(by, case)
        packed = as_zip(case)
        record(by=by, action="case_exported", subject=case, body=str(case.body))
    return packed
