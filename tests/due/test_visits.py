"""A visit decided on by a person is due from the decision to its day, until it is carried out, and says who decided."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.due.small import LIBRARY, day, decision, history, inspected, table

from inspectorate.due.engine import due, idle_decisions
from inspectorate.due.model import Obligation
from inspectorate.due.sentences import sentence
from inspectorate.due.visits import visit_made
from inspectorate.history.model import Decision, Inspection

GOOD = inspected("standard", "2018-05-01", "good")
KEY = "authority:N01/visit/visit-2019-03-01"


def visit(**more: str) -> Decision:
    return decision("visit", "2019-03-01", **{"event": "focused_visit", "until": "2019-06-30", **more})


def decided_visits(on: str, *made: Decision, then: tuple[Inspection, ...] = ()) -> list[Obligation]:
    owed = due(history(GOOD, *then, decisions=made), LIBRARY, day(on))
    return [one for one in owed if "/visit/" in one.key]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2019-02-28", ""),
        ("2019-03-01", "open focused_visit: 2019-03-01 2019-06-30 2019-06-30"),
        ("2019-06-30", "open focused_visit: 2019-03-01 2019-06-30 2019-06-30"),
        ("2019-07-01", "overdue focused_visit: 2019-03-01 2019-06-30 2019-06-30"),
    ],
)
def test_it_is_due_from_the_decision_to_its_day(on: str, expected: str) -> None:
    assert table(decided_visits(on, visit())) == expected


@pytest.mark.parametrize(("carried_out", "left"), [("2019-02-28", 1), ("2019-03-01", 0), ("2019-05-01", 0)])
def test_it_is_due_until_such_a_visit_was_carried_out(carried_out: str, left: int) -> None:
    seen = inspected("focused_visit", carried_out, None)
    assert len(decided_visits("2019-05-02", visit(), then=(seen,))) == left


@pytest.mark.parametrize(
    ("topics", "left"),
    [
        ((), ["the front door"]),  # nobody told on what: it carries out the earliest
        (("care leavers",), ["the front door"]),
        (("The front door",), ["care leavers"]),
        (("planning",), ["care leavers", "the front door"]),
    ],
)
def test_one_visit_carries_out_one_decision_on_its_topic(topics: tuple[str, ...], left: list[str]) -> None:
    made = [visit(id="a", topic="care leavers"), visit(id="b", topic="the front door")]
    seen = replace(inspected("focused_visit", "2019-04-01", None), topics=topics)
    owed = decided_visits("2019-05-02", *made, then=(seen,))
    assert [one.reasons[0].facts["topic"] for one in owed] == left


@pytest.mark.parametrize(
    ("topics", "made"),
    [
        ((), {"a": "2019-04-01"}),
        (("care leavers",), {"a": "2019-04-01"}),
        (("The front door",), {"b": "2019-04-01"}),
        (("planning",), {}),
    ],
)
def test_what_carried_out_a_visit_is_found_by_its_decision(topics: tuple[str, ...], made: dict[str, str]) -> None:
    decided = [visit(id="a", topic="care leavers"), visit(id="b", topic="the front door")]
    seen = replace(inspected("focused_visit", "2019-04-01", None), topics=topics)
    of = history(GOOD, seen, decisions=decided)
    found = {id_: visit_made(of, LIBRARY, id_, day("2019-05-02")) for id_ in ("a", "b", "c")}
    assert {id_: str(one.carried_out) for id_, one in found.items() if one} == made
    assert visit_made(of, LIBRARY, "a", day("2019-03-31")) is None


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (visit(expires="2019-03-31"), ""),
        (visit(ended_on="2019-04-01"), ""),
        (visit(event="grand_tour"), ""),
    ],
)
def test_one_that_no_longer_holds_or_fits_makes_nothing_due(made: Decision, expected: str) -> None:
    assert table(decided_visits("2019-04-01", made)) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (
            decision("defer", "2019-03-05", obligation=KEY, until="2019-09-01"),
            "not_yet focused_visit: 2019-09-01 2019-09-01 2019-09-01",
        ),
        (
            decision("pause", "2019-03-05", until="2019-05-05"),
            "not_yet focused_visit: 2019-05-01 2019-08-30 2019-08-30",
        ),
        (
            decision("pause", "2019-03-05", until="2019-03-15"),
            "open focused_visit: 2019-03-11 2019-07-10 2019-07-10",
        ),
    ],
)
def test_other_decisions_change_it_as_any_obligation(other: Decision, expected: str) -> None:
    (found,) = decided_visits("2019-04-01", visit(), other)
    assert table([found]) == expected
    assert found.decision == other.id


def test_it_says_who_decided_on_what_and_why() -> None:
    (found,) = decided_visits("2019-04-01", visit(topic="the front door"))
    assert [sentence(one, LIBRARY) for one in found.reasons] == [
        "Focused visit on the front door by 30 June 2019, decided on by Ada Reed on 1 March 2019: "
        "Flooding closed the offices."
    ]
    assert found.key == KEY
    assert idle_decisions(history(GOOD, decisions=(visit(),)), LIBRARY, day("2019-04-01")) == ()


def test_one_whose_event_the_edition_lacks_is_idle() -> None:
    made = visit(event="grand_tour")
    assert idle_decisions(history(GOOD, decisions=(made,)), LIBRARY, day("2019-04-01")) == (made,)
