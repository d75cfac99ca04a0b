"""What a person says of a setting's registration: a change from a day on, and which setting it was before."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.addresses import page_of
from inspectorate.webapp.design.sent import done
from inspectorate.webapp.inspections.register_actions import RegistrationRefused, link_settings, record_registration
from inspectorate.webapp.programme.registration_forms import RegistrationForm
from inspectorate.webapp.register.models import Body


@requires(Permission.CORRECT_FACT)
def new(request: StaffRequest, code: str) -> HttpResponse:
    """The form, and what it says taken into the register."""
    body = get_object_or_404(Body, kind="setting", code=code)
    check_has(request.actor, Permission.CORRECT_FACT, body=body.key, region=body.ofsted_region)
    form = RegistrationForm(request.POST or None)
    told = "What the register says is recorded. What lists said before is kept."
    if done(request, form, lambda: _take(request, body, form), told):
        return redirect(f"{page_of(body)}#register")
    return render(request, "programme/registration_new.html", {"body": body, "form": form})


@transaction.atomic
def _take(request: StaffRequest, body: Body, form: RegistrationForm) -> Body:
    """The link to an earlier registration, and whatever else is said; both or neither."""
    urn = form.cleaned_data["earlier"]
    if urn:
        earlier = Body.objects.filter(kind="setting", code__iexact=urn).first()
        if earlier is None:
            raise RegistrationRefused(f"No setting on the register has the URN “{urn}”.", field="earlier")
        link_settings(by=request.actor, earlier=earlier, later=body, on=form.cleaned_data["on"])
    if form.says_of_register or not urn:
        record_registration(by=request.actor, body=body, new=form.new())
    return body
