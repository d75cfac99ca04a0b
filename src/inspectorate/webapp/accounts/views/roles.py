"""Giving and ending roles."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from inspectorate.webapp.accounts import actions
from inspectorate.webapp.accounts.models import Membership, Organisation
from inspectorate.webapp.accounts.people_forms import EndRoleForm, RoleForm, WorkplaceForm
from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.accounts.presenters import role_line
from inspectorate.webapp.accounts.regions import region_names
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.accounts.views.people import person_of
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.forms import posted


@requires(Permission.MANAGE_PEOPLE)
def give(request: StaffRequest, id: int) -> HttpResponse:
    """First where, then which role: an organisation's kind says which roles there are."""
    user = person_of(id)
    asked = WorkplaceForm(Organisation.objects.all(), request.GET or None)
    if not asked.is_valid():
        return render(request, "accounts/role_where.html", {"form": asked, "person": user})
    organisation = Organisation.objects.get(pk=asked.cleaned_data["organisation"])
    form = RoleForm(organisation, region_names(), posted(request))
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
        try:
            given = actions.give_role(by=request.actor, user=user, organisation=organisation, **said)
        except (actions.RoleRefused, ValidationError) as refusal:
            form.refuse(" ".join(refusal.messages) if isinstance(refusal, ValidationError) else refusal)
        else:
            messages.success(request, f"{user.name} is given a role: {given.get_role_display()}.")
            return redirect("people:person", user.pk)
    context = {"form": form, "person": user, "organisation": organisation}
    return render(request, "accounts/role_give.html", context)


@requires(Permission.MANAGE_PEOPLE)
def end(request: StaffRequest, id: int) -> HttpResponse:
    """The last day of a role."""
    membership = get_object_or_404(Membership.objects.select_related("user", "organisation"), pk=id)
    form = EndRoleForm(posted(request), initial={"last": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_role(by=request.actor, membership=membership, last=form.cleaned_data["last"])
        except actions.RoleRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{membership.user.name}’s role ends: {membership.get_role_display()}.")
            return redirect("people:person", membership.user_id)
    context = {"form": form, "person": membership.user, "role": role_line(membership, timezone.localdate())}
    return render(request, "accounts/role_end.html", context)
