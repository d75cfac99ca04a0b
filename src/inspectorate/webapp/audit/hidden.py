"""Which entries somebody may not read for now: what they tell would sway a judgement that is still to be made.

The audit record knows no cases: whoever does says which entries these are, the same way round as `monitoring.hidden`.
The entries stay in the record and are shown to everybody else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from inspectorate.webapp.accounts.actors import Actor


@dataclass(frozen=True, slots=True)
class Hidden:
    """Entries that somebody may not read for now, and a sentence that tells them so."""

    entries: Q
    why: str


Source = Callable[[Actor], Iterator[Hidden]]
_sources: list[Source] = []


def hidden_entries_come_from(source: Source) -> None:
    """Called once by an app when it is ready."""
    _sources.append(source)


def hidden_from(actor: Actor) -> list[Hidden]:
    """Everything that somebody may not read for now."""
    return [one for source in _sources for one in source(actor)]
