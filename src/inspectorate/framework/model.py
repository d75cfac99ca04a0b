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
from inspectorate.framework.schedule import (
    Anchor,
    Basis,
    Clock,
    Conversion,
    Duty,
    Event,
    EventKind,
    Offset,
    Pathway,
    Pause,
    Publication,
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
    "Parameter",
    "Pathway",
    "Pause",
    "Publication",
    "Question",
    "Response",
    "Rule",
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
