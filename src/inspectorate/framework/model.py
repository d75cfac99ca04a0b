"""The shape of a framework edition: what is judged, which events there are, who is due what, and by which clock.

Everything is frozen. An edition is one dated version of a regime's rules, already resolved: whatever it inherits
from the edition it extends is in it. Days, months and working days are counted as `inspectorate.calendars` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator, model_validator

from inspectorate.framework.conditions import ALWAYS, Condition, parse_condition, state_condition

Stated = Annotated[Condition, PlainValidator(parse_condition), PlainSerializer(state_condition)]
"""A condition, read from the mapping that states it and written back as one."""


class Frozen(BaseModel):
    """Base of all framework values: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=True)


class Confidence(StrEnum):
    """How sure we are that the regulator's rule is as written here."""

    OFFICIAL = "official"
    SECONDARY = "secondary"
    DERIVED = "derived"
    UNVERIFIED = "unverified"


class Status(StrEnum):
    """Where an edition is in its life."""

    DRAFT = "draft"
    CONSULTATION = "consultation"
    PILOT = "pilot"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"


class Source(Frozen):
    """A text that a rule was taken from."""

    title: str
    href: str | None = None


class About(Frozen):
    """Source and confidence of one field, where they differ from those of the rule it stands in."""

    source: str | None = None
    confidence: Confidence
    note: str | None = None


class Rule(Frozen):
    """A value with where it comes from. ``source`` names an entry of the edition's sources."""

    source: str
    confidence: Confidence
    note: str | None = None
    about: Mapping[str, About] = Field(default_factory=dict)


class Grade(Frozen):
    """A step of a scale. ``equals`` names the grade of the earlier scale that it is read as, if any."""

    label: str
    letter: str
    equals: Mapping[str, str] = Field(default_factory=dict)


class JudgementKind(StrEnum):
    """What a graded area is within an inspection."""

    OVERALL = "overall"
    AREA = "area"
    SUB = "sub_judgement"
    REVIEW = "review"


class Judgement(Rule):
    """An area that is graded. Judgements of one ``meaning`` may be drawn as one line through time."""

    label: str
    kind: JudgementKind = JudgementKind.AREA
    part_of: str | None = None
    meaning: str


class Force(StrEnum):
    """``always``: a rule without exception. ``usually``: an exception needs a reason."""

    ALWAYS = "always"
    USUALLY = "usually"


class Limit(Rule):
    """When the condition holds, the ``then`` condition must hold as well."""

    when: Stated
    then: Stated
    force: Force


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
    ACTION_PLAN = "action_plan"
    CONFIRMATION = "confirmation"  # the person named confirms that a concern has been put right


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
        """Refuse an offset of no unit or of two."""
        if sum(value is not None for value in (self.months, self.weeks, self.working_days, self.days)) != 1:
            raise ValueError("give exactly one of months, weeks, working_days, days")
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


class Duty(Rule):
    """One event that a pathway makes due, and when.

    ``earliest``, ``usual`` and ``latest`` count from the anchor. ``series`` of n: the duty stands until n such events
    have been carried out since the last graded inspection, each ``every`` after the one before.
    ``findings`` are the kinds of finding that a duty anchored on findings answers; none named: every kind.
    ``statutory`` says that law requires it; otherwise it is policy.
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


class Parameter(Rule):
    """A value that the regime needs and its text leaves open; a default marked as unverified."""

    label: str
    value: Any


class Response(Frozen):
    """How one kind of respondent answered, as shares of 1 or as counts; what was not published is ``None``."""

    respondents: str
    total: int | None = None
    agree: float | None = None
    disagree: float | None = None
    unsure: float | None = None


class Question(Rule):
    """One proposal of a consultation, how it was answered, and what was decided."""

    proposal: str
    responses: tuple[Response, ...] = ()
    decision: str | None = None
    adopted: bool | None = None


class Consultation(Rule):
    """A public consultation about the edition."""

    title: str
    opened: date | None = None
    closed: date | None = None
    responses: int | None = None
    questions: Mapping[str, Question] = Field(default_factory=dict)


class Stage(Frozen):
    """One stage of an edition's life, from a day on. ``derived``: not in its file, but from what follows it."""

    status: Status
    first: date
    note: str | None = None
    derived: bool = False


class Edition(Frozen):
    """One dated version of a regime's framework, resolved. ``id`` is ``regime/YYYY-MM-DD``.

    ``reads`` names the earlier regimes whose judgements its pathways go on from (a council that SIF judged is not
    unjudged under ILACS); under a regime that reads none, every body starts unjudged. ``follows`` is the regime whose
    routine inspections every body had before, with which its first ones are compared.
    """

    regime: str
    edition: date
    title: str
    summary: str | None = None
    applies_to: tuple[str, ...]
    extends: str | None = None
    reads: tuple[str, ...] = ()
    follows: str | None = None
    variant: str | None = None
    day_unverified: bool = False
    life: tuple[Stage, ...]
    sources: Mapping[str, Source]
    scale: Mapping[str, Grade]
    headline: str | None = None
    judgements: Mapping[str, Judgement] = Field(default_factory=dict)
    limits: Mapping[str, Limit] = Field(default_factory=dict)
    events: Mapping[str, Event] = Field(default_factory=dict)
    pathways: Mapping[str, Pathway] = Field(default_factory=dict)
    conversions: Mapping[str, Conversion] = Field(default_factory=dict)
    clocks: Mapping[str, Clock] = Field(default_factory=dict)
    pauses: Mapping[str, Pause] = Field(default_factory=dict)
    parameters: Mapping[str, Parameter] = Field(default_factory=dict)
    consultations: Mapping[str, Consultation] = Field(default_factory=dict)

    @cached_property
    def id(self) -> str:
        """``regime/YYYY-MM-DD``, with ``+variant`` where the edition is a variant."""
        base = f"{self.regime}/{self.edition.isoformat()}"
        return f"{base}+{self.variant}" if self.variant else base

    @cached_property
    def grades(self) -> tuple[str, ...]:
        """Grade ids from best to worst."""
        return tuple(self.scale)

    def status_on(self, day: date) -> Status:
        """The stage of life on ``day``; before the first stage an edition is a draft."""
        begun = [stage for stage in self.life if stage.first <= day]
        return begun[-1].status if begun else Status.DRAFT
