"""The start page of staff: what needs attention, by role and region."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, has
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.home import home as first_page
from inspectorate.webapp.programme.attention import matters
from inspectorate.webapp.programme.snapshot import snapshot


def home(request: HttpRequest) -> HttpResponseBase:
    """What needs attention, for who may see what is due; everybody else goes on to their own first page."""
    if request.user.is_authenticated:
        actor = Actor.of(request.user)
        if not has(actor, Permission.VIEW_DUE):
            return first_page(request)
        request.actor = actor  # type: ignore[attr-defined]  # from here on it is a StaffRequest; `let_in` reads the roles no second time
    return needs_attention(request)


@requires(Permission.VIEW_DUE)
def needs_attention(request: StaffRequest) -> HttpResponse:
    """The page, for the person's own region unless the address names another or all."""
    today, own = timezone.localdate(), request.actor.region
    region = request.GET.get("region", own)
    region = "" if region == "all" else region
    on_record = snapshot(today)
    found = matters(request.actor, region, today, on_record)
    context = {
        "pressing": [matter for matter in found if matter.pressing],
        "known": [matter for matter in found if not matter.pressing],
        "region": region,
        "own_region": own,
        "regions": sorted({row.region for row in on_record.authorities if row.region}),
        "today": today,
        "empty": not any(row.last for row in on_record.authorities),
    }
    return render(request, "programme/home.html", context)
