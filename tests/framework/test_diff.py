"""What changed between two editions, as values and in words."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from tests.framework.small import BASE, change, library_of, numbered

from inspectorate.framework.diff import Change, diff, sentence
from inspectorate.framework.library import load_library
from inspectorate.framework.model import Confidence, Edition

LIBRARY = load_library()


def changed(folder: Path, patch: str) -> tuple[Edition, Edition, tuple[Change, ...]]:
    """The small framework, the same with a patch, and what differs."""
    library = library_of(folder, BASE, change(patch))
    before, after = library.edition("rounds/2020-01-01"), library.edition("rounds/2021-01-01")
    return before, after, diff(before, after)


@pytest.mark.parametrize("edition", LIBRARY.editions.values(), ids=list(LIBRARY.editions))
def test_nothing_differs_from_itself(edition: Edition) -> None:
    assert diff(edition, edition) == ()


def test_what_an_edition_says_of_itself_is_no_change_of_rules(tmp_path: Path) -> None:
    _, _, found = changed(tmp_path, "summary: Other words\nsources: {press: {title: The paper}}")
    assert found == ()


def test_a_better_source_is_no_change_of_rules(tmp_path: Path) -> None:
    _, _, found = changed(tmp_path, "limits: {cap: {source: press, confidence: derived, note: Seen}}")
    assert found == ()


def test_a_change_tells_both_values_and_where_the_new_one_comes_from(tmp_path: Path) -> None:
    _, _, found = changed(
        tmp_path,
        """
        events: {round: {team: {large: 5}, source: press, confidence: secondary}}
        pathways: {weak: {due: {round: {latest: {months: 18}}}}}
        limits: {cap: null}
        """,
    )
    press, handbook = "The press", "The handbook"
    assert [(one.path, one.before, one.after, one.source, one.confidence) for one in found] == [
        (
            ("limits", "cap"),
            {"when": {"leaders": "weak"}, "then": {"overall": "weak"}, "force": "always"},
            None,
            handbook,
            Confidence.OFFICIAL,
        ),
        (("events", "round", "team"), {"usual": 3}, {"usual": 3, "large": 5}, press, Confidence.SECONDARY),
        (
            ("pathways", "weak", "due", "round", "latest"),
            {"months": 12},
            {"months": 18},
            press,
            Confidence.UNVERIFIED,
        ),
    ]


SENTENCES = [
    ("events: {round: {team: {large: 5}}}", "Event “Round”, team: usual 3, large 5 (was usual 3)."),
    ("limits: {cap: null}", "Limit “cap”: gone (was always, when “Leaders” is weak, then “Overall” is weak)."),
    (
        "limits: {cap: {when: {care: {at_most: good}}}}",
        "Limit “cap”, when: “Care” is good or worse (was “Leaders” is weak).",
    ),
    (
        "pathways: {weak: {due: {round: {latest: {months: null, weeks: 1}}}}}",
        "Pathway “Weak”, round, latest: 1 week (was 12 months).",
    ),
    (
        "pathways: {weak: {due: {visits: {series: null}, round: {after_series_of: null}}}}",
        "Pathway “Weak”, visits, series: gone (was 2).",
    ),
    (
        "clocks: {plan: {label: Plan, starts: report, length: {days: 3}, source: press, confidence: secondary}}",
        "Clock “Plan”: new, starts report, length 3 days.",
    ),
    ("events: {round: {graded: false}}", "Event “Round”, graded: no (was yes)."),
    ("events: {visit: {topics: [Care, Court]}}", "Event “Visit”, topics: Care, Court (was none)."),
    ("scale: {good: {letter: F}}", "Grade “Good”, letter: F (was G)."),
    ("headline: leaders", "Headline: leaders (was overall)."),
    ("reads: [older]", "Reads: older (was none)."),
]


@pytest.mark.parametrize(("patch", "told"), SENTENCES, ids=numbered(SENTENCES))
def test_a_change_in_words(tmp_path: Path, patch: str, told: str) -> None:
    before, after, found = changed(tmp_path, patch)
    assert told in [sentence(one, before, after) for one in found]


def test_what_no_rule_holds_has_no_source(tmp_path: Path) -> None:
    _, _, (only,) = changed(tmp_path, "headline: leaders")
    assert (only.source, only.confidence) == (None, None)


def test_the_reform_of_2026_in_words() -> None:
    before, after = LIBRARY.edition("ilacs/2024-04-05"), LIBRARY.edition("ilacs/2026-04-01")
    told = [sentence(one, before, after) for one in diff(before, after)]
    assert told[0] == "Judgement “Overall effectiveness”: gone (was kind overall, meaning overall)."
    assert "Headline: gone (was overall)." in told


def test_going_back_undoes_every_change() -> None:
    editions = LIBRARY.of_regime("ilacs")
    for before, after in pairwise(editions):
        there = {one.path: (one.before, one.after) for one in diff(before, after)}
        back = {one.path: (one.after, one.before) for one in diff(after, before)}
        assert there == back
