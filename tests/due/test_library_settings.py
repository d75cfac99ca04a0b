"""What the shipped library asks of settings, rule by rule."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.due.small import day
from tests.due.small_settings import history, home, inspected, registration

from inspectorate.calendars import InspectionYear
from inspectorate.due.engine import due
from inspectorate.due.statutory import required
from inspectorate.framework.library import load_library
from inspectorate.history.model import Inspection

LIBRARY = load_library()


def under_sccif(event_id: str, ended: str, grade: str) -> Inspection:
    return replace(inspected(event_id, ended, grade), regime="sccif")


@pytest.mark.parametrize("type_", ["childrens_home", "special_school_as_home", "secure_childrens_home"])
@pytest.mark.parametrize(
    ("full", "interim", "said", "as_of", "review"),
    [
        ("2018-08-10", "2018-12-10", "declined", "2018-12-09", False),
        ("2018-08-10", "2018-12-10", "declined", "2018-12-10", True),
        ("2018-08-10", "2018-12-10", "declined", "2018-12-12", True),
        ("2018-08-10", "2018-12-10", "sustained", "2018-12-12", False),
        ("2018-08-10", "2018-12-10", "improved", "2018-12-12", False),
        # Under the editions of the pandemic, and of the amendment; from April 2022 there are no interim inspections.
        ("2019-08-10", "2020-03-16", "declined", "2020-03-17", True),
        ("2021-05-10", "2021-09-29", "declined", "2021-09-30", True),
        ("2021-05-10", "2021-09-29", "declined", "2021-10-01", True),
        ("2021-05-10", "2022-03-28", "declined", "2022-03-31", True),
    ],
)
def test_a_declined_interim_inspection_calls_for_an_urgent_case_review(
    type_: str, full: str, interim: str, said: str, as_of: str, review: bool
) -> None:
    stored = history(
        under_sccif("full", full, "good"),
        under_sccif("interim", interim, said),
        body=home(registration("2015-05-01", type_)),
    )
    assert ("case_review" in {owed.event for owed in due(stored, LIBRARY, day(as_of))}) is review


@pytest.mark.parametrize("year", ["2017-18", "2018-19", "2020-21", "2021-22", "2022-23"])
@pytest.mark.parametrize(
    ("type_", "grade", "by_law"),
    [
        # Since April 2017 law asks for two inspections a year of homes below good, and of every secure home.
        ("childrens_home", "outstanding", [1]),
        ("childrens_home", "good", [1]),
        ("childrens_home", "requires_improvement", [1, 2]),
        ("childrens_home", "inadequate", [1, 2]),
        ("special_school_as_home", "good", [1]),
        ("secure_childrens_home", "good", [1, 2]),
    ],
)
def test_law_asks_for_a_second_inspection_of_homes_below_good_and_of_secure_homes(
    year: str, type_: str, grade: str, by_law: list[int]
) -> None:
    days = InspectionYear.from_label(year)
    stored = history(under_sccif("full", "2017-01-10", grade), body=home(registration("2015-05-01", type_)))
    found = required([stored], LIBRARY, days.first, days.last)
    assert [one.nth for one in found] == by_law


@pytest.mark.parametrize("type_", ["childrens_home", "secure_childrens_home", "independent_fostering_agency"])
@pytest.mark.parametrize(("grade", "review"), [("inadequate", True), ("requires_improvement", False)])
@pytest.mark.parametrize("full", ["2018-08-10", "2021-11-10", "2022-08-10"])
def test_an_inadequate_inspection_calls_for_an_urgent_case_review(
    type_: str, grade: str, review: bool, full: str
) -> None:
    stored = history(under_sccif("full", full, grade), body=home(registration("2015-05-01", type_)))
    assert ("case_review" in {owed.event for owed in due(stored, LIBRARY, day(full))}) is review


@pytest.mark.parametrize(
    ("edition", "told"),
    [
        ("2017-04-01+independent_fostering_agency", {"consecutive_cycles": 3}),
        ("2017-04-01+adoption_support_agency", {"consecutive_cycles": 3}),
        ("2017-04-01+voluntary_adoption_agency", {"preparation_additional_premises": 2}),
        ("2017-04-01+residential_holiday_scheme", {"days_of_operation": 56, "consecutive_days": 28}),
        ("2017-04-01+childrens_home", {"interim_preparation": 0.5}),
        ("2021-10-01+childrens_home", {"interim_preparation": 0.5, "reasonably_practicable": "2021-22"}),
        # Interim inspections ended in March 2022.
        ("2022-04-01+childrens_home", {"reasonably_practicable": "2021-22"}),
        ("2022-04-01+secure_childrens_home", {}),
    ],
)
def test_what_the_framework_says_beside_its_windows(edition: str, told: dict[str, object]) -> None:
    held = LIBRARY.edition(f"sccif/{edition}").parameters
    assert {name: one.value for name, one in held.items() if name != "deferral"} == told


@pytest.mark.parametrize("type_", ["adoption_support_agency", "voluntary_adoption_agency", "residential_family_centre"])
def test_an_inspection_is_deferred_only_for_risk_or_for_want_of_evidence(type_: str) -> None:
    for day_ in ("2017-04-01", "2020-03-17"):
        assert len(LIBRARY.edition(f"sccif/{day_}+{type_}").parameters["deferral"].value) == 2
