"""Addresses of the pages about one body: authorities and settings have the same pages under their own names."""

from __future__ import annotations

from typing import Protocol

from django.urls import reverse

KINDS = {"authority": "authorities", "setting": "settings"}


class Named(Protocol):
    """Anything that says which body it is about: a stored body, or one as engines take it."""

    @property
    def kind(self) -> str: ...
    @property
    def code(self) -> str: ...


def page_of(body: Named, deed: str = "") -> str:
    """The page of a body, or of something that is done about it."""
    return page(body.kind, body.code, deed)


def plan_of(body: Named) -> str:
    """Where an inspection or visit of a body is planned."""
    return reverse("casework:plan" if body.kind == "authority" else "casework:setting_plan", args=[body.code])


def page(kind: str, code: str, deed: str = "") -> str:
    """The page of a body, or of something that is done about it: ``why``, ``decide``, ``event_new``."""
    name = f"{kind}_{deed}" if deed and kind != "authority" else deed or kind
    return reverse(f"programme:{name}", args=[code])
