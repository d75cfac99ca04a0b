"""Whom a change of the rules moves: the next graded event of each body under one edition beside another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from inspectorate.due.engine import due
from inspectorate.due.model import Obligation
from inspectorate.history.model import Body, History

if TYPE_CHECKING:
    from inspectorate.framework.library import Library


@dataclass(frozen=True, slots=True)
class Move:
    """One body whose next graded event differs. ``None``: nothing graded would be due under that edition."""

    body: Body
    before: Obligation | None
    after: Obligation | None

    @property
    def event_changes(self) -> bool:
        """Whether another event is due, and not only at another time."""
        return _event(self.before) != _event(self.after)


def moves(histories: Iterable[History], library: Library, before: str, after: str, as_of: date) -> Iterator[Move]:
    """Every body that edition ``after`` would move from where edition ``before`` has it on a day.

    Both are asked whether in force or not, from what was known on the day. Raises ``KeyError`` for an unknown edition.
    """
    for history in histories:
        move = Move(
            history.body,
            _next_graded(history, library, before, as_of),
            _next_graded(history, library, after, as_of),
        )
        if _terms(move.before) != _terms(move.after):
            yield move


def _next_graded(history: History, library: Library, edition: str, as_of: date) -> Obligation | None:
    return next((owed for owed in due(history, library, as_of, regimes=[edition]) if owed.graded), None)


def _event(owed: Obligation | None) -> tuple[str, str] | None:
    return (owed.event, owed.purpose) if owed else None


def _terms(owed: Obligation | None) -> object:
    return owed and (owed.event, owed.purpose, owed.window)
