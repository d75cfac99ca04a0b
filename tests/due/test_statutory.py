"""What law required of settings, year by year: met, missed, paused or not known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.due.small import RULE, day, shelf
from tests.due.small_settings import (
    AGENCIES,
    AGENCY,
    CORE,
    EVENTS,
    EVERYTHING,
    HOME_2017,
    HOME_2021,
    HOMES_2017,
    LIBRARY,
    history,
    home,
    inspected,
    registration,
    setting_edition,
)

from inspectorate.due.model import Required
from inspectorate.due.statutory import required
from inspectorate.framework.library import Library
from inspectorate.history.model import Coverage, History

FIRST, UNTIL = day("2018-04-01"), day("2023-03-31")


def told(
    stored: History, library: Library = LIBRARY, first: str = "2018-04-01", until: str = "2019-03-31"
) -> list[str]:
    found = required([stored], library, day(first), day(until))
    return [f"{one.year} {one.rule.rpartition('.')[2]} {one.outcome}" for one in found]


OLD = inspected("full", "2017-06-01", "good")
WEAK = inspected("full", "2017-06-01", "requires_improvement")


@pytest.mark.parametrize(
    ("carried_out", "said"),
    [
        ((), ["first missed", "second missed"]),
        ((inspected("full", "2018-04-01", "good"),), ["first met", "second missed"]),
        ((inspected("full", "2019-03-31", "good"),), ["first met", "second missed"]),
        ((inspected("full", "2018-03-31", "good"),), ["first missed", "second missed"]),
        ((inspected("full", "2019-04-01", "good"),), ["first missed", "second missed"]),
        ((inspected("full", "2018-05-01", "good"), inspected("interim", "2019-01-01")), ["first met", "second met"]),
        # Law asks for inspections, whichever policy asked for; visits that monitor are none.
        ((inspected("interim", "2018-05-01"), inspected("interim", "2019-01-01")), ["first met", "second met"]),
        ((inspected("full", "2018-05-01", "good"), inspected("monitoring_visit", "2019-01-01")),
         ["first met", "second missed"]),
    ],
)  # fmt: skip
def test_a_home_is_inspected_twice_in_each_inspection_year(carried_out: tuple, said: list[str]) -> None:
    assert told(history(OLD, *carried_out)) == [f"2018-19 {line}" for line in said]


def test_what_met_a_duty_is_told_with_its_day_type_and_region() -> None:
    body = replace(home(), region="Northshire")
    stored = history(OLD, inspected("full", "2018-05-01", "good"), body=body)
    one = next(required([stored], LIBRARY, FIRST, day("2019-03-31")))
    assert one == Required(
        body.id, "childrens_home", "Northshire", "2018-19", "homes.good.first", day("2019-03-31"), one.outcome,
        day("2018-05-01"), nth=1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "until", "years"),
    [
        ("2018-04-01", "2019-03-31", ["2018-19"]),
        ("2018-04-02", "2019-03-31", []),
        ("2018-03-31", "2019-03-31", ["2018-19"]),
        ("2018-04-01", "2019-03-30", []),
        ("2018-04-01", "2019-04-01", ["2018-19"]),
        ("2018-04-01", "2020-03-31", ["2018-19", "2019-20"]),
    ],
)
def test_only_whole_inspection_years_count(first: str, until: str, years: list[str]) -> None:
    assert list(dict.fromkeys(line.split()[0] for line in told(history(OLD), first=first, until=until))) == years


@pytest.mark.parametrize(
    ("opened", "said"),
    [
        ("2018-03-31", ["first missed", "second missed"]),
        ("2018-04-01", ["first missed"]),
        ("2018-09-30", ["first missed"]),
        ("2018-10-01", []),
    ],
)
def test_a_home_registered_within_the_year_is_asked_for_less(opened: str, said: list[str]) -> None:
    assert told(history(body=home(opened=opened))) == [f"2018-19 {line}" for line in said]


@pytest.mark.parametrize(("closed", "asked"), [("2019-03-30", False), ("2019-03-31", True), ("2019-04-01", True)])
def test_a_home_that_left_within_the_year_owed_nothing_more(closed: str, asked: bool) -> None:
    assert bool(told(history(OLD, body=home(closed=day(closed))))) is asked


def test_a_home_that_the_register_says_has_gone_owes_nothing() -> None:
    body = home(registration("2015-05-01"), registration("2019-03-31", standing="closed"))
    assert told(history(OLD, body=body)) == []


@pytest.mark.parametrize(
    ("gone_by", "sign", "said"),
    [
        ("2019-06-30", "2019-03-30", "not_known"),
        ("2019-06-30", "2019-03-31", "missed"),
        (None, "2018-01-01", "missed"),
    ],
)
def test_a_home_that_vanished_between_two_lists_may_have_gone_before(gone_by: str | None, sign: str, said: str) -> None:
    body = home(registration("2015-05-01"), registration(sign, places=4), gone_by=day(gone_by) if gone_by else None)
    assert told(history(OLD, body=body)) == [f"2018-19 first {said}", f"2018-19 second {said}"]


def test_where_no_record_covers_what_policy_asks_for_second_neither_is_known() -> None:
    covered = (Coverage("homes", frozenset({"full"}), day("2010-01-01"), day("2030-12-31"), "full ones only"),)
    assert told(history(OLD, coverage=covered)) == ["2018-19 first not_known", "2018-19 second not_known"]
    assert told(history(OLD, coverage=EVERYTHING)) == ["2018-19 first missed", "2018-19 second missed"]


PAUSE = {"still": {**RULE, "label": "Pandemic", "first": "2019-03-31", "last": "2020-03-31", "events": ["full"]}}


def test_what_was_not_carried_out_in_a_paused_year_was_not_missed() -> None:
    paused = setting_edition("2017-04-01", "childrens_home", pathways=HOMES_2017, pauses=PAUSE)
    said = told(history(WEAK), shelf(CORE, paused), until="2021-03-31")
    assert said[::2] == ["2018-19 first paused", "2019-20 first paused", "2020-21 first missed"]


# From September 2021: a good home's second inspection is nothing that law asks for, a weaker home's may slip


@pytest.mark.parametrize(
    ("before", "within", "said"),
    [
        ("good", "requires_improvement", ["first met", "second missed"]),
        ("requires_improvement", "good", ["first met"]),
    ],
)
def test_the_first_inspection_of_the_year_decides_about_a_second(before: str, within: str, said: list[str]) -> None:
    good_has_none = dict(HOME_2021.pathways)
    good = good_has_none["good"]
    second = good.due["second"].model_copy(update={"statutory": False})
    good_has_none["good"] = good.model_copy(update={"due": {**good.due, "second": second}})
    library = shelf(CORE, HOME_2017, HOME_2021.model_copy(update={"pathways": good_has_none}))
    stored = history(inspected("full", "2021-06-01", before), inspected("full", "2022-05-01", within))
    assert told(stored, library, first="2022-04-01", until="2023-03-31") == [f"2022-23 {line}" for line in said]


SLIPPED = "2022-01-01"


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ("2021-12-31", "2022-05-01", ["2021-22 second missed", "2022-23 first met", "2022-23 second missed"]),
        (SLIPPED, "2022-04-01", ["2021-22 second met", "2022-23 first missed", "2022-23 second missed"]),
        (SLIPPED, "2022-06-30", ["2021-22 second met", "2022-23 first missed", "2022-23 second missed"]),
        (SLIPPED, "2022-07-01", ["2021-22 second missed", "2022-23 first met", "2022-23 second missed"]),
    ],
)
def test_a_second_inspection_that_slipped_counts_for_its_own_year_only(first: str, then: str, said: list[str]) -> None:
    weak = "requires_improvement"
    stored = history(
        inspected("full", "2020-06-01", weak), inspected("full", first, weak), inspected("full", then, weak)
    )
    assert told(stored, first="2021-04-01", until="2023-03-31") == ["2021-22 first met", *said]


def test_what_slipped_out_of_a_year_counts_for_none_after_it_whichever_year_is_asked_about_first() -> None:
    weak = "requires_improvement"
    days = "2020-06-01", SLIPPED, "2022-04-01", "2022-10-01"
    stored = history(*(inspected("full", on, weak) for on in days))
    alone, both = (told(stored, first=first, until="2023-03-31") for first in ("2022-04-01", "2021-04-01"))
    assert alone == ["2022-23 first met", "2022-23 second missed"]
    assert both == ["2021-22 first met", "2021-22 second met", *alone]


@pytest.mark.parametrize(
    ("first", "covered_to", "said", "by"),
    [
        ("2021-12-31", "2022-03-31", "missed", "2022-03-31"),
        (SLIPPED, "2022-03-31", "not_known", "2022-06-30"),
        (SLIPPED, "2022-06-29", "not_known", "2022-06-30"),
        (SLIPPED, "2022-06-30", "missed", "2022-06-30"),
    ],
)
def test_a_second_inspection_that_may_slip_is_missed_only_where_the_record_covers_the_time_to_slip(
    first: str, covered_to: str, said: str, by: str
) -> None:
    weak = "requires_improvement"
    covered = (replace(EVERYTHING[0], last=day(covered_to)),)
    stored = history(inspected("full", "2020-06-01", weak), inspected("full", first, weak), coverage=covered)
    (_, second) = required([stored], LIBRARY, day("2021-04-01"), day("2022-03-31"))
    assert (second.outcome, second.by) == (said, day(by))


@pytest.mark.parametrize(
    ("closed", "said"),
    [
        ("2022-03-30", []),
        ("2022-03-31", ["first met"]),
        ("2022-06-29", ["first met"]),
        ("2022-06-30", ["first met", "second missed"]),
    ],
)
def test_a_home_that_left_while_its_second_inspection_could_slip_owed_none(closed: str, said: list[str]) -> None:
    weak = "requires_improvement"
    events = inspected("full", "2020-06-01", weak), inspected("full", SLIPPED, weak)
    stored = history(*events, body=home(closed=day(closed)))
    assert told(stored, first="2021-04-01", until="2022-03-31") == [f"2021-22 {line}" for line in said]


def test_a_home_that_vanished_while_its_second_inspection_could_slip_may_have_gone() -> None:
    weak = "requires_improvement"
    events = inspected("full", "2020-06-01", weak), inspected("full", SLIPPED, weak)
    body = home(registration("2015-05-01"), registration("2022-03-31", places=4), gone_by=day("2022-07-31"))
    said = told(history(*events, body=body), first="2021-04-01", until="2022-03-31")
    assert said == ["2021-22 first met", "2021-22 second not_known"]


def test_grades_that_nobody_could_read_leave_open_what_was_asked() -> None:
    assert told(history(inspected("full", "2017-06-01", "?"))) == []


# An agency is inspected once in the three years from the 1 April after its last inspection


def agency(*events, **more) -> History:
    body = home(registration("2010-05-01", "independent_fostering_agency"), opened="2010-05-01", **more)
    return history(*events, body=body)


LAST = inspected("full", "2018-06-01", "good")  # so the next one by 31 March 2022


@pytest.mark.parametrize(
    ("following", "until", "said"),
    [
        ("2022-03-30", "2023-03-31", ["2018-19 cycle met", "2021-22 cycle met"]),
        ("2022-03-31", "2023-03-31", ["2018-19 cycle met", "2021-22 cycle met"]),
        ("2022-04-01", "2023-03-31", ["2018-19 cycle met", "2021-22 cycle missed"]),
        (None, "2023-03-31", ["2018-19 cycle met", "2021-22 cycle missed"]),
        (None, "2022-03-31", ["2018-19 cycle met", "2021-22 cycle missed"]),
        (None, "2021-03-31", ["2018-19 cycle met"]),
        ("2022-05-01", "2021-03-31", ["2018-19 cycle met"]),
    ],
)
def test_an_agency_is_inspected_once_in_three_years(following: str | None, until: str, said: list[str]) -> None:
    events = [inspected("full", following, "good")] if following else []
    before = inspected("full", "2017-06-01", "good")
    assert told(agency(before, LAST, *events), until=until) == said


def test_an_agency_that_vanished_before_its_last_day_may_have_gone() -> None:
    assert told(agency(LAST, gone_by=day("2022-06-30")), until="2023-03-31") == []
    late = inspected("full", "2022-05-01", "good")
    assert told(agency(LAST, late, gone_by=day("2023-06-30")), until="2023-03-31") == ["2021-22 cycle missed"]


def test_two_inspections_of_one_day_are_one_step() -> None:
    twice = replace(LAST, id="other")
    assert told(agency(LAST, twice), until="2019-03-31") == []


def test_a_duty_that_policy_asks_for_is_none_of_law() -> None:
    policy = {**AGENCIES, "good": {**AGENCIES["good"], "due": {"cycle": {**AGENCIES["good"]["due"]["cycle"],
                                                                        "statutory": False}}}}  # fmt: skip
    library = shelf(CORE, setting_edition("2017-04-01", "independent_fostering_agency", pathways=policy))
    assert told(agency(LAST), library, until="2023-03-31") == []
    assert AGENCY.pathways["good"].due["cycle"].statutory
    assert set(EVENTS) == set(CORE.events)
