"""People's decisions: each one changes an obligation with its author, reason and expiry in sight, none in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.due.small import (
    FIRST,
    LIBRARY,
    SECOND_PATHWAYS,
    day,
    decision,
    duty,
    edition,
    history,
    inspected,
    rules,
    shelf,
    table,
)

from inspectorate.due.engine import due, idle_decisions
from inspectorate.due.model import DueStatus, Obligation
from inspectorate.history.model import Decision

GOOD = inspected("standard", "2018-05-01", "good")
SHORT = "authority:N01/second.good.short/standard-2018-05-01"
PLAIN = "2020-11-01 2021-05-01 2021-11-01"


def short(*made: Decision, on: str = "2021-02-01") -> Obligation:
    (found,) = (found for found in due(history(GOOD, decisions=made), LIBRARY, day(on)) if found.graded)
    return found


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (decision("defer", "2020-12-01", until="2021-06-30"), "not_yet short: 2021-06-30 2021-06-30 2021-11-01"),
        (decision("defer", "2020-12-01", until="2022-06-30"), "not_yet short: 2022-06-30 2022-06-30 2022-06-30"),
        (decision("defer", "2020-12-01", expires="2021-02-28"), "not_yet short: 2021-03-01 2021-05-01 2021-11-01"),
        (decision("defer", "2020-12-01"), "not_yet short: - - -"),
        (decision("pause", "2020-12-01", until="2021-03-01"), "not_yet short: 2021-01-30 2021-07-30 2022-01-30"),
        (decision("pause", "2020-12-01", expires="2021-01-31"), "open short: 2021-01-02 2021-07-02 2022-01-02"),
        (decision("pause", "2020-12-01"), "not_yet short: 2021-01-03 2021-07-03 2022-01-03"),
        (
            decision("bring_forward", "2020-06-01", until="2020-09-30"),
            "overdue short: 2020-06-01 2020-09-30 2020-09-30",
        ),
        (decision("bring_forward", "2020-06-01"), f"open short: 2020-06-01 {PLAIN[11:]}"),
        (decision("convert", "2020-12-01", event="standard"), f"open standard: {PLAIN}"),
        (decision("exempt", "2020-12-01", expires="2021-06-30"), "not_yet short: 2021-07-01 2021-07-01 2021-11-01"),
        (decision("exempt", "2020-12-01"), "not_yet short: - - -"),
    ],
)
def test_a_decision_changes_the_obligation_it_names(made: Decision, expected: str) -> None:
    found = short(replace(made, obligation=SHORT))
    assert table([found]) == expected
    assert (found.decision, found.key) == (made.id, SHORT)
    (reason,) = (reason for reason in found.reasons if reason.rule == f"decision_{made.kind.value}")
    assert (reason.facts["by"], reason.facts["reason"]) == ("Ada Reed", "Flooding closed the offices.")
    assert reason.facts["expires"] == made.expires
    assert "would_end" in [change.rule for change in found.would_change]


@pytest.mark.parametrize("kind", ["defer", "pause", "bring_forward", "convert", "exempt"])
def test_one_that_names_another_obligation_or_rule_changes_nothing(kind: str) -> None:
    plain = short()
    for named in ({"obligation": SHORT[:-1]}, {"rule": "second.good.focused_visit"}):
        assert short(decision(kind, "2020-12-01", until="2022-01-01", event="standard", **named)) == plain


def test_one_that_names_a_rule_speaks_of_it_alone() -> None:
    exempt = decision("exempt", "2020-12-01", rule="second.good.short", expires="2022-12-31")
    found = due(history(GOOD, decisions=(exempt,)), LIBRARY, day("2021-02-01"))
    assert {made.event for made in found if made.decision == exempt.id} == {"short"}


def test_one_that_names_neither_speaks_of_all_the_body_owes() -> None:
    defer = decision("defer", "2020-12-01", until="2021-06-30")
    found = due(history(GOOD, decisions=(defer,)), LIBRARY, day("2021-02-01"))
    assert {made.decision for made in found} == {defer.id}


def test_a_conversion_that_names_no_obligation_speaks_of_the_graded_one() -> None:
    convert = decision("convert", "2020-12-01", event="standard")
    found = due(history(GOOD, decisions=(convert,)), LIBRARY, day("2021-02-01"))
    assert {made.event: made.decision for made in found if made.decision} == {"standard": convert.id}


@pytest.mark.parametrize("event", ["grand_tour", None])
def test_a_conversion_to_an_event_that_the_edition_lacks_is_told_and_not_applied(event: str | None) -> None:
    found = short(decision("convert", "2020-12-01", event=event))
    assert (found.event, found.decision) == ("short", None)
    assert "decision_no_such_event" in rules(found)


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("2020-11-30", DueStatus.OPEN),  # not yet made
        ("2020-12-01", DueStatus.NOT_YET),
        ("2021-03-31", DueStatus.NOT_YET),  # its last day
        ("2021-04-01", DueStatus.OPEN),  # expired
    ],
)
def test_a_deferral_holds_from_its_day_to_its_expiry(on: str, status: DueStatus) -> None:
    defer = decision("defer", "2020-12-01", until="2021-06-30", expires="2021-03-31")
    assert short(defer, on=on).status is status


def test_what_has_lapsed_is_told_and_changes_nothing() -> None:
    defer = decision("defer", "2020-12-01", until="2021-06-30", ended_on="2021-01-15")
    found = short(defer)
    assert (table([found]), found.decision) == (f"open short: {PLAIN}", None)
    assert "decision_lapsed" in rules(found)


@pytest.mark.parametrize(
    ("on", "status"), [("2021-01-14", "not_yet"), ("2021-01-15", "open"), ("2022-01-01", "overdue")]
)
def test_a_pause_that_was_ended_has_still_stopped_the_clock(on: str, status: str) -> None:
    pause = decision("pause", "2020-12-01", until="2021-06-30", ended_on="2021-01-15")
    found = short(pause, on=on)
    assert found.status == status
    if status != "not_yet":
        assert table([found]).endswith("2020-12-16 2021-06-15 2021-12-16")


def test_a_pause_that_was_ended_on_its_day_never_was() -> None:
    pause = decision("pause", "2020-12-01", ended_on="2020-12-01")
    assert short(pause).window == short().window


def test_a_pause_that_touches_no_window_moves_none() -> None:
    assert table([short(decision("pause", "2019-01-01", until="2019-06-01"))]) == f"open short: {PLAIN}"


def test_of_several_decisions_the_later_has_the_last_word() -> None:
    defer = decision("defer", "2020-12-01", until="2021-06-30")
    forward = decision("bring_forward", "2021-01-10", until="2021-02-28")
    for order in ((defer, forward), (forward, defer)):
        found = short(*order)
        assert (table([found]), found.decision) == ("open short: 2021-01-10 2021-02-28 2021-02-28", forward.id)


def test_what_is_brought_forward_during_a_pause_is_due() -> None:
    pause = decision("pause", "2020-12-01", until="2021-06-30")
    forward = decision("bring_forward", "2021-01-10", until="2021-02-28")
    assert short(pause, forward).status is DueStatus.OPEN


class TestARequestWithoutARuleForIt:
    """An edition that has no duty for requests: the usual re-inspection comes forward."""

    VISITS = duty("monitoring_visit", series=4)
    AGAIN = duty("standard", purpose="reinspection", after_series_of="monitoring", within=(12, 24, 30))
    PATHWAY = SECOND_PATHWAYS["inadequate"] | {"due": {"monitoring": VISITS, "reinspection": AGAIN}}
    LIBRARY = shelf(FIRST, edition("second", "2018-01-01", pathways={"inadequate": PATHWAY}))
    LAST = inspected("standard", "2018-05-01", "inadequate")

    @pytest.mark.parametrize(
        ("until", "expected"),
        [
            ({"until": "2019-01-31"}, "open standard (reinspection): 2018-10-01 2019-01-31 2019-01-31"),
            ({}, "open standard (reinspection): 2018-10-01 2020-05-01 2020-11-01"),
        ],
    )
    def test_brings_the_re_inspection_forward_without_waiting(self, until: dict[str, str], expected: str) -> None:
        granted = decision("reinspect_on_request", "2018-10-01", **until)
        found = due(history(self.LAST, decisions=(granted,)), self.LIBRARY, day("2018-12-01"))
        assert table(found, "standard") == expected
        assert {made.event: made.decision for made in found} == {"standard": granted.id, "monitoring_visit": None}


def test_a_day_brought_forward_to_where_the_rule_gives_none() -> None:
    pathway = {**SECOND_PATHWAYS["good"], "due": {"short": duty("short")}}
    library = shelf(edition("second", "2018-01-01", pathways={"good": pathway}))
    forward = decision("bring_forward", "2020-06-01", until="2020-09-30")
    assert table(due(history(GOOD, decisions=(forward,)), library, day("2020-07-01"))) == (
        "open short: - 2020-09-30 2020-09-30"
    )
    assert table(due(history(GOOD), library, day("2020-07-01"))) == "open short: - - -"
    defer = decision("defer", "2020-06-01", until="2020-09-30")
    assert table(due(history(GOOD, decisions=(defer,)), library, day("2020-07-01"))) == "not_yet short: 2020-09-30 - -"
    pause = decision("pause", "2020-06-01", until="2020-09-30")
    assert table(due(history(GOOD, decisions=(pause,)), library, day("2020-07-01"))) == "open short: - - -"


def test_a_decision_that_nothing_rests_on_any_more_is_listed() -> None:
    defer = decision("defer", "2020-12-01", until="2021-06-30", obligation=SHORT)
    again = inspected("short", "2021-02-01", "good")
    for facts, idle in (((GOOD,), ()), ((GOOD, again), (defer,))):
        assert idle_decisions(history(*facts, decisions=(defer,)), LIBRARY, day("2021-03-01")) == idle
    lapsed = replace(defer, expires=day("2021-02-28"))
    assert idle_decisions(history(GOOD, again, decisions=(lapsed,)), LIBRARY, day("2021-03-01")) == ()


def test_a_decision_about_one_of_the_open_pathways_is_told_on_the_others() -> None:
    stored = history(
        inspected("standard", "2018-05-04", "?"),
        decisions=(decision("defer", "2019-01-07", rule="second.good.conversation", until="2019-12-31"),),
    )
    found = [owed for owed in due(stored, LIBRARY, day("2019-02-01")) if owed.event == "annual_conversation"]
    told = {owed.key.split("/")[1]: rules(owed) for owed in found}
    assert "decision_defer" in told["second.good.conversation"]
    for pathway in ("requires_improvement", "inadequate"):
        assert "decision_elsewhere" in told[f"second.{pathway}.conversation"]
