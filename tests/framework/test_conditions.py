"""Conditions over grades that may be unknown, against every way in which the unknown ones could turn out."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.framework.small import numbered

from inspectorate.framework.conditions import (
    ALWAYS,
    Bound,
    Condition,
    Count,
    Every,
    GradeIs,
    Grades,
    Not,
    Some,
    comparisons,
    parse_condition,
    state_condition,
)

SCALE = ("outstanding", "good", "weak", "inadequate")
NAMES = ("a", "b", "c", "d", "e")

bounds = st.builds(Bound, st.sampled_from(("is", "at_least", "at_most")), st.sampled_from(SCALE[1:3]))


def conditions(names: tuple[str, ...]) -> st.SearchStrategy[Condition]:
    """Conditions that read each of these judgements at most once."""
    if len(names) == 1:
        return st.builds(GradeIs, st.just(names[0]), bounds)
    whole = st.builds(Count, st.just(names), bounds, st.integers(1, len(names)))
    cut = st.integers(1, len(names) - 1)
    halves = cut.flatmap(lambda at: st.tuples(conditions(names[:at]), conditions(names[at:])))
    return st.one_of(whole, halves.map(Every), halves.map(Some), halves.map(lambda pair: Not(Every(pair))))


def nested(depth: int = 3) -> st.SearchStrategy[Condition]:
    """Conditions of any shape, in which a judgement may be read again and again."""
    leaf: st.SearchStrategy[Condition] = st.builds(GradeIs, st.sampled_from(NAMES), bounds)
    if not depth:
        return leaf
    parts = st.lists(nested(depth - 1), max_size=3).map(tuple)
    return st.one_of(leaf, parts.map(Every), parts.map(Some), nested(depth - 1).map(Not))


maybe_grades = st.fixed_dictionaries({name: st.none() | st.sampled_from(SCALE) for name in NAMES})


def oracle(condition: Condition, grades: Grades) -> bool:
    """The condition over known grades, the slow and obvious way."""
    if isinstance(condition, GradeIs):
        return _meets(grades[condition.judgement], condition.bound)
    if isinstance(condition, Count):
        return sum(_meets(grades[name], condition.bound) for name in condition.of) >= condition.at_least
    if isinstance(condition, Not):
        return not oracle(condition.part, grades)
    answers = [oracle(part, grades) for part in condition.parts]
    return all(answers) if isinstance(condition, Every) else any(answers)


def _meets(grade: str | None, bound: Bound) -> bool:
    steps = {"is": (bound.grade,), "at_least": SCALE[: SCALE.index(bound.grade) + 1]}
    return grade in steps.get(bound.relation, SCALE[SCALE.index(bound.grade) :])


def completions(condition: Condition, grades: Grades) -> set[bool]:
    """What the condition says for each way in which the unknown grades could turn out."""
    unknown = [name for name in NAMES if grades[name] is None]
    ways = product(SCALE, repeat=len(unknown))
    return {oracle(condition, {**grades, **dict(zip(unknown, way, strict=True))}) for way in ways}


@given(conditions(NAMES), maybe_grades)
def test_an_answer_is_given_exactly_when_the_unknown_grades_cannot_change_it(
    condition: Condition, grades: Grades
) -> None:
    possible = completions(condition, grades)
    assert condition.evaluate(grades, SCALE) == (None if len(possible) > 1 else possible.pop())


@given(nested(), maybe_grades)
def test_an_answer_is_never_one_that_an_unknown_grade_could_overturn(condition: Condition, grades: Grades) -> None:
    answer = condition.evaluate(grades, SCALE)
    if answer is not None:
        assert completions(condition, grades) == {answer}


@given(nested())
def test_a_condition_reads_back_as_it_was_stated(condition: Condition) -> None:
    assert parse_condition(state_condition(condition)) == condition


@given(nested(), maybe_grades)
def test_only_the_judgements_that_it_names_matter(condition: Condition, grades: Grades) -> None:
    named = {name: grade for name, grade in grades.items() if name in condition.judgements()}
    assert condition.evaluate(named, SCALE) == condition.evaluate(grades, SCALE)
    assert {judgement for judgement, _ in comparisons(condition)} == condition.judgements()
    assert {grade for _, grade in comparisons(condition)} <= set(SCALE)


# The condition, and its answer where judgement a is: outstanding, good, weak, inadequate, unknown
TRUTH: list[tuple[Any, list[bool | None]]] = [
    ({"a": "good"}, [False, True, False, False, None]),
    ({"a": {"is": "good"}}, [False, True, False, False, None]),
    ({"a": {"at_least": "good"}}, [True, True, False, False, None]),
    ({"a": {"at_most": "good"}}, [False, True, True, True, None]),
    ({"not": {"a": "good"}}, [True, False, True, True, None]),
    ({"all": []}, [True] * 5),
    ({}, [True] * 5),
    ({"any": []}, [False] * 5),
    ({"a": {"at_least": "good"}, "b": "good"}, [None, None, False, False, None]),
    ({"any": [{"a": "good"}, {"b": "good"}]}, [None, True, None, None, None]),
    ({"count": {"of": ["a", "b"], "grade": "good", "at_least": 2}}, [False, None, False, False, None]),
]


@pytest.mark.parametrize(("stated", "answers"), TRUTH, ids=numbered(TRUTH))
def test_truth_tables(stated: Any, answers: list[bool | None]) -> None:
    condition = parse_condition(stated)
    assert [condition.evaluate({"a": grade}, SCALE) for grade in (*SCALE, None)] == answers


def test_a_grade_of_another_scale_is_unknown() -> None:
    assert parse_condition({"a": "good"}).evaluate({"a": "adequate"}, SCALE) is None


def test_a_condition_that_is_one_already_stays_as_it_is() -> None:
    assert parse_condition(ALWAYS) is ALWAYS


REFUSED = [
    ("inadequate", "a condition is a mapping such as {overall: inadequate}, not 'inadequate'"),
    ({"a": ["good"]}, "a grade is compared as good, {at_least: good} or {at_most: good}, not ['good']"),
    ({"a": {"above": "good"}}, "a grade is compared as good, {at_least: good} or {at_most: good}"),
    ({"any": {"a": "good"}}, "'any' takes a list of conditions, not {'a': 'good'}"),
    ({"all": "good"}, "'all' takes a list of conditions, not 'good'"),
    ({"all": 3}, "'all' takes a list of conditions, not 3"),
    ({"count": "a"}, "'count' takes of, grade and at_least, as in {of: [a, b], grade: good, at_least: 1}"),
    ({"count": {"of": ["a"], "grade": "good"}}, "'count' takes of, grade and at_least"),
    ({"count": {"of": "ab", "grade": "good", "at_least": 1}}, "'count' takes a list of judgements"),
    ({"count": {"of": 2, "grade": "good", "at_least": 1}}, "'count' takes a list of judgements"),
    ({"count": {"of": ["a"], "grade": "good", "at_least": "1"}}, "'count' takes a list of judgements"),
    ({"count": {"of": ["a", "a"], "grade": "good", "at_least": 1}}, "'count' asks for at least 1 of 1 different"),
    ({"count": {"of": ["a", "b"], "grade": "good", "at_least": 3}}, "'count' asks for at least 3 of 2 different"),
    ({"count": {"of": ["a", "b"], "grade": "good", "at_least": 0}}, "'count' asks for at least 0 of 2 different"),
]


@pytest.mark.parametrize(("stated", "sentence"), REFUSED, ids=numbered(REFUSED))
def test_what_is_no_condition_is_refused_with_what_would_be(stated: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}"):
        parse_condition(stated)
