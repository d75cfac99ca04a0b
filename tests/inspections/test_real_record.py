"""The published record, whole: the figures that must come out of the regulator's workbook and the report history.

Both files are loaded once; every figure below is one that the regulator or a newspaper published, or that can be
counted by hand in the files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction

from inspectorate.framework.check import check_record
from inspectorate.framework.library import load_library
from inspectorate.history.matching import LONGEST_REPORT_DAYS
from inspectorate.history.model import History
from inspectorate.history.position import Position, falls, known_later, position
from inspectorate.history.reconcile import Cause, by_cause
from inspectorate.history.release import lag
from inspectorate.laboratory.fit import fit
from inspectorate.laboratory.fit_record import trails
from inspectorate.laboratory.reading import read_model
from inspectorate.measurement.overall import one_word
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.inspections import importing, queries
from inspectorate.webapp.inspections.figures import reconciled
from inspectorate.webapp.inspections.models import ImportRun, InspectionFact

HISTORY = "published_report_history_to_2023-03.csv"
WORKBOOK = "Childrens_social_care_in_England_2023_underlying_data.ods"
AS_AT = "LA_level_at_31_Mar_2023"
IN_YEAR = "LA_level_in_year_2022-23"
PUBLISHED_2023 = {"outstanding": 468, "good": 2447, "requires_improvement": 558, "inadequate": 73}


@pytest.fixture(scope="module")
def published(real_data: Path) -> list[Path]:
    return [real_data / "ofsted-la" / name for name in (WORKBOOK, HISTORY)]


@pytest.fixture(scope="module")
def record(django_db_setup: None, django_db_blocker, published: list[Path]) -> Iterator[list[History]]:
    """The record with both files loaded, in a transaction that is rolled back after the last test of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        for path in published:
            importing.import_file(by=Actor.command_line("test"), path=path)
        yield list(queries.histories())
        transaction.set_rollback(True)


def named(record: list[History], name: str) -> History:
    (found,) = (history for history in record if history.body.name == name)
    return found


def sif(record: list[History], on: str) -> Position:
    return position(record, date.fromisoformat(on), regime="sif")


@pytest.mark.parametrize(
    ("on", "count", "inadequate", "latest", "latest_inadequate"),
    [
        ("2017-02-12", 118, 30, 116, 28),
        ("2017-02-13", 123, 31, 121, 29),
        ("2017-02-28", 123, 31, 121, 29),
        ("2017-03-30", 123, 31, 121, 29),
    ],
)
def test_a_quarter_of_123_inspections_were_inadequate_when_the_change_was_announced(
    record: list[History], on: str, count: int, inadequate: int, latest: int, latest_inadequate: int
) -> None:
    answer = sif(record, on)
    assert (answer.inspections.count, answer.inspections.grades["overall"]["inadequate"]) == (count, inadequate)
    assert (answer.latest.count, answer.latest.grades["overall"]["inadequate"]) == (latest, latest_inadequate)


def test_the_regulators_own_figure_for_march_2017(record: list[History]) -> None:
    grades = sif(record, "2017-04-30").latest.grades["overall"]
    assert sif(record, "2017-04-30").latest.count == 127
    assert (grades["good"] + grades["outstanding"], grades["inadequate"]) == (37, 30)


def test_lambeth_fell_from_outstanding_to_inadequate_in_three_years(record: list[History]) -> None:
    told = {one.published: one.grades for one in named(record, "Lambeth").inspections}
    assert told[date(2012, 5, 29)]["safeguarding"] == "outstanding"
    assert told[date(2015, 5, 12)]["overall"] == "inadequate"


def test_south_gloucestershires_overall_hides_a_good_adoption_service(record: list[History]) -> None:
    (told,) = (one for one in named(record, "South Gloucestershire").inspections if one.published == date(2017, 2, 13))
    assert (told.grades["overall"], told.grades["adoption"]) == ("inadequate", "good")


def said_as_at(sheet: str, events: tuple[str, ...] = ()) -> dict[str, InspectionFact]:
    """What a sheet itself says, by authority; ``events``: only of these kinds."""
    rows = InspectionFact.objects.filter(source__contains=sheet).select_related("inspection__body")
    if events:
        rows = rows.filter(event__in=events)
    return {row.inspection.body.name: row for row in rows}


def test_the_position_of_march_2023_is_the_published_one_authority_by_authority(record: list[History]) -> None:
    answer = position(record, date(2023, 3, 31), known_by=date(2023, 4, 30))
    ours = {body.name: dict(last.grades) for body, last in answer.latest_of}
    theirs = {name: row.grades for name, row in said_as_at(AS_AT).items()}
    assert len(ours) == len(theirs) == 152
    # The workbook's fourth note: South Tyneside's report came out after the deadline and is included all the same.
    assert [name for name in ours if ours[name] != theirs[name]] == ["South Tyneside"]
    (late,) = (one for one in named(record, "South Tyneside").inspections if one.event == "short")
    assert (late.started, late.published, late.known_on) == (date(2022, 12, 5), date(2023, 5, 10), date(2023, 5, 10))
    assert dict(late.grades) == theirs["South Tyneside"]


def test_what_was_carried_out_in_the_year_is_the_published_list(record: list[History]) -> None:
    listed = InspectionFact.objects.filter(source__contains=IN_YEAR)
    assert Counter(row.event for row in listed) == {
        "standard": 38,
        "short": 13,
        "focused_visit": 36,
        "monitoring_visit": 24,
    }
    # The list is by publication: five of its visits took place before the year began.
    visits = Counter(one.event for history in record for one in history.inspections if not one.graded)
    assert visits == {"focused_visit": 36, "monitoring_visit": 24}


def test_the_51_graded_ones_of_the_year_are_those_published_in_it_and_south_tynesides(record: list[History]) -> None:
    first, last = date(2022, 5, 1), date(2023, 4, 30)
    in_year = {
        history.body.name: one
        for history in record
        for one in history.inspections
        if one.graded and one.published and first <= one.published <= last
    }
    listed = said_as_at(IN_YEAR, ("standard", "short"))
    assert len(listed) == 51
    assert set(listed) - set(in_year) == {"South Tyneside"}
    assert set(in_year) <= set(listed)
    assert all(listed[name].event == one.event for name, one in in_year.items())


def test_fourteen_authorities_fell_two_grades_or_more_from_safeguarding_to_their_first_single_inspection(
    record: list[History],
) -> None:
    found = falls(record, load_library(), "sif", date(2023, 4, 30), at_least=2)
    assert len(found) == 14
    assert (found[0].body.name, found[0].steps) == ("Lambeth", 3)


@pytest.mark.usefixtures("record")
def test_exactly_four_inspections_break_a_limit_and_only_one_that_has_exceptions() -> None:
    found = [(judged.name, breach.force.value) for judged, breach in check_record(queries.judged(load_library()))]
    assert found == [
        ("Bournemouth, standard 2018-08-24", "usually"),
        ("Doncaster, standard 2022-02-25", "usually"),
        ("Herefordshire, County of, standard 2018-06-22", "usually"),
        ("Slough, standard 2023-02-03", "usually"),
    ]


def test_two_authorities_of_one_name_keep_their_own_records(record: list[History]) -> None:
    old, new = sorted((one for one in record if one.body.name == "Dorset"), key=lambda one: one.body.code, reverse=True)
    assert (old.body.code, new.body.code) == ("E10000009", "E06000059")
    assert {one.regime for one in old.inspections} == {"slac", "sif"}
    assert {one.regime for one in new.inspections} == {"ilacs"}
    assert [link.body.code for link in new.predecessors] == ["E10000009"]


def test_no_report_took_longer_than_matching_and_the_release_lag_say(
    record: list[History],
) -> None:
    delays = {
        (one.published - (one.ended or one.started)).days: history.body.name
        for history in record
        for one in history.inspections
        if one.published and (one.ended or one.started)
    }
    found = lag("authority", date(2022, 12, 5))
    assert found is not None
    assert max(delays) == LONGEST_REPORT_DAYS == found.days
    assert delays[max(delays)] == "South Tyneside"


def test_what_was_carried_out_by_the_day_and_told_later_is_named(record: list[History]) -> None:
    late = known_later(record, date(2023, 3, 31), date(2023, 4, 30))
    assert [(body.name, one.event, one.known_on) for body, one in late] == [
        ("South Tyneside", "short", date(2023, 5, 10))
    ]


@pytest.mark.usefixtures("record")
def test_what_the_two_sources_tell_differently_is_listed_for_a_person() -> None:
    assert sorted(one.field for one in queries.all_disagreements()) == ["event", "in_care", "in_care", "started"]


def test_loading_both_files_again_adds_nothing(record: list[History], published: list[Path]) -> None:
    before = InspectionFact.objects.count()
    for path in published:
        run = importing.import_file(by=Actor.command_line("test"), path=path).run
        assert (run.accepted, run.corrected) == (0, 0)
        assert run.state == ImportRun.State.COMPLETE
    assert InspectionFact.objects.count() == before
    assert list(queries.histories()) == record


@pytest.mark.usefixtures("record")
def test_what_the_workbook_has_counted_is_kept_to_be_reconciled() -> None:
    counts = ImportRun.objects.filter(file=WORKBOOK).earliest("pk").published_counts.filter(table="8a")
    said = {one.period: one.counts for one in counts}
    assert said["2023-03-31"] == PUBLISHED_2023
    assert said["2022-03-31"] == {"outstanding": 514, "good": 2116, "requires_improvement": 590, "inadequate": 89}


def test_figures_of_settings_are_the_published_ones_where_the_workbook_holds_the_rows(record: list[History]) -> None:
    """Tables 6a, 6b, 8a to 8n and 9a to 9e of 2023: one of 98 figures differs. Table 8c has two homes that require
    improvement fewer than the workbook's rows, and than what its tables 8b, 8d and 8e leave for children's homes."""
    assert record
    found = [one for one in reconciled() if one.period in ("2023-03-31", "2022-23")]
    differing = [(one.table, one.name, one.difference, one.cause.value) for one in found if one.difference]
    assert differing == [("8c", "requires_improvement", 2, "counted_otherwise")]
    assert by_cause(found) == {Cause.AGREES: 97, Cause.COUNTED_OTHERWISE: 1}
    whole = {one.name: one.computed for one in found if one.table == "8a"}
    assert whole == PUBLISHED_2023
    homes = {table: [one.computed for one in found if one.table == table] for table in ("9a", "9b")}
    assert homes == {"9a": [215, 1777, 515, 234], "9b": [210, 1730, 497, 222]}
    weak = Counter({one.table: one.published for one in found if one.name == "requires_improvement"})
    assert weak["8b"] - weak["8d"] - weak["8e"] == weak["8c"] + 2


def test_what_one_word_hides_on_the_published_grades(record: list[History]) -> None:
    sif = one_word(record, load_library(), "sif", date(2018, 12, 31))
    # Inadequate councils at their first inspection: seven have a good part, none a good key area.
    assert (sif.good_parts.inadequate, sif.good_parts.first, sif.good_parts.areas) == (40, 7, 0)
    south = next(one for one in sif.hidden if one.body.name == "South Gloucestershire")
    assert (south.overall, south.parts["adoption"]) == ("inadequate", "good")
    assert "adoption" in south.hidden()[0]
    ilacs = one_word(record, load_library(), "ilacs", date(2023, 5, 31))
    assert (len(ilacs.judged), len(ilacs.compared), len(ilacs.hidden), ilacs.unread) == (177, 168, 88, ())
    # The four inspections with inadequate leaders and another word.
    assert ilacs.hiding[0].inadequate == 4
    for found, low, high in ((sif, 0.46, 0.55), (ilacs, 0.45, 0.52)):
        assert found.kept
        assert (round(found.kept.share.low, 2), round(found.kept.share.high, 2)) == (low, high)


@pytest.mark.parametrize("name", ["authorities", "one-grade"])
def test_the_laboratory_ships_what_is_fitted_to_this_record(record: list[History], name: str) -> None:
    shipped = read_model(name)
    services = trails(record, load_library(), areas=shipped.areas, grades=shipped.grades, regimes=("sif", "ilacs"))
    fitted = fit(services, shipped)
    assert (fitted.services, fitted.inspections, fitted.pairs) == (156, 350, 194)
    for what in ("worse", "better", "start"):
        assert getattr(shipped, what) == pytest.approx(getattr(fitted.model, what), rel=0.01)
    assert shipped.alike == pytest.approx(fitted.model.alike, abs=0.01)
