"""A later edition as changes to an earlier one: a JSON merge patch (RFC 7396)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.framework.small import BASE, change, edition_of, faults, library_of, numbered

from inspectorate.framework.conditions import parse_condition, state_condition
from inspectorate.framework.judging import Limit
from inspectorate.framework.loader import CONDITIONS
from inspectorate.framework.located import Located, Place, merged, read
from inspectorate.framework.model import Duty, Pathway, Status

HERE = Place("x", 1)


def located(value: Any) -> Located:
    if isinstance(value, dict):
        return Located({key: located(part) for key, part in value.items()}, HERE)
    if isinstance(value, list):
        return Located([located(part) for part in value], HERE)
    return Located(value, HERE)


def patched(target: Any, patch: Any) -> Any:
    """The algorithm of RFC 7396, section 2, word for word."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = patched(result.get(name), value)
    return result


# The test cases of RFC 7396, appendix A, of which the target is a mapping: original, patch, result
CASES: list[tuple[Any, Any, Any]] = [
    ({"a": "b"}, {"a": "c"}, {"a": "c"}),
    ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
    ({"a": "b"}, {"a": None}, {}),
    ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
    ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
    ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
    ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
    ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
    ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
    ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ({"a": "foo"}, "bar", "bar"),
]


@pytest.mark.parametrize(("original", "patch", "result"), CASES, ids=numbered(CASES))
def test_the_cases_of_the_standard(original: Any, patch: Any, result: Any) -> None:
    assert merged(located(original), located(patch)).plain() == result


scalars = st.none() | st.integers() | st.text(max_size=3)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("abc"), inner), max_leaves=8
)


@given(values, values)
def test_patching_agrees_with_the_standard(original: Any, patch: Any) -> None:
    assert merged(located(original), located(patch)).plain() == patched(original, patch)


def test_an_entry_is_changed_added_and_removed_by_key(tmp_path: Path) -> None:
    later = change("""
    events:
      round: {team: {large: 5}}
      walk: {label: Walk, kind: inspection, source: press, confidence: secondary}
    limits: {cap: null}
    """)
    edition = edition_of(tmp_path, BASE, later)
    assert edition.id == "rounds/2021-01-01"
    assert set(edition.events) == {"round", "visit", "walk"}
    assert edition.events["round"].team is not None
    assert (edition.events["round"].team.usual, edition.events["round"].team.large) == (3, 5)
    assert edition.limits == {}


@pytest.mark.parametrize(
    ("change_", "when", "then"),
    [
        ("when: {any: [{leaders: weak}, {care: weak}]}",
         {"any": [{"leaders": "weak"}, {"care": "weak"}]}, {"overall": "weak"}),
        ("when: {care: weak}", {"care": "weak"}, {"overall": "weak"}),
        ("when: {leaders: {at_most: good}}", {"leaders": {"at_most": "good"}}, {"overall": "weak"}),
        ("then: {care: {at_most: good}}", {"leaders": "weak"}, {"care": {"at_most": "good"}}),
        ("force: usually", {"leaders": "weak"}, {"overall": "weak"}),
    ],
)  # fmt: skip
def test_a_condition_takes_the_place_of_the_earlier_one(
    tmp_path: Path, change_: str, when: dict[str, Any], then: dict[str, Any]
) -> None:
    cap = edition_of(tmp_path, BASE, change(f"limits: {{cap: {{{change_}}}}}")).limits["cap"]
    assert (state_condition(cap.when), state_condition(cap.then)) == (when, then)


def test_conditions_of_pathways_and_duties_take_the_place_of_the_earlier_ones_too(tmp_path: Path) -> None:
    looks = (
        "always: {look: {event: visit, anchor: judged, after: {overall: weak}, source: handbook, confidence: official}}"
    )
    later = change("""
    pathways: {weak: {when: {leaders: weak}, about: {when: {source: press, confidence: secondary}}}}
    always: {look: {after: {care: weak}}}
    """)
    edition = edition_of(tmp_path, BASE + looks, later)
    weak = edition.pathways["weak"]
    assert state_condition(weak.when) == {"leaders": "weak"}
    assert weak.about["when"].source == "press"
    assert state_condition(edition.always["look"].after) == {"care": "weak"}


def test_every_field_that_holds_a_condition_is_replaced_whole() -> None:
    holders = {("limits", "*"): Limit, ("pathways", "*"): Pathway, ("pathways", "*", "due", "*"): Duty,
               ("always", "*"): Duty}  # fmt: skip
    fields = {
        (*path, name)
        for path, model in holders.items()
        for name, field in model.model_fields.items()
        if any(getattr(part, "func", None) is parse_condition for part in field.metadata)
    }
    assert fields == set(CONDITIONS)


def test_what_an_edition_says_of_itself_is_not_inherited(tmp_path: Path) -> None:
    ask = "consultations: {ask: {title: Ask, source: press, confidence: official}}\n"
    own = "summary: First\nday_unverified: true\n" + ask
    later = edition_of(tmp_path, BASE + own, change(""))
    assert (later.summary, later.day_unverified, later.consultations) == (None, False, {})
    assert later.life[0].status is Status.IN_FORCE
    missing = change("").replace("title: Rounds\n", "")
    assert faults(tmp_path, BASE, missing) == ["1.yaml, line 1: title is missing; add title: with its value."]


def test_an_edition_extends_one_that_extends_another(tmp_path: Path) -> None:
    second = change("events: {visit: {topics: [Care]}}")
    third = change("events: {visit: {label: Look}}", "2022-01-01").replace(
        "extends: rounds/2020", "extends: rounds/2021"
    )
    edition = edition_of(tmp_path, third, second, BASE)
    assert (edition.events["visit"].label, edition.events["visit"].topics) == ("Look", ("Care",))


def test_a_variant_stands_beside_the_edition_that_it_varies(tmp_path: Path) -> None:
    library = library_of(tmp_path, BASE, change("variant: tall", "2020-01-01"))
    assert list(library.editions) == ["rounds/2020-01-01", "rounds/2020-01-01+tall"]


def test_a_fault_is_found_in_the_file_that_brought_it(tmp_path: Path) -> None:
    (told,) = faults(tmp_path, BASE, change("judgements: {leaders: null}"))
    assert told.startswith("0.yaml, line 20: leaders is not a judgement")
    (told,) = faults(tmp_path, BASE, change("limits: {cap: {when: {leader: weak}}}"))
    assert told.startswith("1.yaml, line 7: leader is not a judgement")


def test_the_place_of_what_is_not_there_is_that_of_what_is_around_it() -> None:
    found = read("a:\n  - b: 1\n  - {c: 2}\nd: 3\n", "f")
    lines = [found.find(path).line for path in (("a", 0, "b"), ("a", 1, "z"), ("a", 9), ("a", "x"), ("d", "e"), ())]
    assert lines == [2, 3, 1, 1, 4, 1]
