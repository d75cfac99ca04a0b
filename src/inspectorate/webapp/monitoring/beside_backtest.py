"""What stands on the page of the back-test beside it: counts of what an app to the right of this one holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what it shows in a sentence or two, and rows of numbers: a name, a first number headed ``first``, and
    others each with its heading."""

    title: str
    text: str
    first: str = ""
    rows: tuple[tuple[str, int, tuple[tuple[str, str], ...]], ...] = ()


_MADE: dict[str, Callable[[], Section]] = {}


def stands_beside(kind: str, made: Callable[[], Section]) -> None:
    """Have the page for a kind of body (``authority``) show a section. Called once by an app when it is ready."""
    _MADE[kind] = made


def section(kind: str) -> Section | None:
    """The section for a kind of body, made now."""
    made = _MADE.get(kind)
    return made() if made else None
