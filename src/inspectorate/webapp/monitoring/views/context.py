"""Whether signals and visits fall on poorer places more than findings justify, and a button to compute anew."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from inspectorate.intelligence.context import ends
from inspectorate.intelligence.model import VINTAGE
from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.monitoring import computed_queries as computed
from inspectorate.webapp.monitoring.computing import may_compute
from inspectorate.webapp.monitoring.context_pictures import ratios
from inspectorate.webapp.monitoring.context_queries import YEARS
from inspectorate.webapp.monitoring.context_queries import context as read_context
from inspectorate.webapp.monitoring.tasks import ask_to_compute


@requires(Permission.VIEW_CONTEXT)
def context(request: StaffRequest) -> HttpResponse:
    """By deprivation fifth: signals, visits, inspections brought forward, and what was found; spending beside it."""
    today = timezone.localdate()
    found = read_context(today)
    told = {
        "today": today,
        "found": found,
        "picture": ratios((line.label, line.ratio) for line in found.lines) if found else None,
        "trouble": computed.trouble(computed.Kind.SIGNALS),
        "running": computed.running(computed.Kind.SIGNALS),
        "may_compute": may_compute(request.actor),
        "years": YEARS,
        "vintage": VINTAGE,
        "ends": ends,
    }
    return render(request, "monitoring/context.html", told)


BACK = {"context": "monitoring:context", "imports": "inspections:imports"}
"""The pages that have the button, by what its form says of where it stands."""


@require_POST
@requires(Permission.VIEW_DUE)
def compute(request: StaffRequest) -> HttpResponse:
    """Have signals and nowcasts computed in the background; the action refuses who may not."""
    ask_to_compute(by=request.actor)
    messages.success(request, "Signals and nowcasts are computed in the background. That takes about a minute.")
    return redirect(BACK.get(request.POST.get("back", ""), BACK["context"]))
