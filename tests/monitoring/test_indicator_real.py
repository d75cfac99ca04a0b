"""The published files, all loaded: every value accounted for, published percentages reproduced, nothing known early."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from inspectorate.formats.indicator_sets import data_sets
from inspectorate.formats.indicator_years import YearKind, days, read_label
from inspectorate.intelligence.catalogue import definitions
from inspectorate.intelligence.model import Panel
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.inspections.importing import import_file
from inspectorate.webapp.inspections.models import ImportRun
from inspectorate.webapp.monitoring import indicator_queries as queries
from inspectorate.webapp.monitoring.models import Area, Measure, PeriodValues

TODAY = date(2026, 6, 1)
Runs = dict[str, ImportRun]


@pytest.fixture(scope="module")
def runs(real_data: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Runs]:
    """Every file of indicators, loaded in a transaction that is rolled back after the last test of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        by = Actor.command_line("test")
        files = sorted((real_data / "indicators").iterdir())
        yield {path.name: import_file(by=by, path=path).run for path in files}
        transaction.set_rollback(True)


def held(set: str) -> dict[str, int]:
    """How many values are stored of a data set, by kind of area."""
    kinds = dict(Area.objects.values_list("pk", "kind"))
    found: dict[str, int] = {}
    for values in PeriodValues.objects.filter(series__set=set).values_list("values", flat=True):
        for area in values:
            found[kinds[int(area)]] = found.get(kinds[int(area)], 0) + 1
    return found


def test_every_value_of_the_store_is_accepted_regional_or_kept_aside(runs: Runs) -> None:
    run = runs["bds_long_0.parquet"]
    (aside,) = run.rows_kept_aside.all()
    assert (aside.text, aside.reason.rpartition(" (")[2]) == ("0", "170 values).")
    assert held("lait") == {"authority": 595_660, "england": 3_770, "region": 41_470}
    assert run.accepted == 595_660 + 3_770 + 41_470 == 641_070 - 170


@pytest.mark.parametrize(
    ("file", "accepted", "aside"),
    [
        ("b1_children_in_need_2013_to_2025.csv", 2_132 * 8, 0),
        ("c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv", 2_132 * 10, 0),
        ("d3_cpps_subsequent_plan_2013_to_2025.csv", 2_132 * 3, 0),
        ("csww_indicators_2017_to_2025.csv", (1_463 - 14) * 22, 2),
        ("ons_mid-year_population_estimates_2012_to_2024.csv", 2_132, 0),
        ("imd19.csv", 151 * 10, 0),
        ("lait_data_dictionary.csv", 434, 0),
        ("sn_april_2021.xlsx", 158, 0),
        ("sn_may_2025.xlsx", 158, 0),
        ("la_code_list.xlsx", 0, 0),
    ],
)
def test_every_value_of_the_other_files_is_accounted_for(runs: Runs, file: str, accepted: int, aside: int) -> None:
    # Fourteen rows of the workforce tell of two authorities that reported together.
    assert (runs[file].accepted, runs[file].kept_aside) == (accepted, aside)


@pytest.fixture(scope="module")
def core(runs: Runs, django_db_blocker: DjangoDbBlocker) -> dict[str, Panel]:
    """What is known today of each core indicator, by its id."""
    with django_db_blocker.unblock():
        return {one.indicator.id: one for one in queries.panels(known_by=TODAY)}


def test_every_core_indicator_has_values_of_nearly_all_authorities(core: dict[str, Panel]) -> None:
    assert list(core) == [one.indicator.id for one in definitions()]
    for panel in core.values():
        assert len(panel.bodies) > 150
        assert len(panel.periods) >= 8
        assert panel.periods[-1].label == "2025"


# How far the parts miss the published number: half of its last place, and what the rounded parts themselves allow.
REPRODUCED = {
    "re_referrals": 0.06,
    "repeat_plans": 0.06,
    "suitable_accommodation": 0.51,
    "vacancies": 0.1,
    "turnover": 0.15,
    "agency_workers": 0.1,
    "absence": 0.1,
    "caseload": 0.35,
}


@pytest.mark.parametrize("id", REPRODUCED)
def test_published_numbers_come_out_of_their_parts(core: dict[str, Panel], id: str) -> None:
    panel = core[id]
    missed = np.abs(panel.numerator / panel.denominator - panel.value) * panel.indicator.scale
    assert np.isfinite(missed).sum() > 1_000
    assert np.nanmax(missed) <= REPRODUCED[id]


def test_placement_moves_come_out_of_their_parts_since_these_are_no_more_rounded(core: dict[str, Panel]) -> None:
    """The counts of 2016 and 2017 are rounded to five."""
    panel = core["placement_moves"]
    missed = np.abs(panel.numerator / panel.denominator - panel.value) * 100
    exact = [row for row, period in enumerate(panel.periods) if period.last > date(2018, 12, 31)]
    assert np.isfinite(missed[exact]).sum() > 1_000
    assert np.nanmax(missed[exact]) <= 0.51


def test_the_store_and_the_departments_table_say_the_same_of_rereferrals(runs: Runs) -> None:
    found = {one.indicator.id: one for one in queries.panels(known_by=TODAY, core_only=False)}
    store, table = found["lait/ReReferral"], found["re_referrals"]
    both = [body for body in store.bodies if body in table.bodies]
    rows = [[one.last for one in table.periods].index(period.last) for period in store.periods]
    left = store.value[:, [store.bodies.index(body) for body in both]]
    right = table.value[np.ix_(rows, [table.bodies.index(body) for body in both])]
    told = np.isfinite(left) & np.isfinite(right)
    assert told.sum() > 1_400
    assert np.allclose(left[told], right[told], atol=1e-9)


def test_no_label_contradicts_what_the_dictionary_says_of_its_series(runs: Runs) -> None:
    kinds = {row.series_id: YearKind(row.year) for row in Measure.objects.order_by("id")}
    labels = set(PeriodValues.objects.values_list("series_id", "period"))
    assert len(labels) > 3_700
    for series, period in labels:
        label = read_label(period)
        assert label is not None
        assert days(label, kinds[series]) is not None


def test_nothing_of_the_core_is_taken_as_known_before_its_dictionary_says_it_was_updated(
    core: dict[str, Panel],
) -> None:
    updated = {row.series.key: row.updated for row in Measure.objects.select_related("series")}
    checked = 0
    for one in definitions():
        day = updated.get(one.value)
        if day is not None:
            newest = core[one.indicator.id].periods[-1].last
            assert newest + timedelta(days=one.indicator.lag_days or 0) >= day
            checked += 1
    assert checked >= 9


def test_polarities_of_the_core_are_those_of_the_dictionary(runs: Runs) -> None:
    told = {row.series.key: row.polarity for row in Measure.objects.select_related("series")}
    assert all(told[one.value] == one.indicator.polarity for one in definitions())


@pytest.mark.parametrize("day", [date(2015, 6, 1), date(2019, 12, 31), date(2022, 9, 1)])
def test_no_panel_holds_what_became_known_later(runs: Runs, day: date) -> None:
    for panel in queries.panels(known_by=day):
        assert panel.known_on.max() <= day.toordinal()
        assert all(period.last < day for period in panel.periods)


def test_changed_codes_are_one_body_and_authorities_that_split_inherit_nothing(core: dict[str, Panel]) -> None:
    panel = core["re_referrals"]

    def years(code: str) -> list[str]:
        place = panel.bodies.index(f"authority:{code}")
        return [period.label for period, value in zip(panel.periods, panel.value[:, place], strict=True) if value >= 0]

    assert len(years("E08000038")) == len(years("E08000039")) == 13
    assert years("E06000060")[0] == "2013"
    assert years("E06000063") == ["2024", "2025"]
    assert years("E10000006")[-1] == "2023"
    assert years("E06000061")[0] == "2022"
    assert years("E10000021")[-1] in ("2020", "2021")
    assert years("E06000058")[0] in ("2020", "2021")
    assert {"authority:E10000009", "authority:E06000059"} <= set(panel.bodies)


def test_deprivation_is_known_of_nearly_all(runs: Runs) -> None:
    assert len(queries.deprivation()) == 151


def test_the_known_sets_have_no_column_that_nobody_publishes(runs: Runs) -> None:
    stored = set(Measure.objects.exclude(series__set="lait").values_list("series__set", "series__column"))
    assert stored == {(id, column) for id, one in data_sets().items() for column in one.columns}


def test_the_same_store_again_changes_nothing(runs: Runs, real_data: Path) -> None:
    before = PeriodValues.objects.count()
    run = import_file(by=Actor.command_line("test"), path=real_data / "indicators" / "bds_long_0.parquet").run
    assert (run.accepted, run.unchanged, run.corrected) == (0, 640_900, 0)
    assert PeriodValues.objects.count() == before
