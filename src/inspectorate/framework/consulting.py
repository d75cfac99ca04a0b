"""What was asked about an edition before it came, how people answered, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from inspectorate.framework.provenance import Frozen, Rule


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
