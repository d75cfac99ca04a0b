"""A form that was sent, and what it asks for: done with a message, or refused at its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest

from inspectorate.webapp.design.forms import GovukForm
from inspectorate.webapp.design.refusals import Refused

Done = TypeVar("Done")


def done(request: HttpRequest, form: GovukForm, act: Callable[[], Done], told: str) -> Done | None:
    """What ``act`` made of a form that was sent and is filled in; ``None`` where there is nothing to do yet, or where
    the action refused: its sentence then stands at the field that it is about, or above the form."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        made = act()
    except Refused as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, told)
    return made
