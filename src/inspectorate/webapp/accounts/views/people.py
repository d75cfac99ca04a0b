"""People: who can sign in, as what, and adding them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from inspectorate.webapp.accounts import actions, queries
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.people_forms import OrganisationForm, PeopleFilter, PersonForm
from inspectorate.webapp.accounts.permissions import Permission, has
from inspectorate.webapp.accounts.presenters import person_row, role_line
from inspectorate.webapp.accounts.roles import OrganisationKind
from inspectorate.webapp.accounts.sign_in import has_second_step
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.forms import posted
from inspectorate.webapp.design.pagination import paginated


@requires(Permission.MANAGE_PEOPLE)
def people(request: StaffRequest) -> HttpResponse:
    """Everybody, by name, with the roles they hold today."""
    today = timezone.localdate()
    form = PeopleFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    pages = paginated(request, queries.people(queries.SoughtPeople(**asked, on=today)))
    rows = [person_row(user, today) for user in pages.rows]
    return render(request, "accounts/people.html", {"form": form, "pages": pages, "rows": rows})


@requires(Permission.MANAGE_PEOPLE)
def person(request: StaffRequest, id: int) -> HttpResponse:
    """One person: roles now and before, and how they sign in."""
    user = person_of(id)
    today = timezone.localdate()
    lines = [role_line(membership, today) for membership in user.memberships.all()]
    context = {
        "person": user,
        "roles": sorted(lines, key=lambda line: not line.held),
        "can_sign_in": user.has_usable_password(),
        "two_steps": has_second_step(user),
        "themself": user.pk == request.actor.user_id,
        "may_audit": has(request.actor, Permission.VIEW_AUDIT),
    }
    return render(request, "accounts/person.html", context)


@requires(Permission.MANAGE_PEOPLE)
def new(request: StaffRequest) -> HttpResponse:
    """Add a person; what they may do is given on their own page next."""
    form = PersonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.create_person(by=request.actor, **form.cleaned_data)
        except ValidationError as refusal:
            show(form, refusal)
        else:
            messages.success(request, f"{user.name} is added. Give them a role and a link to set a password.")
            return redirect("people:person", user.pk)
    return render(request, "accounts/person_new.html", {"form": form})


@requires(Permission.MANAGE_PEOPLE)
def organisations(request: StaffRequest) -> HttpResponse:
    """Where people work, and how many hold a role there today."""
    pages = paginated(request, queries.organisations(timezone.localdate()))
    return render(request, "accounts/organisations.html", {"pages": pages})


@requires(Permission.MANAGE_PEOPLE)
def organisation_new(request: StaffRequest) -> HttpResponse:
    """Add an organisation."""
    form = OrganisationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"kind": OrganisationKind(form.cleaned_data["kind"])}
        try:
            made = actions.create_organisation(by=request.actor, **said)
        except ValidationError as refusal:
            show(form, refusal)
        else:
            messages.success(request, f"{made.name} is added.")
            return redirect("people:organisations")
    return render(request, "accounts/organisation_new.html", {"form": form})


def person_of(id: int) -> User:
    """The person of that number. Raises Http404."""
    user = queries.person(id)
    if user is None:
        raise Http404("There is no such person.")
    return user


def show(form: PersonForm | OrganisationForm, refusal: ValidationError) -> None:
    """What the database refuses, beside the fields that it is about."""
    for field, sentences in refusal.message_dict.items():
        for sentence in sentences:
            form.add_error(field if field in form.fields else None, sentence)
