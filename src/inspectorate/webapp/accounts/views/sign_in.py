"""How people come to sign in: links to set a password, and accounts closed and opened."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from inspectorate.webapp.accounts import sign_in
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.people_forms import NewPasswordForm
from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.accounts.views.people import person_of
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.forms import posted


@require_POST
@requires(Permission.MANAGE_PEOPLE)
def make_link(request: StaffRequest, id: int) -> HttpResponse:
    """Make a link and show it, this once: it is kept nowhere."""
    user = person_of(id)
    try:
        path = sign_in.make_link(by=request.actor, user=user)
    except sign_in.SignInRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("people:person", user.pk)
    context = {"person": user, "link": request.build_absolute_uri(path)}
    return render(request, "accounts/link.html", context)


@require_POST
@requires(Permission.MANAGE_PEOPLE)
def close(request: StaffRequest, id: int) -> HttpResponse:
    """Close an account."""
    return _change(request, id, lambda user: sign_in.close_account(by=request.actor, user=user), "closed")


@require_POST
@requires(Permission.MANAGE_PEOPLE)
def open_again(request: StaffRequest, id: int) -> HttpResponse:
    """Open a closed account."""
    return _change(request, id, lambda user: sign_in.open_account(by=request.actor, user=user), "open again")


@require_POST
@requires(Permission.MANAGE_PEOPLE)
def remove_second_step(request: StaffRequest, id: int) -> HttpResponse:
    """Let somebody who lost their phone sign in with the password alone."""
    user = person_of(id)
    try:
        sign_in.remove_second_step(by=request.actor, user=user)
    except sign_in.SignInRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{user.name} signs in with the password alone now.")
    return redirect("people:person", user.pk)


def _change(request: StaffRequest, id: int, change: Callable[[User], User], done: str) -> HttpResponse:
    user = person_of(id)
    try:
        change(user)
    except sign_in.SignInRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{user.name}’s account is {done}.")
    return redirect("people:person", user.pk)


@never_cache
@sensitive_post_parameters()
def password_by_link(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """The person's own page: choose a password. The link is the proof of who they are."""
    user = sign_in.holder_of_link(key, token)
    if user is None:
        return render(request, "accounts/link_ended.html", status=410)
    form = NewPasswordForm(user, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            sign_in.set_password(user=user, token=token, password=form.cleaned_data["password"])
        except sign_in.SignInRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "Your password is set. Sign in with it.")
            return redirect("account_login")
    return render(request, "accounts/password_by_link.html", {"form": form, "person": user})
