"""Loading indicators: what is new, what is a revision, what is kept aside, and that a run can be taken back."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from tests.formats.samples import write_xlsx
from tests.monitoring.indicator_files import TESTER, authority, england, load, of

from inspectorate.intelligence.model import Panel
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.inspections.actions import map_unknown
from inspectorate.webapp.inspections.importing import import_file, reverse_import, run_again
from inspectorate.webapp.inspections.models import ImportRun
from inspectorate.webapp.monitoring import indicator_queries as queries
from inspectorate.webapp.monitoring import loading
from inspectorate.webapp.monitoring.models import Area, Measure, NeighbourList, PeriodValues, Series
from inspectorate.webapp.monitoring.models.indicators import ValueRefused

pytestmark = pytest.mark.django_db
LATER = date(2100, 1, 1)


@pytest.fixture(autouse=True)
def _var(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.VAR = tmp_path / "var"


def tally(run: ImportRun) -> tuple[int, int, int, int]:
    return run.accepted, run.unchanged, run.corrected, run.kept_aside


def panel(known_by: date = LATER, id: str = "re_referrals") -> Panel | None:
    return next((one for one in queries.panels(known_by=known_by) if one.indicator.id == id), None)


def numbers(known_by: date = LATER) -> list[list[float]]:
    found = panel(known_by)
    return [] if found is None else found.value.tolist()


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    authority("Northmere", 1)
    rows = (england("2024", "9000", "1800", "20"), of("Northmere", 1, "2024", "100", "19", "19"))
    assert tally(load(tmp_path / "a.csv", *rows).run) == (6, 0, 0, 0)
    held = PeriodValues.objects.count(), Measure.objects.count(), Series.objects.count(), Area.objects.count()
    assert tally(load(tmp_path / "a.csv", *rows).run) == (0, 6, 0, 0)
    assert held == (
        PeriodValues.objects.count(), Measure.objects.count(), Series.objects.count(), Area.objects.count()
    )  # fmt: skip
    assert AuditEntry.objects.filter(action="file_imported").count() == 2


def test_a_revision_is_a_new_row_known_from_the_day_it_was_loaded(tmp_path: Path) -> None:
    authority("Northmere", 1)
    authority("Aldmere", 2)
    aldmere = of("Aldmere", 2, "2024", "200", "20", "10")
    load(tmp_path / "a.csv", of("Northmere", 1, "2024", "100", "19", "19"), aldmere)
    run = load(tmp_path / "b.csv", of("Northmere", 1, "2024", "100", "25", "25"), aldmere).run
    assert tally(run) == (0, 4, 2, 0)
    assert numbers() == [[0.25, 0.1]]
    today = timezone.localdate()
    assert numbers(date.fromordinal(today.toordinal() - 1)) == [[0.19, 0.1]]
    found = panel()
    assert found is not None
    # The year to 31 March 2024 and its 244 days; the revision from today.
    assert found.known_on.tolist() == [[today.toordinal(), date(2024, 11, 30).toordinal()]]


def test_a_run_taken_back_is_out_of_view_and_comes_back_with_its_file(tmp_path: Path) -> None:
    authority("Northmere", 1)
    load(tmp_path / "a.csv", of("Northmere", 1, "2024", "100", "19", "19"))
    run = load(tmp_path / "b.csv", of("Northmere", 1, "2024", "100", "25", "25")).run
    reverse_import(by=TESTER, run=run)
    assert numbers() == [[0.19]]
    assert tally(run_again(by=TESTER, run=run).run) == (0, 1, 2, 0)
    assert numbers() == [[0.25]]
    for one in ImportRun.objects.all():
        reverse_import(by=TESTER, run=one)
    assert numbers() == []


def test_a_run_that_was_cut_short_counts_nowhere(tmp_path: Path) -> None:
    authority("Northmere", 1)
    run = load(tmp_path / "a.csv", of("Northmere", 1, "2024", "100", "19", "19")).run
    ImportRun.objects.filter(pk=run.pk).update(state=ImportRun.State.RUNNING)
    assert numbers() == []
    assert tally(load(tmp_path / "a.csv", of("Northmere", 1, "2024", "100", "19", "19")).run) == (3, 0, 0, 0)


def test_an_unknown_authority_is_kept_aside_until_somebody_says_who_it_is(tmp_path: Path) -> None:
    authority("Northmere", 1)
    run = load(tmp_path / "a.csv", of("Nrothmere", 7, "2024", "100", "19", "19")).run
    assert tally(run) == (0, 0, 0, 1)
    (aside,) = run.rows_kept_aside.all()
    assert (aside.text, aside.reason, aside.unknown) == (
        "Nrothmere", "No authority on the register is called “Nrothmere” (3 values).", "name",
    )  # fmt: skip
    map_unknown(by=TESTER, unknown="name", text="Nrothmere", value="N01")
    assert tally(run_again(by=TESTER, run=run).run) == (3, 0, 0, 0)


def test_one_authority_under_two_codes_in_one_file_is_not_overwritten(tmp_path: Path) -> None:
    body = authority("Northmere", 1)
    body.codes.create(scheme="gss", code="N09")
    run = load(
        tmp_path / "a.csv",
        of("Northmere", 1, "2024", "100", "19", "19"),
        of("Northmere", 9, "2024", "100", "20", "20"),
    ).run
    assert tally(run) == (3, 1, 0, 2)
    assert numbers() == [[0.19]]


def test_many_series_are_taken_in_many_short_transactions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "BATCH", 1)
    authority("Northmere", 1)
    assert tally(load(tmp_path / "a.csv", of("Northmere", 1, "2024", "100", "19", "19")).run) == (3, 0, 0, 0)
    assert numbers() == [[0.19]]


def test_a_mark_that_becomes_a_number_is_a_revision(tmp_path: Path) -> None:
    authority("Northmere", 1)
    load(tmp_path / "a.csv", of("Northmere", 1, "2023", "50", "5", "10"), of("Northmere", 1, "2024", "100", "c", "c"))
    found = panel()
    assert found is not None
    assert found.marks == {(1, 0): "c"}
    assert tally(load(tmp_path / "b.csv", of("Northmere", 1, "2024", "100", "19", "19")).run) == (0, 1, 2, 0)
    assert numbers() == [[0.1], [0.19]]


def test_stored_values_are_not_changed_or_removed(tmp_path: Path) -> None:
    authority("Northmere", 1)
    load(tmp_path / "a.csv", of("Northmere", 1, "2024", "100", "19", "19"))
    row = PeriodValues.objects.first()
    for change in (row.save, row.delete, PeriodValues.objects.all().delete):
        with pytest.raises(ValueRefused):
            change()
    with pytest.raises(ValueRefused):
        PeriodValues.objects.all().update(period="2025")


DICTIONARY = (
    ("Measure", "Chart_title", "Measure_short", "Polarity", "y_axis_name", "Last Update", "Year_Type"),
    ("Bees", "Bees seen (%)", "Bees", "High", "% of bees", "46023", "Calendar Year"),
)


def load_dictionary(tmp_path: Path) -> ImportRun:
    path = tmp_path / "dictionary.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(DICTIONARY)
    return import_file(by=TESTER, path=path).run


def load_store(tmp_path: Path, first: str = "2023") -> ImportRun:
    import polars as pl

    rows = {"Short Desc": ["Bees", "Bees"], "Years": [first, "2024"], "LA and Regions": ["Northmere"] * 2,
            "Values": ["40", "50"], "LA Number": [901.0, 901.0]}  # fmt: skip
    pl.DataFrame(rows).write_parquet(tmp_path / "store.parquet")
    return import_file(by=TESTER, path=tmp_path / "store.parquet").run


@pytest.mark.parametrize("order", [(load_store, load_dictionary), (load_dictionary, load_store)])
def test_a_dictionary_tells_of_a_store_whichever_comes_first(tmp_path: Path, order: tuple) -> None:
    authority("Northmere", 1)
    assert sorted(tally(load(tmp_path)) for load in order) == [(1, 0, 0, 0), (2, 0, 0, 0)]
    (found,) = queries.panels(known_by=LATER, core_only=False)
    indicator = found.indicator
    assert (indicator.id, indicator.label, indicator.polarity, indicator.scale, indicator.area) == (
        "lait/Bees", "Bees seen (%)", "high", 100, None,
    )  # fmt: skip
    assert [(one.first, one.last) for one in found.periods] == [
        (date(2023, 1, 1), date(2023, 12, 31)),
        (date(2024, 1, 1), date(2024, 12, 31)),
    ]
    # The stated lag is 425 days; the dictionary's last update, 31 January 2026, lies 396 days after the newest year.
    assert found.known_on[1, 0] == date(2026, 3, 1).toordinal()


def test_without_a_dictionary_a_series_of_the_store_is_no_indicator(tmp_path: Path) -> None:
    authority("Northmere", 1)
    load_store(tmp_path)
    assert list(queries.panels(known_by=LATER, core_only=False)) == []


@pytest.mark.parametrize("order", [(load_store, load_dictionary), (load_dictionary, load_store)])
def test_a_label_that_is_no_year_of_its_series_is_told(tmp_path: Path, order: tuple) -> None:
    authority("Northmere", 1)
    runs = [load(tmp_path, "2023/24") if load is load_store else load(tmp_path) for load in order]
    assert [run.kept_aside for run in runs] == [0, 1]
    (aside,) = runs[1].rows_kept_aside.all()
    assert (aside.text, aside.column) == ("2023/24", "Bees")
    (found,) = queries.panels(known_by=LATER, core_only=False)
    assert [one.label for one in found.periods] == ["2024"]


def test_deprivation_is_a_score_and_a_fifth(tmp_path: Path) -> None:
    code, name = "Upper Tier Local Authority District code (2019)", "Upper Tier Local Authority District name (2019)"
    rows = [(code, name, "IMD - Average score")]
    for number in range(1, 11):
        authority(f"Place {number}", number)
        rows.append((f"N{number:02}", f"Place {number}", str(number * 4)))
    assert queries.deprivation() == {}
    with (tmp_path / "d.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    import_file(by=TESTER, path=tmp_path / "d.csv")
    found = queries.deprivation()
    assert found["authority:N10"] == (40, 1)
    assert [found[f"authority:N{number:02}"].fifth for number in range(1, 11)] == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]


def load_neighbours(tmp_path: Path, month: str, *lists: tuple[int, int, int]) -> ImportRun:
    rows = [["LA num", "LA Name", "SN1", "SN2"], *[[of, f"{of}", *nearest] for of, *nearest in lists]]
    path = write_xlsx(tmp_path / f"sn_{month}.xlsx", {"Groups": rows})
    return import_file(by=TESTER, path=path).run


def test_neighbours_are_those_of_the_model_in_force(tmp_path: Path) -> None:
    for number, name in enumerate(("Northmere", "Aldmere", "Brindle"), 1):
        authority(name, number)
    assert queries.neighbours(date(2020, 1, 1)).of == {}
    assert tally(load_neighbours(tmp_path, "april_2021", (901, 902, 903), (902, 903, 901))) == (2, 0, 0, 0)
    assert tally(load_neighbours(tmp_path, "may_2025", (901, 903, 902))) == (1, 0, 0, 0)
    old, new = ("authority:N02", "authority:N03"), ("authority:N03", "authority:N02")
    told = {day: queries.neighbours(date(day, 6, 1)) for day in (2015, 2022, 2026)}
    assert {day: one.of["authority:N01"] for day, one in told.items()} == {2015: old, 2022: old, 2026: new}
    assert told[2015].model == "April 2021, the oldest loaded, for the years before: optimistic"
    assert (told[2026].model, told[2026].first) == ("May 2025", date(2025, 5, 1))
    assert tally(load_neighbours(tmp_path, "may_2025", (901, 902, 903))) == (0, 0, 1, 0)
    assert queries.neighbours(date(2026, 6, 1)).of["authority:N01"] == old
    assert tally(load_neighbours(tmp_path, "may_2025", (901, 902, 903))) == (0, 1, 0, 0)


def test_a_neighbour_whom_the_register_does_not_know_is_left_out_and_told(tmp_path: Path) -> None:
    authority("Northmere", 1)
    run = load_neighbours(tmp_path, "april_2021", (901, 902, 999), (902, 901, 999))
    assert sorted((one.text, one.reason) for one in run.rows_kept_aside.all()) == [
        ("902", "No authority on the register has the code 902 (1 list of neighbours)."),
        ("902", "No authority on the register is called “902” (1 list of neighbours)."),
        ("999", "No authority on the register has the code 999 (2 lists of neighbours)."),
    ]
    assert NeighbourList.objects.get().nearest == []


def test_every_row_has_a_name_to_show(tmp_path: Path) -> None:
    authority("Northmere", 1)
    load(tmp_path / "a.csv", of("Northmere", 1, "2024", "100", "19", "19"), england("2024", "1", "1", "1"))
    load_neighbours(tmp_path, "april_2021", (901, 901, 901))
    assert [str(Area.objects.get(kind=kind)) for kind in ("authority", "england")] == ["Northmere", "England"]
    assert str(Series.objects.first()) == "referrals/referral_count"
    assert str(PeriodValues.objects.first()) == "referrals/referral_count, 2024"
    assert str(Measure.objects.first()) == "Referrals in the year"
    assert str(NeighbourList.objects.first()) == "Northmere, April 2021"


def test_what_both_files_told_alike_comes_back_when_the_later_one_is_loaded_again(tmp_path: Path) -> None:
    authority("Northmere", 1)
    first = load(tmp_path / "a.csv", of("Northmere", 1, "2024", "100", "19", "19")).run
    second = load(tmp_path / "b.csv", of("Northmere", 1, "2024", "100", "19", "19")).run
    reverse_import(by=TESTER, run=first)
    assert numbers() == []
    run_again(by=TESTER, run=second)
    assert numbers() == [[0.19]]


def test_each_batch_is_compared_with_its_own_series_and_no_other_of_the_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority("Northmere", 1)
    asked, held = [], loading._held

    def watched(run: ImportRun, series: Iterable[int]) -> dict[tuple[int, str], dict[str, float | str]]:
        asked.append(len(list(series)))
        return held(run, series)

    monkeypatch.setattr(loading, "BATCH", 1)
    monkeypatch.setattr(loading, "_held", watched)
    load(tmp_path / "a.csv", of("Northmere", 1, "2024", "100", "19", "19"))
    assert asked == [1, 1, 1]
