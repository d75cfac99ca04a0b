"""The shape of a framework edition: what is judged, which events there are, who is due what, and by which clock.

Everything is frozen. An edition is one dated version of a regime's rules, already resolved: whatever it inherits
from the edition it extends is in it. Days, months and working days are counted as `inspectorate.calendars` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from pydantic import Field

from inspectorate.framework.consulting import Consultation, Question, Response
from inspectorate.framework.judging import Force, Grade, Judgement, JudgementKind, Limit, Stated
from inspectorate.framework.provenance import About, Confidence, Frozen, Rule, Source
from inspectorate.framework.register_rules import RegisterRule, RegisterState
from inspectorate.framework.schedule import (
    Anchor,
    Basis,
    Clock,
    Conversion,
    CountedFrom,
    Duty,
    Event,
    EventKind,
    Offset,
    Panel,
    Pathway,
    Pause,
    Publication,
    Registered,
    Request,
    Slip,
    TeamSize,
)

__all__ = [
    "About",
    "Anchor",
    "Basis",
    "Clock",
    "Confidence",
    "Consultation",
    "Conversion",
    "CountedFrom",
    "Duty",
    "Edition",
    "Event",
    "EventKind",
    "Force",
    "Frozen",
    "Grade",
    "Judgement",
    "JudgementKind",
    "Limit",
    "Offset",
    "Panel",
    "Parameter",
    "Pathway",
    "Pause",
    "Publication",
    "Question",
    "RegisterRule",
    "RegisterState",
    "Registered",
    "Request",
    "Response",
    "Rule",
    "Slip",
    "Source",
    "Stage",
    "Stated",
    "Status",
    "TeamSize",
]


class Status(StrEnum):
    """Where an edition is in its life."""

    DRAFT = "draft"
    CONSULTATION = "consultation"
    PILOT = "pilot"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"


class Stage(Frozen):
    """One stage of an edition's life, from a day on. ``derived``: not in its file, but from what follows it."""

    status: Status
    first: date
    note: str | None = None
    derived: bool = False


class Parameter(Rule):
    """A value that the regime needs and its text leaves open; a default marked as unverified."""

    label: str
    value: Any


class Edition(Frozen):
    """One dated version of a regime's framework, resolved. ``id`` is ``regime/YYYY-MM-DD``, ``+variant`` behind it.

    ``applies_to`` holds ``authority`` or types of setting (ids of `inspectorate.framework.setting_types`). An edition
    that applies to nobody is the core that those for single types extend: what it says is common to all of them.

    ``reads`` names the earlier regimes whose judgements its pathways go on from (a council that SIF judged is not
    unjudged under ILACS); under a regime that reads none, every body starts unjudged. ``follows`` is the regime whose
    routine inspections every body had before, with which its first ones are compared.
    ``requests`` are what bodies are asked to send before or at an event.
    ``always`` are the duties of every pathway, say the visit after a notice; ``standings`` say what waits while a
    setting is suspended, proposed to close or without children.
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
    requests: Mapping[str, Request] = Field(default_factory=dict)
    panels: Mapping[str, Panel] = Field(default_factory=dict)
    pathways: Mapping[str, Pathway] = Field(default_factory=dict)
    always: Mapping[str, Duty] = Field(default_factory=dict)
    standings: Mapping[str, RegisterRule] = Field(default_factory=dict)
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

    @cached_property
    def every_grade(self) -> tuple[str, ...]:
        """The grade ids of the edition's scale, and after them those of judgements with a scale of their own."""
        own = (grade for judgement in self.judgements.values() for grade in judgement.scale)
        return tuple(dict.fromkeys((*self.scale, *own)))

    def scale_of(self, judgement: str) -> Mapping[str, Grade]:
        """The scale that a judgement is graded on; the edition's where it has none of its own, or is not held."""
        held = self.judgements.get(judgement)
        return held.scale if held and held.scale else self.scale

    def grade(self, id_: str) -> Grade | None:
        """The grade of this id, on the edition's scale or on a judgement's own; ``None`` where neither has it."""
        scales = (self.scale, *(judgement.scale for judgement in self.judgements.values()))
        return next((scale[id_] for scale in scales if id_ in scale), None)

    def status_on(self, day: date) -> Status:
        """The stage of life on ``day``; before the first stage an edition is a draft."""
        begun = [stage for stage in self.life if stage.first <= day]
        return begun[-1].status if begun else Status.DRAFT
