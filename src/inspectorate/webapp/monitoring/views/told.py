"""Pages on which a body tells the inspectorate of an event, and sees what it told and when that was received."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from inspectorate.webapp.accounts.permissions import Permission, PermissionRefused
from inspectorate.webapp.accounts.roles import ROLES
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.forms import posted
from inspectorate.webapp.design.pagination import paginated
from inspectorate.webapp.design.sent import done
from inspectorate.webapp.monitoring import concern_actions as actions
from inspectorate.webapp.monitoring import concern_queries as queries
from inspectorate.webapp.monitoring.concern_forms import EventForm
from inspectorate.webapp.monitoring.concern_presenters import said_rows
from inspectorate.webapp.monitoring.views.concerns import token
from inspectorate.webapp.register.models import Body


@requires(Permission.NOTIFY_EVENTS)
def told(request: StaffRequest) -> HttpResponse:
    """All that somebody's bodies told, as they told it; nothing of what the inspectorate made of it."""
    bodies = queries.notifies_for(request.actor)
    pages = paginated(request, queries.told_by([one.key for one in bodies]))
    areas = {one.pk: queries.areas_of(one) for one in bodies}
    rows = []
    for one in pages.rows:
        first = one.versions.all()[0]
        # The kind is the heading.
        rows.append((one, first, said_rows(first, areas[one.body_id])[1:]))
    return render(request, "monitoring/told.html", {"bodies": bodies, "pages": pages, "rows": rows})


@requires(Permission.NOTIFY_EVENTS)
def tell(request: StaffRequest) -> HttpResponse:
    """The form; who answers for several bodies says which in the address."""
    body = _body(request, queries.notifies_for(request.actor))
    form, sent = EventForm(body, _role(request, body), posted(request)), token(request)
    if done(
        request,
        form,
        lambda: actions.notify_event(by=request.actor, body=body, said=form.said(), sent=sent),
        "The inspectorate has received it. You see it here.",
    ):
        return redirect("monitoring:told")
    return render(request, "monitoring/tell.html", {"body": body, "form": form, "sent": sent})


def _body(request: StaffRequest, bodies: list[Body]) -> Body:
    asked = request.GET.get("body", "")
    found = next((one for one in bodies if asked in ("", one.key)), None)
    if found is None:
        raise PermissionRefused("You tell of your own organisation only, and it must be on the register.")
    return found


def _role(request: StaffRequest, body: Body) -> str:
    """The role in which somebody tells, which is who reported it."""
    held = [grant.role for grant in request.actor.grants if grant.body == body.key and grant.role is not None]
    return next((ROLES[role].label for role in held if Permission.NOTIFY_EVENTS in ROLES[role].permissions), "")
