"""How far those agree who graded the same inspections, and how many pairs of inspections it takes to know it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.casework import agreement_presenters as presenters
from inspectorate.webapp.casework.agreement_forms import DesignForm
from inspectorate.webapp.casework.second_gradings import studies
from inspectorate.webapp.design.access import StaffRequest, requires


@requires(Permission.VIEW_CONSISTENCY)
def agreement(request: StaffRequest) -> HttpResponse:
    """The service's own second gradings in groups, and a study planned as the address asks; nothing is stored."""
    form = DesignForm(request.GET or DesignForm.USUAL)
    context = {
        "form": form,
        "sections": presenters.sections(studies()),
        "planned": presenters.planned(form.planned()) if form.is_valid() else None,
    }
    return render(request, "casework/agreement.html", context)
