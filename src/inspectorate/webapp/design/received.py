"""The receipt for what was typed into a form: until it has it, the device keeps the text. Sent again by a device that
never saw it, the same text is taken in once.

A view answers a form that was taken in with a redirect, and shows one that it refused again; the receipt rests on that.
A redirect to a page of the sign-in, or with a message that something went wrong, says that nothing was taken in.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib.messages import constants, get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve

from inspectorate.webapp.design.models import TakenForm

PREFIX = "received-"
KEPT_FOR = 60 * 60 * 24 * 30
"""Seconds in which the device may take the receipt: the next page of ours that it opens does."""


class Receipts:
    """Middleware that tells the device, by a cookie, that a text which it keeps was taken in, and leads whoever sends
    it again to where it led before. Stands outside of that of the messages, so that what they say is settled."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        draft = _draft(request.POST.get("draft", "")) if request.method == "POST" else None
        if draft is None or request.user.pk is None:
            return self.get_response(request)
        sent = {"draft": draft, "user_id": request.user.pk, "sha256": _sha256(request)}
        if (before := TakenForm.objects.filter(**sent).first()) is not None:
            return _with_receipt(request, HttpResponseRedirect(before.location), draft)
        response = self.get_response(request)
        if response.status_code == 302 and _taken_in(request, response["Location"]):
            TakenForm.objects.get_or_create(**sent, defaults={"location": response["Location"]})
            return _with_receipt(request, response, draft)
        return response


def _with_receipt(request: HttpRequest, response: HttpResponse, draft: UUID) -> HttpResponse:
    # The page's script reads and removes it: it is no secret, and opens nothing.
    name = f"{PREFIX}{draft}"
    response.set_cookie(name, "1", max_age=KEPT_FOR, samesite="Lax", secure=request.is_secure())
    return response


def _sha256(request: HttpRequest) -> str:
    """Of what a form says and where it was sent; the mark against forgery is another for each sign-in."""
    said = [(name, values) for name, values in sorted(request.POST.lists()) if name != "csrfmiddlewaretoken"]
    files = [(name, file.name, file.size) for name in sorted(request.FILES) for file in request.FILES.getlist(name)]
    return sha256(repr((request.path, said, files)).encode()).hexdigest()


def _draft(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _taken_in(request: HttpRequest, target: str) -> bool:
    if any(message.level >= constants.WARNING for message in get_messages(request)):
        return False
    try:
        page = resolve(urlsplit(target).path).view_name
    except Resolver404:
        return False
    return not page.startswith(("account_", "mfa_"))
