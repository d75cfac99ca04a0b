"""Panels: what was known by a day, in which shape, and what a successor has of its predecessors."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries
from tests.monitoring.indicator_files import authority, england, load, of

from inspectorate.intelligence.model import Measure, Panel
from inspectorate.webapp.monitoring import indicator_queries as queries
from inspectorate.webapp.monitoring.definitions import kind_of
from inspectorate.webapp.monitoring.indicator_succession import Cell, Origin, inherit

LATER = date(2100, 1, 1)


@pytest.fixture(autouse=True)
def _var(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.VAR = tmp_path / "var"


def referrals(known_by: date = LATER, **asked: object) -> Panel:
    return next(one for one in queries.panels(known_by=known_by, **asked) if one.indicator.id == "re_referrals")


@pytest.mark.django_db
def test_periods_go_down_bodies_across_and_published_shares_are_fractions(tmp_path: Path) -> None:
    authority("Northmere", 1)
    authority("Aldmere", 2)
    load(
        tmp_path / "a.csv",
        of("Northmere", 1, "2024", "100", "19", "19"),
        of("Aldmere", 2, "2023", "80", "20", "25"),
        of("Aldmere", 2, "2024", "90", "c", "c"),
    )
    panel = referrals()
    assert panel.bodies == ("authority:N01", "authority:N02")
    assert [(one.label, one.last) for one in panel.periods] == [
        ("2023", date(2023, 3, 31)),
        ("2024", date(2024, 3, 31)),
    ]
    assert np.array_equal(panel.value, [[np.nan, 0.25], [0.19, np.nan]], equal_nan=True)
    assert np.array_equal(panel.numerator, [[np.nan, 20], [19, np.nan]], equal_nan=True)
    assert np.array_equal(panel.denominator, [[np.nan, 80], [100, np.nan]], equal_nan=True)
    assert panel.marks == {(1, 1): "c"}
    assert panel.known_on[0, 0] == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("before", "known"), [(1, []), (0, [[0.19]])])
def test_a_value_is_in_no_panel_of_a_day_before_it_was_known(tmp_path: Path, before: int, known: list) -> None:
    authority("Northmere", 1)
    load(tmp_path / "a.csv", of("Northmere", 1, "2024", "100", "19", "19"))
    released = date(2024, 3, 31) + timedelta(days=244 - before)
    assert [one.value.tolist() for one in queries.panels(known_by=released)] == ([known] if known else [])


@pytest.mark.django_db
def test_a_planted_future_value_changes_no_panel_of_the_past(tmp_path: Path) -> None:
    authority("Northmere", 1)
    load(tmp_path / "a.csv", of("Northmere", 1, "2022", "100", "19", "19"))
    before = referrals(date(2023, 6, 1))
    load(tmp_path / "b.csv", of("Northmere", 1, "2022", "100", "90", "90"), of("Northmere", 1, "2023", "9", "9", "99"))
    after = referrals(date(2023, 6, 1))
    assert (before.periods, before.value.tolist(), before.known_on.tolist()) == (
        after.periods, after.value.tolist(), after.known_on.tolist(),
    )  # fmt: skip


@pytest.mark.django_db
def test_england_is_a_panel_of_its_own(tmp_path: Path) -> None:
    authority("Northmere", 1)
    load(tmp_path / "a.csv", of("Northmere", 1, "2024", "100", "19", "19"), england("2024", "9000", "1800", "20"))
    assert referrals().bodies == ("authority:N01",)
    assert referrals(kind="england").bodies == ("england:E92000001",)
    assert referrals(bodies={"authority:N01"}).value.tolist() == [[0.19]]
    assert list(queries.panels(known_by=LATER, bodies=())) == []


@pytest.mark.django_db
def test_a_mark_for_a_year_in_which_an_authority_was_not_there_hides_no_number(tmp_path: Path) -> None:
    authority("Northmere", 1, opened=date(2020, 4, 1))
    rows = [
        of("Northmere", 1, year, "100", value, value) for year, value in (("2020", "x"), ("2021", "x"), ("2022", "9"))
    ]
    load(tmp_path / "a.csv", *rows)
    assert referrals().marks == {(1, 0): "x"}


@pytest.mark.django_db
def test_of_two_labels_of_one_year_the_more_final_holds(tmp_path: Path) -> None:
    authority("Northmere", 1)
    rows = [of("Northmere", 1, label, "100", n, n) for label, n in (("2024 (Rev)", "20"), ("2024 (prov)", "19"))]
    load(tmp_path / "a.csv", *rows)
    panel = referrals()
    assert ([one.label for one in panel.periods], panel.value.tolist()) == (["2024 (Rev)"], [[0.2]])


@pytest.mark.django_db
def test_few_queries_whatever_is_loaded(tmp_path: Path, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    authority("Northmere", 1)
    load(tmp_path / "a.csv", *[of("Northmere", 1, str(year), "100", "19", "19") for year in range(2013, 2025)])
    with django_assert_max_num_queries(3):
        list(queries.panels(known_by=LATER))


@pytest.mark.django_db
def test_a_merger_of_whole_authorities_has_their_cases_together_and_a_split_nothing(tmp_path: Path) -> None:
    for number, name in enumerate(("Eastham", "Westham", "Oldshire"), 1):
        authority(name, number, closed=date(2019, 3, 31))
    authority("Hams", 4, opened=date(2019, 4, 1), made_from=("N01", "N02"))
    authority("Newshire", 5, opened=date(2019, 4, 1), made_from=("N03",), kind_of_succession="split")
    load(
        tmp_path / "a.csv",
        of("Eastham", 1, "2019", "100", "10", "10"),
        of("Westham", 2, "2019", "300", "90", "30"),
        of("Oldshire", 3, "2019", "500", "50", "10"),
        of("Eastham", 1, "2018", "100", "10", "10"),
        of("Westham", 2, "2018", "300", "c", "c"),
        of("Hams", 4, "2020", "400", "80", "20"),
        of("Newshire", 5, "2020", "200", "10", "5"),
    )
    panel = referrals()
    ended = {panel.bodies[place]: day for place, day in panel.closed.items()}
    assert ended == dict.fromkeys(("authority:N01", "authority:N02", "authority:N03"), date(2019, 3, 31))
    column = {body: panel.value[:, place].tolist() for place, body in enumerate(panel.bodies)}
    assert column["authority:N04"][1:] == [0.25, 0.2]
    assert np.isnan(column["authority:N04"][0])
    assert np.isnan(column["authority:N05"][:2]).all()
    assert column["authority:N03"][1] == 0.1


def cell(value: float | None, numerator: float | None, denominator: float | None) -> Cell:
    return Cell(value, "" if value is not None else "c", numerator, denominator, date(2019, 11, 30))


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(50, 500)), min_size=1, max_size=4))
def test_what_is_inherited_lies_between_what_it_is_made_of(parts: list[tuple[int, int]]) -> None:
    last, made = date(2019, 3, 31), date(2019, 4, 1)
    cells = {(last, str(n)): cell(top / bottom, top, bottom) for n, (top, bottom) in enumerate(parts)}
    rates = [top / bottom for top, bottom in parts]
    inherit(cells, {last: None}, {"new": Origin(tuple(map(str, range(len(parts)))), made, whole=True)})
    value = cells[last, "new"].value
    assert value is not None
    assert min(rates) - 1e-9 <= value <= max(rates) + 1e-9


@pytest.mark.parametrize(
    ("origin", "part"),
    [
        (Origin(("a",), date(2019, 4, 1), whole=False), cell(0.1, 1, 10)),
        (Origin(("a",), date(2019, 3, 31), whole=True), cell(0.1, 1, 10)),
        (Origin(("a", "b"), date(2019, 4, 1), whole=True), cell(0.1, 1, 10)),
        (Origin(("a",), date(2019, 4, 1), whole=True), cell(0.1, None, 10)),
        (Origin(("a",), date(2019, 4, 1), whole=True), cell(0.1, 0, 0)),
    ],
)
def test_nothing_is_inherited_outside_the_rule(origin: Origin, part: Cell) -> None:
    last = date(2019, 3, 31)
    cells = {(last, "a"): part}
    inherit(cells, {last: None}, {"new": origin})
    assert cells == {(last, "a"): part}


@pytest.mark.parametrize(
    ("unit", "ratio", "kind"),
    [
        ("% of leavers", False, (Measure.SHARE, 100)),
        ("per cent", True, (Measure.SHARE, 100)),
        ("Rate per 10,000", False, (Measure.RATE, 10_000)),
        ("Rate per 1000 live births", False, (Measure.RATE, 1_000)),
        ("cases", True, (Measure.RATE, 1)),
        ("Score", False, (Measure.MEAN, 1)),
    ],
)
def test_a_unit_tells_what_kind_of_number_it_is(unit: str, ratio: bool, kind: tuple[Measure, float]) -> None:
    assert kind_of(unit, ratio) == kind
