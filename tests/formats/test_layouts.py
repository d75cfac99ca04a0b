"""What tables of each layout say. All authorities are invented."""

# ruff: noqa: E501  (a table reads best with a row a line)

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.formats.samples import grades, read_grid, write_csv, write_ods, write_xlsx

from inspectorate.formats import FormatError, Place, Reading, SaidGrade, read_file

Read = Callable[..., Reading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return lambda grid, **terms: read_grid(tmp_path, grid, **terms)


IN_YEAR = [
    ["Invented statistics - authorities in year 2022-23", "", "", "", "", "", ""],
    ["", "", "", "", "", "", ""],
    ["Local authority name", "Ofsted region", "Inspection/Visit\ndate", "Inspection/Visit type", "Overall effectiveness", "Impact of leaders", "Visit Theme"],
    ["Ashmere", "North", "04/05/2022", "ILACS Focused Visit", "", "", "Front door"],
    ["Ashmere", "North", "06/02/2023", "ILACS Short Inspection", "Outstanding", "Good", ""],
    ["Brindle", "South", "05/12/2022", "LA Monitoring visit", "", "", "Care leavers; Front door"],
]  # fmt: skip

LATEST = [
    ["Local authority name", "Inspection date", "Overall effectiveness", "Impact of leaders", "Experiences and progress of care leavers"],
    ["Ashmere", "2023-02-06", "Outstanding", "Good", "Good"],
    ["Brindle", "2019-05-13", "Inadequate", "Inadequate", ""],
    ["Cold Ferry", "", "", "", ""],
]  # fmt: skip

WIDE = [
    ["History of inspections", "", "", "", "", "", "", "", "", "", "", "", ""],
    ["Local authority name", "LA region", "SLAC publication date", "SLAC Safeguarding OE", "SLAC Looked After Children OE",
     "SLAC re-inspection of Safeguarding publication date", "SLAC re-inspection Safeguarding OE",
     "First SIF publication date", "First SIF Overall Judgement\n(OE)", "LSCB Overall Effectiveness",
     "First ILACS framework inspection type", "First ILACS framework publication date", "First ILACS framework overall effectiveness"],
    ["Ashmere", "North", "07/08/2009", "Good", "Requires improvement to be good", "", "", "11/02/2014", "Inadequate", "Good",
     "ILACS Short Inspection", "12/03/2018", "Good"],
    ["Brindle", "South", "09/10/2010", "Inadequate", " -", "25/02/2011", "3", "", "", "", "", "", ""],
    ["", "", "", "", "", "", "", "", "", "", "", "", ""],
    ["Table 2: authorities that were abolished", "", "", "", "", "", "", "", "", "", "", "", ""],
    ["Local authority name", "LA region", "SIF publication date", "SIF overall effectiveness", "", "", "", "", "", "", "", "", ""],
    ["Ashmere", "North", "23/05/2016", "Good", "", "", "", "", "", "", "", "", ""],
]  # fmt: skip

LONG = [
    ["urn", "local_authority", "publication_date", "inspection_framework", "inspector_name", "inspection_start_date", "inspection_end_date", "overall_effectiveness_grade", "in_care_grade", "care_leavers_grade"],
    ["80001", "ashmere", "19/11/21", "standard", "L056", "27/09/2021", "08/10/2021", "good", "outstanding", "inspection_pre_dates_judgement"],
    ["80002", "brindle", "13/01/23", "short", "Ada Vexley", "07/11/2022", "18/11/2022", "data_unreadable", "to good", "inadequate"],
    ["80003", "cold ferry", "08/08/14", "", "", "", "", "", "data_unreadable", "data_unreadable"],
]  # fmt: skip


def test_a_table_in_year_tells_of_graded_inspections_and_visits(read: Read) -> None:
    visit, short, monitoring = read(IN_YEAR).inspections
    assert (visit.event, visit.started, visit.topics, visit.judgements) == (
        "focused_visit", date(2022, 5, 4), ("Front door",), {},
    )  # fmt: skip
    assert (short.regime, short.event, grades(short)) == (
        "ilacs", "short", {"overall": "outstanding", "leadership": "good"},
    )  # fmt: skip
    assert (monitoring.region, monitoring.topics) == ("South", ("Care leavers", "Front door"))
    assert short.place == Place("invented.csv", None, 5)


def test_a_visit_that_names_no_framework_is_of_the_only_one_in_its_table(read: Read) -> None:
    assert read(IN_YEAR).inspections[2].regime == "ilacs"
    mixed = read([*IN_YEAR, ["Brindle", "", "06/12/2016", "SIF re-inspection", "Good", "", ""]])
    assert [item.text for item in mixed.kept_aside] == ["LA Monitoring visit"]
    assert "does not say under which framework" in mixed.kept_aside[0].reason
    mapped = read(
        [*IN_YEAR, ["Brindle", "", "06/12/2016", "SIF re-inspection", "Good", "", ""]],
        mappings={("event", "LA Monitoring visit"): "ilacs monitoring visit"},
    )
    assert not mapped.kept_aside


def test_a_table_in_year_covers_its_kinds_of_event_for_that_year(read: Read) -> None:
    (covered,) = read(IN_YEAR).coverage
    assert (covered.regime, covered.first, covered.last) == ("ilacs", date(2022, 4, 1), date(2023, 3, 31))
    assert covered.events == {"focused_visit", "short", "monitoring_visit"}


def test_a_table_in_year_that_names_no_kinds_covers_nothing(read: Read) -> None:
    title = ["Judgements in year 2022-23", *[""] * 4]
    reading = read([title, *LATEST])
    assert len(reading.inspections) == 2
    assert reading.coverage == ()


def test_a_table_of_latest_judgements_does_not_say_which_kind_of_inspection(read: Read) -> None:
    reading = read(LATEST)
    first, second = reading.inspections
    assert (first.regime, first.event, first.started) == ("ilacs", None, date(2023, 2, 6))
    assert grades(first) == {"overall": "outstanding", "leadership": "good", "care_leavers": "good"}
    assert grades(second) == {"overall": "inadequate", "leadership": "inadequate"}
    assert (reading.coverage, reading.kept_aside) == ((), ())


def test_without_wording_of_one_framework_the_framework_is_unknown(read: Read) -> None:
    reading = read([["Council", "Inspection date", "Overall"], ["Ashmere", "2019-05-13", "Good"]])
    assert [(item.unknown, item.text) for item in reading.kept_aside] == [("event", "Ashmere, started 2019-05-13")]
    mapped = read(
        [["Council", "Inspection date", "Overall"], ["Ashmere", "2019-05-13", "Good"]],
        mappings={("event", "Ashmere, started 2019-05-13"): "ilacs"},
    )
    assert (mapped.inspections[0].regime, mapped.inspections[0].event) == ("ilacs", None)


def test_a_wide_history_has_an_inspection_in_each_group_of_columns(read: Read) -> None:
    told = [(i.name, i.regime, i.event, i.purpose, i.published, grades(i)) for i in read(WIDE).inspections]
    slac = {"safeguarding": "good", "looked_after": "adequate"}
    sif = {"overall": "inadequate", "lscb": "good"}
    again = {"safeguarding": "adequate"}
    assert told == [
        ("Ashmere", "slac", "inspection", None, date(2009, 8, 7), slac),
        ("Ashmere", "sif", "inspection", None, date(2014, 2, 11), sif),
        ("Ashmere", "ilacs", "short", None, date(2018, 3, 12), {"overall": "good"}),
        ("Brindle", "slac", "inspection", None, date(2010, 10, 9), {"safeguarding": "inadequate"}),
        ("Brindle", "slac", "reinspection", "reinspection", date(2011, 2, 25), again),
        ("Ashmere", "sif", "inspection", None, date(2016, 5, 23), {"overall": "good"}),
    ]


def test_a_grade_keeps_the_words_of_its_source(read: Read) -> None:
    assert read(WIDE).inspections[0].judgements["looked_after"] == SaidGrade(
        "Requires improvement to be good", "adequate"
    )


def test_a_history_covers_each_framework_from_its_beginning_to_the_latest_date(read: Read) -> None:
    covered = {item.regime: (item.first, item.last, item.events) for item in read(WIDE).coverage}
    last = date(2018, 3, 12)
    assert covered == {
        "slac": (date(2009, 8, 7), last, {"inspection", "reinspection"}),
        "sif": (date(2013, 11, 1), last, {"inspection"}),
        "ilacs": (date(2018, 1, 1), last, {"short"}),
    }


def test_a_long_history_has_an_inspection_a_row(read: Read) -> None:
    reading = read(LONG, lead_key=b"a key")
    first, second = reading.inspections
    assert (first.codes, first.event, first.started, first.ended, first.published) == (
        {"urn": "80001"}, "standard", date(2021, 9, 27), date(2021, 10, 8), date(2021, 11, 19),
    )  # fmt: skip
    assert grades(first) == {"overall": "good", "in_care": "outstanding"}
    assert second.judgements["overall"] == SaidGrade("data_unreadable", None)
    assert reading.coverage == ()
    assert first.source_kind == "compiled"


def test_an_unknown_grade_stays_with_its_inspection_and_is_listed(read: Read) -> None:
    reading = read(LONG)
    (item,) = [item for item in reading.kept_aside if item.unknown == "grade"]
    assert (item.place.row, item.place.column, item.text) == (3, "in_care_grade", "to good")
    assert reading.inspections[1].judgements["in_care"] == SaidGrade("to good", None)
    mapped = read(LONG, mappings={("grade", "to good"): "good"})
    assert mapped.inspections[1].judgements["in_care"] == SaidGrade("to good", "good")


def test_care_leavers_were_judged_apart_from_2023_only(read: Read) -> None:
    reading = read(LONG)
    (item,) = [item for item in reading.kept_aside if item.place.column == "care_leavers_grade"]
    assert (item.text, item.unknown) == ("inadequate", None)
    assert "2023-01-01" in item.reason
    assert "care_leavers" not in reading.inspections[1].judgements


def test_a_row_of_no_known_kind_is_kept_aside_and_can_be_mapped_by_itself(read: Read) -> None:
    (item,) = [item for item in read(LONG).kept_aside if item.unknown == "event"]
    assert (item.place.row, item.text) == (4, "cold ferry, published 2014-08-08")
    mapped = read(LONG, mappings={("event", item.text): "sif"})
    third = mapped.inspections[2]
    assert (third.regime, third.event, third.published) == ("sif", "inspection", date(2014, 8, 8))
    assert third.judgements == {
        "looked_after": SaidGrade("data_unreadable", None),
        "care_leavers": SaidGrade("data_unreadable", None),
    }


def test_a_report_is_named_by_its_link_where_there_is_one(read: Read) -> None:
    grid = [[*row, "report_link" if n == 0 else f"https://reports.example/{n}"] for n, row in enumerate(LONG)]
    assert [item.text for item in read(grid).kept_aside if item.unknown == "event"] == ["https://reports.example/3"]


def test_a_lead_inspectors_name_becomes_a_code_before_it_leaves_the_reader(read: Read) -> None:
    named = read(LONG, lead_key=b"a key").inspections
    assert named[0].lead == "L056"  # coded by the publisher already
    assert named[1].lead is not None
    assert named[1].lead.startswith("L-")
    assert "vexley" not in named[1].lead.lower()
    shouted = [[str(cell).replace("Ada Vexley", "ADA  VEXLEY") for cell in row] for row in LONG]
    assert read(shouted, lead_key=b"a key").inspections[1].lead == named[1].lead
    assert read(LONG, lead_key=b"another").inspections[1].lead != named[1].lead
    assert read(LONG).inspections[1].lead is None


@pytest.mark.parametrize(
    ("started", "ended", "published", "reason"),
    [
        ("08/10/2021", "27/09/2021", "19/11/2021", "ends before it starts"),
        ("27/09/2021", "08/10/2021", "01/10/2021", "published before the inspection is over"),
        ("27/09/2021", "", "01/09/2021", "published before the inspection is over"),
        ("10/01/2021", "10/12/2021", "", "334 days lie between start and end"),
        ("27/09/2021", "08/10/2021", "19/11/2022", "407 days lie between the inspection and its report"),
        ("03/09/2024", "10/09/2024", "", "cannot tell of a day after 2024-01-31"),
        ("27/09/2017", "08/10/2017", "", "no inspection under ILACS took place before 2018-01-01"),
        ("", "", "", "no date is given"),
    ],
)
def test_dates_that_cannot_be_right_are_kept_aside(
    read: Read, started: str, ended: str, published: str, reason: str
) -> None:
    row = ["80001", "ashmere", published, "standard", "", started, ended, "good", "good", ""]
    reading = read([LONG[0], row], today=date(2024, 1, 31))
    (item,) = reading.kept_aside
    assert reason in item.reason
    assert item.place.row == 2
    assert reading.inspections == ()


def test_the_last_possible_day_is_taken_and_the_next_is_not(read: Read) -> None:
    row = ["80001", "ashmere", "", "standard", "", "31/01/2024", "", "good", "good", ""]
    assert len(read([LONG[0], row], today=date(2024, 1, 31)).inspections) == 1
    assert len(read([LONG[0], row], today=date(2024, 1, 30)).inspections) == 0


def test_a_date_that_is_none_is_kept_aside_and_can_be_mapped(read: Read) -> None:
    row = ["80001", "ashmere", "", "standard", "", "09/27/2021", "", "good", "good", ""]
    (item,) = read([LONG[0], row]).kept_aside
    assert (item.unknown, item.text, item.place.column) == ("date", "09/27/2021", "inspection_start_date")
    (mapped,) = read([LONG[0], row], mappings={("date", "09/27/2021"): "2021-09-27"}).inspections
    assert mapped.started == date(2021, 9, 27)


def test_a_wrong_framework_in_one_row_can_be_mended_by_mapping_the_row(read: Read) -> None:
    row = ["80001", "ashmere", "19/01/2018", "standard", "", "09/11/2017", "24/11/2017", "", "", ""]
    (item,) = read([LONG[0], row]).kept_aside
    assert item.unknown == "event"
    (mapped,) = read([LONG[0], row], mappings={("event", item.text): "SIF re-inspection"}).inspections
    assert (mapped.regime, mapped.event, mapped.purpose) == ("sif", "inspection", "reinspection")


def test_a_grade_that_the_framework_does_not_give_is_kept_aside(read: Read) -> None:
    grid = [
        ["Local authority", "Framework", "Publication date", "Overall effectiveness", "Safeguarding"],
        ["Ashmere", "SLAC", "07/08/2009", "Good", "Good"],
        ["Brindle", "SLAC", "07/08/2009", "data unreadable", "Good"],
    ]
    reading = read(grid)
    assert [grades(item) for item in reading.inspections] == [{"safeguarding": "good"}, {"safeguarding": "good"}]
    assert [(item.place.row, item.reason) for item in reading.kept_aside] == [
        (2, "Ashmere: SLAC makes no such judgement")
    ]


def test_framework_and_kind_may_stand_in_two_columns(read: Read) -> None:
    grid = [
        ["Local authority", "Framework", "Inspection type", "Publication date", "Overall effectiveness"],
        ["Ashmere", "ILACS", "Short inspection", "12/03/2018", "Good"],
        ["Brindle", "SIF", "Re-inspection", "12/03/2017", "Good"],
    ]
    told = [(item.regime, item.event, item.purpose) for item in read(grid).inspections]
    assert told == [("ilacs", "short", None), ("sif", "inspection", "reinspection")]


def test_a_cell_that_contradicts_its_heading_is_kept_aside(read: Read) -> None:
    grid = [
        ["Local authority", "First ILACS inspection type", "First ILACS publication date", "First ILACS overall"],
        ["Ashmere", "SIF re-inspection", "12/03/2018", "Good"],
        ["Brindle", "Monitoring visit", "12/03/2019", ""],
    ]
    reading = read(grid)
    assert [(item.regime, item.event) for item in reading.inspections] == [("ilacs", "monitoring_visit")]
    assert "the heading speaks of ILACS" in reading.kept_aside[0].reason


def test_codes_are_told_by_heading_or_by_shape(read: Read) -> None:
    head = ["LA name", "LA code", "DfE code", "Inspection type", "Inspection date"]
    rows = [
        ["Ashmere", "E06000999", "901", "Short", "01/03/2019"],
        ["Brindle", 902.0, "-", "Short", "01/03/2019"],
        ["Cold Ferry", "12", "", "Short", "01/03/2019"],
    ]
    told = [item.codes for item in read([head, *rows]).inspections]
    assert told == [{"gss": "E06000999", "three_digit": "901"}, {"three_digit": "902"}, {}]


def test_rows_without_a_name_or_with_loose_cells_are_kept_aside(read: Read) -> None:
    head = ["LA name", "Inspection type", "Inspection date", "Overall"]
    rows = [
        ["", "Short", "01/03/2019", "Good"],
        ["", "", "01/03/2019", "Good"],
        ["Bourne, Church", " & Pole", "Short", "01/03/2019", "Good"],
        ["Short", "01/03/2019"],
        ["", "", "Source: the inspectorate", ""],
    ]
    reading = read([head, *rows])
    assert sorted((item.place.row, item.reason.partition(",")[0]) for item in reading.kept_aside) == [
        (2, "the row names no authority"),
        (3, "the row names no authority"),
        (4, "the row has more cells than there are headings"),
        (5, "Short: “01/03/2019” does not name a kind of inspection that is known"),
    ]
    assert reading.inspections == ()


def test_no_inspectors_name_is_repeated_of_a_row_that_is_kept_aside(read: Read) -> None:
    shifted = [
        "80002",
        "bourne",
        " church",
        "13/01/23",
        "short",
        "Ada Vexley",
        "07/11/2022",
        "18/11/2022",
        "good",
        "good",
        "",
    ]
    bad_date = ["80002", "bourne", "13/01/23", "short", "Ada Vexley", "soon", "18/11/2022", "good", "good", ""]
    reading = read([LONG[0], [*shifted, "good"], bad_date], lead_key=b"a key")
    assert len(reading.kept_aside) == 2
    assert "Vexley" not in str(reading)


def test_columns_that_no_date_goes_with_are_named(read: Read) -> None:
    grid = [
        ["Local authority", "First SIF publication date", "First SIF overall", "Second ILACS overall", "Impact of leaders"],
        ["Ashmere", "12/03/2017", "Good", "Good", "Good"],
    ]  # fmt: skip
    reading = read(grid)
    assert [grades(item) for item in reading.inspections] == [{"overall": "good"}]
    assert [(item.place.row, item.text) for item in reading.kept_aside] == [
        (1, "Second ILACS overall"),
        (1, "Impact of leaders"),
    ]


def test_columns_of_unknown_meaning_are_named(read: Read) -> None:
    grid = [["LA name", "Inspection type", "Inspection date", "Mood"], ["Ashmere", "Short", "01/03/2019", "fair"]]
    assert read(grid).unread == ("The file, row 1: no meaning is known for the columns “Mood”.",)


@pytest.mark.parametrize(
    ("headings", "sentence"),
    [
        (["LA name", "Inspection type", "Overall"], "no column gives the date of an inspection"),
        (["Inspection date", "Overall", "In care"], "no column that names the authority"),
        (["LA name", "Start date", "Inspection date", "Overall"], "“Start date” and “Inspection date” mean the same"),
        (["Name", "Provision type", "Inspection date", "Overall"], "it lists settings, and no column gives the URN"),
        (["URN", "Sector", "Places", "Overall"], "it lists settings, and no column gives the type of setting"),
        (["Colour", "Size", "Smell"], "it holds no table"),
    ],
)
def test_headings_that_do_not_suffice_are_refused_with_a_sentence(
    read: Read, headings: list[str], sentence: str
) -> None:
    with pytest.raises(FormatError, match="holds nothing that can be read") as caught:
        read([headings, ["Ashmere", "x", "y", "z"][: len(headings)]])
    assert sentence in str(caught.value)


def test_a_broken_table_does_not_hide_the_others(tmp_path: Path) -> None:
    sheets = {"one": LONG, "two": [["LA name", "Inspection type", "Overall"], ["Ashmere", "Short", "Good"]]}
    reading = read_file(write_xlsx(tmp_path / "book.xlsx", sheets))
    assert len(reading.inspections) == 2
    assert reading.unread == ("Sheet “two”, row 1: no column gives the date of an inspection.",)


COUNTS = [
    ["Table 8a: Latest judgement for all settings", "", "", "", ""],
    ["Period as at", "Outstanding", "Good", "Requires improvement to be good", "Inadequate"],
    ["31/03/2023", 468, "2,447", 558, 73],
    ["31/03/2014", "", "", "", ""],
    ["2012-13", 1, 2, "low", "-"],
    ["2011-12", "few", "", "", ""],
]


def test_published_counts_are_kept_to_reconcile_against(read: Read) -> None:
    reading = read(COUNTS)
    first, second = reading.counts
    assert (first.table, first.period) == ("8a", "2023-03-31")
    assert first.counts == {"outstanding": 468, "good": 2447, "requires_improvement": 558, "inadequate": 73}
    assert (second.period, second.counts) == ("2012-13", {"outstanding": 1, "good": 2})
    assert [item.text for item in reading.kept_aside] == ["low", "few"]


def test_published_counts_from_a_workbook_have_real_days(tmp_path: Path) -> None:
    grid: list[list[Any]] = [COUNTS[1][:3], [date(2023, 3, 31), 4, 5], ["2021-22", 6]]
    counts = read_file(write_xlsx(tmp_path / "book.xlsx", {"Series": grid})).counts
    assert [(item.table, item.title, item.period, item.counts) for item in counts] == [
        ("", "", "2023-03-31", {"outstanding": 4, "good": 5}),
        ("", "", "2021-22", {"outstanding": 6}),
    ]


COVER = [
    ["Cover sheet - Official statistics", ""],
    ["Release date:", "soon"],
    ["Published on:", date(2023, 7, 6)],
    ["Period covered - Outcomes for local authority inspections:", "As at 31 March 2018, published by 30 April 2018"],
    ["Period covered - Outcomes for local authority visits:", "Most of the time"],
]


def test_a_workbook_says_when_it_was_released_by_whom_and_what_it_covers(tmp_path: Path) -> None:
    reading = read_file(write_ods(tmp_path / "book.ods", {"Front": COVER, "Back": WIDE}))
    assert reading.released == date(2023, 7, 6)
    assert {item.source_kind for item in reading.inspections} == {"official"}
    assert {item.last for item in reading.coverage} == {date(2018, 3, 31)}
    assert "Sheet “Front”: it holds no table of inspections, settings, counts or indicators." in reading.unread


def test_no_day_may_lie_after_the_release(tmp_path: Path) -> None:
    cover = [COVER[0], ["Published on:", date(2018, 3, 11)]]
    reading = read_file(write_xlsx(tmp_path / "book.xlsx", {"Front": cover, "Back": WIDE}))
    assert [item.reason for item in reading.kept_aside] == ["Ashmere: the file cannot tell of a day after 2018-03-11"]


def test_the_caller_may_say_whose_file_it_is(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "long.csv", LONG)
    assert {item.source_kind for item in read_file(path, source_kind="official").inspections} == {"official"}
