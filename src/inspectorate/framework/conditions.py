"""Conditions over the grades of one inspection, as limits and pathways state them.

A condition is true, false, or unknown (``None``): a grade that is not known never becomes a guess.

    {overall: inadequate}                              this judgement has exactly this grade
    {overall: {at_least: good}}                        this grade or a better one
    {leadership: {at_most: requires_improvement}}      this grade or a worse one
    {any: [..]}, {all: [..]}, {not: ..}                combinations; several keys side by side mean all
    {count: {of: [a, b, c], grade: {at_least: good}, at_least: 2}}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Grades = Mapping[str, str | None]
"""Grade ids by judgement id; ``None`` (or no entry) where the grade is not known."""

Scale = Sequence[str]
"""Grade ids from best to worst."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What one grade must be: ``is``, ``at_least`` (this or better) or ``at_most`` (this or worse)."""

    relation: str
    grade: str

    def holds(self, grade: str, scale: Scale) -> bool:
        """Whether ``grade`` meets the bound on ``scale``."""
        rank, limit = scale.index(grade), scale.index(self.grade)
        if self.relation == "at_least":
            return rank <= limit
        if self.relation == "at_most":
            return rank >= limit
        return rank == limit


@dataclass(frozen=True, slots=True)
class GradeIs:
    """One judgement's grade against a bound."""

    judgement: str
    bound: Bound

    def evaluate(self, grades: Grades, scale: Scale) -> bool | None:
        """``None`` when the judgement has no known grade on this scale."""
        grade = grades.get(self.judgement)
        return self.bound.holds(grade, scale) if grade in scale and grade is not None else None

    def judgements(self) -> frozenset[str]:
        """The judgement ids the condition reads."""
        return frozenset({self.judgement})


@dataclass(frozen=True, slots=True)
class Count:
    """At least ``at_least`` of several judgements meet one bound."""

    of: tuple[str, ...]
    bound: Bound
    at_least: int

    def evaluate(self, grades: Grades, scale: Scale) -> bool | None:
        """Unknown only while the unknown grades could still decide it."""
        answers = [GradeIs(judgement, self.bound).evaluate(grades, scale) for judgement in self.of]
        sure, open_ = answers.count(True), answers.count(None)
        if sure >= self.at_least:
            return True
        return None if sure + open_ >= self.at_least else False

    def judgements(self) -> frozenset[str]:
        """The judgement ids the condition reads."""
        return frozenset(self.of)


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold (with no parts: always true)."""

    parts: tuple[Condition, ...]

    def evaluate(self, grades: Grades, scale: Scale) -> bool | None:
        """Kleene's three-valued conjunction."""
        answers = [part.evaluate(grades, scale) for part in self.parts]
        if False in answers:
            return False
        return None if None in answers else True

    def judgements(self) -> frozenset[str]:
        """The judgement ids the condition reads."""
        return frozenset().union(*(part.judgements() for part in self.parts))


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def evaluate(self, grades: Grades, scale: Scale) -> bool | None:
        """Kleene's three-valued disjunction."""
        answers = [part.evaluate(grades, scale) for part in self.parts]
        if True in answers:
            return True
        return None if None in answers else False

    def judgements(self) -> frozenset[str]:
        """The judgement ids the condition reads."""
        return frozenset().union(*(part.judgements() for part in self.parts))


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition

    def evaluate(self, grades: Grades, scale: Scale) -> bool | None:
        """Unknown stays unknown."""
        answer = self.part.evaluate(grades, scale)
        return None if answer is None else not answer

    def judgements(self) -> frozenset[str]:
        """The judgement ids the condition reads."""
        return self.part.judgements()


Condition = GradeIs | Count | Every | Some | Not

ALWAYS = Every(())


def parse_condition(value: Any) -> Condition:
    """The condition that a framework file's mapping states.

    Raises ``ValueError`` with a sentence that names what is wrong and what would be right.
    """
    if isinstance(value, GradeIs | Count | Every | Some | Not):
        return value
    if not isinstance(value, Mapping):
        raise ValueError(f"a condition is a mapping such as {{overall: inadequate}}, not {value!r}")
    parts = tuple(_parse_part(str(key), part) for key, part in value.items())
    return parts[0] if len(parts) == 1 else Every(parts)


def _parse_part(key: str, value: Any) -> Condition:
    if key == "all":
        return Every(_parse_several(key, value))
    if key == "any":
        return Some(_parse_several(key, value))
    if key == "not":
        return Not(parse_condition(value))
    if key == "count":
        return _parse_count(value)
    return GradeIs(key, _parse_bound(value))


def _parse_several(key: str, value: Any) -> tuple[Condition, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable) or isinstance(value, Mapping):
        raise ValueError(f"'{key}' takes a list of conditions, not {value!r}")
    return tuple(parse_condition(part) for part in value)


def _parse_count(value: Any) -> Count:
    if not isinstance(value, Mapping) or set(value) != {"of", "grade", "at_least"}:
        raise ValueError("'count' takes of, grade and at_least, as in {of: [a, b], grade: good, at_least: 1}")
    of, at_least = value["of"], value["at_least"]
    if isinstance(of, str | Mapping) or not isinstance(of, Iterable) or type(at_least) is not int:
        raise ValueError("'count' takes a list of judgements and a whole number, as in {of: [a, b], .., at_least: 1}")
    judgements = tuple(str(judgement) for judgement in of)
    different = len(set(judgements))
    if not 1 <= at_least <= different or different < len(judgements):
        raise ValueError(f"'count' asks for at least {at_least} of {different} different judgements; ask for 1 to all")
    return Count(judgements, _parse_bound(value["grade"]), at_least)


def _parse_bound(value: Any) -> Bound:
    if isinstance(value, str):
        return Bound("is", value)
    if isinstance(value, Mapping) and len(value) == 1:
        ((relation, grade),) = value.items()
        if relation in ("is", "at_least", "at_most"):
            return Bound(relation, str(grade))
    raise ValueError(f"a grade is compared as good, {{at_least: good}} or {{at_most: good}}, not {value!r}")


def state_condition(condition: Condition) -> dict[str, Any]:
    """The mapping that states a condition; `parse_condition` reads it back."""
    if isinstance(condition, GradeIs):
        return {condition.judgement: _state_bound(condition.bound)}
    if isinstance(condition, Count):
        grade = _state_bound(condition.bound)
        return {"count": {"of": list(condition.of), "grade": grade, "at_least": condition.at_least}}
    if isinstance(condition, Not):
        return {"not": state_condition(condition.part)}
    word = "all" if isinstance(condition, Every) else "any"
    return {word: [state_condition(part) for part in condition.parts]}


def _state_bound(bound: Bound) -> str | dict[str, str]:
    return bound.grade if bound.relation == "is" else {bound.relation: bound.grade}


def comparisons(condition: Condition) -> frozenset[tuple[str, str]]:
    """Each judgement that a condition reads, with the grade id that it compares it with."""
    if isinstance(condition, GradeIs):
        return frozenset({(condition.judgement, condition.bound.grade)})
    if isinstance(condition, Count):
        return frozenset((judgement, condition.bound.grade) for judgement in condition.of)
    parts = (condition.part,) if isinstance(condition, Not) else condition.parts
    return frozenset().union(*(comparisons(part) for part in parts))
