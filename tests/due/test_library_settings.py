"""What the shipped library asks of settings, rule by rule."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.due.small import day
from tests.due.small_settings import history, home, inspected, registration

from inspectorate.due.engine import due
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


@pytest.mark.parametrize("type_", ["childrens_home", "secure_childrens_home", "independent_fostering_agency"])
@pytest.mark.parametrize(("grade", "review"), [("inadequate", True), ("requires_improvement", False)])
@pytest.mark.parametrize("full", ["2018-08-10", "2021-11-10", "2022-08-10"])
def test_an_inadequate_inspection_calls_for_an_urgent_case_review(
    type_: str, grade: str, review: bool, full: str
) -> None:
    stored = history(under_sccif("full", full, grade), body=home(registration("2015-05-01", type_)))
    assert ("case_review" in {owed.event for owed in due(stored, LIBRARY, day(full))}) is review
