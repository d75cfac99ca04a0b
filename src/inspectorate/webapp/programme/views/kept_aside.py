"""What files said that could not be taken, and imports that did not finish: nothing is left out in silence."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.inspections.models import ImportRun
from inspectorate.webapp.inspections.queries import kept_aside
from inspectorate.webapp.programme.views.due import pagination

PER_PAGE = 100


@requires(Permission.VIEW_DUE)
def rows(request: StaffRequest) -> HttpResponse:
    """Rows that the newest import of each file kept aside, each with its reason and mend; unfinished imports first."""
    page = Paginator(kept_aside(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "unfinished": ImportRun.objects.filter(state=ImportRun.State.RUNNING),
        "page": page,
        "pages": pagination(page),
    }
    return render(request, "programme/kept_aside.html", context)
