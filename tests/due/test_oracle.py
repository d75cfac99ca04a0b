"""The engine against the oracle, over random histories, decisions, findings, pauses and records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.due.oracle import Oracle, Owed
from tests.due.small import BODY, EVENTS, FIRST, RULE, SECOND, SECOND_PATHWAYS, duty, edition, shelf

from inspectorate.due.engine import due
from inspectorate.due.model import Obligation
from inspectorate.due.sentences import sentence
from inspectorate.history.model import Coverage, Decision, DecisionKind, Finding, FindingKind, History, Inspection

PAUSES = {
    "flood": {
        **RULE,
        "label": "The flood",
        "first": "2020-03-17",
        "last": "2020-12-31",
        "events": ["short", "standard"],
    },
    "snow": {**RULE, "label": "Snow", "first": "2020-12-01", "last": "2021-01-31"},
}
LATER = {
    **SECOND_PATHWAYS,
    "good": {**SECOND_PATHWAYS["good"], "due": {
        **SECOND_PATHWAYS["good"]["due"],
        "short": duty("short", basis="fieldwork_start", fallback=None, within=(30, 36, 42)),
        "audit": duty("internal_audit", every={"weeks": 26}, usual={"days": 100}),
    }},
    "inadequate": {**SECOND_PATHWAYS["inadequate"], "due": {
        name: rule for name, rule in SECOND_PATHWAYS["inadequate"]["due"].items() if name != "requested"
    }},
}  # fmt: skip
LIBRARY = shelf(FIRST, SECOND, edition("second", "2020-03-17", reads=["first"], pathways=LATER, pauses=PAUSES))
EDITIONS = tuple(LIBRARY.editions.values())
RULES = [f"second.{name}.{rule}" for name, pathway in SECOND_PATHWAYS.items() for rule in pathway["due"]]

DAYS = st.dates(date(2014, 1, 1), date(2022, 12, 31))
GRADES = st.sampled_from(["outstanding", "good", "requires_improvement", "inadequate", None])


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def inspections(draw: st.DrawFn, number: int) -> Inspection:
    ended = draw(DAYS)
    regime = "first" if ended < date(2018, 1, 1) else draw(st.sampled_from(["second", "second", "first"]))
    event = "full" if regime == "first" else draw(st.sampled_from(sorted(EVENTS)))
    grade = draw(GRADES)
    grade = "adequate" if regime == "first" and grade == "requires_improvement" else grade
    published = ended + timedelta(days=draw(st.integers(0, 90)))
    kept = draw(st.sampled_from(["all", "all", "end", "published", "started", "none"]))
    return Inspection(
        id=f"i{number}",
        body=BODY.id,
        regime=regime,
        event=event,
        started=ended - timedelta(days=4) if kept in ("all", "started") else None,
        ended=ended if kept in ("all", "end") else None,
        published=published if kept in ("all", "published") else None,
        known_on=published,
        grades={"overall": grade} if event in ("full", "short", "standard") else {},
        purpose=draw(st.sampled_from([None, None, "reinspection"])),
        pilot=draw(st.integers(0, 9)) == 0,
    )


@st.composite
def histories(draw: st.DrawFn) -> History:
    events = tuple(draw(inspections(number)) for number in range(draw(st.integers(0, 6))))
    findings = tuple(
        Finding(f"f{number}", draw(st.sampled_from([event.id for event in events] + ["elsewhere"])),
                draw(st.sampled_from(FindingKind)), "Visits are late.", draw(DAYS),
                put_right_by=draw(maybe(DAYS)), confirmed_on=draw(maybe(DAYS)))
        for number in range(draw(st.integers(0, 2)))
    )  # fmt: skip
    files = [
        Coverage("first", frozenset({"full"}), date(2013, 1, 1), draw(DAYS), "old reports"),
        Coverage("second", frozenset(EVENTS), date(2017, 1, 1), draw(DAYS), "the register"),
        Coverage("second", frozenset({"short", "standard"}), draw(DAYS), date(2024, 1, 1), "reports"),
        Coverage("second", frozenset(EVENTS), date(2017, 1, 1), date(2024, 1, 1), "everything"),
        Coverage("first", frozenset({"full"}), date(2013, 1, 1), date(2024, 1, 1), "all old reports"),
    ]
    body = replace(BODY, opened=draw(maybe(DAYS)), closed=draw(st.none() | st.just(date(2022, 6, 30))))
    return History(body, events, findings, coverage=tuple(draw(st.lists(st.sampled_from(files), max_size=4))))


@st.composite
def decided(draw: st.DrawFn, stored: History, as_of: date) -> History:
    keys = [made.key for made in due(stored, LIBRARY, as_of)]
    made = tuple(draw(decisions(number, keys)) for number in range(draw(st.integers(0, 3))))
    return replace(stored, decisions=made)


@st.composite
def decisions(draw: st.DrawFn, number: int, keys: list[str]) -> Decision:
    made_on = draw(DAYS)
    return Decision(
        id=f"d{number}",
        body=BODY.id,
        kind=draw(st.sampled_from(DecisionKind)),
        made_on=made_on,
        by="Ada Reed",
        reason="Flooding closed the offices.",
        known_on=made_on + timedelta(days=draw(st.sampled_from([0, 0, 30]))),
        obligation=draw(maybe(st.sampled_from(keys))) if keys else None,
        rule=draw(st.sampled_from([None, None, None, *RULES])),
        event=draw(st.sampled_from([None, "short", "standard", "grand_tour", "focused_visit"])),
        until=draw(maybe(DAYS)),
        expires=draw(maybe(DAYS)),
        ended_on=draw(st.none() | st.none() | DAYS),
    )


def as_owed(made: Obligation) -> Owed:
    found = made.window
    limits = (found.earliest, found.usual, found.latest)
    return Owed(made.key, made.event, made.purpose, *limits, str(made.status), made.decision)


@settings(max_examples=250, deadline=None, derandomize=True)
@given(st.data(), histories(), st.dates(date(2015, 1, 1), date(2023, 6, 30)))
def test_the_engine_says_what_the_oracle_says(data: Any, stored: History, as_of: date) -> None:
    stored = data.draw(decided(stored, as_of))
    said = due(stored, LIBRARY, as_of)
    expected = Oracle(stored, EDITIONS, as_of).answer()
    order = {"key": lambda owed: owed.key}
    assert sorted(map(as_owed, said), **order) == sorted(expected, **order)
    for made in said:
        for reason in (*made.reasons, *made.would_change):
            assert sentence(reason, LIBRARY).endswith(".")


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.data(), histories(), st.dates(date(2015, 1, 1), date(2022, 11, 30)))
def test_what_became_known_later_changes_nothing(data: Any, stored: History, as_of: date) -> None:
    stored = data.draw(decided(stored, as_of))
    after = as_of + timedelta(days=1)
    news = replace(data.draw(inspections(99)), known_on=after, pilot=False)
    notice = Finding("f99", "i0", FindingKind.CONCERN, "Late.", after)
    fuller = replace(
        stored,
        inspections=(*stored.inspections, news),
        findings=(*stored.findings, notice),
        decisions=(*stored.decisions, replace(data.draw(decisions(99, [])), known_on=after)),
    )
    assert due(fuller, LIBRARY, as_of) == due(stored, LIBRARY, as_of)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.data(), histories(), st.dates(date(2015, 1, 1), date(2023, 6, 30)))
def test_the_order_in_which_facts_are_stored_is_no_matter(data: Any, stored: History, as_of: date) -> None:
    stored = data.draw(decided(stored, as_of))
    mixed = replace(
        stored,
        inspections=tuple(data.draw(st.permutations(stored.inspections))),
        findings=tuple(data.draw(st.permutations(stored.findings))),
        decisions=tuple(data.draw(st.permutations(stored.decisions))),
        coverage=tuple(data.draw(st.permutations(stored.coverage))),
    )
    assert due(mixed, LIBRARY, as_of) == due(stored, LIBRARY, as_of)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.data(), histories(), st.dates(date(2015, 1, 1), date(2023, 6, 30)))
def test_a_decision_changes_nothing_without_a_reason_in_sight(data: Any, stored: History, as_of: date) -> None:
    plain = {made.key: made for made in due(stored, LIBRARY, as_of)}
    for made in due(data.draw(decided(stored, as_of)), LIBRARY, as_of):
        before = plain.get(made.key)
        told = any(reason.rule.startswith("decision_") for reason in made.reasons)
        same = before is not None and as_owed(before) == as_owed(made)
        assert told or same
        assert made.decision is None or told
