"""Published figures beside ours, and why they differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.history.small import day

from inspectorate.history.model import Body, Coverage, History, Inspection
from inspectorate.history.reconcile import MEANING, Cause, Measure, Published, Record, by_cause, reconcile
from inspectorate.history.register import Registration, Standing

FULL = frozenset({"full", "interim"})
ALL_YEAR = (Coverage("sccif", FULL, day("2022-04-01"), day("2023-03-31"), "in-year list"),)
LISTED = frozenset({day("2023-03-31")})


def inspected(ended: str, grade: str | None = "good", event: str = "full", known: str | None = None) -> Inspection:
    on = day(ended)
    return Inspection(
        f"{event}-{ended}", "setting:1", "sccif", event, on, on, on, day(known) if known else on,
        grades={"overall": grade},
    )  # fmt: skip


def home(*inspections: Inspection, type_: str = "childrens_home", **more: Any) -> History:
    """A setting that has been on the register since 2020, in a record that tells of the whole of 2022-23."""
    coverage = more.pop("coverage", ALL_YEAR)
    first = more.pop("first", "2020-01-01")
    gone = more.pop("gone_by", None)
    told = Registration(day(first), type_, Standing(more.pop("standing", "active")), day(first), **more)
    body = Body("setting:1", "setting", "1", "Home", registrations=(told,), gone_by=gone)
    return History(body, inspections, coverage=coverage)


def figures(
    row: Published,
    *histories: History,
    disputed: frozenset[str] = frozenset(),
    listed: frozenset[date] = LISTED,
    in_part: frozenset[date] = frozenset(),
) -> dict[str, tuple[int, int, Cause]]:
    """Ours, the difference and its cause, by the name of the figure."""
    record = Record(tuple(histories), listed, in_part, disputed, {"adequate": "requires_improvement"})
    return {one.name: (one.computed, one.difference, one.cause) for one in reconcile([row], record)}


def latest(types: tuple[str, ...] = (), **counts: int) -> Published:
    return Published("8a", "2023-03-31", Measure.LATEST, types, counts)


def in_year(types: tuple[str, ...] = ("childrens_home",), **counts: int) -> Published:
    return Published("9b", "2022-23", Measure.IN_YEAR, types, counts)


def test_each_settings_latest_grade_counts_once_by_its_day() -> None:
    two = home(inspected("2022-05-01", "inadequate"), inspected("2022-09-01", "good"))
    old = home(inspected("2014-05-01", "adequate"))
    found = figures(latest(good=1, requires_improvement=1, inadequate=0), two, old)
    assert found == {
        "good": (1, 0, Cause.AGREES), "requires_improvement": (1, 0, Cause.AGREES), "inadequate": (0, 0, Cause.AGREES)
    }  # fmt: skip


@pytest.mark.parametrize(("gone_by", "counted"), [("2023-03-31", 0), ("2023-04-01", 1), (None, 1)])
def test_what_had_left_the_register_by_the_day_does_not_count(gone_by: str | None, counted: int) -> None:
    stored = home(inspected("2022-05-01"), gone_by=day(gone_by) if gone_by else None)
    assert figures(latest(good=counted), stored)["good"] == (counted, 0, Cause.AGREES)


@pytest.mark.parametrize(("known", "counted"), [("2023-04-29", 1), ("2023-04-30", 1), ("2023-05-01", 0)])
def test_reports_count_that_were_published_by_thirty_days_after(known: str, counted: int) -> None:
    assert figures(latest(good=counted), home(inspected("2023-03-01", known=known)))["good"][0] == counted


@pytest.mark.parametrize("known", ["2023-04-30", "2023-05-01", "2024-05-01"])
def test_what_has_no_publication_day_waits_for_none_in_a_year_and_is_counted_apart(
    known: str,
) -> None:
    undated = home(replace(inspected("2022-05-01", known=known), published=None))
    dated = home(inspected("2022-05-01"))
    record = Record((undated, dated), LISTED, frozenset(), frozenset(), {})
    (found,) = reconcile([in_year(good=2)], record)
    assert (found.computed, found.undated, found.cause) == (2, 1, Cause.AGREES)
    (found,) = reconcile([latest(good=2)], record)
    assert (found.computed, found.undated) == (1 + (known == "2023-04-30"), 0)


@pytest.mark.parametrize(
    ("published", "undated", "cause"),
    [
        (5, 0, Cause.COUNTED_OTHERWISE),
        (3, 1, Cause.DAY_NOT_KNOWN),
        (3, 0, Cause.COUNTED_OTHERWISE),
        (2, 2, Cause.DAY_NOT_KNOWN),
        (2, 1, Cause.COUNTED_OTHERWISE),
        (5, 4, Cause.COUNTED_OTHERWISE),
    ],
)
def test_days_that_are_not_given_explain_that_we_count_too_many_and_never_that_we_count_too_few(
    published: int, undated: int, cause: Cause
) -> None:
    one = inspected("2022-05-01")
    four = [home(replace(one, published=None if number < undated else one.published)) for number in range(4)]
    assert figures(in_year(good=published), *four)["good"] == (4, 4 - published, cause)


@pytest.mark.parametrize(
    ("carried_out", "event", "counted"),
    [
        ("2022-03-31", "full", 0), ("2022-04-01", "full", 1), ("2023-03-31", "full", 1), ("2023-04-01", "full", 0),
        ("2022-05-01", "monitoring_visit", 0),
    ],
)  # fmt: skip
def test_the_full_inspections_of_an_inspection_year_count(carried_out: str, event: str, counted: int) -> None:
    assert figures(in_year(good=counted), home(inspected(carried_out, event=event)))["good"][0] == counted


def test_only_the_types_that_a_table_counts_are_counted_by_what_they_were_at_the_end() -> None:
    school = home(inspected("2022-05-01"), type_="boarding_school")
    moved = home(inspected("2022-05-01"))
    later = replace(moved.body.registrations[0], first=day("2022-12-01"), type="secure_childrens_home")
    moved = replace(moved, body=replace(moved.body, registrations=(*moved.body.registrations, later)))
    assert figures(in_year(good=1), home(inspected("2022-05-01")), school, moved)["good"] == (1, 0, Cause.AGREES)


@pytest.mark.parametrize(
    ("period", "carried_out", "counted"),
    [
        ("2020-21", "2020-03-31", 0), ("2020-21", "2020-04-01", 1), ("2020-21", "2021-03-31", 1),
        ("2021-22", "2021-03-31", 0), ("2021-22", "2021-04-01", 0), ("2021-22", "2022-03-31", 0),
    ],
)  # fmt: skip
def test_before_2021_22_a_visit_counts_in_its_year_where_it_gave_an_overall_grade(
    period: str, carried_out: str, counted: int
) -> None:
    visit = inspected(carried_out, event="monitoring_visit")
    partly = replace(visit, id="partly", grades={"leadership": "good"})
    effect = replace(visit, id="interim", event="interim", grades={"effectiveness": "improved"})
    row = replace(in_year(good=counted), period=period)
    assert figures(row, home(visit, partly, effect))["good"] == (counted, 0, Cause.AGREES)


@pytest.mark.parametrize(
    ("stored", "published", "more", "cause"),
    [
        (home(inspected("2022-05-01")), 1, {}, Cause.AGREES),
        (home(inspected("2022-05-01")), 2, {"listed": frozenset()}, Cause.NO_FILE),
        (home(inspected("2022-05-01")), 2, {"listed": frozenset(), "in_part": LISTED}, Cause.LIST_NOT_COMPLETE),
        (home(inspected("2022-05-01")), 1, {"listed": frozenset(), "in_part": LISTED}, Cause.AGREES),
        (home(inspected("2022-05-01")), 2, {"in_part": LISTED}, Cause.COUNTED_OTHERWISE),
        (home(inspected("2022-05-01", known="2024-01-01")), 1, {}, Cause.DAY_NOT_KNOWN),
        (home(inspected("2022-05-01", None)), 1, {}, Cause.GRADE_NOT_KNOWN),
        (home(inspected("2022-05-01", "inadequate")), 1, {"disputed": frozenset({"full-2022-05-01"})}, Cause.REVISED),
        (home(inspected("2022-05-01", "inadequate")), 1, {}, Cause.COUNTED_OTHERWISE),
        (home(), 1, {}, Cause.COUNTED_OTHERWISE),
    ],
)
def test_a_difference_has_a_cause(stored: History, published: int, more: dict[str, Any], cause: Cause) -> None:
    assert figures(latest(good=published), stored, **more)["good"][2] is cause


YEAR = ALL_YEAR[0]
OTHERS = frozenset({"boarding_school", "secure_childrens_home"})


@pytest.mark.parametrize(
    ("part", "cause"),
    [
        (YEAR, Cause.COUNTED_OTHERWISE),
        (replace(YEAR, first=day("2022-04-02")), Cause.LIST_NOT_COMPLETE),
        (replace(YEAR, last=day("2023-03-30")), Cause.LIST_NOT_COMPLETE),
        (replace(YEAR, first=day("2021-04-01"), last=day("2022-03-31")), Cause.NO_FILE),
        (replace(YEAR, first=day("2021-04-01"), last=day("2022-04-01")), Cause.LIST_NOT_COMPLETE),
        (replace(YEAR, first=day("2023-03-31"), last=day("2024-03-31")), Cause.LIST_NOT_COMPLETE),
        (replace(YEAR, first=day("2023-04-01"), last=day("2024-03-31")), Cause.NO_FILE),
        (replace(YEAR, events=frozenset({"interim"})), Cause.NO_FILE),
        (replace(YEAR, latest_only=True), Cause.NO_FILE),
        (replace(YEAR, types=OTHERS | {"childrens_home", "special_school_as_home"}), Cause.COUNTED_OTHERWISE),
        (replace(YEAR, types=OTHERS | {"childrens_home"}), Cause.LIST_NOT_COMPLETE),
        (replace(YEAR, types=OTHERS), Cause.NO_FILE),
    ],
)
def test_a_year_is_whole_where_one_list_tells_of_all_its_full_inspections(part: Coverage, cause: Cause) -> None:
    types = ("childrens_home", "special_school_as_home")
    assert figures(in_year(types, good=5), home(coverage=(part,)))["good"][2] is cause


def test_without_any_record_there_is_no_file() -> None:
    assert figures(in_year(good=5))["good"] == (0, -5, Cause.NO_FILE)


def test_settings_on_the_register_and_their_places_count_by_type_and_group() -> None:
    settings = (
        home(places=4),
        home(places=None),
        home(type_="secure_childrens_home", places=10),
        home(type_="boarding_school", places=90),
        home(places=5, standing="closed"),
        home(places=6, first="2023-04-01"),
        home(places=7, gone_by=day("2023-01-01")),
        History(Body("setting:2", "setting", "2", "Nowhere"), ()),
    )
    counts = {"childrens_home": 2, "all_childrens_homes": 3, "boarding_school": 1, "all": 4}
    registered = Published("6a", "2023-03-31", Measure.REGISTERED, (), counts)
    assert {name: told[0] for name, told in figures(registered, *settings).items()} == counts
    places = {"childrens_home": 4, "all_childrens_homes": 14, "boarding_school": 91, "all": 104}
    found = figures(replace(registered, measure=Measure.PLACES, counts=places), *settings)
    assert found["boarding_school"] == (90, -1, Cause.COUNTED_OTHERWISE)
    assert {found[name][1] for name in places if name != "boarding_school"} == {0}


@pytest.mark.parametrize("measure", [Measure.REGISTERED, Measure.PLACES])
@pytest.mark.parametrize(
    ("listed", "in_part", "cause"),
    [
        (LISTED, frozenset(), Cause.COUNTED_OTHERWISE),
        (LISTED, LISTED, Cause.COUNTED_OTHERWISE),
        (frozenset(), LISTED, Cause.LIST_NOT_COMPLETE),
        (frozenset(), frozenset({day("2023-03-30")}), Cause.NO_FILE),
    ],
)
def test_a_list_of_those_inspected_alone_is_a_file_and_no_register(
    measure: Measure, listed: frozenset[date], in_part: frozenset[date], cause: Cause
) -> None:
    row = Published("6a", "2023-03-31", measure, (), {"childrens_home": 3})
    assert figures(row, home(places=1), listed=listed, in_part=in_part)["childrens_home"][2] is cause


def test_every_cause_is_told_in_a_sentence_here_and_in_the_documents() -> None:
    assert set(MEANING) == set(Cause)
    told = (Path(__file__).parents[2] / "docs/explanation/reconciling.md").read_text(encoding="utf-8")
    missing = [cause for cause, words in MEANING.items() if f"| `{cause.value}` | {words} |" not in told]
    assert missing == []


def test_causes_are_counted_in_their_order() -> None:
    record = Record((home(inspected("2022-05-01")),), LISTED, frozenset(), frozenset(), {})
    found = tuple(reconcile([latest(good=2, inadequate=0), latest(good=1)], record))
    assert list(by_cause(found).items()) == [(Cause.AGREES, 2), (Cause.COUNTED_OTHERWISE, 1)]
    assert date(2023, 3, 31) in LISTED
