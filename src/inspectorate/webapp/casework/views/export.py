"""A whole case to keep, at any stage."""

from __future__ import annotations

from django.http import HttpResponse

from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.casework.actions.export import exported
from inspectorate.webapp.casework.views.cases import seen_case
from inspectorate.webapp.design.access import StaffRequest, requires


@requires(Permission.VIEW_CASES)
def export(request: StaffRequest, slug: str) -> HttpResponse:
    """The file."""
    found = seen_case(request, slug)
    answer = HttpResponse(exported(by=request.actor, case=found.case), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="case-{slug}.zip"'
    return answer
