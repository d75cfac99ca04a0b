"""Who is due what: small tables of histories in, obligations out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.due.small import (
    BODY,
    FIRST,
    LIBRARY,
    RULE,
    SECOND,
    SECOND_PATHWAYS,
    day,
    decision,
    duty,
    edition,
    finding,
    history,
    inspected,
    rows,
    rules,
    shelf,
    successor,
    table,
)

from inspectorate.due.engine import due
from inspectorate.due.model import DueStatus, Obligation, Window
from inspectorate.history.model import Body, Coverage, History

BETWEEN = ("focused_visit", "monitoring_visit", "self_evaluation", "annual_conversation")
GRADED = ("full", "short", "standard")
SHORT = duty("short", within=(30, 36, 42))
STANDARD = duty("standard", within=(30, 36, 42))


def owed(stored: History, on: str, *events: str, **more: Any) -> str:
    return table(due(stored, LIBRARY, day(on), **more), *events)


def one(stored: History, on: str, event: str) -> Obligation:
    (found,) = (found for found in due(stored, LIBRARY, day(on)) if found.event == event)
    return found


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("outstanding", "not_yet short: 2020-11-04 2021-05-04 2021-11-04"),
        ("good", "not_yet short: 2020-11-04 2021-05-04 2021-11-04"),
        ("requires_improvement", "not_yet standard: 2020-11-04 2021-05-04 2021-11-04"),
        ("inadequate", "not_yet standard (reinspection): 2019-05-04 2020-05-04 2020-11-04"),
    ],
)
def test_the_next_graded_inspection_follows_from_the_last_grade(last: str, expected: str) -> None:
    assert owed(history(inspected("standard", "2018-05-04", last)), "2018-06-01", *GRADED) == expected


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("2020-11-03", DueStatus.NOT_YET),
        ("2020-11-04", DueStatus.OPEN),
        ("2020-11-05", DueStatus.OPEN),
        ("2021-11-03", DueStatus.OPEN),
        ("2021-11-04", DueStatus.OPEN),
        ("2021-11-05", DueStatus.OVERDUE),
    ],
)
def test_a_window_opens_on_its_first_day_and_is_overdue_after_its_last(on: str, status: DueStatus) -> None:
    assert one(history(inspected("standard", "2018-05-04", "good")), on, "short").status is status


class TestNobodyHasJudgedIt:
    def test_the_clock_starts_with_the_regime(self) -> None:
        assert owed(history(), "2019-06-01", "standard") == "open standard: 2019-01-01 2020-01-01 2021-01-01"
        assert rules(one(history(), "2019-06-01", "standard")) == [
            "unjudged", "pathways.unjudged", "pathways.unjudged.due.standard", "from_opening",
        ]  # fmt: skip

    def test_or_with_the_body_if_it_is_younger(self) -> None:
        young = replace(BODY, opened=day("2019-04-01"))
        assert (
            owed(history(body=young), "2019-06-01", "standard") == "not_yet standard: 2020-04-01 2021-04-01 2022-04-01"
        )

    def test_a_pilot_inspection_is_nobodys_judgement(self) -> None:
        pilot = inspected("short", "2018-03-01", "good", pilot=True)
        assert due(history(pilot), LIBRARY, day("2019-06-01")) == due(history(), LIBRARY, day("2019-06-01"))

    def test_a_regime_that_reads_no_other_starts_everybody_anew(self) -> None:
        alone = shelf(FIRST, edition("second", "2018-01-01", pathways=SECOND_PATHWAYS))
        judged = history(inspected("full", "2016-05-01", "good", regime="first"))
        found = due(judged, alone, day("2019-06-01"))
        assert table(found, "standard") == "open standard: 2019-01-01 2020-01-01 2021-01-01"


class TestANewAuthority:
    BEFORE = history(
        inspected("standard", "2018-02-01", "inadequate"), body=replace(BODY, id="authority:O01", name="Oldmere")
    )

    def test_by_merger_starts_unjudged_with_its_clock_from_vesting_day(self) -> None:
        empty = history(body=replace(BODY, id="authority:O02", name="Eastmere"))
        stored = history(body=successor(self.BEFORE, empty, opened="2019-04-01"), predecessors=(self.BEFORE, empty))
        found = one(stored, "2019-06-01", "standard")
        assert table([found]) == "not_yet standard: 2020-04-01 2021-04-01 2022-04-01"
        assert found.key == "authority:N01/second.unjudged.standard/opened"
        told = [reason for reason in found.reasons if reason.rule == "predecessor"]
        assert [(reason.facts["name"], reason.confidence) for reason in told] == [
            ("Oldmere", "unverified"), ("Eastmere", "unverified"),
        ]  # fmt: skip
        assert told[0].facts["grades"] == {"overall": "inadequate"}
        assert told[1].facts["inspection"] is None

    def test_that_is_the_same_body_under_a_new_code_goes_on(self) -> None:
        stored = history(body=successor(self.BEFORE, opened="2019-04-01", kind="recoded"), predecessors=(self.BEFORE,))
        assert (
            owed(stored, "2019-06-01", "standard")
            == "not_yet standard (reinspection): 2019-02-01 2020-02-01 2020-08-01"
        )

    def test_a_closed_body_owes_nothing(self) -> None:
        closed = History(replace(BODY, closed=day("2019-03-31")), self.BEFORE.inspections)
        assert due(closed, LIBRARY, day("2019-03-31"))
        assert due(closed, LIBRARY, day("2019-04-01")) == ()

    def test_a_body_of_another_kind_is_not_governed(self) -> None:
        home = history(body=Body("setting:1", "setting", "1", "Larch House"))
        assert due(home, LIBRARY, day("2019-06-01")) == ()
        assert due(home, LIBRARY, day("2019-06-01"), regimes=["second"]) == ()


class TestBetweenInspections:
    RI = inspected("standard", "2018-05-01", "requires_improvement")

    def test_a_series_of_visits_stands_until_all_have_been_carried_out(self) -> None:
        first, second = inspected("focused_visit", "2018-12-03"), inspected("focused_visit", "2019-04-01")
        expected = "open focused_visit: 2018-11-01 2019-05-01 2020-05-01"
        assert owed(history(self.RI), "2019-05-01", "focused_visit") == expected
        assert owed(history(self.RI, first), "2019-05-01", "focused_visit") == expected
        assert owed(history(self.RI, first, second), "2019-05-01", "focused_visit") == ""

    def test_each_visit_of_a_series_has_its_own_key(self) -> None:
        first = inspected("focused_visit", "2018-12-03")
        keys = [
            one(stored, "2019-05-01", "focused_visit").key for stored in (history(self.RI), history(self.RI, first))
        ]
        rule = "authority:N01/second.requires_improvement.focused_visit/standard-2018-05-01"
        assert keys == [f"{rule}.1", f"{rule}.2"]

    def test_a_joint_inspection_takes_a_place(self) -> None:
        joint = inspected("joint_inspection", "2018-12-03")
        found = one(history(self.RI, joint), "2019-05-01", "focused_visit")
        assert found.key.endswith(".2")
        assert "takes_place" in rules(found)

    def test_visits_before_the_last_inspection_do_not_count(self) -> None:
        old = inspected("focused_visit", "2018-04-03")
        assert one(history(old, self.RI), "2019-05-01", "focused_visit").key.endswith(".1")

    def test_one_visit_where_no_series_is_given(self) -> None:
        good = inspected("standard", "2018-05-01", "good")
        assert owed(history(good), "2018-06-01", "focused_visit") == "open focused_visit: - 2019-11-01 2021-05-01"
        assert owed(history(good, inspected("focused_visit", "2019-05-01")), "2019-06-01", "focused_visit") == ""

    def test_a_conversation_in_each_calendar_year(self) -> None:
        held = inspected("annual_conversation", "2019-03-05")
        this_year = "open annual_conversation: 2019-01-01 - 2019-12-31"
        assert owed(history(self.RI), "2019-02-01", "annual_conversation") == this_year
        next_year = "not_yet annual_conversation: 2020-01-01 - 2020-12-31"
        assert owed(history(self.RI, held), "2019-04-01", "annual_conversation") == next_year
        assert one(history(self.RI, held), "2019-04-01", "annual_conversation").key.endswith("/2020")

    def test_a_self_evaluation_a_year_after_the_last_one(self) -> None:
        expected = "overdue self_evaluation: - 2019-05-01 2019-06-01"
        assert owed(history(self.RI), "2019-06-02", "self_evaluation") == expected
        done = inspected("self_evaluation", "2019-03-05")
        expected = "open self_evaluation: - 2020-03-05 2020-04-05"
        assert owed(history(self.RI, done), "2019-06-02", "self_evaluation") == expected

    def test_what_a_regime_brought_in_was_not_due_before_it(self) -> None:
        earlier = inspected("full", "2016-05-01", "good", regime="first")
        found = one(history(earlier), "2018-06-01", "focused_visit")
        assert table([found]) == "open focused_visit: - 2019-07-01 2021-01-01"
        assert "from_regime" in rules(found)


class TestAfterAnInadequateInspection:
    LAST = inspected("standard", "2018-05-01", "inadequate")
    VISITS = tuple(
        inspected("monitoring_visit", ended) for ended in ("2018-08-01", "2018-11-01", "2019-02-01", "2019-05-01")
    )

    def test_the_first_visit_counts_from_the_inspection_and_each_next_one_from_the_one_before(self) -> None:
        first = "open monitoring_visit: - 2018-08-01 2018-09-01"
        assert owed(history(self.LAST), "2018-08-15", "monitoring_visit") == first
        third = "overdue monitoring_visit: - 2019-02-01 2019-02-01"
        assert owed(history(self.LAST, *self.VISITS[:2]), "2019-02-02", "monitoring_visit") == third

    def test_the_re_inspection_waits_for_the_series(self) -> None:
        waiting = history(self.LAST, *self.VISITS[:3])
        assert one(waiting, "2019-06-01", "standard").status is DueStatus.NOT_YET
        done = history(self.LAST, *self.VISITS)
        assert one(done, "2019-06-01", "standard").status is DueStatus.OPEN
        assert owed(done, "2019-06-01", "monitoring_visit") == ""

    def test_it_is_overdue_after_its_last_day_whatever_was_visited(self) -> None:
        assert one(history(self.LAST), "2020-11-02", "standard").status is DueStatus.OVERDUE

    def test_where_no_record_tells_of_visits_the_series_may_be_complete(self) -> None:
        inspections = [
            Coverage("second", frozenset({"short", "standard"}), date(2018, 1, 1), date(2030, 1, 1), "reports")
        ]
        found = one(history(self.LAST, coverage=inspections), "2019-06-01", "standard")
        assert found.status is DueStatus.UNKNOWN
        assert "would_series" in [reason.rule for reason in found.would_change]

    def test_at_the_authoritys_own_request(self) -> None:
        granted = decision("reinspect_on_request", "2018-10-01", until="2019-01-31")
        found = one(history(self.LAST, decisions=(granted,)), "2018-12-01", "standard")
        assert table([found]) == "open standard (reinspection): - 2019-01-31 2019-01-31"
        assert (found.decision, found.key.rpartition("/")[2]) == (granted.id, granted.id)
        assert "decision_reinspect_on_request" in rules(found)

    def test_a_request_is_answered_by_the_inspection_that_follows(self) -> None:
        granted = decision("reinspect_on_request", "2018-10-01")
        again = inspected("standard", "2018-12-03", "inadequate")
        found = one(history(self.LAST, again, decisions=(granted,)), "2019-01-15", "standard")
        assert table([found]) == "not_yet standard (reinspection): 2019-12-03 2020-12-03 2021-06-03"


class TestFindings:
    LAST = inspected("standard", "2018-05-01", "good")
    VISIT = inspected("focused_visit", "2019-02-01")

    def test_an_unconfirmed_concern_comes_back_to_the_due_list_and_the_conversation(self) -> None:
        concern = finding("concern_to_be_put_right", self.VISIT.id, "2019-02-20", put_right_by="2019-04-30")
        stored = history(self.LAST, self.VISIT, findings=(concern,))
        for on, status in (("2019-04-30", "open"), ("2019-05-01", "overdue")):
            found = {made.key: made for made in due(stored, LIBRARY, day(on))}
            confirm = found["authority:N01/second.good.confirm/finding-2019-02-20"]
            assert table([confirm]) == f"{status} confirmation: - 2019-04-30 2019-04-30"
            conversation = found["authority:N01/second.good.conversation/2019"]
            assert ("finding_to_raise" in rules(conversation)) == (status == "overdue")

    @pytest.mark.parametrize(("confirmed", "still_open"), [(None, True), ("2019-06-02", True), ("2019-06-01", False)])
    def test_a_finding_is_open_until_somebody_confirms_it(self, confirmed: str | None, still_open: bool) -> None:
        days = {"confirmed_on": confirmed} if confirmed else {}
        action = finding("area_for_priority_action", self.VISIT.id, "2019-02-20", **days)
        found = due(history(self.LAST, self.VISIT, findings=(action,)), LIBRARY, day("2019-06-01"))
        assert any(made.key.endswith("/finding-2019-02-20") for made in found) == still_open

    def test_a_finding_without_an_agreed_day_is_open_without_a_limit(self) -> None:
        action = finding("area_for_priority_action", self.VISIT.id, "2019-02-20")
        found = due(history(self.LAST, self.VISIT, findings=(action,)), LIBRARY, day("2019-06-01"))
        assert table(found, "confirmation") == "open confirmation: - - -"
        assert "finding_to_raise" in rules(next(made for made in found if made.event == "annual_conversation"))

    @pytest.mark.parametrize(
        ("on", "status"), [("2019-05-09", "open"), ("2019-05-10", "open"), ("2019-05-11", "overdue")]
    )
    def test_the_frameworks_own_clock_runs_whatever_was_agreed(self, on: str, status: str) -> None:
        action = finding("area_for_priority_action", self.VISIT.id, "2019-02-20", put_right_by="2019-12-31")
        found = due(history(self.LAST, self.VISIT, findings=(action,)), LIBRARY, day(on))
        assert table(found, "action_plan") == f"{status} action_plan: - - 2019-05-10"

    def test_an_action_plan_is_due_once(self) -> None:
        action = finding("area_for_priority_action", self.VISIT.id, "2019-02-20")
        before, after = inspected("action_plan", "2019-01-20"), inspected("action_plan", "2019-03-20")
        for plan, still in ((before, 1), (after, 0)):
            found = due(history(self.LAST, self.VISIT, plan, findings=(action,)), LIBRARY, day("2019-06-01"))
            assert len([made for made in found if made.event == "action_plan"]) == still
            assert table(found, "confirmation")

    def test_one_whose_visit_is_not_known_has_no_day(self) -> None:
        action = finding("area_for_priority_action", "elsewhere", "2019-02-20")
        found = due(history(self.LAST, findings=(action,)), LIBRARY, day("2019-06-01"))
        assert table(found, "action_plan") == "unknown action_plan: - - -"

    def test_a_duty_may_answer_one_kind_of_finding_only(self) -> None:
        kinds = duty("confirmation", "finding", findings=["area_for_priority_action"])
        pathway = {**SECOND_PATHWAYS["good"], "due": {"confirm": kinds}}
        library = shelf(FIRST, edition("second", "2018-01-01", pathways={"good": pathway}))
        both = (
            finding("area_for_priority_action", self.VISIT.id, "2019-02-20"),
            finding("concern_to_be_put_right", self.VISIT.id, "2019-02-21"),
        )
        found = due(history(self.LAST, self.VISIT, findings=both), library, day("2019-06-01"))
        assert [made.key for made in found] == ["authority:N01/second.good.confirm/finding-2019-02-20"]

    def test_only_a_persons_decision_brings_the_inspection_forward(self) -> None:
        action = finding("area_for_priority_action", self.VISIT.id, "2019-02-20")
        with_finding = one(history(self.LAST, self.VISIT, findings=(action,)), "2019-06-01", "short")
        without = one(history(self.LAST, self.VISIT), "2019-06-01", "short")
        assert (with_finding.window, with_finding.status) == (without.window, without.status)
        assert "would_finding" in [reason.rule for reason in with_finding.would_change]
        sooner = decision("bring_forward", "2019-05-01", until="2019-09-30", obligation=with_finding.key)
        brought = history(self.LAST, self.VISIT, findings=(action,), decisions=(sooner,))
        assert table([one(brought, "2019-06-01", "short")]) == "open short: 2019-05-01 2019-09-30 2019-09-30"


class TestEditions:
    def test_a_change_of_edition_between_two_inspections_changes_the_rule_and_not_the_key(self) -> None:
        pathways = {
            **SECOND_PATHWAYS,
            "good": {**SECOND_PATHWAYS["good"], "due": {"short": duty("short", within=(36, 48, 60))}},
        }
        library = shelf(FIRST, SECOND, edition("second", "2020-01-01", reads=["first"], pathways=pathways))
        stored = history(inspected("standard", "2018-05-01", "good"))
        before, after = (
            next(made for made in due(stored, library, day(on)) if made.event == "short")
            for on in ("2019-12-31", "2020-01-01")
        )
        assert (before.edition, table([before])) == (
            "second/2018-01-01",
            "not_yet short: 2020-11-01 2021-05-01 2021-11-01",
        )
        assert (after.edition, table([after])) == (
            "second/2020-01-01",
            "not_yet short: 2021-05-01 2022-05-01 2023-05-01",
        )
        assert before.key == after.key

    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            ("2017-12-31", "not_yet full (reinspection): 2018-05-01 2018-11-01 2019-05-01"),
            ("2018-01-01", "not_yet full (reinspection): 2018-05-01 2018-11-01 2019-05-01"),
            ("2018-08-31", "open full (reinspection): 2018-05-01 2018-11-01 2019-05-01"),
            ("2018-09-01", "not_yet standard (reinspection): 2018-05-01 2019-05-01 2019-11-01"),
        ],
    )
    def test_a_pathway_that_carries_over_keeps_the_body_until_its_own_end(self, on: str, expected: str) -> None:
        stored = history(inspected("full", "2017-05-01", "inadequate", regime="first"))
        assert owed(stored, on, *GRADED) == expected

    def test_no_other_pathway_carries_over(self) -> None:
        stored = history(inspected("full", "2017-05-01", "adequate", regime="first"))
        found = one(stored, "2018-01-01", "standard")
        assert table([found]) == "not_yet standard: 2019-11-01 2020-05-01 2020-11-01"
        unread = history(inspected("full", "2017-05-01", "?", regime="first"))
        assert {made.regime for made in due(unread, LIBRARY, day("2018-01-01"))} == {"second"}

    def test_the_grades_of_the_earlier_regime_are_read_by_what_they_equal_and_mean(self) -> None:
        when = {"in_care": {"at_least": "requires_improvement"}}
        pathway = {**SECOND_PATHWAYS["good"], "when": when}
        library = shelf(FIRST, edition("second", "2018-01-01", reads=["first"], pathways={"some": pathway}))
        last = inspected("full", "2016-05-01", regime="first", grades={"overall": "good", "looked_after": "adequate"})
        found = next(made for made in due(history(last), library, day("2018-06-01")) if made.event == "short")
        (reason,) = (reason for reason in found.reasons if reason.rule.endswith("#pathways.some"))
        assert reason.facts["grades"] == {"in_care": "requires_improvement"}
        assert "read_from" in rules(found)

    def test_what_a_partial_re_inspection_left_stands_as_last_judged(self) -> None:
        grades = {"overall": {"at_least": "good"}, "leadership": {"at_least": "good"}}
        pathway = {**SECOND_PATHWAYS["good"], "when": {"all": [{name: bound} for name, bound in grades.items()]}}
        library = shelf(edition("second", "2018-01-01", pathways={"good": pathway}))
        whole = inspected("standard", "2018-05-01", grades={"overall": "inadequate", "leadership": "good"})
        part = inspected("standard", "2019-05-01", "good", purpose="reinspection")
        assert table(due(history(whole, part), library, day("2019-06-01")), "short").startswith("not_yet short")
        routine = replace(part, purpose=None)
        assert table(due(history(whole, routine), library, day("2019-06-01")), "short").startswith("unknown short")

    def test_a_draft_answers_only_when_it_is_named(self) -> None:
        draft = edition(
            "third", "2019-01-01", status="consultation", reads=["first", "second"], pathways=SECOND_PATHWAYS
        )
        old = edition("third", "2018-06-01", status="draft", reads=["second"], pathways={})
        library = shelf(FIRST, SECOND, draft, old)
        stored = history(inspected("standard", "2018-05-01", "good"))
        assert {made.regime for made in due(stored, library, day("2019-06-01"))} == {"second"}
        for named in ("third", "third/2019-01-01"):
            found = due(stored, library, day("2019-06-01"), regimes=[named])
            assert {made.edition for made in found} == {"third/2019-01-01"}
        assert due(stored, library, day("2018-12-31"), regimes=["third"]) == ()
        assert due(stored, library, day("2018-01-31"), regimes=["third"]) == ()
        with pytest.raises(KeyError, match="fourth"):
            due(stored, library, day("2019-06-01"), regimes=["fourth"])

    def test_a_regime_that_has_ended_answers_when_it_is_named(self) -> None:
        found = due(history(), LIBRARY, day("2019-06-01"), regimes=["first"])
        assert table(found) == "unknown full: 2013-11-01 2016-11-01 2017-11-01" or table(found).startswith(
            "overdue full"
        )


def areas(*grades: str | None) -> dict[str, str | None]:
    return dict(zip(("leadership", "help", "in_care", "leavers"), grades, strict=True))


AREAS_GOOD = {
    "leadership": {"at_least": "good"},
    "count": {"of": ["help", "in_care", "leavers"], "grade": {"at_least": "good"}, "at_least": 2},
}


class TestNoOverallGrade:
    """Leaders and at least two of the three practice areas good or better: a short inspection."""

    LIBRARY = shelf(edition("second", "2018-01-01", pathways={
        "good": {**SECOND_PATHWAYS["good"], "when": AREAS_GOOD, "due": {"short": SHORT}},
        "others": {**SECOND_PATHWAYS["good"], "when": {"not": AREAS_GOOD}, "due": {"standard": STANDARD}},
    }))  # fmt: skip

    @pytest.mark.parametrize(
        ("grades", "expected"),
        [
            (areas("good", "good", "good", "good"), ["not_yet short"]),
            (areas("good", "good", "requires_improvement", "good"), ["not_yet short"]),
            (areas("good", "good", "inadequate", "requires_improvement"), ["not_yet standard"]),
            (areas("requires_improvement", "good", "good", "good"), ["not_yet standard"]),
            (areas("good", "good", "good", None), ["not_yet short"]),
            (areas("good", "good", "inadequate", None), ["unknown short", "unknown standard"]),
            (areas(None, "good", "good", "good"), ["unknown short", "unknown standard"]),
            (areas(None, "good", "inadequate", "inadequate"), ["not_yet standard"]),
        ],
    )
    def test_the_pathway_stands_on_the_areas(self, grades: dict[str, str | None], expected: list[str]) -> None:
        found = due(history(inspected("standard", "2018-05-01", grades=grades)), self.LIBRARY, day("2018-06-01"))
        assert [table([made]).partition(":")[0] for made in found] == expected

    def test_the_reasons_say_which_grade_would_decide_and_which_would_change_it(self) -> None:
        undecided = history(inspected("standard", "2018-05-01", grades=areas("good", "good", "inadequate", None)))
        found = due(undecided, self.LIBRARY, day("2018-06-01"))[0]
        (reason,) = (reason for reason in found.reasons if reason.rule == "pathway_unknown")
        assert reason.facts["missing"] == ("leavers",)
        assert "would_known_grade" in [reason.rule for reason in found.would_change]
        weak = history(
            inspected("standard", "2018-05-01", grades=areas("requires_improvement", "good", "good", "good"))
        )
        (change,) = (
            made for made in due(weak, self.LIBRARY, day("2018-06-01"))[0].would_change if made.rule == "would_grade"
        )
        assert (change.facts["judgement"], change.facts["grades"]) == ("leadership", ("outstanding", "good"))


class TestUnknownGrades:
    def test_what_every_open_pathway_asks_for_is_due_and_the_rest_unknown(self) -> None:
        found = due(history(inspected("standard", "2018-05-01", "?")), LIBRARY, day("2019-02-01"))
        assert table(found, "self_evaluation", "annual_conversation") == rows("""
            open annual_conversation: 2019-01-01 - 2019-12-31
            open self_evaluation: - 2019-05-01 2019-06-01""")
        others = [made for made in found if made.event not in ("self_evaluation", "annual_conversation")]
        assert {made.status for made in others} == {DueStatus.UNKNOWN}
        assert {(made.event, made.purpose) for made in others if made.graded} == {
            ("short", "routine"), ("standard", "routine"), ("standard", "reinspection"),
        }  # fmt: skip

    def test_a_single_pathway_is_not_certain_while_its_condition_is_unknown(self) -> None:
        library = shelf(edition("second", "2018-01-01", pathways={"good": SECOND_PATHWAYS["good"]}))
        found = due(history(inspected("standard", "2018-05-01", "?")), library, day("2019-02-01"))
        assert {made.status for made in found} == {DueStatus.UNKNOWN}

    def test_a_later_pathway_that_holds_does_not_decide_over_an_earlier_that_may(self) -> None:
        pathways = {
            "led": {**SECOND_PATHWAYS["good"], "when": {"leadership": "good"}, "due": {"short": SHORT}},
            "good": {**SECOND_PATHWAYS["good"], "when": {"overall": "good"}, "due": {"standard": STANDARD}},
            "rest": {**SECOND_PATHWAYS["good"], "due": {"short": STANDARD}},
        }
        library = shelf(edition("second", "2018-01-01", pathways=pathways))
        found = due(history(inspected("standard", "2018-05-01", "good")), library, day("2019-02-01"))
        assert table(found).count("unknown") == 2
        (reason,) = (reason for reason in found[0].reasons if reason.rule == "pathway_unknown")
        assert (reason.facts["missing"], reason.facts["pathways"]) == (("leadership",), ("led", "good"))

    def test_grades_that_no_pathway_takes_make_nothing_due(self) -> None:
        library = shelf(edition("second", "2018-01-01", pathways={"good": SECOND_PATHWAYS["good"]}))
        assert due(history(inspected("standard", "2018-05-01", "inadequate")), library, day("2019-02-01")) == ()


class TestUnknownDays:
    def test_publication_stands_in_for_an_unknown_fieldwork_date_and_the_reasons_say_so(self) -> None:
        last = inspected("standard", None, "good", published="2018-06-15", started="2018-05-01")
        found = one(history(last), "2018-07-01", "short")
        assert table([found]) == "not_yet short: 2020-12-15 2021-06-15 2021-12-15"
        (reason,) = (reason for reason in found.reasons if reason.rule == "other_day")
        assert reason.facts == {
            "inspection": last.id, "wanted": "fieldwork_end", "used": "publication",
            "day": day("2018-06-15"), "not_before": day("2018-05-01"),
        }  # fmt: skip
        assert "would_day" in [change.rule for change in found.would_change]

    def test_a_rule_that_allows_no_other_day_gives_no_window(self) -> None:
        pathway = {**SECOND_PATHWAYS["good"], "due": {"short": duty("short", fallback=None, within=(30, 36, 42))}}
        library = shelf(edition("second", "2018-01-01", pathways={"good": pathway}))
        (found,) = due(history(inspected("standard", None, "good", published="2018-06-15")), library, day("2018-07-01"))
        assert table([found]) == "unknown short: - - -"
        assert "no_day" in rules(found)

    def test_an_inspection_without_any_day_is_nobodys_latest(self) -> None:
        undated = inspected("standard", None, "inadequate", published="2018-06-15")
        undated = replace(undated, published=None)
        dated = inspected("standard", "2018-05-01", "good")
        assert owed(history(undated, dated), "2018-07-01", *GRADED) == "not_yet short: 2020-11-01 2021-05-01 2021-11-01"
        assert owed(history(undated), "2018-07-01", *GRADED) == "unknown standard (reinspection): - - -"


class TestCoverage:
    LAST = inspected("standard", "2018-05-01", "good")

    def covered(self, *parts: tuple[str, str], events: tuple[str, ...] = ("short", "standard")) -> History:
        return history(
            self.LAST, coverage=[Coverage("second", frozenset(events), day(a), day(b), "a file") for a, b in parts]
        )

    @pytest.mark.parametrize(
        ("on", "status"),
        [("2021-03-31", DueStatus.OPEN), ("2021-04-01", DueStatus.UNKNOWN), ("2022-01-01", DueStatus.UNKNOWN)],
    )
    def test_beyond_the_record_nothing_is_overdue(self, on: str, status: DueStatus) -> None:
        found = one(self.covered(("2018-01-01", "2021-03-31")), on, "short")
        assert found.status is status
        gaps = [reason.facts["first"] for reason in found.reasons if reason.rule == "not_covered"]
        assert gaps == ([day("2021-04-01")] if status is DueStatus.UNKNOWN else [])
        assert ("would_record" in [change.rule for change in found.would_change]) == bool(gaps)

    def test_a_gap_in_the_middle_is_a_gap(self) -> None:
        found = one(self.covered(("2018-01-01", "2019-03-31"), ("2019-04-02", "2025-12-31")), "2021-12-01", "short")
        assert found.status is DueStatus.UNKNOWN
        joined = self.covered(("2019-04-01", "2025-12-31"), ("2018-01-01", "2019-03-31"))
        assert one(joined, "2021-12-01", "short").status is DueStatus.OVERDUE

    def test_every_event_that_would_have_answered_must_be_covered(self) -> None:
        found = one(self.covered(("2018-01-01", "2030-12-31"), events=("standard",)), "2021-12-01", "short")
        assert found.status is DueStatus.UNKNOWN

    def test_what_is_in_no_file_is_unknown(self) -> None:
        found = due(self.covered(("2018-01-01", "2030-12-31")), LIBRARY, day("2021-12-01"))
        assert {made.event: made.status for made in found} == {
            "short": DueStatus.OVERDUE,
            "focused_visit": DueStatus.UNKNOWN,
            "annual_conversation": DueStatus.UNKNOWN,
            "self_evaluation": DueStatus.UNKNOWN,
        }


class TestPauses:
    LIBRARY = shelf(FIRST, SECOND, edition("second", "2020-03-17", reads=["first"], pathways=SECOND_PATHWAYS, pauses={
        "flood": {**RULE, "label": "The flood", "first": "2020-03-17",
                  "last": "2020-12-31", "events": ["short", "standard"]},
    }))  # fmt: skip

    @pytest.mark.parametrize(
        ("last", "moved"),
        [
            ("2016-09-16", 0),  # the last day of its window was the day before the pause
            ("2016-09-17", 290),
            ("2018-06-29", 290),
            ("2018-06-30", 290),  # its window opens on the day before the pause ends
            ("2018-07-01", 0),  # and this one on the day after
        ],
    )
    def test_windows_that_a_pause_touches_move_on_by_its_length(self, last: str, moved: int) -> None:
        stored = history(inspected("standard", last, "good"))
        plain, paused = (
            next(made.window for made in due(stored, library, day("2020-12-31")) if made.event == "short")
            for library in (LIBRARY, self.LIBRARY)
        )
        by = timedelta(days=moved)
        assert paused == Window(*(limit and limit + by for limit in (plain.earliest, plain.usual, plain.latest)))

    def test_nothing_is_due_while_it_lasts(self) -> None:
        stored = history(inspected("full", "2017-05-01", "good", regime="first"))
        statuses = [
            next(made.status for made in due(stored, self.LIBRARY, day(on)) if made.event == "short")
            for on in ("2020-03-16", "2020-03-17", "2020-12-31", "2021-01-01")
        ]
        assert statuses == ["open", "not_yet", "not_yet", "open"]

    def test_it_was_not_known_before_its_edition(self) -> None:
        stored = history(inspected("standard", "2018-01-31", "good"))
        before, after = (
            next(table([made]) for made in due(stored, self.LIBRARY, day(on)) if made.event == "short")
            for on in ("2020-03-16", "2020-03-17")
        )
        assert before == "not_yet short: 2020-07-31 2021-01-31 2021-07-31"
        assert after == "not_yet short: 2021-05-17 2021-11-17 2022-05-17"

    def test_it_stops_only_the_events_it_names(self) -> None:
        stored = history(inspected("standard", "2018-01-31", "good"))
        found = next(made for made in due(stored, self.LIBRARY, day("2020-04-01")) if made.event == "focused_visit")
        assert table([found]) == "open focused_visit: - 2019-07-31 2021-01-31"

    def test_a_clock_that_starts_within_it_loses_only_the_rest(self) -> None:
        pathways = {"unjudged": SECOND_PATHWAYS["unjudged"]}
        pause = {
            "source": "handbook",
            "confidence": "official",
            "label": "Snow",
            "first": "2020-01-01",
            "last": "2020-03-31",
        }
        library = shelf(edition("second", "2018-01-01", pathways=pathways, pauses={"snow": pause}))
        young = history(body=replace(BODY, opened=day("2020-03-01")))
        found = next(made for made in due(young, library, day("2020-06-01")) if made.event == "self_evaluation")
        assert table([found]) == "open self_evaluation: - 2021-03-31 2021-05-01"


def test_obligations_come_soonest_first_and_without_a_day_last() -> None:
    found = due(history(inspected("standard", "2018-05-01", "inadequate")), LIBRARY, day("2018-06-01"))
    firsts = [made.window.earliest or made.window.usual for made in found]
    assert firsts == sorted(firsts, key=lambda first: first or date.max)


def test_a_source_that_the_edition_does_not_list_is_named_as_it_stands() -> None:
    pathway = {**SECOND_PATHWAYS["good"], "source": "letter"}
    library = shelf(edition("second", "2018-01-01", pathways={"good": pathway}))
    found = due(history(inspected("standard", "2018-05-01", "good")), library, day("2018-06-01"))[0]
    sources = {reason.rule.partition("#")[2]: reason.source for reason in found.reasons}
    assert sources["pathways.good"] == "letter"
    assert "The handbook" in sources.values()


def test_months_from_a_leap_day_end_on_a_day_that_exists() -> None:
    found = one(history(inspected("standard", "2020-02-29", "good")), "2020-03-01", "short")
    assert table([found]) == "not_yet short: 2022-08-29 2023-02-28 2023-08-29"


def test_working_days_weeks_and_days_count_in_their_own_unit() -> None:
    rule = duty("short", earliest={"working_days": 5}, usual={"weeks": 2}, latest={"days": 20})
    library = shelf(
        edition("second", "2018-01-01", pathways={"good": {**SECOND_PATHWAYS["good"], "due": {"short": rule}}})
    )
    found = due(history(inspected("standard", "2018-05-04", "good")), library, day("2018-05-05"))
    # 7 May 2018 was a bank holiday, so that the fifth working day is a Monday.
    assert table(found) == "not_yet short: 2018-05-14 2018-05-18 2018-05-24"
