"""What is judged, on which scale, and how one grade caps another."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field, PlainSerializer, PlainValidator

from inspectorate.framework.conditions import Condition, parse_condition, state_condition
from inspectorate.framework.provenance import Frozen, Rule

Stated = Annotated[Condition, PlainValidator(parse_condition), PlainSerializer(state_condition)]
"""A condition, read from the mapping that states it and written back as one."""


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
    """An area that is graded. Judgements of one ``meaning`` may be drawn as one line through time; ``short`` is a name
    for sentences that hold several. ``scale`` is its own scale, from best to worst, where it is not graded on the
    edition's (an interim inspection says improved, sustained or declined). ``criteria`` are what inspectors look for
    evidence of, in few words: they order the evidence and are no checklist that a grade follows from."""

    label: str
    short: str | None = None
    kind: JudgementKind = JudgementKind.AREA
    part_of: str | None = None
    meaning: str
    scale: Mapping[str, Grade] = Field(default_factory=dict)
    criteria: Mapping[str, str] = Field(default_factory=dict)


class Force(StrEnum):
    """``always``: a rule without exception. ``usually``: an exception needs a reason."""

    ALWAYS = "always"
    USUALLY = "usually"


class Limit(Rule):
    """When the condition holds, the ``then`` condition must hold as well."""

    when: Stated
    then: Stated
    force: Force
