"""Who takes part in the stories about the workforce."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.monitoring.concern_stories import holder
from tests.programme.places import NORTH

from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.workforce.actions import Agreed, Held, NewEntry, add_entry, add_inspector
from inspectorate.webapp.workforce.models import Inspector

SCHEDULER = holder(Role.SCHEDULER)
JOINED = date(2020, 1, 6)


def agreed(**more: Any) -> Agreed:
    """A full contract in the north."""
    return Agreed(**{"region": NORTH, "home": "Lornmere"} | more)


def iris(code: str = "N-1", name: str = "Iris Elm", user: User | None = None, **more: Any) -> Inspector:
    """An inspector in the north."""
    return add_inspector(by=SCHEDULER, code=code, name=name, agreed=agreed(**more), first=JOINED, user=user)


def leave(inspector: Inspector, first: date, last: date | None, kind: str = "leave") -> Held:
    """An absence of an inspector."""
    return add_entry(by=SCHEDULER, inspector=inspector, new=NewEntry(what="absence", kind=kind, first=first, last=last))


def skill(inspector: Inspector, kind: str, last: date | None = None) -> Held:
    """A skill of an inspector."""
    return add_entry(by=SCHEDULER, inspector=inspector, new=NewEntry(what="skill", kind=kind, last=last))
