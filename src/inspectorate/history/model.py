"""Bodies, their inspections, findings and decisions, as frozen values that engines read.

Every fact keeps when it happened and when it became known (``known_on``). A day that no source gives is ``None``;
it is never estimated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from inspectorate.framework.model import Confidence
from inspectorate.history.register import Notice, NoticeKind, Registration, Standing

__all__ = [
    "EFFECT",
    "Body",
    "Coverage",
    "Decision",
    "DecisionKind",
    "Finding",
    "FindingKind",
    "History",
    "Inspection",
    "Notice",
    "NoticeKind",
    "Registration",
    "Standing",
    "Succession",
]


@dataclass(frozen=True, slots=True)
class Succession:
    """One body following another on a day: a merger, a split, or the same body under a new code."""

    predecessor: str
    successor: str
    on: date
    kind: str


@dataclass(frozen=True, slots=True)
class Body:
    """Whatever is inspected. ``id`` is ``kind:code``; ``size`` is small, usual or large, or ``None`` if unknown.

    ``opened`` and ``closed`` are ``None`` where the body is older than the record or still open.
    ``gone_by`` is the first day on which a complete register no longer lists it, where no source gives ``closed``: it
    left at some time before, and is taken as there until then.
    ``registrations`` (settings only) are ordered by ``first``.
    ``predecessors`` are the bodies it was made from, each with its own history.
    """

    id: str
    kind: str
    code: str
    name: str
    region: str | None = None
    size: str | None = None
    opened: date | None = None
    closed: date | None = None
    predecessors: tuple[Succession, ...] = ()
    gone_by: date | None = None
    registrations: tuple[Registration, ...] = ()

    def is_open(self, day: date) -> bool:
        """Whether the body exists on ``day`` (``closed`` is its last day)."""
        if self.closed is None and self.gone_by is not None and day >= self.gone_by:
            return False
        return (self.opened is None or self.opened <= day) and (self.closed is None or day <= self.closed)

    def registration(self, day: date) -> Registration | None:
        """What the register said of a setting on ``day``; before the first registration that we know, the first."""
        if not self.registrations:
            return None
        return next((one for one in reversed(self.registrations) if one.first <= day), self.registrations[0])

    def type_on(self, day: date) -> str:
        """What editions' ``applies_to`` call it: a setting's type on ``day``, else its kind."""
        found = self.registration(day)
        return found.type if found else self.kind


EFFECT = "effectiveness"
"""What an interim inspection of a setting says: improved, sustained or declined since the last judgement. It judges
nothing anew, so an inspection that says only this is not a graded one."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """One event as it was carried out, of whatever kind, as the current view of its facts tells it.

    ``event`` is the event id in its regime's framework; ``grades`` maps judgement id to grade id, ``None`` where the
    source's grade could not be read; ``texts`` keeps the source's own words. ``pilot`` inspections are recorded and
    compared, and are nobody's judgement. ``sources`` name the files or people that tell of it.
    """

    id: str
    body: str
    regime: str
    event: str
    started: date | None
    ended: date | None
    published: date | None
    known_on: date
    known_confidence: Confidence = Confidence.OFFICIAL
    grades: Mapping[str, str | None] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    purpose: str | None = None
    topics: tuple[str, ...] = ()
    pilot: bool = False
    sources: tuple[str, ...] = ()

    @property
    def graded(self) -> bool:
        """Whether it gave a judgement at all (a grade that could not be read is still a judgement)."""
        judged = len(self.grades) > (EFFECT in self.grades)
        return judged and not self.pilot

    @property
    def carried_out(self) -> date | None:
        """The day that places it in time: fieldwork end, else start, else publication; never an estimate."""
        return self.ended or self.started or self.published


class FindingKind(StrEnum):
    """What an inspection may find that somebody has to answer."""

    PRIORITY_ACTION = "area_for_priority_action"
    CONCERN = "concern_to_be_put_right"
    REQUIREMENT = "requirement"
    RECOMMENDATION = "recommendation"


@dataclass(frozen=True, slots=True)
class Finding:
    """What an inspection asked to be put right: what, by whom, by when, who confirms it, and whether it was."""

    id: str
    inspection: str
    kind: FindingKind
    text: str
    known_on: date
    put_right_by: date | None = None
    responsible: str | None = None
    confirmer: str | None = None
    confirmed_on: date | None = None
    regulation: str | None = None


class DecisionKind(StrEnum):
    """How a person may answer an obligation."""

    DEFER = "defer"
    PAUSE = "pause"
    BRING_FORWARD = "bring_forward"
    CONVERT = "convert"
    EXEMPT = "exempt"
    REINSPECT_ON_REQUEST = "reinspect_on_request"
    INSPECT_AGAIN = "inspect_again"  # a second inspection in the inspection year, where law leaves it to a decision
    NO_SECOND = "no_second_inspection"
    VISIT = "visit"  # an event that no rule asks for: a focused visit after a review, or one drawn for the programme


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's decision about a body: it holds from ``made_on`` to ``expires`` (inclusive) unless ended before.

    ``obligation`` is the key it answers, or ``None`` for all of the body's; ``rule`` the rule that an exemption lifts;
    ``until`` the new day (deferred to, paused until, brought forward to, visited by); ``event`` what it is
    converted to, or the visit decided on, and ``topic`` what that looks into.
    """

    id: str
    body: str
    kind: DecisionKind
    made_on: date
    by: str
    reason: str
    known_on: date
    obligation: str | None = None
    rule: str | None = None
    event: str | None = None
    until: date | None = None
    expires: date | None = None
    ended_on: date | None = None
    topic: str | None = None

    def in_force(self, day: date) -> bool:
        """Whether it was made, and had neither expired nor been ended, on ``day``."""
        expired = self.expires is not None and day > self.expires
        ended = self.ended_on is not None and day >= self.ended_on
        return self.made_on <= day and not expired and not ended


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a source claims to cover: every event of these ids, of one regime, carried out in a closed period.

    ``types`` limits it to settings of these types (none named: every body). ``latest_only``: the source tells each
    body's latest such event up to ``last`` and nothing of those before it, so that it covers the days after the latest
    event that is known, and no more.
    """

    regime: str
    events: frozenset[str]
    first: date
    last: date
    source: str
    types: frozenset[str] = frozenset()
    latest_only: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """All that is stored about one body, oldest first; ``predecessors`` hold the histories of those it came from."""

    body: Body
    inspections: tuple[Inspection, ...] = ()
    findings: tuple[Finding, ...] = ()
    decisions: tuple[Decision, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    notices: tuple[Notice, ...] = ()
    predecessors: tuple[History, ...] = ()
