"""Lists of settings become bodies, their registrations and their inspections."""

from datetime import date
from pathlib import Path

import pytest

from inspectorate.history.facts import current_view
from inspectorate.history.position import position
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.inspections.actions import map_unknown
from inspectorate.webapp.inspections.importing import import_file, reverse_import, run_again
from inspectorate.webapp.inspections.models import InspectionFact, RegisterEntry
from inspectorate.webapp.inspections.queries import histories
from inspectorate.webapp.inspections.streams import frozen
from inspectorate.webapp.register.models import Setting

pytestmark = pytest.mark.django_db

HEAD = (
    "Web link,URN,Provision type,Registration date,Registration status,Name,Postcode,Ofsted region,Local authority,"
    "Sector,Places,Organisation which owns the provider,Latest full inspection event type,Latest full inspection date,"
    "Latest full inspection publication date,Latest full inspection event number,"
    "Overall experiences and progress of children and young people,"
    "How well children and young people are helped and protected,The effectiveness of leaders and managers"
)
ROWS_2022 = (
    "x,SC999001,Children's home,01/05/2019,Active,REDACTED,REDACTED,London,Barnet,Private,4,Northmere Care,"
    "Full inspection,04/10/2021,19/11/2021,910001,Good,Good,Good",
    "x,SC999002,Boarding School,01/05/2009,Active,Greenlow School,ZZ1 1AA,London,Barnet,Private,90,Greenlow Trust,"
    "Full inspection,05/10/2021,20/11/2021,910002,Outstanding,Good,Good",
    "x,SC999003,Children's home,01/02/2022,Suspended,REDACTED,REDACTED,London,Barnet,Private,3,Northmere Care,,,,,,,",
)
ROWS_2023 = (ROWS_2022[0].replace(",4,", ",6,"), ROWS_2022[2].replace("Suspended", "Active"))


def file(folder: Path, year: int, rows: tuple[str, ...]) -> Path:
    path = folder / f"list_{year}.csv"
    title = f"Children's social care data in England {year} - Provider level as at 31 March {year}"
    path.write_text("\n".join((title, HEAD, *rows)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def by() -> Actor:
    return Actor.command_line()


@pytest.mark.parametrize("years", [(2022, 2023), (2023, 2022)])
def test_settings_stand_as_the_newest_list_has_them_whatever_the_order(tmp_path, by, years):
    lists = {2022: file(tmp_path, 2022, ROWS_2022), 2023: file(tmp_path, 2023, ROWS_2023)}
    for year in years:
        import_file(by=by, path=lists[year])
    home, school, new = (Setting.objects.get(body__code=code) for code in ("SC999001", "SC999002", "SC999003"))
    assert (home.places, home.owner.name, home.authority.name) == (6, "Northmere Care", "Barnet")
    assert (home.named, str(home)) == (False, "Children's home SC999001")
    assert (school.named, str(school), school.body.gone_by) == (True, "Greenlow School", date(2023, 3, 31))
    assert new.standing == "active"
    told = {history.body.code: history.body for history in histories(kind="setting")}
    assert [one.places for one in told["SC999001"].registrations] == [4, 6]
    assert told["SC999003"].registration(date(2022, 6, 1)).standing == "suspended"
    before, after = (position(histories(kind="setting"), date(year, 3, 31)).latest.count for year in (2022, 2023))
    assert (before, after) == (2, 1)


def test_the_same_list_twice_changes_nothing_and_reversing_takes_it_back(tmp_path, by):
    path = file(tmp_path, 2022, ROWS_2022)
    first = import_file(by=by, path=path).run
    again = import_file(by=by, path=path).run
    assert (first.accepted, again.accepted, again.corrected) == (2, 0, 0)
    assert RegisterEntry.objects.count() == 3
    reverse_import(by=by, run=first)
    assert not Setting.objects.exists()
    assert not list(histories(kind="setting"))


def test_two_events_that_the_regulator_numbers_differently_are_two_however_near(tmp_path, by):
    moved = ROWS_2022[0].replace("04/10/2021", "06/10/2021")
    import_file(by=by, path=file(tmp_path, 2022, (*ROWS_2022, moved.replace("910001", "910009"))))
    told = next(history for history in histories(kind="setting") if history.body.code == "SC999001")
    assert [one.started for one in told.inspections] == [date(2021, 10, 4), date(2021, 10, 6)]


def test_a_host_that_nobody_knows_is_listed_once_and_found_when_a_person_says_who_it_is(tmp_path, by):
    rows = tuple(row.replace("Barnet", "Barnetshire") for row in ROWS_2022)
    run = import_file(by=by, path=file(tmp_path, 2022, rows)).run
    assert [(one.text, one.unknown, one.row) for one in run.rows_kept_aside.all()] == [("Barnetshire", "name", 3)]
    assert {one.authority for one in Setting.objects.all()} == {None}
    map_unknown(by=by, unknown="name", text="Barnetshire", value="E09000003")
    assert not run_again(by=by, run=run).run.rows_kept_aside.exists()
    assert {one.authority.name for one in Setting.objects.all()} == {"Barnet"}


def test_rows_of_no_day_are_kept_aside_and_nothing_is_made_of_them(tmp_path, by):
    path = tmp_path / "list.csv"
    path.write_text("\n".join((HEAD.partition(",Latest")[0], "x,SC999004,Children's home,,Active,,,London,Barnet,,,")))
    run = import_file(by=by, path=path).run
    assert [(one.text, one.row) for one in run.rows_kept_aside.all()] == [("SC999004", 2)]
    assert not Setting.objects.exists()


def test_an_inspection_that_one_fact_tells_of_is_read_as_the_current_view_of_that_fact(tmp_path, by):
    import_file(by=by, path=file(tmp_path, 2022, ROWS_2022))
    read = {one.id: one for history in histories(kind="setting") for one in history.inspections}
    viewed = [current_view([frozen(row)]) for row in InspectionFact.objects.all()]
    assert {one.id: one for one in viewed} == read
    assert len(read) == 2
