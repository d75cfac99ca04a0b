"""What is to be said of the events of a plan beside where they are: which are locked, and what has come between."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from inspectorate.webapp.programme.plan_conflicts import Clash, clashes
from inspectorate.webapp.programme.plan_layout import Layout


@dataclass(frozen=True, slots=True)
class Marks:
    """By the ids of events: those that do not move, those that the accepted plan has elsewhere, and what clashes."""

    locked: Collection[str]
    proposed: Collection[str]
    clashes: Mapping[str, tuple[Clash, ...]]


def marks(plan: Layout) -> Marks:
    """What is to be said of a plan's events today."""
    locked = {one.event.id for one in plan.events if one.event.locked}
    return Marks(locked, frozenset(), clashes(plan))
