"""The reference data about authorities: they hold together, and find every authority that a published file names."""

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

import inspectorate

REFERENCE = Path(inspectorate.__file__).parent / "webapp" / "register" / "reference"
TYPES = {"E06": "unitary", "E08": "metropolitan_district", "E09": "london_borough", "E10": "county"}
CONFIDENCE = {"official", "secondary", "derived", "unverified"}


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


AUTHORITIES = {row["id_code"]: row for row in rows("authorities")}
CODES, NAMES, ALIASES = rows("authority_codes"), rows("authority_names"), rows("authority_aliases")
SUCCESSIONS, RECODINGS, REGIONS = rows("successions"), rows("recodings"), rows("regions")


def first(text: str) -> date:
    return date.fromisoformat(text) if text else date.min


def last(text: str) -> date:
    return date.fromisoformat(text) if text else date.max


def is_open(code: str, day: date) -> bool:
    return first(AUTHORITIES[code]["opened"]) <= day <= last(AUTHORITIES[code]["closed"])


def open_on(day: date) -> set[str]:
    return {code for code in AUTHORITIES if is_open(code, day)}


def named(name: str, day: date) -> set[str]:
    """The authorities that bore the name, or are meant by the alias, on the day."""
    wanted = name.strip().casefold()
    official = {
        row["id_code"]
        for row in NAMES
        if row["name"].casefold() == wanted and first(row["from"]) <= day <= last(row["to"])
    }
    alias = {row["id_code"] for row in ALIASES if row["alias"].casefold() == wanted and is_open(row["id_code"], day)}
    return official | alias


def coded(code: str, scheme: str) -> set[str]:
    return {row["id_code"] for row in CODES if row["scheme"] == scheme and row["code"] == code}


def coded_on(code: str, scheme: str, day: date) -> set[str]:
    return {
        row["id_code"]
        for row in CODES
        if (row["scheme"], row["code"]) == (scheme, code) and first(row["from"]) <= day <= last(row["to"])
    }


# How many authorities there were


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2009, 8, 7), 152),
        (date(2019, 3, 31), 152),
        (date(2019, 4, 1), 151),  # Bournemouth and Poole merged
        (date(2021, 3, 31), 151),
        (date(2021, 4, 1), 152),  # Northamptonshire split
        (date(2023, 3, 31), 152),
        (date(2023, 4, 1), 153),  # Cumbria split
        (date(2025, 4, 1), 153),
        (date(2026, 1, 1), 153),
    ],
)
def test_so_many_authorities_were_open(day: date, count: int) -> None:
    assert len(open_on(day)) == count


def test_all_authorities_since_2009_are_158() -> None:
    assert len(AUTHORITIES) == len(rows("authorities")) == 158


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2019, 3, 30), "E10000009"),
        (date(2019, 3, 31), "E10000009"),
        (date(2019, 4, 1), "E06000059"),
        (date(2019, 4, 2), "E06000059"),
    ],
)
def test_dorset_is_one_body_before_april_2019_and_another_after(day: date, code: str) -> None:
    assert named("Dorset", day) == {code}


def test_christchurch_was_never_an_authority() -> None:
    assert named("Christchurch", date(2018, 1, 1)) == set()


@pytest.mark.parametrize(
    ("code", "day", "authority"),
    [
        ("E08000016", date(2025, 3, 31), {"E08000038"}),
        ("E08000016", date(2025, 4, 1), set()),
        ("E08000038", date(2025, 3, 31), set()),
        ("E08000038", date(2025, 4, 1), {"E08000038"}),
        ("E08000019", date(2025, 3, 31), {"E08000039"}),
        ("E08000039", date(2025, 4, 1), {"E08000039"}),
        ("E10000002", date(2020, 3, 31), {"E06000060"}),
        ("E06000060", date(2020, 4, 1), {"E06000060"}),
        ("E10000023", date(2023, 3, 31), {"E06000065"}),
        ("E10000027", date(2023, 3, 31), {"E06000066"}),
    ],
)
def test_the_same_body_under_a_new_code_continues(code: str, day: date, authority: set[str]) -> None:
    assert coded_on(code, "gss", day) == authority


# The tables hold together


def test_every_row_is_about_a_known_authority() -> None:
    told = {row["id_code"] for table in (CODES, NAMES, ALIASES, RECODINGS) for row in table}
    told |= {row[end] for row in SUCCESSIONS for end in ("predecessor", "successor")}
    assert told <= set(AUTHORITIES)


def test_every_source_is_described_and_every_confidence_known() -> None:
    text = (REFERENCE / "SOURCES.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))
    tables = [CODES, NAMES, SUCCESSIONS, RECODINGS]
    cited = {row["source"] for table in tables for row in table}
    cited |= {row[key] for row in AUTHORITIES.values() for key in ("dates_source", "population_source") if row[key]}
    cited |= {source for row in ALIASES for source in row["seen_in"].split()}
    assert cited <= described
    assert {row["confidence"] for table in (CODES, SUCCESSIONS, RECODINGS) for row in table} <= CONFIDENCE
    assert {row["dates_confidence"] for row in AUTHORITIES.values() if row["dates_source"]} <= CONFIDENCE


def test_whatever_opened_or_closed_says_where_that_is_from() -> None:
    for row in AUTHORITIES.values():
        assert bool(row["dates_source"]) is bool(row["opened"] or row["closed"]) is bool(row["dates_confidence"])


def test_a_code_belongs_to_one_authority_for_ever() -> None:
    owners = defaultdict(set)
    for row in CODES:
        owners[row["scheme"], row["code"]].add(row["id_code"])
    assert {key: found for key, found in owners.items() if len(found) > 1} == {}


def spans(table: list[dict[str, str]], *keys: str) -> dict[tuple[str, ...], list[tuple[date, date]]]:
    found = defaultdict(list)
    for row in table:
        found[tuple(row[key] for key in keys)].append((first(row["from"]), last(row["to"])))
    return {key: sorted(days) for key, days in found.items()}


@pytest.mark.parametrize("table", [spans(CODES, "id_code", "scheme"), spans(NAMES, "id_code")], ids=["codes", "names"])
def test_dated_codes_and_names_cover_an_authoritys_whole_life_without_overlap(
    table: dict[tuple[str, ...], list[tuple[date, date]]],
) -> None:
    for (code, *_), days in table.items():
        life = first(AUTHORITIES[code]["opened"]), last(AUTHORITIES[code]["closed"])
        assert (days[0][0], days[-1][1]) == life
        assert all(begins <= ends for begins, ends in days)
        assert all(later[0] - earlier[1] == timedelta(days=1) for earlier, later in pairwise(days))


def test_every_authority_has_both_codes_and_only_two_have_no_urn() -> None:
    having = {scheme: {row["id_code"] for row in CODES if row["scheme"] == scheme} for scheme in ("gss", "three_digit")}
    assert having["gss"] == having["three_digit"] == set(AUTHORITIES)
    assert set(AUTHORITIES) - {row["id_code"] for row in CODES if row["scheme"] == "urn"} == {"E06000028", "E10000009"}


def test_codes_look_like_their_scheme() -> None:
    shapes = {"gss": r"E(06|08|09|10)\d{6}", "three_digit": r"\d{3}", "urn": r"\d{5,7}"}
    assert [row for row in CODES if not re.fullmatch(shapes[row["scheme"]], row["code"])] == []


def test_the_id_is_the_last_gss_code() -> None:
    for code, authority in AUTHORITIES.items():
        assert coded_on(code, "gss", last(authority["closed"])) == {code}


def test_the_type_follows_from_the_code() -> None:
    assert all(row["authority_type"] == TYPES[code[:3]] for code, row in AUTHORITIES.items())


def test_the_name_is_the_last_official_one() -> None:
    final = {row["id_code"]: row["name"] for row in sorted(NAMES, key=lambda row: last(row["to"]))}
    assert final == {code: row["name"] for code, row in AUTHORITIES.items()}


@pytest.mark.parametrize("day", [date(2009, 8, 7), date(2019, 3, 31), date(2019, 4, 1), date(2023, 4, 1)])
def test_no_name_or_alias_means_two_authorities_on_one_day(day: date) -> None:
    words = {row["name"] for row in NAMES} | {row["alias"] for row in ALIASES}
    assert {word: named(word, day) for word in words if len(named(word, day)) > 1} == {}


def test_an_alias_is_no_repetition_of_the_name() -> None:
    assert [row for row in ALIASES if row["alias"].casefold() == AUTHORITIES[row["id_code"]]["name"].casefold()] == []
    assert max(Counter((row["id_code"], row["alias"].casefold()) for row in ALIASES).values()) == 1


def test_regions_are_nine_of_government_and_eight_of_ofsted() -> None:
    assert len({row["government_region"] for row in REGIONS}) == len({row["gss_code"] for row in REGIONS}) == 9
    assert len({row["ofsted_region"] for row in REGIONS}) == 8
    ofsted = {row["government_region"]: row["ofsted_region"] for row in REGIONS}
    assert all(ofsted[row["government_region"]] == row["ofsted_region"] for row in AUTHORITIES.values())


def test_a_population_comes_with_its_year_and_source() -> None:
    for row in AUTHORITIES.values():
        filled = [bool(row[key]) for key in ("population_0_17", "population_year", "population_source")]
        assert all(filled) or not any(filled)
    unknown = {code for code, row in AUTHORITIES.items() if not row["population_0_17"]}
    assert unknown == {"E06000028", "E06000029", "E10000009"}


def test_a_successor_opens_the_day_after_its_predecessor_closed() -> None:
    for row in SUCCESSIONS:
        assert AUTHORITIES[row["successor"]]["opened"] == row["on"]
        assert last(AUTHORITIES[row["predecessor"]]["closed"]) + timedelta(days=1) == first(row["on"])
        assert row["kind"] in {"merged", "split"}


def test_every_authority_that_closed_has_successors() -> None:
    assert {row["predecessor"] for row in SUCCESSIONS} == {c for c, row in AUTHORITIES.items() if row["closed"]}


def test_every_authority_that_opened_after_2009_has_predecessors() -> None:
    opened = {code for code, row in AUTHORITIES.items() if row["opened"] > "2009-04-01"}
    assert {row["successor"] for row in SUCCESSIONS} == opened


def test_recodings_are_exactly_the_changes_in_the_dated_codes() -> None:
    changed = set()
    for code in AUTHORITIES:
        dated = sorted((first(r["from"]), r["code"]) for r in CODES if (r["id_code"], r["scheme"]) == (code, "gss"))
        changed |= {(code, old, new, on.isoformat()) for (_, old), (on, new) in pairwise(dated)}
    assert {(r["id_code"], r["old_code"], r["new_code"], r["on"]) for r in RECODINGS} == changed


# Every authority that a published file names

Mention = tuple[str, date]
Mentions = Callable[[Path], Iterator[Mention]]
HISTORY = "ofsted-la/Childrens_social_care_in_England_2023_underlying_data.ods"
# Two authorities that answer the workforce census together: a row about both is about neither.
JOINT = {
    "Kingston upon Thames / Richmond upon Thames",
    "North Northamptonshire / West Northamptonshire",
}


@pytest.fixture(scope="module")
def data(real_data: Path) -> Path:
    """The published files; each test that misses them is skipped, and so counted."""
    return real_data


def sheet(path: Path, name: str) -> Sequence[Sequence[object]]:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()


def text_of(path: Path) -> list[str]:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return raw.decode("cp1252").splitlines()


def dated(text: str) -> date:
    day, month, year = (int(part) for part in text.split()[0].split("/"))
    return date(year + 2000 if year < 100 else year, month, day)


def under(table: Iterable[Sequence[object]], heading: str) -> Iterator[tuple[int, Sequence[object]]]:
    """Rows below the header that has the heading, with its column; a header may be repeated further down."""
    column = None
    for row in table:
        cells = [str(cell).strip().lower() for cell in row]
        # "Local authority" is also a sector that a row may have, in another column.
        if heading in cells and column in (None, cells.index(heading)):
            column = cells.index(heading)
        elif column is not None and len(row) > column and str(row[column]).strip():
            yield column, row


def official_history(data: Path) -> Iterator[Mention]:
    for column, row in under(sheet(data / HISTORY, "LA_inspections_2009-2023"), "local authority name"):
        for cell in row:
            if isinstance(cell, date):
                yield str(row[column]), date(cell.year, cell.month, cell.day)


def official_lists(data: Path) -> Iterator[Mention]:
    at_end = date(2023, 3, 31)
    for name, heading in [
        ("LA_level_at_31_Mar_2023", "local authority name"),
        ("LA_level_in_year_2022-23", "local authority name"),
        ("Provider_level_at_31_Mar_2023", "local authority"),
        ("Provider_level_in_year_2022-23", "local authority"),
        ("Providers+places_at_31_Mar_2023", "local authority"),
        ("Leavers+Joiners_at_31_Mar_2023", "local authority"),
    ]:
        for column, row in under(sheet(data / HISTORY, name), heading):
            yield str(row[column]), at_end


def report_history(data: Path) -> Iterator[Mention]:
    for row in csv.DictReader(text_of(data / "ofsted-la/published_report_history_to_2023-03.csv")):
        yield row["local_authority"], dated(row["publication_date"])
        if re.match(r"\d", row["inspection_start_date"]):
            yield row["local_authority"], dated(row["inspection_start_date"])


def provider_registers(data: Path) -> Iterator[Mention]:
    for path in sorted((data / "ofsted-providers/as-at").glob("*.csv")):
        day = date(int(path.stem[-4:]), 3, 31)
        for column, row in under(list(csv.reader(text_of(path))), "local authority"):
            yield str(row[column]), day


def provider_inspections(data: Path) -> Iterator[Mention]:
    for path in sorted((data / "ofsted-providers/in-year").glob("*.csv")):
        table = list(csv.reader(text_of(path)))
        headings = [heading.strip().lower() for heading in table[0]]
        when = next(headings.index(heading) for heading in ("inspection date", "event date") if heading in headings)
        for column, row in under(table, "local authority"):
            yield str(row[column]), dated(str(row[when]))


def boundaries_and_deprivation(data: Path) -> Iterator[Mention]:
    for feature in json.loads((data / "places/england_utla_2023_dissolved.geojson").read_text())["features"]:
        yield feature["properties"]["utla23nm"], date(2023, 12, 31)
    for row in list(csv.reader(text_of(data / "indicators/imd19.csv")))[1:]:
        yield row[1], date(2019, 9, 26)


# The day of the year that each series is counted on.
SERIES = {
    "b1_children_in_need_2013_to_2025": (3, 31),
    "c1_children_in_need_referrals_and_rereferrals_2013_to_2025": (3, 31),
    "d3_cpps_subsequent_plan_2013_to_2025": (3, 31),
    "csww_indicators_2017_to_2025": (9, 30),
    "ons_mid-year_population_estimates_2012_to_2024": (6, 30),
}


def indicator_rows(data: Path) -> Iterator[tuple[dict[str, str], date]]:
    for name, (month, day) in SERIES.items():
        for row in csv.DictReader(text_of(data / f"indicators/{name}.csv")):
            if row["la_name"] and row["la_name"] not in JOINT:
                yield row, date(int(row["time_period"]), month, day)


def indicators(data: Path) -> Iterator[Mention]:
    for row, day in indicator_rows(data):
        yield row["la_name"], day


@pytest.mark.parametrize(
    ("mentions", "at_least"),
    [
        (official_history, 500),
        (official_lists, 8000),
        (report_history, 500),
        (provider_registers, 15000),
        (provider_inspections, 20000),
        (boundaries_and_deprivation, 304),
        (indicators, 8000),
    ],
)
def test_every_name_in_the_files_means_one_authority_on_its_day(data: Path, mentions: Mentions, at_least: int) -> None:
    counted = Counter(mentions(data))
    assert counted.total() >= at_least
    assert {mention: named(*mention) for mention in counted if len(named(*mention)) != 1} == {}


def test_the_official_history_names_156_authorities_in_its_two_tables(data: Path) -> None:
    tables = sheet(data / HISTORY, "LA_inspections_2009-2023")
    table = [(str(row[column]), str(row[2]), str(row[3])) for column, row in under(tables, "local authority name")]
    assert len(table) == 156
    open_then, abolished = table[:152], table[152:]
    now = [named(name, date(2023, 3, 31)) for name, *_ in open_then]
    before = [named(name, date(2019, 3, 31)) for name, *_ in abolished]
    assert {code for found in now for code in found} == open_on(date(2023, 3, 31))
    assert before == [{"E06000028"}, {"E10000009"}, {"E06000029"}, {"E10000021"}]
    for (_, region, kind), (code,) in zip(table, now + before, strict=True):
        assert AUTHORITIES[code]["ofsted_region"].casefold() == region.casefold()
        # North Yorkshire and Somerset were still counties; Buckinghamshire, a unitary since 2020, is called one there.
        still = {"E06000060", "E06000065", "E06000066"}
        told = "county" if code in still else AUTHORITIES[code]["authority_type"]
        assert told == {"Shire County": "county"}.get(kind, kind.lower().replace(" ", "_"))


def test_every_code_in_the_dated_series_is_in_force_but_two_that_were_applied_back(data: Path) -> None:
    early = set()
    for row, day in indicator_rows(data):
        assert coded(row["new_la_code"], "gss") == coded_on(row["old_la_code"], "three_digit", day)
        assert named(row["la_name"], day) == coded(row["new_la_code"], "gss")
        if not coded_on(row["new_la_code"], "gss", day):
            early.add((row["la_name"], day.year))
    assert early == {("Gateshead", 2012), ("Gateshead", 2013), ("Northumberland", 2012), ("Northumberland", 2013)}


def called(code: str, name: str) -> bool:
    """Whether the authority was ever called so."""
    words = {row["name"] for row in NAMES if row["id_code"] == code}
    words |= {row["alias"] for row in ALIASES if row["id_code"] == code}
    return name.strip().casefold() in {word.casefold() for word in words}


def undated_lists(data: Path) -> Iterator[tuple[str, str]]:
    """Three-digit code and name, from the lists that carry no date. Codes of 970 and more are regions."""
    import polars as pl

    values = pl.read_parquet(data / "indicators/bds_long_0.parquet", columns=["LA Number", "LA and Regions"])
    yield from ((str(int(code)), name) for code, name in values.unique().iter_rows() if code < 970)
    for path, name in [
        ("la_code_list.xlsx", "Sheet1"),
        ("sn_april_2021.xlsx", "LA SN Groups"),
        ("sn_may_2025.xlsx", "LA SN Groups"),
    ]:
        for row in sheet(data / "indicators" / path, name):
            if isinstance(row[0], float) and row[0] >= 200 and row[0] < 970:
                yield str(int(row[0])), str(row[1])
    for line in csv.DictReader(text_of(data / "places/Provider_data_lookup.csv")):
        names = {line[key] for key in ("local_authority_ons_name", "ltla23nm", "utla23nm")}
        yield from ((line["la_code"], name) for name in names)


def test_every_authority_of_the_undated_lists_is_found_by_its_three_digit_code(data: Path) -> None:
    found = set(undated_lists(data))
    assert len({code for code, _ in found}) == 158
    assert {pair for pair in found if not any(called(code, pair[1]) for code in coded(pair[0], "three_digit"))} == set()


def test_the_lookup_and_the_boundaries_give_the_same_codes_and_urns(data: Path) -> None:
    for line in csv.DictReader(text_of(data / "places/Provider_data_lookup.csv")):
        (code,) = coded(line["la_code"], "three_digit")
        assert coded(line["la_code_new"], "gss") == coded(line["urn"], "urn") == {code}
    for feature in json.loads((data / "places/england_utla_2023_dissolved.geojson").read_text())["features"]:
        place = feature["properties"]
        assert coded_on(place["utla23cd"], "gss", date(2023, 12, 31)) == coded(place["urn"], "urn")
        assert coded(place["la_code"], "three_digit") == coded(place["urn"], "urn")


def test_every_urn_of_the_report_history_is_that_of_the_authority_it_names(data: Path) -> None:
    for row in csv.DictReader(text_of(data / "ofsted-la/published_report_history_to_2023-03.csv")):
        assert coded(row["urn"], "urn") == named(row["local_authority"], dated(row["publication_date"]))


def test_populations_are_the_newest_that_the_file_gives(data: Path) -> None:
    newest: dict[str, tuple[int, int]] = {}
    for row in csv.DictReader(text_of(data / "indicators/ons_mid-year_population_estimates_2012_to_2024.csv")):
        if row["la_name"] and row["population_estimate"].isdigit():
            (code,) = coded(row["new_la_code"], "gss")
            told = int(row["time_period"]), int(row["population_estimate"])
            newest[code] = max(newest.get(code, told), told)
    kept = {
        code: (int(row["population_year"]), int(row["population_0_17"]))
        for code, row in AUTHORITIES.items()
        if row["population_year"]
    }
    assert kept == newest
