"""What a register says of a setting, and the steps of enforcement against it, as frozen values that engines read.

Each keeps when it held and when it became known (``known_on``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """What a register says of a setting on a day."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    PROPOSED_TO_CLOSE = "proposed_to_close"
    CLOSED = "closed"
    RESIGNED = "resigned"
    CANCELLED = "cancelled"

    @property
    def registered(self) -> bool:
        """Whether a setting of this standing is on the register."""
        return self in (Standing.ACTIVE, Standing.SUSPENDED, Standing.PROPOSED_TO_CLOSE)


@dataclass(frozen=True, slots=True)
class Registration:
    """What the register says of a setting from ``first`` on, until the next registration of the same setting.

    ``type`` is an id of `inspectorate.framework.setting_types`; ``authority`` the id of the body in whose area it lies;
    ``owner`` the owner's name; ``children_placed`` whether anybody lives or is placed there. ``None``: no source says.
    ``standing_until`` is the last day of a standing that ends by itself, as a suspension does: what is so after it, a
    later registration says.
    """

    first: date
    type: str
    standing: Standing | None
    known_on: date
    places: int | None = None
    owner: str | None = None
    authority: str | None = None
    sector: str | None = None
    manager_in_post: bool | None = None
    children_placed: bool | None = None
    standing_until: date | None = None


class NoticeKind(StrEnum):
    """Steps of enforcement against a setting."""

    COMPLIANCE = "compliance_notice"
    RESTRICTION = "restriction_of_accommodation"
    SUSPENSION = "suspension"
    CONDITION = "condition"
    PROPOSAL = "notice_of_proposal"
    DECISION = "notice_of_decision"
    CANCELLATION = "cancellation"
    PROSECUTION = "prosecution"


@dataclass(frozen=True, slots=True)
class Notice:
    """A step of enforcement, as engines take it. ``put_right_by`` is the day that a compliance notice sets;
    ``ends_on`` the last day of a suspension or restriction; ``ended_on`` the day it was met, lifted or withdrawn."""

    id: str
    kind: NoticeKind
    served_on: date
    known_on: date
    put_right_by: date | None = None
    ends_on: date | None = None
    ended_on: date | None = None
