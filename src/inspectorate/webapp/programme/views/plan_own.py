"""One's own events of the accepted plan, and the private address at which one's calendar reads them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.programme.plan_calendar import calendar, own_events
from inspectorate.webapp.workforce import feeds
from inspectorate.webapp.workforce.actions import WorkforceRefused
from inspectorate.webapp.workforce.models import Inspector
from inspectorate.webapp.workforce.queries import inspector_with_all


@requires(Permission.VIEW_OWN_AVAILABILITY)
def own(request: StaffRequest) -> HttpResponse:
    """The events of whoever asks, as the accepted plan has them."""
    inspector = inspector_with_all(user_id=request.actor.user_id)
    if inspector is None:
        return render(request, "programme/plan_own.html", {"inspector": None})
    return _page(request, inspector)


@requires(Permission.VIEW_OWN_AVAILABILITY)
def feed_new(request: StaffRequest) -> HttpResponse:
    """A new address for one's calendar: it is shown on this page and never again."""
    inspector = _linked(request)
    secret = feeds.make_feed(by=request.actor, inspector=inspector)
    return _page(request, inspector, request.build_absolute_uri(reverse("programme:plan_feed", args=[secret])))


@requires(Permission.VIEW_OWN_AVAILABILITY)
def feed_end(request: StaffRequest) -> HttpResponse:
    """End one's address."""
    try:
        feeds.end_feed(by=request.actor, inspector=_linked(request))
    except WorkforceRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The address is ended. No calendar reads your inspections there any more.")
    return redirect("programme:plan_own")


def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The events of the inspector to whom a secret belongs, for their calendar. Nobody signs in: the secret is the
    proof."""
    inspector = feeds.reader(secret, timezone.localdate())
    if inspector is None:
        raise Http404("There is no such calendar.")
    mine = own_events(inspector)
    content = calendar(mine.entries, mine.since or timezone.now())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Disposition"] = 'attachment; filename="inspections.ics"'
    return answer


def _linked(request: StaffRequest) -> Inspector:
    """The inspector who sent a form. Raises Http404."""
    found = inspector_with_all(user_id=request.actor.user_id)
    if found is None or request.method != "POST":
        raise Http404("A button sends to this page.")
    return found


def _page(request: StaffRequest, inspector: Inspector, address: str = "") -> HttpResponse:
    context = {
        "inspector": inspector,
        "own": own_events(inspector),
        "feed": feeds.feed_of(inspector),
        "address": address,
    }
    return render(request, "programme/plan_own.html", context)
