"""What the standing of a setting on the register means for what it is due."""

from __future__ import annotations

from enum import StrEnum

from inspectorate.framework.provenance import Rule
from inspectorate.framework.schedule import Offset


class RegisterState(StrEnum):
    """What a register says of a setting that is on it, beyond that it is active."""

    SUSPENDED = "suspended"
    PROPOSED_TO_CLOSE = "proposed_to_close"
    NO_CHILDREN_PLACED = "no_children_placed"


class RegisterRule(Rule):
    """What holds while a setting is in a ``state``: the events named in ``waits`` are due, and wait; others go on.

    ``within``: once the state has ended, an event that waited is carried out no later than so long after that day,
    say within 6 months of the first placement of a child, where its own window would end sooner.
    """

    label: str
    state: RegisterState
    waits: tuple[str, ...] = ()
    within: Offset | None = None
