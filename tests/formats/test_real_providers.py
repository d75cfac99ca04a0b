"""The regulator's published lists and registers of settings, read as they are; skipped where they are not at hand."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from inspectorate.formats import Reading, SaidInspection, read_file

ROOT = Path(__file__).parents[2]
DATA = (ROOT / os.environ.get("INSPECTORATE_DATA", "../shared/data")).resolve()
YEARS, REGISTERS = DATA / "ofsted-providers" / "in-year", DATA / "ofsted-providers" / "as-at"
WORKBOOK = DATA / "ofsted-la" / "Childrens_social_care_in_England_2023_underlying_data.ods"
FILES = {
    "homes 2014 first": YEARS / "Carehomes_inspec_14_1.csv",
    "homes 2014 second": YEARS / "Carehomes_inspec_14_2.csv",
    "others 2013-14": YEARS / "All_SocCare_exccarehomes_inspec_1314.csv",
    **{
        f"year {label}": YEARS / f"All_SocCare_inspec_{label}.csv" for label in ("1415", "1516", "1617", "1718", "1920")
    },
    "year 2122": YEARS / "All_SocCare_inspec_2122_fin.csv",
    **{f"march {year}": REGISTERS / f"provider_at_march_{year}.csv" for year in (*range(2015, 2020), 2021, 2022, 2023)},
    "workbook 2023": WORKBOOK,
}
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not all(path.exists() for path in FILES.values()), reason="missing: real data of settings"),
]
Numbers = dict[str, int]


@lru_cache(maxsize=len(FILES))
def reading(name: str) -> Reading:
    return read_file(FILES[name])


def inspections(name: str, sheet: str = "") -> list[SaidInspection]:
    found = [one for one in reading(name).inspections if one.body_kind == "setting"]
    return [one for one in found if not sheet or one.place.sheet == sheet]


def overall(items: list[SaidInspection]) -> list[int]:
    """Outstanding, good, the third grade under either name, inadequate."""
    said = Counter(one.judgements["overall"].grade for one in items if "overall" in one.judgements)
    third = said["requires_improvement"] + said["adequate"]
    assert said[None] == 0
    return [said["outstanding"], said["good"], third, said["inadequate"]]


@pytest.mark.parametrize(
    ("name", "events", "grades"),
    [
        ("homes 2014 first", {"full": 225, "interim": 1516}, [36, 116, 61, 12]),
        ("homes 2014 second", {"full": 264, "interim": 25}, [9, 128, 82, 45]),
        ("others 2013-14", {"full": 219, "monitoring_visit": 10, "emergency_visit": 2}, [69, 99, 37, 14]),
        ("year 1415", {"full": 2436, "interim": 1564, "monitoring_visit": 86}, [331, 1283, 608, 214]),
        ("year 1516", {"full": 2456, "interim": 1834, "monitoring_visit": 126}, [440, 1432, 459, 125]),
        (
            "year 1617",
            {"full": 2400, "interim": 1823, "monitoring_visit": 230, "emergency_visit": 2},
            [434, 1409, 391, 166],
        ),
        ("year 1718", {"full": 2600, "interim": 580, "monitoring_visit": 308}, [456, 1554, 417, 175]),
        (
            "year 1920",
            {"full": 2631, "interim": 444, "monitoring_visit": 387, "emergency_visit": 1},
            [445, 1565, 451, 175],
        ),
        (
            "year 2122",
            {"full": 2924, "interim": 236, "monitoring_visit": 451, "emergency_visit": 1},
            [354, 1779, 564, 229],
        ),
        ("march 2015", {"full": 2605}, [442, 1466, 646, 51]),
        ("march 2016", {"full": 2647}, [520, 1606, 488, 33]),
        ("march 2017", {"full": 2688}, [550, 1681, 415, 42]),
        ("march 2018", {"full": 2794, "monitoring_visit": 3}, [548, 1759, 430, 60]),
        ("march 2019", {"full": 2860, "monitoring_visit": 4}, [611, 1739, 468, 46]),
        ("march 2021", {"full": 2832, "monitoring_visit": 5}, [564, 1796, 432, 45]),
        ("march 2022", {"full": 3307, "monitoring_visit": 2}, [514, 2116, 590, 89]),
        ("march 2023", {"full": 3544, "monitoring_visit": 2}, [468, 2447, 558, 73]),
    ],
)
def test_every_inspection_of_a_file_with_its_grade(name: str, events: Numbers, grades: list[int]) -> None:
    found = inspections(name)
    assert Counter(one.event for one in found) == events
    assert overall(found) == grades


@pytest.mark.parametrize(
    ("name", "settings", "whole"),
    [
        ("march 2015", 2605, False),
        ("march 2016", 2647, False),
        ("march 2017", 2688, False),
        ("march 2018", 2797, False),
        ("march 2019", 2864, False),
        ("march 2021", 3402, True),
        ("march 2022", 3576, True),
        ("march 2023", 3546, False),
    ],
)
def test_every_register_with_its_day(name: str, settings: int, whole: bool) -> None:
    read = reading(name)
    day = date(int(name[-4:]), 3, 31)
    assert len({one.urn for one in read.settings}) == len(read.settings) == settings
    assert {one.as_of for one in read.settings} == {day}
    assert [(one.as_of, one.complete) for one in read.registers] == [(day, whole)]
    assert {(one.latest_only, one.events) for one in read.coverage} == {(True, frozenset({"full"}))}
    from_name = any("is taken from the file's name" in sentence for sentence in read.unread)
    assert from_name == (day.year < 2022)


@pytest.mark.parametrize("year", [2021, 2022, 2023])
def test_whole_registers_are_as_long_as_the_published_number(year: int) -> None:
    counts = {(one.table, one.period): one.counts for one in reading("workbook 2023").counts}
    published = dict(counts["6a", f"{year}-03-31"])
    sheet = "Providers+places_at_31_Mar_2023" if year == 2023 else None
    found = [one for one in reading("workbook 2023" if sheet else f"march {year}").settings if one.place.sheet == sheet]
    by_type = Counter(one.type for one in found)
    assert len(found) == published["all"]
    assert by_type == {kind: number for kind, number in published.items() if kind in by_type}


@pytest.mark.parametrize(
    ("name", "first", "last", "types"),
    [
        ("homes 2014 first", date(2014, 1, 1), date(2014, 3, 31), 3),
        ("homes 2014 second", date(2014, 4, 1), date(2014, 6, 30), 3),
        ("others 2013-14", date(2013, 10, 1), date(2014, 3, 31), 7),
        ("year 1415", date(2014, 4, 1), date(2015, 3, 31), 12),
        ("year 1516", date(2015, 4, 1), date(2016, 3, 31), 12),
        ("year 1617", date(2016, 4, 1), date(2017, 3, 31), 12),
        ("year 1718", date(2017, 4, 1), date(2018, 3, 31), 13),
        ("year 1920", date(2019, 4, 1), date(2020, 3, 31), 12),
        ("year 2122", date(2021, 4, 1), date(2022, 3, 31), 11),
    ],
)
def test_a_year_s_list_covers_its_months_and_types(name: str, first: date, last: date, types: int) -> None:
    (covered,) = reading(name).coverage
    assert (covered.first, covered.last, len(covered.types), covered.latest_only) == (first, last, types, False)
    occurring = {one.event for one in inspections(name)}
    assert occurring <= covered.events
    assert (covered.events == occurring) == ((last - first).days < 363)
    assert reading(name).registers == ()
    assert {one.as_of for one in reading(name).settings} == {last}


def test_the_second_list_of_homes_is_contained_in_the_year_s_and_says_the_same_but_for_one_day() -> None:
    def facts(name: str) -> dict[str | None, tuple[object, ...]]:
        return {
            one.number: (
                one.codes["urn"],
                one.event,
                one.started,
                *sorted((j, g.grade) for j, g in one.judgements.items()),
            )
            for one in inspections(name)
        }

    second, year = facts("homes 2014 second"), facts("year 1415")
    assert len(second) == 289
    assert second.keys() <= year.keys()
    # One event of one number, and the two lists date it a month apart.
    differing = [number for number, fact in second.items() if year[number] != fact]
    assert differing == ["296606"]
    assert (second["296606"][2], year["296606"][2]) == (date(2014, 6, 30), date(2014, 5, 30))


def test_the_year_in_the_workbook_gives_the_published_numbers_of_homes() -> None:
    every = inspections("workbook 2023", "Provider_level_in_year_2022-23")
    year = [one for one in every if one.event == "full"]
    types = {(one.urn, one.place): one.type for one in reading("workbook 2023").settings}
    homes = [
        (one, types[one.codes["urn"], one.place])
        for one in year
        if types[one.codes["urn"], one.place] in ("childrens_home", "special_school_as_home", "secure_childrens_home")
    ]
    assert overall([one for one, _ in homes]) == [215, 1777, 515, 234]
    assert overall([one for one, kind in homes if kind == "childrens_home"]) == [210, 1730, 497, 222]
    assert overall([one for one, kind in homes if kind == "special_school_as_home"]) == [4, 39, 15, 10]
    assert overall([one for one, kind in homes if kind == "secure_childrens_home"]) == [1, 8, 3, 2]


def test_the_workbook_s_sheets_of_settings() -> None:
    read = reading("workbook 2023")
    assert Counter(one.place.sheet for one in read.settings) == {
        "Provider_level_at_31_Mar_2023": 3546,
        "Provider_level_in_year_2022-23": 3767,
        "Providers+places_at_31_Mar_2023": 3812,
        "Leavers+Joiners_at_31_Mar_2023": 575,
    }
    assert {one.as_of for one in read.settings} == {date(2023, 3, 31)}
    assert [one.complete for one in read.registers] == [False, True]
    left = [one for one in read.settings if one.left is not None]
    assert Counter(one.standing for one in left) == {"resigned": 165, "closed": 2, "cancelled": 1}
    assert not any("." in one.urn for one in read.settings)


def test_names_that_are_withheld_are_not_names() -> None:
    for name in FILES:
        for one in reading(name).settings:
            said = (one.name, one.street, one.town, one.postcode, one.owner)
            assert not any(text is not None and text.lower() in ("redacted", "null", "") for text in said)


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_taken_and_what_is_kept_aside_is_known(name: str) -> None:
    read = reading(name)
    expected: dict[str, Counter[tuple[str | None, str]]] = {
        "others 2013-14": Counter({("grade", "NMS Not Met"): 8, ("grade", "Good Progress"): 4}),
        "year 1415": Counter({("grade", "Good Progress"): 9, ("grade", "NMS Not Met"): 3}),
        # Secure training centres, still under their own framework, and one report dated before its inspection.
        "year 1718": Counter({(None, "makes no such judgement"): 18, (None, "is dated before the inspection"): 1}),
        "march 2018": Counter({(None, "makes no such judgement"): 18, (None, "is dated before the inspection"): 1}),
        # Interim inspections that carry codes of a full one.
        "homes 2014 first": Counter({(None, "an interim inspection makes no such judgement"): 141}),
        "workbook 2023": Counter({(None, "is dated before the inspection"): 1}),
    }
    found: Counter[tuple[str | None, str]] = Counter()
    known = expected.get(name, Counter())
    for item in read.kept_aside:
        label = next((key for key in known if key[0] == item.unknown and key[1] in (*[item.text], item.reason)), None)
        label = label or next((key for key in known if key[0] == item.unknown and key[1] in item.reason), None)
        found[label or (item.unknown, item.reason)] += 1
    assert found == known
    told = {(one.place.sheet, one.place.row) for one in read.settings}
    assert len(told) == len(read.settings)


def test_columns_without_a_meaning_are_named() -> None:
    def told(name: str) -> list[str]:
        return [sentence for sentence in reading(name).unread if "no meaning" in sentence]

    assert [name for name in FILES if told(name)] == ["others 2013-14"]
    (sentence,) = told("others 2013-14")
    assert sentence.count("“") == 5
    assert "“Quality of Assessment”" in sentence
