"""The audit page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.audit.forms import AuditFilter
from inspectorate.webapp.audit.hidden import hidden_from
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.audit.queries import actions, entries
from inspectorate.webapp.audit.sentences import details, sentence, subject
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.pagination import paginated


@requires(Permission.VIEW_AUDIT)
def audit(request: StaffRequest) -> HttpResponse:
    """Who did what, newest first, as far as the filter asks. A filter that cannot be read finds nothing, and nobody
    finds what is hidden from them."""
    form = AuditFilter(actions(), request.GET)
    hidden = hidden_from(request.actor)
    found = entries(form.sought(), hidden=hidden) if form.is_valid() else AuditEntry.objects.none()
    pages = paginated(request, found)
    rows = [(entry, sentence(entry), list(details(entry)), subject(entry)) for entry in pages.rows]
    context = {"form": form, "pages": pages, "rows": rows, "hidden": hidden, "asked": any(request.GET.values())}
    return render(request, "audit/entries.html", context)
