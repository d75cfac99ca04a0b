"""Rules that make one grade of several, to be compared on grades that were given.

Nothing here grades anybody: an overall grade is a judgement. The rules show what any such rule would have hidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from inspectorate.framework.check import open_grades
from inspectorate.framework.model import Edition, JudgementKind


class Rule(StrEnum):
    """How one grade may be made of those of the areas."""

    WORST = "worst"
    MEDIAN = "median"
    BEST = "best"
    LIMITS = "limits"  # the best grade that the framework's own limits leave open
    FIRST = "first"  # that of the area which the framework names first


def overall_of(edition: Edition) -> str | None:
    """The judgement of an edition that is one word for all areas; ``None`` where it has none, or several."""
    found = [id_ for id_, one in edition.judgements.items() if one.kind is JudgementKind.OVERALL]
    return found[0] if len(found) == 1 else None


def amalgamate(rule: Rule, areas: Mapping[str, str], edition: Edition) -> str:
    """The one grade that a rule makes of the grades of areas (in the edition's order), ids of the edition's scale.

    Of an even number of areas the median is the worse of the two in the middle. The limits answer with the best grade
    that none of them speaks against; where there is no such grade, with the best that none without exception closes,
    and where they close all, with the worst. Raises ``ValueError`` where the limits are asked of an edition that does
    not give one overall grade.
    """
    scale = edition.grades
    if rule is Rule.LIMITS:
        return _left_open(areas, edition)
    if rule is Rule.FIRST:
        return next(iter(areas.values()))
    places = sorted(scale.index(grade) for grade in areas.values())
    place = {Rule.WORST: -1, Rule.MEDIAN: len(places) // 2, Rule.BEST: 0}[rule]
    return scale[places[place]]


def _left_open(areas: Mapping[str, str], edition: Edition) -> str:
    overall = overall_of(edition)
    if overall is None:
        raise ValueError(f"{edition.id} does not give one overall grade, so that its limits say nothing of one.")
    open_ = open_grades(edition, overall, areas)
    usual = [grade for grade, told in open_.items() if told.usual]
    allowed = [grade for grade, told in open_.items() if told.allowed]
    return (usual or allowed or list(open_)[-1:])[0]
