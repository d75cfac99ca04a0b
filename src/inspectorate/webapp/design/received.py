"""The receipt for what was typed into a form: until it has it, the device keeps the text.

A view answers a form that was taken in with a redirect, and shows one that it refused again; the receipt rests on that.
A redirect to a page of the sign-in, or with a message that something went wrong, says that nothing was taken in.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib.messages import constants, get_messages
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

PREFIX = "received-"
KEPT_FOR = 60 * 60 * 24 * 30
"""Seconds in which the device may take the receipt: the next page of ours that it opens does."""


class Receipts:
    """Middleware that tells the device, by a cookie, that a text which it keeps was taken in. Stands outside of that of
    the messages, so that what they say is settled."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code == 302 and _taken_in(request, response["Location"]):
            draft = _draft(request.POST.get("draft", ""))
            if draft is not None:
                # The page's script reads and removes it: it is no secret, and opens nothing.
                name = f"{PREFIX}{draft}"
                response.set_cookie(name, "1", max_age=KEPT_FOR, samesite="Lax", secure=request.is_secure())
        return response


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
