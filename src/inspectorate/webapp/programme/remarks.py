"""What rooms that build on the programme have to say on the page of a body, each to whoever may know it.

The same way round as `programme.planned`: an app registers its source when it is ready.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from inspectorate.history.model import History
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.register.models import Body


@dataclass(frozen=True, slots=True)
class Remark:
    """One line: what it is about, the page that it leads to, where it stands, and whether it is past its day."""

    title: str
    href: str
    standing: str
    late: bool = False


Remarks = Callable[[Actor, Body, History], Iterable[Remark]]
_sources: list[Remarks] = []


def remarks_come_from(remarks: Remarks) -> None:
    """Called once by an app when it is ready."""
    _sources.append(remarks)


def remarks(actor: Actor, body: Body, history: History) -> list[Remark]:
    """Everything that a reader may know; ``history`` is the record of the body."""
    return [remark for source in _sources for remark in source(actor, body, history)]
