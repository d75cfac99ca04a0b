"""Which events there are, who is due which of them, when, and by which clocks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from pydantic import model_validator

from inspectorate.framework.conditions import ALWAYS
from inspectorate.framework.judging import Stated
from inspectorate.framework.provenance import Frozen, Rule


class EventKind(StrEnum):
    """What sort of thing an event is."""

    INSPECTION = "inspection"
    FOCUSED_VISIT = "focused_visit"
    MONITORING_VISIT = "monitoring_visit"
    ASSURANCE_VISIT = "assurance_visit"
    JOINT_INSPECTION = "joint_inspection"
    CONVERSATION = "annual_conversation"
    SELF_EVALUATION = "self_evaluation"
    AUDIT = "internal_audit"
    REVIEW = "data_review"
    CASE_REVIEW = "case_review"  # of a setting, after an inspection that found it inadequate; no inspection
    EMERGENCY_VISIT = "emergency_visit"
    ACTION_PLAN = "action_plan"
    CONFIRMATION = "confirmation"  # the person named confirms that a concern has been put right

    @property
    def on_site(self) -> bool:
        """Whether inspectors go there."""
        return self in _ON_SITE


_ON_SITE = frozenset(
    (
        EventKind.INSPECTION,
        EventKind.FOCUSED_VISIT,
        EventKind.MONITORING_VISIT,
        EventKind.ASSURANCE_VISIT,
        EventKind.JOINT_INSPECTION,
        EventKind.EMERGENCY_VISIT,
    )
)


class TeamSize(Frozen):
    """Inspectors on site by size of the body."""

    small: int | None = None
    usual: int
    large: int | None = None


class Publication(StrEnum):
    """Whether what an event produces is published."""

    ALWAYS = "always"
    NEVER = "never"
    AFTER_FIRST = "after_first"  # the first of a series stays unpublished, later ones are published


class Request(Rule):
    """Something that a body is asked to send before or at the events named."""

    label: str
    events: tuple[str, ...]


class Panel(Rule):
    """People outside the case who look at some grades of the events named before the draft goes to the body."""

    label: str
    events: tuple[str, ...]
    grades: tuple[str, ...]


class Event(Rule):
    """Something the framework schedules. Lengths in working days; ``None`` where the framework leaves it open."""

    label: str
    kind: EventKind
    graded: bool = False
    full: bool = False
    on_site_working_days: int | None = None
    team: TeamSize | None = None
    notice_working_days: int | None = None
    lead_in_working_days: int | None = None
    topics: tuple[str, ...] = ()
    output: str | None = None
    published: Publication = Publication.ALWAYS
    takes_place_of: tuple[str, ...] = ()


class Offset(Frozen):
    """A length of time. Exactly one unit is given; ``working_days`` skip weekends and bank holidays."""

    months: int | None = None
    weeks: int | None = None
    working_days: int | None = None
    days: int | None = None

    @model_validator(mode="after")
    def one_unit(self) -> Offset:
        """Refuse an offset of no unit or of two, and one that counts backwards."""
        given = [value for value in (self.months, self.weeks, self.working_days, self.days) if value is not None]
        if len(given) != 1:
            raise ValueError("give exactly one of months, weeks, working_days, days")
        if given[0] < 0:
            raise ValueError("give a length of 0 or more")
        return self


class Basis(StrEnum):
    """Which day of the anchor is counted from."""

    FIELDWORK_END = "fieldwork_end"
    FIELDWORK_START = "fieldwork_start"
    PUBLICATION = "publication"


class Anchor(StrEnum):
    """What a duty is counted from."""

    LAST_GRADED = "last_graded_inspection"  # the newest graded inspection of the body
    LAST_OF_EVENT = "last_of_event"  # the newest event of the duty's own kind (else the last graded one)
    OPENED = "opened"  # the day the body came into being, or the first edition of the regime if later
    YEAR = "calendar_year"  # once in each calendar year
    FINDING = "finding"  # each open area for priority action or concern to be put right
    REQUEST = "request"  # a body's own request, as a decision grants it
    INSPECTION_YEAR = "inspection_year"  # the first or second inspection of each 1 April to 31 March
    NOTICE = "notice"  # each compliance notice in force that sets a day by which to put things right
    JUDGED = "judged"  # the newest event, from the last graded inspection on, whose grades meet `after`


class CountedFrom(StrEnum):
    """Where a clock starts that does not start on the anchor's own day."""

    INSPECTION_YEAR = "inspection_year"  # on the 1 April after it


class Registered(StrEnum):
    """When a setting was registered, seen from the inspection year that a duty is about."""

    BEFORE_THIS_YEAR = "before_this_year"
    FIRST_HALF = "first_half_of_year"  # from 1 April to 30 September of it
    SECOND_HALF = "second_half_of_year"  # from 1 October to 31 March of it


class Slip(Frozen):
    """When a year's second inspection may slip into the next: both lengths are counted from a 1 April.

    ``first_from``: from the year's, so that 9 months ask that the first was carried out on or after 1 January;
    ``by``: from the next one's, so that 3 months let the second be carried out up to 30 June.
    """

    first_from: Offset
    by: Offset


class Duty(Rule):
    """One event that a pathway makes due, and when.

    ``earliest``, ``usual`` and ``latest`` count from the anchor. ``series`` of n: the duty stands until n such events
    have been carried out since the last graded inspection, each ``every`` after the one before.
    ``findings`` are the kinds of finding that a duty anchored on findings answers; none named: those for authorities.
    ``statutory`` says that law requires it; otherwise it is policy.

    Anchored on the inspection year, a duty is the year's first or second (``nth``) inspection. Its window runs from
    1 April, or from the registration if that is later, to 31 March; ``earliest``, ``usual`` and ``latest`` narrow it,
    counted from 1 April. An event carries out the first duty of the year that it answers and that none before it did.
    ``only_if_decided``: once the year's first is carried out, the second waits for a person's decision.
    ``may_slip``: when it may be carried out in the next year instead.

    ``registered`` limits a duty to bodies registered then (none named: whenever). Of the year's first inspection it
    says in which year it comes first: one registered at another time has it in the next year.
    ``from_next``: ``earliest``, ``usual`` and ``latest`` count from the 1 April after the anchor's day, and ``latest``
    is the last day of the time so counted: 36 months from 1 April 2020 end on 31 March 2023.
    ``after`` (with the anchor ``judged``) is what the grades must be, say ``{effectiveness: declined}``.
    """

    event: str
    purpose: str = "routine"
    anchor: Anchor
    basis: Basis = Basis.FIELDWORK_END
    fallback: Basis | None = Basis.PUBLICATION
    earliest: Offset | None = None
    usual: Offset | None = None
    latest: Offset | None = None
    every: Offset | None = None
    series: int | None = None
    after_series_of: str | None = None
    findings: tuple[str, ...] = ()
    nth: int | None = None
    only_if_decided: bool = False
    may_slip: Slip | None = None
    registered: tuple[Registered, ...] = ()
    from_next: CountedFrom | None = None
    after: Stated = ALWAYS
    statutory: bool = False


class Pathway(Rule):
    """Who is on this pathway, and what is due to them.

    ``when`` reads the grades of the last graded inspection; ``unjudged`` pathways are for bodies that have none.
    ``carries_over``: a body that is on this pathway when a later regime comes into force stays on it until
    ``carries_over_until`` (the pathway's own rule about which edition governs).
    """

    label: str
    when: Stated = ALWAYS
    unjudged: bool = False
    carries_over: bool = False
    carries_over_until: date | None = None
    due: Mapping[str, Duty]


class Conversion(Rule):
    """How one event may turn into another. ``automatic`` is never true of a judgement: a person decides."""

    label: str
    from_event: str
    to_event: str
    when: str


class Clock(Rule):
    """A deadline: so long after a named moment."""

    label: str
    starts: str
    length: Offset


class Pause(Rule):
    """A time in which events were not carried out; windows that it touches move on by its length."""

    label: str
    first: date
    last: date
    events: tuple[str, ...] = ()  # none named: every event
