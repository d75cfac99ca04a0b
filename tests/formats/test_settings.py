"""Cell by cell, what is taken of a table of settings, what is kept aside and why, and which day is told by what."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.formats.samples import grades, read_grid, write_csv, write_ods, write_xlsx

from inspectorate.formats import FormatError, KeptAside, Reading, SaidInspection, SaidSetting, read_file
from inspectorate.formats.days import as_at, in_year, months_of, year_label
from inspectorate.formats.setting_headings import read_setting_heading

HEAD = ["URN", "Provision type", "Registration status", "Event type", "Inspection date", "Overall effectiveness"]
ROW = ["SC900001", "Children's home", "Active", "Full inspection", "08/06/2015", "Good"]


def row(**changes: str) -> list[str]:
    """A row like `ROW` with the cells under some headings changed: ``urn``, ``type``, ``status``, ``event``…"""
    names = ("urn", "type", "status", "event", "day", "grade")
    return [changes.get(name, cell) for name, cell in zip(names, ROW, strict=True)]


def only(reading: Reading) -> tuple[SaidSetting, SaidInspection]:
    (setting,), (inspection,) = reading.settings, reading.inspections
    return setting, inspection


def aside(reading: Reading) -> KeptAside:
    (item,) = reading.kept_aside
    return item


@pytest.mark.parametrize(
    ("day", "regime"),
    [
        ("31/03/2017", "settings-2013"),
        ("01/04/2017", "sccif"),
        ("2017-04-02", "sccif"),
        ("1/4/17", "sccif"),
        ("30 March 2017", "settings-2013"),
    ],
)
def test_the_day_of_the_inspection_tells_the_framework(day: str, regime: str, tmp_path: Path) -> None:
    _, inspection = only(read_grid(tmp_path, [HEAD, row(day=day)]))
    assert inspection.regime == regime


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("Full inspection", "full"),
        ("FULL INSPECTION", "full"),
        ("SC Interim", "interim"),
        ("Interim inspection", "interim"),
        ("SC Monitoring Inspection", "monitoring_visit"),
        ("Monitoring Visit", "monitoring_visit"),
        ("Assurance visit", "assurance_visit"),
        ("SC – Emergency inspection", "emergency_visit"),
        ("Emergency visit", "emergency_visit"),
        ("Urgent case review", "case_review"),
    ],
)
def test_the_kinds_of_inspection(words: str, event: str, tmp_path: Path) -> None:
    _, inspection = only(read_grid(tmp_path, [HEAD, row(event=words)]))
    assert inspection.event == event


@pytest.mark.parametrize(
    ("day", "words", "grade"),
    [
        ("31/03/2015", "3", "adequate"),
        ("01/04/2015", "3", "requires_improvement"),
        ("01/04/2017", "3", "requires_improvement"),
        ("08/06/2013", "Satisfactory", "adequate"),
        ("08/06/2016", "Adequate", "adequate"),
        ("08/06/2013", "Requires Improvement", "requires_improvement"),
        ("08/06/2019", "Requires improvement to be good", "requires_improvement"),
        ("08/06/2013", "1", "outstanding"),
        ("08/06/2013", "2", "good"),
        ("08/06/2013", "4", "inadequate"),
    ],
)
def test_a_grade_is_what_the_source_calls_it_and_a_code_what_it_was_called_then(
    day: str, words: str, grade: str, tmp_path: Path
) -> None:
    _, inspection = only(read_grid(tmp_path, [HEAD, row(day=day, grade=words)]))
    assert grades(inspection) == {"overall": grade}
    assert inspection.judgements["overall"].text == words


@pytest.mark.parametrize("words", ["Not judged", "Not Judged", "NULL", "", " ", "0", "5"])
def test_what_was_not_judged_leaves_no_grade(words: str, tmp_path: Path) -> None:
    reading = read_grid(tmp_path, [HEAD, row(grade=words)])
    assert grades(only(reading)[1]) == {}
    assert reading.kept_aside == ()


@pytest.mark.parametrize(
    ("day", "words", "effect"),
    [
        ("08/06/2015", "Improved effectiveness", "improved"),
        ("08/06/2015", "Sustained Effectiveness", "sustained"),
        ("08/06/2015", "Declined in effectiveness", "declined"),
        ("31/03/2014", "2", None),
        ("01/04/2014", "2", "improved"),
        ("01/04/2014", "3", "sustained"),
        ("01/04/2014", "4", "declined"),
    ],
)
def test_an_interim_inspection_says_an_effect(day: str, words: str, effect: str | None, tmp_path: Path) -> None:
    reading = read_grid(tmp_path, [HEAD, row(event="Interim inspection", day=day, grade=words)])
    assert grades(only(reading)[1]) == {"effectiveness": effect}
    assert any("no release says what the codes" in sentence for sentence in reading.unread) == (effect is None)


def test_an_interim_inspection_has_no_other_judgement(tmp_path: Path) -> None:
    grid = [[*HEAD, "Quality of care"], [*row(event="SC Interim", grade="Sustained effectiveness"), "2"]]
    reading = read_grid(tmp_path, grid)
    assert grades(only(reading)[1]) == {"effectiveness": "sustained"}
    assert aside(reading).reason == "SC900001: an interim inspection makes no such judgement"


def test_a_grade_that_is_none_of_the_framework_is_kept_aside_and_a_full_inspection_stays_graded(
    tmp_path: Path,
) -> None:
    full = read_grid(tmp_path, [HEAD, row(day="01/04/2017", grade="Adequate")])
    assert grades(only(full)[1]) == {"overall": None}
    assert (aside(full).text, aside(full).unknown) == ("Adequate", "grade")
    visit = read_grid(tmp_path, [HEAD, row(event="Monitoring visit", grade="Good Progress")])
    assert grades(only(visit)[1]) == {}
    assert aside(visit).unknown == "grade"
    mapped = read_grid(
        tmp_path,
        [HEAD, row(event="Monitoring visit", grade="Good Progress")],
        mappings={("grade", "Good Progress"): "not judged"},
    )
    assert mapped.kept_aside == ()


@pytest.mark.parametrize(("event", "judgement"), [("Full inspection", "overall"), ("SC Interim", "effectiveness")])
def test_a_grade_that_nobody_can_read_is_a_judgement_whose_grade_is_not_known(
    event: str, judgement: str, tmp_path: Path
) -> None:
    grid = [HEAD, row(event=event, grade="smudge")]
    reading = read_grid(tmp_path, grid, mappings={("grade", "smudge"): "data unreadable"})
    assert grades(only(reading)[1]) == {judgement: None}
    assert reading.kept_aside == ()


def test_two_columns_of_one_judgement_agree_or_the_second_is_kept_aside(tmp_path: Path) -> None:
    head = [*HEAD, "Safeguarding", "Boarders' safety"]
    assert read_grid(tmp_path, [head, [*ROW, "Good", "Good"]]).kept_aside == ()
    reading = read_grid(tmp_path, [head, [*ROW, "Good", "Inadequate"]])
    assert grades(only(reading)[1])["safeguarding"] == "good"
    assert aside(reading).place.column == "Boarders' safety"
    assert aside(reading).reason == "SC900001: another column gives “Good” for the same judgement"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Children's Home", "childrens_home"),
        ("CHILDREN’S HOME", "childrens_home"),
        ("Independent Fostering Provider", "independent_fostering_agency"),
        ("Residential special school (>295 days/year)", "special_school_as_home"),
        ("Residential special school (registered as a children's home)", "special_school_as_home"),
        ("Residential Special School", "residential_special_school"),
        ("Secure children's home", "secure_childrens_home"),
        ("Supported accommodation", "supported_accommodation"),
        ("CAFCASS", "cafcass"),
    ],
)
def test_the_types_of_setting(words: str, kind: str, tmp_path: Path) -> None:
    assert only(read_grid(tmp_path, [HEAD, row(type=words)]))[0].type == kind


def test_a_row_of_an_unknown_type_is_kept_aside_until_a_person_maps_it(tmp_path: Path) -> None:
    grid = [HEAD, row(type="Lighthouse"), ROW]
    reading = read_grid(tmp_path, grid)
    assert len(reading.settings) == len(reading.inspections) == 1
    item = aside(reading)
    assert (item.text, item.unknown, item.place.row, item.place.column) == ("Lighthouse", "type", 2, "Provision type")
    mapped = read_grid(tmp_path, grid, mappings={("type", "Lighthouse"): "boarding_school"})
    assert [one.type for one in mapped.settings] == ["boarding_school", "childrens_home"]


@pytest.mark.parametrize("urn", ["", "NULL", "SC12", "Fern House", "12345678"])
def test_a_row_without_a_reference_number_is_kept_aside(urn: str, tmp_path: Path) -> None:
    reading = read_grid(tmp_path, [HEAD, row(urn=urn), ROW])
    assert len(reading.settings) == 1
    assert aside(reading).place.column == "URN"
    assert aside(reading).unknown is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("10222322", "10222322"), ("SC10222322", "SC10222322"), ("1.02E+07", None), ("1e7", None), ("", None)],
)
def test_an_event_number_that_a_spreadsheet_rounded_is_not_known(text: str, number: str | None, tmp_path: Path) -> None:
    reading = read_grid(tmp_path, [[*HEAD, "Event number"], [*ROW, text]])
    assert only(reading)[1].number == number


def test_a_number_from_a_spreadsheet_has_no_fraction(tmp_path: Path) -> None:
    grid: list[list[Any]] = [[*HEAD, "Event number"], [9000001.0, *ROW[1:4], date(2015, 6, 8), "Good", 10900001.0]]
    for path in (write_xlsx(tmp_path / "x.xlsx", {"a": grid}), write_ods(tmp_path / "x.ods", {"a": grid})):
        setting, inspection = only(read_file(path))
        assert (setting.urn, inspection.number) == ("9000001", "10900001")
        assert inspection.started == date(2015, 6, 8)


@pytest.mark.parametrize(
    ("heading", "cell", "field", "value"),
    [
        ("Places", "4", "places", 4),
        ("Places", "4.0", "places", 4),
        ("Places", "four", "places", None),
        ("Short breaks only", "Short breaks and long term care", "short_breaks", False),
        ("Short breaks only", "NULL", "short_breaks", None),
        ("Short breaks only", "Sometimes", "short_breaks", None),
        ("Registration date", "29/02/1988", "registered", date(1988, 2, 29)),
        ("Registration date", "30/02/1988", "registered", None),
        ("Registration date", "14/05/98", "registered", None),
        ("Registration date", "14/05/08", "registered", date(2008, 5, 14)),
        ("Name", "Fern House", "name", "Fern House"),
        ("Name", "REDACTED", "name", None),
        ("Name", "Redacted", "name", None),
        ("Address 1", " 1  Mill Lane ", "street", "1 Mill Lane"),
        ("Address 2", "Borrowford", "street", "Borrowford"),
        ("Region", "North East, Yorkshire and the Humber", "ofsted_region", "North East, Yorkshire and the Humber"),
        ("Region", "North East", "government_region", "North East"),
        ("Organisation name", "Larkspur Care Ltd", "owner", "Larkspur Care Ltd"),
    ],
)
def test_what_a_register_says(heading: str, cell: str, field: str, value: object, tmp_path: Path) -> None:
    reading = read_grid(tmp_path, [[*HEAD, heading], [*row(type="Boarding school"), cell]])
    setting, _ = only(reading)
    assert getattr(setting, field) == value
    lost = value is None and cell.lower() not in ("null", "redacted")
    assert [item.place.column for item in reading.kept_aside] == ([heading] if lost else [])


def test_a_standing_that_is_not_known_is_kept_aside_and_the_setting_taken(tmp_path: Path) -> None:
    reading = read_grid(tmp_path, [HEAD, row(status="Haunted")])
    assert only(reading)[0].standing is None
    assert aside(reading).reason == "SC900001: “Haunted” is not known as how a setting stands on the register"


def test_two_days_of_leaving_that_differ_leave_the_second_aside(tmp_path: Path) -> None:
    head = [*HEAD[:3], *(f"First effective date (that the provider {how})" for how in ("became resigned", "closed"))]
    reading = read_grid(tmp_path, [head, [*ROW[:3], "01/06/2022", "02/06/2022"]])
    assert reading.settings[0].left == date(2022, 6, 1)
    assert aside(reading).reason == "SC900001: another column gives 2022-06-01"
    assert reading.registers == ()


def test_a_day_that_cannot_be_keeps_the_inspection_aside_and_the_setting_stays(tmp_path: Path) -> None:
    head = [*HEAD, "Publication date"]
    for cells, text, unknown in (
        ([*row(day="31/06/2015"), "08/07/2015"], "31/06/2015", "date"),
        ([*row(day=""), "08/07/2015"], "the day of the inspection is not given", None),
        ([*row(day="08/06/2031"), ""], "the file cannot tell of a day after 2026-01-31", None),
        ([*row(day="08/06/2015"), "08/07/2031"], "the file cannot tell of a day after 2026-01-31", None),
    ):
        reading = read_grid(tmp_path, [head, cells], today=date(2026, 1, 31))
        assert len(reading.settings) == 1
        assert reading.inspections == ()
        assert text in aside(reading).reason
        assert aside(reading).unknown == unknown


def test_a_person_may_map_a_day(tmp_path: Path) -> None:
    mappings = {("date", "31/06/2015"): "2015-06-30"}
    assert only(read_grid(tmp_path, [HEAD, row(day="31/06/2015")], mappings=mappings))[1].started == date(2015, 6, 30)


def test_a_report_before_its_inspection_loses_its_day(tmp_path: Path) -> None:
    reading = read_grid(tmp_path, [[*HEAD, "Publication date"], [*ROW, "07/06/2015"]])
    assert only(reading)[1].published is None
    assert aside(reading).place.column == "Publication date"
    assert read_grid(tmp_path, [[*HEAD, "Publication date"], [*ROW, "08/06/2015"]]).kept_aside == ()


def test_a_short_year_among_long_ones_is_a_cell_that_was_cut_off(tmp_path: Path) -> None:
    reading = read_grid(tmp_path, [HEAD, ROW, row(urn="SC900002", day="08/06/20")])
    assert len(reading.inspections) == 1
    assert "it may be cut off" in aside(reading).reason
    mappings = {("date", "08/06/20"): "2015-06-08"}
    assert len(read_grid(tmp_path, [HEAD, ROW, row(day="08/06/20")], mappings=mappings).inspections) == 2


def test_a_kind_that_is_not_given_is_kept_aside_until_a_person_names_it(tmp_path: Path) -> None:
    reading = read_grid(tmp_path, [HEAD, row(event="")])
    item = aside(reading)
    assert (item.text, item.unknown) == ("SC900001, started 2015-06-08", "event")
    mapped = read_grid(tmp_path, [HEAD, row(event="")], mappings={("event", item.text): "full inspection"})
    assert only(mapped)[1].event == "full"
    unknown = read_grid(tmp_path, [HEAD, row(event="Séance")])
    assert (aside(unknown).text, aside(unknown).unknown) == ("Séance", "event")


def test_the_latest_full_inspection_needs_no_kind(tmp_path: Path) -> None:
    head = ["URN", "Provision type", "Latest full inspection date", "Latest full inspection overall effectiveness"]
    reading = read_grid(tmp_path, [head, ["SC900001", "Children's home", "08/06/2015", "Good"]])
    assert only(reading)[1].event == "full"
    assert only(reading)[1].number is None


def test_rows_that_end_early_or_run_on_are_kept_aside(tmp_path: Path) -> None:
    reading = read_grid(tmp_path, [HEAD, ROW[:-1], [*ROW, "", "more"], ROW])
    assert len(reading.settings) == 1
    assert [item.place.row for item in reading.kept_aside] == [2, 3]


def test_a_table_without_days_speaks_of_none(tmp_path: Path) -> None:
    reading = read_grid(tmp_path, [HEAD[:3], ROW[:3]])
    assert reading.settings[0].as_of is None
    assert reading.registers == reading.coverage == ()
    assert "The file, row 1: nothing says of which day it speaks." in reading.unread
    assert "of no day that is named" in reading.recognised[0]


@pytest.mark.parametrize(
    ("file", "titles", "headings", "day", "told_by"),
    [
        ("a.csv", ["Provider level as at March 2022"], [], date(2022, 3, 31), "its title"),
        ("a.csv", ["Providers at 31 March 2023"], [], date(2023, 3, 31), "its title"),
        ("a.csv", ["Provider level in year 2015-16"], [], date(2016, 3, 31), "its title"),
        ("a.csv", ["Weather in year 2015-17"], [], date(2015, 6, 30), "the days of its inspections"),
        ("a.csv", [], ["Sector (as at 1 April 2019)"], date(2019, 4, 1), "its headings"),
        ("provider_at_march_2016.csv", [], [], date(2016, 3, 31), "the file's name"),
        ("provider_at_march_2011.csv", [], [], date(2015, 6, 30), "the days of its inspections"),
        ("provider_at_smarch_2016.csv", [], [], date(2015, 6, 30), "the days of its inspections"),
        ("inspec_1516.csv", [], [], date(2015, 6, 30), "the days of its inspections"),
    ],
)
def test_which_day_a_table_speaks_of(
    file: str, titles: list[str], headings: list[str], day: date, told_by: str, tmp_path: Path
) -> None:
    grid = [*([title] for title in titles), [*HEAD, *headings], [*ROW, *("" for _ in headings)]]
    reading = read_file(write_csv(tmp_path / file, grid))
    assert reading.settings[0].as_of == day
    assert f"(the day is told by {told_by})" in reading.recognised[0]
    named = f"The file, row 1: the day ({day.isoformat()}) is taken from the file's name."
    assert (named in reading.unread) == (told_by == "the file's name")


def test_the_name_of_a_sheet_or_a_year_in_a_file_s_name_tells_the_day_of_a_mixed_table(tmp_path: Path) -> None:
    grid = [HEAD, ROW, row(urn="SC900002", day="01/03/2014")]
    labelled = read_file(write_csv(tmp_path / "inspec_1516.csv", grid))
    assert labelled.settings[0].as_of == date(2016, 3, 31)
    assert read_file(write_csv(tmp_path / "inspec_1314.csv", grid)).settings[0].as_of is None
    sheet = read_file(write_xlsx(tmp_path / "a.xlsx", {"Providers_at_31_Mar_2016": grid}))
    assert sheet.settings[0].as_of == date(2016, 3, 31)
    assert "the sheet's name" in sheet.recognised[0]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("as at 31 March 2023", date(2023, 3, 31)),
        ("As at February 2024", date(2024, 2, 29)),
        ("at 30 February 2024", None),
        ("that 3 things 2023", None),
        ("as at 31 March 23", None),
    ],
)
def test_days_in_titles(text: str, day: date | None) -> None:
    assert as_at(text) == day


def test_years_in_titles_and_names() -> None:
    year = (date(2017, 4, 1), date(2018, 3, 31))
    assert in_year("Inspections in year 2017-18") == year
    assert in_year("in year 2017-19") is None
    assert year_label("inspec_1718") == year_label("inspec 2017-18 final") == year
    assert year_label("inspec_1718_1819") is None
    assert year_label("inspec_2021") is None
    assert year_label("homes_14_1") is None
    assert months_of([]) is None
    assert months_of([date(2017, 4, 1), date(2018, 3, 31)]) == year
    assert months_of([date(2017, 3, 31), date(2017, 4, 1)]) is None


def test_a_register_is_whole_where_it_lists_settings_that_were_never_inspected(tmp_path: Path) -> None:
    new = ["SC900002", "Children's home", "Active", "", "", ""]
    file = tmp_path / "at_31_march_2016.csv"
    assert [one.complete for one in read_file(write_csv(file, [HEAD, ROW])).registers] == [False]
    assert [one.complete for one in read_file(write_csv(file, [HEAD, ROW, new])).registers] == [True]
    year = read_file(write_csv(file, [["Inspections in year 2015-16"], HEAD, ROW, new]))
    assert year.registers == ()


def test_two_whole_registers_of_one_day_are_parts_of_one(tmp_path: Path) -> None:
    homes, schools = [HEAD[:3], ROW[:3]], [HEAD[:3], row(urn="SC900002", type="Boarding school")[:3]]
    titled = {name: [["as at 31 March 2016"], *grid] for name, grid in (("Homes", homes), ("Schools", schools))}
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", titled))
    assert [one.complete for one in reading.registers] == [False, False]


def test_a_list_that_shows_no_event_numbers_covers_nothing(tmp_path: Path) -> None:
    assert read_grid(tmp_path, [HEAD, ROW]).coverage == ()
    numbered = read_grid(tmp_path, [[*HEAD, "Event number"], [*ROW, "1"]])
    (covered,) = numbered.coverage
    assert (covered.first, covered.last, covered.events) == (date(2015, 6, 1), date(2015, 6, 30), frozenset({"full"}))
    assert covered.types == frozenset({"childrens_home"})


def test_a_table_that_repeats_settings_over_years_covers_nothing(tmp_path: Path) -> None:
    file = tmp_path / "at_31_march_2016.csv"
    reading = read_file(write_csv(file, [HEAD, ROW, row(day="08/06/2013")]))
    assert reading.coverage == ()


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        (["URN", "Provision type", "Sector", "Inspection date", "Event date"], "“Inspection date” and “Event date”"),
        (["URN", "Provider URN", "Provision type", "Sector"], "“URN” and “Provider URN” mean the same"),
        (["Name", "Provision type", "Sector", "Places"], "no column gives the URN"),
        (["URN", "Sector", "Places"], "no column gives the type of setting"),
    ],
)
def test_headings_that_do_not_suffice(head: list[str], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="holds nothing that can be read") as caught:
        read_grid(tmp_path, [head, ["x"] * len(head)])
    assert sentence in str(caught.value)


def test_headings_that_are_not_understood_are_named(tmp_path: Path) -> None:
    long = "a" * 300
    reading = read_grid(tmp_path, [[*HEAD, "Favourite colour", "Sector as at dawn", long], [*ROW, "", "", ""]])
    assert (
        f"no meaning is known for the columns “Favourite colour”, “Sector as at dawn”, “{'a' * 200}”"
        in reading.unread[0]
    )
    assert read_setting_heading(long) is None


def test_numbers_of_settings_by_type(tmp_path: Path) -> None:
    grid = [
        ["Table 6a: providers"],
        ["Date", "Data type", "All Children's Homes", "Children's Homes", "All", "Moon bases"],
        ["31-Mar-15 [Note 3]", "Providers", "2,074", "1974", "-", "3"],
        ["2014-03-31", "Providers", "about 2000", "1953", "2796", ""],
    ]
    reading = read_grid(tmp_path, grid)
    assert [(one.table, one.period, dict(one.counts)) for one in reading.counts] == [
        ("6a", "2015-03-31", {"all_childrens_homes": 2074, "childrens_home": 1974}),
        ("6a", "2014-03-31", {"childrens_home": 1953, "all": 2796}),
    ]
    assert aside(reading).text == "about 2000"
    assert "no meaning is known for the columns “Moon bases”" in reading.unread[0]


ADDRESSED = [*HEAD, "Name", "Address 1", "Address 2", "Town", "Postcode"]
ADDRESS = ["Rose Cottage", "1 Well Lane", "The Green", "Lornham", "ZZ4 5AA"]


@pytest.mark.parametrize(
    ("type_", "withheld"),
    [
        ("Children's home", True),
        ("Secure children's home", True),
        ("Residential special school registered as a children's home", True),
        ("Boarding school", False),
        ("Residential special school", False),
        ("Secure training centre", False),
    ],
)
def test_what_tells_which_home_it_is_is_not_read_and_the_file_is_told_to_hold_it(
    type_: str, withheld: bool, tmp_path: Path
) -> None:
    reading = read_grid(tmp_path, [ADDRESSED, [*row(type=type_), *ADDRESS], [*row(type=type_), *["REDACTED"] * 5]])
    told = reading.settings[0]
    shown = (told.name, told.street, told.town, told.postcode, reading.inspections[0].name)
    named = ("Rose Cottage", "1 Well Lane, The Green", "Lornham", "ZZ4 5AA", "Rose Cottage")
    assert shown == ((None, None, None, None, "SC900001") if withheld else named)
    assert reading.kept_aside == ()
    notes = [words for words in reading.unread if words.startswith("The name or address of 1 setting was left out")]
    assert len(notes) == withheld


def test_what_is_redacted_is_not_left_out(tmp_path: Path) -> None:
    reading = read_grid(tmp_path, [ADDRESSED, [*ROW, *["REDACTED"] * 5]])
    assert [words for words in reading.unread if "left out" in words] == []
