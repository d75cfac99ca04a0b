"""The regions for which a role can be held. Accounts know no body, so whoever does says where the names come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Names = Callable[[], Iterable[str]]
_sources: list[Names] = []


def regions_come_from(names: Names) -> None:
    """Called once by an app when it is ready: ``names`` is asked each time a form is made."""
    _sources.append(names)


def region_names() -> list[str]:
    """Every region that a source knows, in the order of the alphabet."""
    return sorted({name for names in _sources for name in names() if name})
