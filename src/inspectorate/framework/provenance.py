"""What every rule carries: where it comes from, and how sure we are of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Frozen(BaseModel):
    """Base of all framework values: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=True)


class Confidence(StrEnum):
    """How sure we are that the regulator's rule is as written here."""

    OFFICIAL = "official"
    SECONDARY = "secondary"
    DERIVED = "derived"
    UNVERIFIED = "unverified"


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
