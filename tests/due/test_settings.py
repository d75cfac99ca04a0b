"""What a setting is due, as tables: inspection years, decided second inspections, notices, standing on the register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.due.small import day, edition, rows, rules, shelf, table
from tests.due.small_settings import (
    AGENCY,
    CORE,
    EVERYTHING,
    HOME_2017,
    HOME_2021,
    HOMES_2021,
    LIBRARY,
    UNJUDGED,
    decision,
    duty,
    history,
    home,
    inspected,
    notice,
    registration,
    setting_edition,
    yearly,
)

from inspectorate.due.editions import made_under
from inspectorate.due.engine import due, idle_decisions
from inspectorate.due.identity import Same
from inspectorate.due.reigns import asked, in_force, reign
from inspectorate.due.sentences import sentence
from inspectorate.history.model import Coverage, History

GOOD_2022 = inspected("full", "2022-06-14", "good")
BELOW_2022 = inspected("full", "2022-06-14", "requires_improvement")


def said(stored: History, on: str, *events: str) -> str:
    return table(due(stored, LIBRARY, day(on)), *events)


def keys(stored: History, on: str) -> list[str]:
    return [made.key.split("/", 1)[1] for made in due(stored, LIBRARY, day(on))]


# The editions of a type


def test_each_type_has_its_own_editions_and_the_core_applies_to_nobody() -> None:
    of = Same(LIBRARY)
    assert [plan.id for plan in in_force(of, "childrens_home", day("2021-08-31"))] == [
        "homes/2017-04-01+childrens_home"
    ]
    assert [plan.id for plan in in_force(of, "childrens_home", day("2021-09-01"))] == [
        "homes/2021-09-01+childrens_home"
    ]
    assert [plan.id for plan in in_force(of, "independent_fostering_agency", day("2022-01-01"))] == [AGENCY.id]
    assert in_force(of, "boarding_school", day("2022-01-01")) == ()
    assert in_force(of, "authority", day("2022-01-01")) == ()


def test_a_later_edition_for_one_type_ends_no_other_types() -> None:
    ends = {id_: [stage.first for stage in held.life if stage.derived] for id_, held in LIBRARY.editions.items()}
    assert ends == {CORE.id: [], HOME_2017.id: [day("2021-09-01")], HOME_2021.id: [], AGENCY.id: []}


def test_an_edition_for_two_types_ends_when_the_last_of_them_has_another() -> None:
    both = ["childrens_home", "boarding_school"]
    first = setting_edition("2017-04-01", "both", pathways={}).model_copy(update={"applies_to": tuple(both)})
    later = [setting_edition(f"20{year}-04-01", kind, pathways={}) for year, kind in ((18, both[0]), (19, both[1]))]
    held = shelf(first, *later)
    assert held.edition(first.id).life[-1].first == day("2019-04-01")
    assert reign(held, "homes", both[0]).latest(day("2018-04-01")).id == later[0].id
    assert reign(held, "homes", both[1]).latest(day("2018-04-01")).id == first.id


def test_an_event_was_made_under_the_edition_of_the_type_that_the_setting_then_had() -> None:
    body = home(registration("2015-05-01"), registration("2022-01-01", "independent_fostering_agency"))
    before, after = inspected("full", "2021-10-01", "good"), inspected("full", "2022-02-01", "good")
    assert made_under(LIBRARY, before, body).id == HOME_2021.id
    assert made_under(LIBRARY, after, body).id == AGENCY.id
    assert made_under(LIBRARY, after).id == CORE.id
    unknown = home(registration("2015-05-01", "cafcass"))
    assert made_under(LIBRARY, after, unknown).id == CORE.id


def test_a_setting_that_changes_its_type_keeps_its_history() -> None:
    body = home(registration("2015-05-01"), registration("2022-01-01", "independent_fostering_agency"))
    stored = history(inspected("full", "2021-10-01", "good"), body=body)
    assert said(stored, "2021-12-31", "full") == "not_yet full: 2022-04-01 - 2023-03-31"
    assert said(stored, "2022-01-01", "full") == "open full: - - 2025-03-31"


def test_a_change_of_type_counts_once_it_is_known() -> None:
    change = registration("2022-01-01", "independent_fostering_agency", known_on="2022-03-01")
    stored = history(inspected("full", "2021-10-01", "good"), body=home(registration("2015-05-01"), change))
    assert due(stored, LIBRARY, day("2022-02-28"))[0].edition == HOME_2021.id
    assert due(stored, LIBRARY, day("2022-03-01"))[0].edition == AGENCY.id


def test_a_regime_that_is_named_answers_for_the_type() -> None:
    drafts = shelf(
        *(
            setting_edition(first, kind, status="draft", pathways={})
            for first, kind in (("2030-04-01", "childrens_home"), ("2031-04-01", "childrens_home"),
                                ("2032-04-01", "boarding_school"))
        )
    )  # fmt: skip
    of = Same(drafts)
    assert asked(of, "homes", day("2031-06-01"), "childrens_home").id == "homes/2031-04-01+childrens_home"
    assert asked(of, "homes", day("2029-06-01"), "childrens_home").id == "homes/2030-04-01+childrens_home"
    assert asked(of, "homes", day("2033-06-01"), "cafcass").id == "homes/2032-04-01+boarding_school"
    assert due(history(), LIBRARY, day("2022-06-01"), regimes=["homes"])[0].edition == HOME_2021.id


# The inspection year


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2023-03-31", "unknown full: 2022-04-01 - 2023-03-31"),
        ("2023-04-01", "open full: 2023-04-01 - 2024-03-31"),
        ("2024-03-31", "open full: 2023-04-01 - 2024-03-31"),
        ("2024-04-01", "open full: 2024-04-01 - 2025-03-31"),
    ],
)
def test_the_years_first_runs_from_1_april_to_31_march(on: str, expected: str) -> None:
    since_2023 = [replace(EVERYTHING[0], first=day("2023-04-01"))]
    stored = history(inspected("full", "2021-11-02", "good"), coverage=since_2023)
    assert said(stored, on, "full") == expected


def test_under_the_older_rule_a_good_home_is_inspected_twice() -> None:
    stored = history(inspected("full", "2018-01-10", "good"))
    assert said(stored, "2018-06-01") == rows("""
        open full: 2018-04-01 - 2019-03-31
        not_yet interim: 2018-04-01 - 2019-03-31
    """)
    once = replace(stored, inspections=(*stored.inspections, inspected("full", "2018-06-14", "good")))
    assert said(once, "2018-07-01") == rows("""
        open interim: 2018-04-01 - 2019-03-31
        not_yet full: 2019-04-01 - 2020-03-31
    """)
    twice = replace(once, inspections=(*once.inspections, inspected("interim", "2018-11-14", "sustained")))
    assert said(twice, "2018-12-01") == "not_yet full: 2019-04-01 - 2020-03-31"


def test_an_interim_inspection_is_the_second_even_where_it_comes_first() -> None:
    stored = history(inspected("full", "2018-01-10", "good"), inspected("interim", "2018-05-14", "sustained"))
    assert said(stored, "2018-06-01") == "open full: 2018-04-01 - 2019-03-31"


def test_a_full_inspection_may_be_the_second() -> None:
    both = inspected("full", "2018-05-14", "good"), inspected("full", "2018-10-14", "good")
    assert said(history(*both), "2018-11-01") == "not_yet full: 2019-04-01 - 2020-03-31"


def test_the_key_names_the_year_and_the_place() -> None:
    stored = history(inspected("full", "2018-01-10", "good"))
    assert keys(stored, "2018-06-01") == ["homes.good.first/2018-19.1", "homes.good.second/2018-19.2"]


def test_obligations_say_whether_law_requires_them() -> None:
    stored = history(inspected("full", "2018-01-10", "good"), notices=(notice("2018-05-01", "2018-07-02"),))
    told = {made.event: made.statutory for made in due(stored, LIBRARY, day("2018-06-01"))}
    assert told == {"full": True, "interim": True, "monitoring_visit": False}


def test_a_years_window_may_be_narrowed_by_the_duty() -> None:
    first = yearly("full", 1, earliest={"months": 2}, usual={"months": 5}, latest={"months": 6})
    pathways = {**HOMES_2021, "good": {**HOMES_2021["good"], "due": {"first": first}}}
    held = shelf(setting_edition("2021-09-01", "childrens_home", pathways=pathways))
    stored = history(inspected("full", "2022-01-10", "good"))
    assert table(due(stored, held, day("2022-06-01"))) == "open full: 2022-06-01 2022-09-01 2022-10-01"
    assert table(due(stored, held, day("2022-10-02"))) == "overdue full: 2022-06-01 2022-09-01 2022-10-01"
    late = history(inspected("full", "2022-01-10", "good"), body=home(opened="2022-09-15"))
    assert table(due(late, held, day("2022-09-20"))) == "open full: 2022-09-15 - 2022-10-01"


# A second inspection that a person decides


def test_a_second_inspection_awaits_a_decision_once_the_first_is_carried_out() -> None:
    stored = history(inspected("full", "2021-11-02", "good"), GOOD_2022)
    assert said(stored, "2022-06-13") == "open full: 2022-04-01 - 2023-03-31"
    assert said(stored, "2022-06-14") == rows("""
        awaits_decision interim: 2022-04-01 - 2023-03-31
        not_yet full: 2023-04-01 - 2024-03-31
    """)
    assert said(stored, "2023-03-31", "interim") == "awaits_decision interim: 2022-04-01 - 2023-03-31"
    assert said(stored, "2023-04-01", "interim") == ""


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (decision("inspect_again", "2022-09-01"), "open interim: 2022-09-01 - 2023-03-31"),
        (decision("inspect_again", "2022-09-01", until="2022-12-15"),
         "open interim: 2022-09-01 2022-12-15 2022-12-15"),
        (decision("inspect_again", "2022-09-01", until="2022-09-15"),
         "overdue interim: 2022-09-01 2022-09-15 2022-09-15"),
        (decision("no_second_inspection", "2022-09-01"), "not_owed interim: 2022-04-01 - 2023-03-31"),
        (decision("no_second_inspection", "2022-09-01", ended_on="2022-09-20"),
         "awaits_decision interim: 2022-04-01 - 2023-03-31"),
        (decision("inspect_again", "2022-03-31"), "awaits_decision interim: 2022-04-01 - 2023-03-31"),
        (decision("inspect_again", "2022-04-01"), "open interim: 2022-04-01 - 2023-03-31"),
        (decision("inspect_again", "2022-03-31", obligation="setting:SC900001/homes.good.second/2022-23.2"),
         "open interim: 2022-04-01 - 2023-03-31"),
        (decision("inspect_again", "2022-09-01", obligation="setting:SC900001/homes.good.second/2021-22.2"),
         "awaits_decision interim: 2022-04-01 - 2023-03-31"),
        (decision("bring_forward", "2022-09-01", obligation="setting:SC900001/homes.good.second/2022-23.2"),
         "open interim: 2022-04-01 - 2023-03-31"),
        (decision("pause", "2022-10-01"), "not_yet interim: 2022-04-02 - 2023-04-01"),
    ],
)  # fmt: skip
def test_a_decision_settles_the_second_inspection_of_its_year(made: object, expected: str) -> None:
    stored = history(GOOD_2022, decisions=(made,))
    assert said(stored, "2022-10-01", "interim") == expected


def test_the_last_of_two_decisions_holds_and_both_are_told() -> None:
    made = decision("no_second_inspection", "2022-08-01"), decision("inspect_again", "2022-09-01")
    (owed,) = [
        one for one in due(history(GOOD_2022, decisions=made), LIBRARY, day("2022-10-01")) if one.event != "full"
    ]
    assert (owed.status, owed.decision) == ("open", "inspect_again-2022-09-01")
    assert [rule for rule in rules(owed) if "decision_" in rule] == [
        "decision_no_second_inspection", "decision_inspect_again"]  # fmt: skip


def test_a_decision_about_a_second_inspection_that_nothing_waits_for_is_idle() -> None:
    stored = history(BELOW_2022, decisions=(decision("inspect_again", "2022-09-01"),))
    assert [one.id for one in idle_decisions(stored, LIBRARY, day("2022-10-01"))] == ["inspect_again-2022-09-01"]


def test_a_second_inspection_that_was_decided_and_carried_out_is_done() -> None:
    stored = history(
        GOOD_2022, inspected("interim", "2022-11-01"), decisions=(decision("inspect_again", "2022-09-01"),)
    )
    assert said(stored, "2022-11-01") == "not_yet full: 2023-04-01 - 2024-03-31"


def test_where_no_record_covers_the_year_it_is_unknown_whether_a_second_is_still_to_be_decided() -> None:
    until_june = [replace(EVERYTHING[0], last=day("2022-06-30"))]
    stored = history(GOOD_2022, coverage=until_june)
    assert said(stored, "2022-06-30", "interim") == "awaits_decision interim: 2022-04-01 - 2023-03-31"
    assert said(stored, "2022-07-01", "interim") == "unknown interim: 2022-04-01 - 2023-03-31"


# A second inspection that may slip

LATE = inspected("full", "2023-01-01", "requires_improvement")


def below(*events: object) -> History:
    return history(inspected("full", "2022-01-10", "requires_improvement"), *events)


@pytest.mark.parametrize(
    ("first", "second"),
    [("2022-12-31", "open full: 2022-04-01 - 2023-03-31"),
     ("2023-01-01", "open full: 2022-04-01 2023-03-31 2023-06-30"),
     ("2023-03-31", "open full: 2022-04-01 2023-03-31 2023-06-30")],
)  # fmt: skip
def test_a_second_may_slip_where_the_first_came_on_or_after_1_january(first: str, second: str) -> None:
    stored = below(inspected("full", first, "requires_improvement"))
    assert said(stored, "2023-03-31").splitlines() == [second, "not_yet full: 2023-04-01 - 2024-03-31"]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2023-04-01", """
            open full: 2022-04-01 2023-03-31 2023-06-30
            open full: 2023-04-01 - 2024-03-31
            not_yet full: 2023-04-01 - 2024-03-31
         """),
        ("2023-06-30", """
            open full: 2022-04-01 2023-03-31 2023-06-30
            open full: 2023-04-01 - 2024-03-31
            not_yet full: 2023-04-01 - 2024-03-31
         """),
        ("2023-07-01", """
            open full: 2023-04-01 - 2024-03-31
            not_yet full: 2023-04-01 - 2024-03-31
         """),
    ],
)  # fmt: skip
def test_a_second_that_slipped_is_owed_up_to_30_june(on: str, expected: str) -> None:
    assert said(below(LATE), on) == rows(expected)


@pytest.mark.parametrize(
    ("grade", "after", "expected"),
    [
        (
            "requires_improvement",
            "2023-06-30",
            "open full: 2023-04-01 - 2024-03-31\nnot_yet full: 2023-04-01 - 2024-03-31",
        ),
        (
            "requires_improvement",
            "2023-07-01",
            "open full: 2023-04-01 - 2024-03-31\nnot_yet full: 2024-04-01 - 2025-03-31",
        ),
        ("good", "2023-05-20", "open full: 2023-04-01 - 2024-03-31"),
    ],
)
def test_what_comes_in_the_months_of_grace_counts_for_the_year_before(grade: str, after: str, expected: str) -> None:
    stored = below(LATE, inspected("full", after, grade))
    assert said(stored, "2023-07-01", "full") == expected


def test_a_good_first_in_january_leaves_nothing_to_slip() -> None:
    stored = below(inspected("full", "2023-01-20", "good"), inspected("full", "2023-05-20", "good"))
    assert said(stored, "2023-06-01") == rows("""
        awaits_decision interim: 2023-04-01 - 2024-03-31
        not_yet full: 2024-04-01 - 2025-03-31
    """)


def test_a_second_that_was_carried_out_in_its_own_year_does_not_slip() -> None:
    weak = [inspected("full", ended, "requires_improvement") for ended in ("2023-01-20", "2023-03-20", "2023-05-20")]
    assert said(below(*weak), "2023-06-01") == rows("""
        open full: 2023-04-01 - 2024-03-31
        not_yet full: 2024-04-01 - 2025-03-31
    """)


def test_two_late_years_running_each_count_their_own() -> None:
    weak = [
        inspected("full", ended, "requires_improvement")
        for ended in ("2022-02-20", "2022-05-20", "2023-02-20", "2023-06-20")
    ]
    stored = history(inspected("full", "2021-10-10", "requires_improvement"), *weak[2:])
    assert "slip_taken" in rules(due(stored, LIBRARY, day("2023-06-20"))[0])
    both = history(inspected("full", "2020-10-10", "requires_improvement"), *weak)
    assert said(both, "2023-06-20") == rows("""
        open full: 2023-04-01 - 2024-03-31
        not_yet full: 2023-04-01 - 2024-03-31
    """)


def test_nothing_slips_under_an_edition_that_does_not_let_it() -> None:
    stored = history(
        inspected("full", "2020-01-10", "requires_improvement"),
        inspected("full", "2021-02-10", "requires_improvement"),
        inspected("full", "2021-05-10", "requires_improvement"),
    )
    assert said(stored, "2021-10-01") == rows("""
        open full: 2021-04-01 - 2022-03-31
        not_yet full: 2022-04-01 - 2023-03-31
    """)


def test_where_the_grade_of_the_time_is_not_known_nothing_is_taken_for_the_year_before() -> None:
    stored = below(inspected("full", "2023-02-10", "?"), inspected("full", "2023-05-10", "requires_improvement"))
    assert said(stored, "2023-06-01") == rows("""
        open full: 2023-04-01 - 2024-03-31
        not_yet full: 2024-04-01 - 2025-03-31
    """)


def test_a_draft_counts_by_its_own_rule() -> None:
    draft = setting_edition("2030-04-01", "childrens_home", status="draft", pathways=HOMES_2021)
    told = due(below(LATE), shelf(draft), day("2023-04-01"), regimes=["homes"])
    assert table(told).splitlines()[0] == "open full: 2022-04-01 2023-03-31 2023-06-30"


# Newly registered


@pytest.mark.parametrize(
    ("opened", "on", "expected"),
    [
        ("2022-03-31", "2022-10-05", """
            open full: 2022-04-01 - 2023-03-31
            not_yet interim: 2022-04-01 - 2023-03-31"""),
        ("2022-04-01", "2022-10-05", "open full: 2022-04-01 - 2023-03-31"),
        ("2022-09-30", "2022-10-05", "open full: 2022-09-30 - 2023-03-31"),
        ("2022-10-01", "2022-10-05", "not_yet full: 2023-04-01 - 2024-03-31"),
        ("2022-10-01", "2023-03-31", "not_yet full: 2023-04-01 - 2024-03-31"),
        ("2022-10-01", "2023-04-01", """
            open full: 2023-04-01 - 2024-03-31
            not_yet interim: 2023-04-01 - 2024-03-31"""),
        (None, "2022-10-05", """
            open full: 2022-04-01 - 2023-03-31
            not_yet interim: 2022-04-01 - 2023-03-31"""),
    ],
)  # fmt: skip
def test_what_a_home_owes_that_was_registered_in_the_year(opened: str | None, on: str, expected: str) -> None:
    assert said(history(body=home(opened=opened)), on) == rows(expected)


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2022-10-04", "not_yet full: 2022-10-05 - 2023-03-05"), ("2022-10-05", "open full: 2022-10-05 - 2023-03-05"),
     ("2023-03-05", "open full: 2022-10-05 - 2023-03-05"), ("2023-03-06", "overdue full: 2022-10-05 - 2023-03-05")],
)  # fmt: skip
def test_a_new_agency_is_due_seven_to_twelve_months_after_its_registration(on: str, expected: str) -> None:
    body = home(registration("2022-03-05", "independent_fostering_agency"), opened="2022-03-05")
    assert said(history(body=body), on) == expected


def test_a_duty_of_any_kind_may_be_for_those_registered_at_one_time() -> None:
    once = duty("full", "opened", within=(3, None, 6), registered=["second_half_of_year"])
    late = yearly("full", 1, registered=["first_half_of_year"])
    pathways = {"unjudged": {**UNJUDGED, "due": {"late": late, "once": once}}}
    held = shelf(setting_edition("2021-09-01", "childrens_home", pathways=pathways))
    assert [table(due(history(body=home(opened=opened)), held, day("2022-12-05")))
            for opened in ("2022-03-31", "2022-06-01", "2022-11-01")] == [
        "", "open full: 2022-06-01 - 2023-03-31", "not_yet full: 2023-02-01 - 2023-05-01"]  # fmt: skip


def test_of_two_firsts_of_the_year_the_one_for_its_registration_speaks() -> None:
    early = yearly("interim", 1, registered=["first_half_of_year"])
    first = yearly("full", 1, registered=["before_this_year"])
    pathways = {"unjudged": {**UNJUDGED, "due": {"first": first, "early": early}}}
    held = shelf(setting_edition("2021-09-01", "childrens_home", pathways=pathways))
    stored = history(body=home(opened="2022-06-01"))
    assert table(due(stored, held, day("2022-12-05"))) == "open interim: 2022-06-01 - 2023-03-31"
    seen = replace(stored, inspections=(inspected("interim", "2022-11-01"),))
    assert table(due(seen, held, day("2022-12-05"))) == "not_yet full: 2023-04-01 - 2024-03-31"
    assert table(due(seen, held, day("2023-04-01"))) == "open full: 2023-04-01 - 2024-03-31"


# Three years from the next 1 April


@pytest.mark.parametrize(
    ("ended", "latest"),
    [("2020-03-31", "2023-03-31"), ("2020-04-01", "2024-03-31"), ("2020-11-12", "2024-03-31")],
)
def test_a_rolling_cycle_starts_on_the_1_april_after_the_inspection(ended: str, latest: str) -> None:
    body = home(registration("2015-05-01", "independent_fostering_agency"))
    stored = history(inspected("full", ended, "good"), body=body)
    assert said(stored, "2020-12-01") == f"open full: - - {latest}"
    assert said(stored, latest) == f"open full: - - {latest}"
    assert said(stored, str(day(latest) + timedelta(days=1))) == f"overdue full: - - {latest}"


def test_a_rolling_cycle_counts_from_another_day_where_the_fieldworks_is_not_known() -> None:
    body = home(registration("2015-05-01", "independent_fostering_agency"))
    printed = replace(inspected("full", "2020-04-02", "good"), ended=None)
    (owed,) = due(history(printed, body=body), LIBRARY, day("2020-12-01"))
    assert table([owed]) == "open full: - - 2024-03-31"
    assert [rule for rule in rules(owed) if rule in ("other_day", "from_next_year")] == ["other_day", "from_next_year"]


# Notices

NOTICED = history(GOOD_2022, notices=(notice("2022-11-28", "2022-12-22"),))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2022-11-27", ""),
        ("2022-11-28", "not_yet monitoring_visit: 2022-12-23 - 2023-01-03"),
        ("2022-12-22", "not_yet monitoring_visit: 2022-12-23 - 2023-01-03"),
        ("2022-12-23", "open monitoring_visit: 2022-12-23 - 2023-01-03"),
        ("2023-01-03", "open monitoring_visit: 2022-12-23 - 2023-01-03"),
        ("2023-01-04", "overdue monitoring_visit: 2022-12-23 - 2023-01-03"),
    ],
)
def test_a_notice_is_followed_up_within_five_working_days_over_christmas(on: str, expected: str) -> None:
    assert said(NOTICED, on, "monitoring_visit") == expected


@pytest.mark.parametrize(
    ("event_id", "ended", "done"),
    [("monitoring_visit", "2022-12-22", False), ("monitoring_visit", "2022-12-23", True), ("full", "2022-12-23", True),
     ("interim", "2022-12-23", False)],
)  # fmt: skip
def test_a_visit_follows_a_notice_up_from_the_day_after(event_id: str, ended: str, done: bool) -> None:
    grade = "good" if event_id == "full" else None
    stored = replace(NOTICED, inspections=(GOOD_2022, inspected(event_id, ended, grade)))
    assert (said(stored, "2022-12-28", "monitoring_visit") == "") is done


@pytest.mark.parametrize(
    "one",
    [
        notice("2022-11-28", "2022-12-22", ended_on="2022-12-24"),
        notice("2022-11-28", "2022-12-22", known_on="2022-12-25"),
        notice("2022-11-28", None),
        notice("2022-11-28", "2022-12-22", kind="suspension"),
    ],
    ids=["ended", "not known yet", "no day", "another kind"],
)
def test_only_a_known_compliance_notice_in_force_is_followed_up(one: object) -> None:
    assert said(history(GOOD_2022, notices=(one,)), "2022-12-24", "monitoring_visit") == ""


def test_each_notice_has_its_own_visit_and_key() -> None:
    both = notice("2022-11-28", "2022-12-22"), notice("2022-11-01", "2022-12-01")
    stored = history(GOOD_2022, notices=both)
    assert {key for key in keys(stored, "2022-12-24") if "follow_up" in key} == {
        "homes.always.follow_up/notice-2022-11-01", "homes.always.follow_up/notice-2022-11-28"}  # fmt: skip


# After inadequate

BAD = inspected("full", "2022-06-14", "inadequate")


def test_inadequate_calls_for_a_case_review_and_some_activity_within_six_to_eight_weeks() -> None:
    assert said(history(BAD), "2022-06-20", "case_review", "monitoring_visit") == rows("""
        open case_review: - - 2022-06-21
        not_yet monitoring_visit: 2022-07-26 - 2022-08-09
    """)
    reviewed = history(BAD, inspected("case_review", "2022-06-20"))
    assert said(reviewed, "2022-06-20", "case_review") == ""
    assert said(history(BAD), "2022-06-22", "case_review") == "overdue case_review: - - 2022-06-21"


def test_activity_after_inadequate_is_a_visit_or_a_full_inspection() -> None:
    visited = history(BAD, inspected("monitoring_visit", "2022-07-27"))
    assert said(visited, "2022-08-01", "monitoring_visit") == ""
    again = history(BAD, inspected("full", "2022-07-27", "requires_improvement"))
    assert said(again, "2022-08-01", "monitoring_visit", "case_review") == ""


def test_a_declined_interim_inspection_calls_for_a_case_review() -> None:
    good = inspected("full", "2018-05-14", "good")
    for effect, expected in (
        ("declined", "open case_review: - - 2018-11-08"),
        ("sustained", ""),
        ("?", "unknown case_review: - - 2018-11-08"),
    ):
        assert said(history(good, inspected("interim", "2018-11-01", effect)), "2018-11-02", "case_review") == expected


def test_a_case_review_answers_what_came_before_it() -> None:
    good, first = inspected("full", "2018-05-14", "good"), inspected("interim", "2018-11-01", "declined")
    reviewed = inspected("case_review", "2018-11-05")
    again = inspected("interim", "2019-03-01", "declined")
    assert said(history(good, first, reviewed), "2018-11-06", "case_review") == ""
    assert said(history(good, first, reviewed, again), "2019-03-02", "case_review") == (
        "open case_review: - - 2019-03-08"
    )


# Standing on the register


def test_what_waits_while_a_setting_is_suspended_stays_in_sight() -> None:
    body = home(registration("2015-05-01"), registration("2022-05-10", standing="suspended"))
    stored = history(inspected("full", "2022-01-10", "good"), body=body)
    assert said(stored, "2022-05-09") == "open full: 2022-04-01 - 2023-03-31"
    assert said(stored, "2022-05-10") == "waits full: 2022-04-01 - 2023-03-31"
    (owed,) = due(stored, LIBRARY, day("2022-05-10"))
    assert [sentence(reason, LIBRARY) for reason in owed.reasons][-1] == (
        "Suspended, since 10 May 2022: it waits until that is over."
    )
    assert "Another standing on the register." in [sentence(reason, LIBRARY) for reason in owed.would_change]


def test_what_does_not_wait_goes_on() -> None:
    body = home(registration("2015-05-01"), registration("2022-05-10", standing="proposed_to_close"))
    stored = history(inspected("full", "2018-01-10", "good"), body=body, notices=(notice("2022-05-01", "2022-05-20"),))
    assert said(stored, "2022-06-01") == rows("""
        open full: 2022-04-01 - 2023-03-31
        overdue monitoring_visit: 2022-05-21 - 2022-05-27
    """)


def test_a_decision_to_bring_forward_does_not_wait() -> None:
    body = home(registration("2015-05-01"), registration("2022-05-10", standing="suspended"))
    made = decision("bring_forward", "2022-05-12"), decision("defer", "2022-05-12", until="2022-09-01")
    stored = history(inspected("full", "2022-01-10", "good"), body=body)
    assert said(replace(stored, decisions=made[:1]), "2022-06-01", "full") == "open full: 2022-04-01 - 2023-03-31"
    assert said(replace(stored, decisions=made[1:]), "2022-06-01", "full") == "waits full: 2022-09-01 - 2023-03-31"


def test_the_first_placement_of_a_child_gives_the_inspection_six_months() -> None:
    agency = "independent_fostering_agency"
    empty = registration("2021-05-01", agency, children_placed=False)
    body = home(empty, registration("2022-03-20", agency, children_placed=True), opened="2021-05-01")
    stored = history(body=body)
    assert said(stored, "2022-03-19") == "waits full: 2021-12-01 - 2022-05-01"
    assert said(stored, "2022-03-20") == "open full: 2021-12-01 - 2022-09-20"
    assert said(stored, "2022-09-21") == "overdue full: 2021-12-01 - 2022-09-20"
    (owed,) = due(stored, LIBRARY, day("2022-03-20"))
    assert "No children placed, since 1 May 2021, and no longer from 20 March 2022 on: it may be carried out up to " \
        "20 September 2022." in [sentence(reason, LIBRARY) for reason in owed.reasons]  # fmt: skip


def test_a_standing_that_ended_early_or_before_the_clock_started_moves_nothing() -> None:
    agency = "independent_fostering_agency"
    empty = registration("2021-05-01", agency, children_placed=False)
    soon = home(empty, registration("2021-06-01", agency, children_placed=True), opened="2021-05-01")
    assert said(history(body=soon), "2022-03-20") == "open full: 2021-12-01 - 2022-05-01"
    stored = history(inspected("full", "2022-02-01", "requires_improvement"), body=soon)
    assert (
        said(stored, "2022-03-20")
        == rows("""
        open full: - - 2025-03-31
        not_yet full: 2023-02-01 - 2023-08-01
    """)
        or said(stored, "2022-03-20").count("full") == 2
    )


def test_of_two_times_without_children_the_last_counts() -> None:
    agency = "independent_fostering_agency"
    told = [
        registration(first, agency, children_placed=placed)
        for first, placed in (("2021-05-01", False), ("2021-06-01", True), ("2021-07-01", None), ("2022-01-01", False),
                              ("2022-02-01", False), ("2022-03-01", True), ("2022-04-01", True))
    ]  # fmt: skip
    (owed,) = due(history(body=home(*told, opened="2021-05-01")), LIBRARY, day("2022-04-20"))
    assert table([owed]) == "open full: 2021-12-01 - 2022-09-01"


@pytest.mark.parametrize("standing", ["closed", "resigned", "cancelled"])
def test_a_setting_off_the_register_owes_nothing(standing: str) -> None:
    body = home(registration("2015-05-01"), registration("2022-05-10", standing=standing, known_on="2022-06-01"))
    stored = history(inspected("full", "2022-01-10", "good"), body=body)
    assert said(stored, "2022-05-31") == "open full: 2022-04-01 - 2023-03-31"
    assert said(stored, "2022-06-01") == ""


def test_a_setting_of_which_no_registration_is_known_yet_is_under_no_edition() -> None:
    stored = history(body=home(registration("2022-05-10", known_on="2022-06-01"), opened=None))
    assert said(stored, "2022-05-31") == ""
    assert said(stored, "2022-06-01", "full") == "open full: 2022-04-01 - 2023-03-31"


# The record


def covering(first: str, last: str, **more: object) -> Coverage:
    return Coverage("homes", frozenset({"full", "interim"}), day(first), day(last), "a file", **more)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([covering("2022-04-01", "2023-03-31")], "open"),
        ([covering("2022-04-01", "2023-03-31", types=frozenset({"childrens_home"}))], "open"),
        ([covering("2022-04-01", "2023-03-31", types=frozenset({"boarding_school"}))], "unknown"),
        ([covering("2010-04-01", "2023-03-31", latest_only=True)], "open"),
        ([covering("2010-04-01", "2022-08-31", latest_only=True)], "unknown"),
        ([covering("2010-04-01", "2022-08-31", latest_only=True), covering("2022-09-01", "2023-03-31")], "open"),
        ([], "unknown"),
    ],
)
def test_a_record_covers_the_types_and_the_time_that_it_names(parts: list[Coverage], expected: str) -> None:
    stored = history(inspected("full", "2022-01-10", "good"), coverage=parts)
    assert said(stored, "2022-10-01", "full").split()[0] == expected


def test_a_list_of_latest_inspections_tells_nothing_of_the_time_before_the_latest() -> None:
    """A visit before the latest full inspection may have been carried out, and would not be listed."""
    listed = [replace(covering("2010-01-01", "2023-03-31", latest_only=True), events=frozenset({"full", "interim"}))]
    stored = history(inspected("full", "2018-08-10", "good"), coverage=listed)
    assert said(stored, "2018-10-01", "interim").split()[0] == "unknown"
    stored = history(inspected("full", "2018-01-10", "good"), coverage=listed)
    assert said(stored, "2018-10-01", "interim").split()[0] == "not_yet"


def test_what_is_known_on_a_day_rests_on_nothing_later() -> None:
    stored = history(GOOD_2022, replace(inspected("interim", "2022-09-01"), known_on=date(2022, 10, 1)))
    assert said(stored, "2022-09-30", "interim") == "awaits_decision interim: 2022-04-01 - 2023-03-31"
    assert said(stored, "2022-10-01", "interim") == ""


def test_authorities_have_no_setting_rules() -> None:
    assert edition("first", "2013-11-01").standings == {}
