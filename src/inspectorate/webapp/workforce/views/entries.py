"""Pages on which a skill, an absence or a conflict of interest is recorded, ended or struck out."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.forms import posted
from inspectorate.webapp.design.sent import done
from inspectorate.webapp.workforce import actions
from inspectorate.webapp.workforce.actions import Held
from inspectorate.webapp.workforce.forms import EndForm, EntryForm, StrikeForm
from inspectorate.webapp.workforce.models import ENTRIES, Inspector
from inspectorate.webapp.workforce.views.inspectors import kept_inspector

DEEDS = {
    "skill": "Add a skill",
    "absence": "Record an absence",
    "conflict": "Record a conflict of interest",
}


@requires(Permission.MANAGE_WORKFORCE)
def entry_new(request: StaffRequest, id: int, what: str) -> HttpResponse:
    """A skill, an absence or a conflict of interest."""
    if what not in ENTRIES:
        raise Http404("There is nothing of that name.")
    found = kept_inspector(request, id)
    form = EntryForm(what, posted(request))
    if done(
        request,
        form,
        lambda: actions.add_entry(by=request.actor, inspector=found, new=form.entry()),
        f"The {what} is recorded.",
    ):
        return redirect("workforce:inspector", found.pk)
    return render(request, "workforce/form.html", {"form": form, "deed": DEEDS[what], "inspector": found})


@requires(Permission.MANAGE_WORKFORCE)
def entry_end(request: StaffRequest, what: str, id: int) -> HttpResponse:
    """The last day of what is recorded."""
    held, inspector = _held(request, what, id)
    form = EndForm(posted(request), initial={"last": held.last})
    if done(
        request,
        form,
        lambda: actions.end_entry(by=request.actor, held=held, last=form.cleaned_data["last"]),
        "The last day is recorded.",
    ):
        return redirect("workforce:inspector", inspector.pk)
    deed = f"Last day: {held.get_kind_display().lower()}"
    return render(request, "workforce/form.html", {"form": form, "deed": deed, "inspector": inspector, "held": held})


@requires(Permission.MANAGE_WORKFORCE)
def entry_strike(request: StaffRequest, what: str, id: int) -> HttpResponse:
    """What never was so, with why; it stays stored."""
    held, inspector = _held(request, what, id)
    form = StrikeForm(posted(request))
    if done(
        request,
        form,
        lambda: actions.strike_entry(by=request.actor, held=held, reason=form.cleaned_data["reason"]),
        "It is struck out, and stays on the page with the reason.",
    ):
        return redirect("workforce:inspector", inspector.pk)
    deed = f"Strike out: {held.get_kind_display().lower()}"
    return render(request, "workforce/form.html", {"form": form, "deed": deed, "inspector": inspector, "held": held})


def _held(request: StaffRequest, what: str, id: int) -> tuple[Held, Inspector]:
    """What is recorded and stands, with its inspector. Raises Http404 or PermissionRefused."""
    if what not in ENTRIES:
        raise Http404("There is nothing of that name.")
    model: type[Any] = ENTRIES[what]
    held: Held = get_object_or_404(model, pk=id, struck_at=None)
    return held, kept_inspector(request, held.inspector_id)
