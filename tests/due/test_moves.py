"""Whom a change of the rules moves."""

from __future__ import annotations

import pytest
from tests.due.small import RULE, SECOND_PATHWAYS, day, duty, edition, history, inspected, shelf

from inspectorate.due.moves import moves

OLD = edition("second", "2018-01-01", pathways=SECOND_PATHWAYS)
# The new text asks for a standard inspection of every body that is not outstanding, at the same time as before.
NEW = edition(
    "second",
    "2026-04-01",
    status="draft",
    pathways={
        **SECOND_PATHWAYS,
        "good": {**SECOND_PATHWAYS["good"], "when": {"overall": "outstanding"}},
        "fair": {
            **RULE,
            "label": "Good",
            "when": {"overall": "good"},
            "due": {"standard": duty("standard", within=(30, 36, 42))},
        },
    },
)
LIBRARY = shelf(OLD, NEW)


@pytest.mark.parametrize(
    ("grade", "expected"),
    [
        ("outstanding", None),
        ("good", ("short", "standard")),
        ("requires_improvement", None),
    ],
)
def test_a_draft_moves_those_whose_next_graded_event_differs(grade: str, expected: tuple[str, str] | None) -> None:
    stored = history(inspected("standard", "2018-05-04", grade))
    found = list(moves([stored], LIBRARY, OLD.id, NEW.id, day("2020-01-01")))
    events = [(move.before and move.before.event, move.after and move.after.event) for move in found]
    assert events == ([expected] if expected else [])
    assert all(move.event_changes for move in found)


def test_another_window_moves_a_body_too() -> None:
    later = {"short": duty("short", within=(30, 48, 54))}
    slower = edition(
        "second", "2027-01-01", pathways={**SECOND_PATHWAYS, "good": {**SECOND_PATHWAYS["good"], "due": later}}
    )
    stored = history(inspected("standard", "2018-05-04", "good"))
    (move,) = moves([stored], shelf(OLD, slower), OLD.id, slower.id, day("2020-01-01"))
    assert not move.event_changes
    assert move.before
    assert move.after
    assert (move.before.window.usual, move.after.window.usual) == (day("2021-05-04"), day("2022-05-04"))


def test_a_body_to_which_nothing_graded_is_due_any_more_is_moved() -> None:
    none_left = edition("second", "2027-01-01", pathways={"all": {**RULE, "label": "All", "due": {}}})
    stored = history(inspected("standard", "2018-05-04", "good"))
    (move,) = moves([stored], shelf(OLD, none_left), OLD.id, none_left.id, day("2020-01-01"))
    assert move.after is None
    assert move.event_changes
