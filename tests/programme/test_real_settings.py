"""The published lists of settings of 2022 and 2023, whole: who is due, and where law stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction

from inspectorate.calendars import inspection_year
from inspectorate.due.model import Outcome
from inspectorate.due.statutory import required
from inspectorate.due.this_year import Stand, this_year
from inspectorate.framework.library import load_library
from inspectorate.history.model import History
from inspectorate.laboratory.fit import fit
from inspectorate.laboratory.fit_record import next_said, trails
from inspectorate.laboratory.reading import read_file
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.inspections import importing
from inspectorate.webapp.programme.queries import histories, owed

FILES = (
    "ofsted-la/Childrens_social_care_in_England_2023_underlying_data.ods",
    "ofsted-providers/as-at/provider_at_march_2022.csv",
    "ofsted-providers/in-year/All_SocCare_inspec_2122_fin.csv",
)
LAST = date(2023, 3, 31)


@pytest.fixture(scope="module")
def settings(django_db_setup: None, django_db_blocker, real_data: Path) -> Iterator[list[History]]:
    """The record with the three files loaded, in a transaction that is rolled back after the last test of this
    module."""
    with django_db_blocker.unblock(), transaction.atomic():
        for name in FILES:
            importing.import_file(by=Actor.command_line("test"), path=real_data / name)
        yield list(histories(kind="setting"))
        transaction.set_rollback(True)


def registered(settings: list[History], on: date) -> set[str]:
    """The settings that the register has on a day."""
    return {
        history.body.id
        for history in settings
        if history.body.is_open(on) and (found := history.body.registration(on))
        and (found.standing is None or found.standing.registered)
    }  # fmt: skip


@pytest.mark.parametrize("on", [LAST, date(2023, 7, 5), date(2023, 7, 6)])
def test_every_setting_on_the_register_is_due_something_before_a_list_of_it_is_released(
    settings: list[History], on: date
) -> None:
    due = {one.body.id for one in owed(on, kind="setting")}
    assert registered(settings, on) == due
    assert len(due) == 3812


def test_what_is_done_of_a_year_is_what_the_back_test_counts_as_met(settings: list[History]) -> None:
    library = load_library()
    first = inspection_year(LAST).first
    differing = {}
    done = Counter[Stand]()
    for history in settings:
        met = [one for one in required([history], library, first, LAST) if one.outcome is Outcome.MET]
        stand = this_year(history, library, LAST, {})
        told = stand.counts
        done.update(told)
        assert told.get(Stand.AT_RISK, 0) == len(stand.at_risk)
        if told.get(Stand.DONE, 0) != len(met):
            differing[history.body.id] = (told, met)
    assert differing == {}
    assert done[Stand.DONE] > 2900


@pytest.mark.parametrize(
    ("urn", "counts"),
    [
        # Inspected on 1 March 2023; the report came out after the end of the year.
        ("SC021677", {Stand.DONE: 1}),
        # Inadequate, then good, in one year.
        ("SC034686", {Stand.DONE: 2}),
    ],
)
def test_single_homes(settings: list[History], urn: str, counts: dict[Stand, int]) -> None:
    (history,) = (one for one in settings if one.body.code == urn)
    assert this_year(history, load_library(), LAST, {}).counts == counts


def test_no_second_inspection_is_missed_that_law_lets_slip_beyond_the_record(settings: list[History]) -> None:
    (history,) = (one for one in settings if one.body.code == "SC389781")
    told = [(one.nth, one.outcome, one.by) for one in required([history], load_library(), date(2022, 4, 1), LAST)]
    assert told == [(1, Outcome.MET, LAST), (2, Outcome.NOT_KNOWN, date(2023, 6, 30))]


def test_how_homes_fall_and_rise_in_two_whole_years_bears_out_the_shipped_model(settings: list[History]) -> None:
    """What is shipped is fitted to six years; of these two every inspection is published."""
    file = read_file("childrens-homes")
    judged = [file.judged.get(area, area) for area in file.areas]
    services = trails(
        settings, load_library(), applies_to=file.applies_to, areas=judged, grades=tuple(file.grades),
        regimes=("sccif",), since=date(2021, 4, 1),
    )  # fmt: skip
    fitted = fit(services, file.model)
    assert (fitted.services, fitted.inspections, fitted.pairs) == (2951, 5266, 2315)
    for what in ("worse", "better"):
        shipped = getattr(file.model, what)
        assert ((fitted.low[what] <= shipped) & (shipped <= fitted.high[what])).all(), what
    again = [one for one in next_said(services, len(file.grades)) if one.place == len(file.grades) - 1]
    shares = [one.better / one.judged for one in again if one.judged > 100]
    assert shares == pytest.approx([file.model.looks["inspection"].effect[-1]] * len(shares), abs=0.03)
