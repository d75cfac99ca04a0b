"""How many days inspectors have: bank holidays, absences, shares of a contract, people who come, go or move."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.programme.places import LONDON, NORTH
from tests.workforce.people import JOINED, SCHEDULER, agreed, iris, leave
from typer.testing import CliRunner

from inspectorate.calendars import Calendar, CalendarUnknown, Interval
from inspectorate.cli import build
from inspectorate.webapp.workforce import actions
from inspectorate.webapp.workforce.capacity import (
    Person,
    Reckoning,
    RegionWeeks,
    Stretch,
    bank_holidays,
    capacity,
    mondays,
    worked,
)
from inspectorate.webapp.workforce.models import Inspector
from inspectorate.webapp.workforce.people import capacity_of
from inspectorate.webapp.workforce.pictures import coming_weeks

BEFORE_CHRISTMAS = date(2026, 12, 14)
EVER = Interval(date(2020, 1, 1), date(2028, 12, 31))


def weeks(*people_: Person, number: int = 3) -> list[RegionWeeks]:
    return capacity(people_, mondays(BEFORE_CHRISTMAS, number))


def somebody(share: float = 1.0, days: str = "12345", held: Interval = EVER, away: tuple[Interval, ...] = ()) -> Person:
    return Person("N-1", (Stretch(held, "North", share, days),), away)


@pytest.mark.parametrize(
    ("person", "contracted", "left"),
    [
        # Christmas Day is a Friday; Boxing Day is taken on Monday the 28th, New Year's Day is a Friday.
        (somebody(), (5, 5, 5), (5, 4, 3)),
        (somebody(0.6, "123"), (3, 3, 3), (3, 3, 2)),
        (somebody(0.6), (3, 3, 3), (3, 2.4, 1.8)),
        # Somebody who works full hours in four days inspects on four.
        (somebody(1.0, "1234"), (4, 4, 4), (4, 4, 3)),
        (somebody(0.2, "67"), (1, 1, 1), (1, 1, 1)),
        (somebody(held=Interval(date(2026, 12, 16), date(2026, 12, 21))), (3, 1, 0), (3, 1, 0)),
        (somebody(away=(Interval(date(2026, 12, 18), date(2026, 12, 21)),)), (5, 5, 5), (4, 3, 3)),
        # A day is lost once, however many absences name it.
        (somebody(away=(Interval(date(2026, 12, 14), date(2026, 12, 15)),) * 2), (5, 5, 5), (3, 4, 3)),
        (somebody(away=(Interval(date(2026, 1, 1), date(2026, 1, 2)),)), (5, 5, 5), (5, 4, 3)),
    ],
)
def test_days_left_of_a_contract(person: Person, contracted: tuple[float, ...], left: tuple[float, ...]) -> None:
    (row,) = weeks(person)
    assert row.contracted == pytest.approx(contracted)
    assert row.left == pytest.approx(left)


def test_regions_are_added_up_apart_and_who_moves_counts_in_both() -> None:
    moved = date(2026, 12, 23)
    stretches = (
        Stretch(Interval(EVER.first, moved - timedelta(1)), "North", 1.0, "12345"),
        Stretch(Interval(moved, EVER.last), "London", 0.5, "12345"),
        Stretch(Interval(date(2030, 1, 1), date(2030, 1, 2)), "Wales", 1.0, "12345"),
    )
    london, north = weeks(Person("N-2", stretches), somebody())
    assert (london.region, london.left) == ("London", (0, 1, 1.5))
    assert (north.region, north.left, north.contracted) == ("North", (10, 6, 3), (10, 7, 5))


def test_one_inspector_has_a_row_for_each_stretch_of_the_weeks() -> None:
    moved = date(2026, 12, 21)
    stretches = (
        Stretch(Interval(EVER.first, moved - timedelta(1)), "North", 1.0, "12345"),
        Stretch(Interval(moved, EVER.last), "North", 0.6, "123"),
    )
    before, after = Reckoning(mondays(BEFORE_CHRISTMAS, 3)).of(Person("N-1", stretches))
    assert (before.left, after.left, after.contracted) == ((5, 0, 0), (0, 3, 2), (0, 3, 3))


def test_nobody_has_no_days_and_an_unknown_year_no_answer() -> None:
    assert weeks() == []
    with pytest.raises(CalendarUnknown):
        capacity([somebody(held=Interval(EVER.first, date(2040, 1, 1)))], mondays(date(2039, 1, 1), 1))


def test_bank_holidays_at_weekends_take_nobodys_day() -> None:
    calendar = Calendar.from_holidays([date(2026, 12, 26), date(2026, 12, 28)])
    week = Interval(date(2026, 12, 26), date(2026, 12, 29))
    assert bank_holidays(week, calendar) == [date(2026, 12, 28)]
    assert worked(week, "1267", calendar) == [date(2026, 12, 26), date(2026, 12, 27), date(2026, 12, 29)]


@given(
    share=st.sampled_from([0.2, 0.5, 0.6, 0.8, 1.0]),
    digits=st.sets(st.sampled_from("1234567"), min_size=1),
    first=st.dates(date(2026, 12, 1), date(2027, 1, 10)),
    length=st.integers(0, 20),
)
def test_what_is_left_is_what_is_contracted_or_less(share: float, digits: set[str], first: date, length: int) -> None:
    away = (Interval(first, first + timedelta(length)),)
    (row,) = weeks(somebody(share, "".join(sorted(digits)), away=away), number=4)
    assert all(0 <= left <= full + 1e-9 for left, full in zip(row.left, row.contracted, strict=True))
    assert all(full <= max(5 * share, 0) + 1e-9 for full in row.contracted)


@pytest.mark.django_db
@pytest.mark.usefixtures("body")
def test_people_are_read_with_the_terms_and_absences_of_the_days() -> None:
    made, other = iris(), iris("N-2", "Una Oak")
    moved = date(2026, 12, 23)
    actions.set_terms(by=SCHEDULER, inspector=made, agreed=agreed(region=LONDON, share=Decimal("0.5")), first=moved)
    actions.change_inspector(by=SCHEDULER, inspector=other, name="Una Oak", user=None, last=date(2026, 12, 15))
    leave(made, date(2026, 12, 14), date(2026, 12, 14))
    leave(made, date(2027, 1, 1), None, "sickness")
    actions.strike_entry(by=SCHEDULER, held=leave(made, date(2026, 12, 16), date(2026, 12, 18)), reason="No.")
    Inspector.objects.create(code="N-9", name="Nobody", first=JOINED, recorded_by="tester")
    rows = capacity_of(mondays(BEFORE_CHRISTMAS, 4))
    assert [(row.region, row.left) for row in rows] == [(LONDON, (0, 1, 1.5, 0)), (NORTH, (6, 2, 0, 0))]


@pytest.mark.django_db
@pytest.mark.usefixtures("body")
def test_the_coming_weeks_are_a_picture_and_its_table() -> None:
    assert coming_weeks(BEFORE_CHRISTMAS, "") is None
    first = iris()
    alone = coming_weeks(BEFORE_CHRISTMAS, "")
    assert alone is not None
    assert (alone.regions, len(alone.weeks), alone.weeks[1].days) == ((NORTH,), 26, (4,))
    assert alone.weeks[1].holidays == (date(2026, 12, 25),)
    assert "North West, week of 21 December 2026: 4.0 of 5.0 days" in alone.picture
    iris("L-1", "Lena Ash", region=LONDON)
    both = coming_weeks(BEFORE_CHRISTMAS, "")
    assert both is not None
    assert (both.regions, both.weeks[0].days) == ((LONDON, NORTH, "All regions"), (5, 5, 10))
    north = coming_weeks(BEFORE_CHRISTMAS, NORTH)
    assert north is not None
    assert north.regions == (NORTH,)
    own = coming_weeks(BEFORE_CHRISTMAS, only=first)
    assert own is not None
    assert (own.regions, own.weeks[1].days) == ((NORTH,), (4,))
    assert coming_weeks(date(2028, 11, 6), "") is None, "the bank holidays of 2029 are not known"


def run(*words: str) -> tuple[int, str, str]:
    answer = CliRunner().invoke(build(), ["workforce", "capacity", *words])
    return answer.exit_code, answer.stdout, answer.stderr


@pytest.mark.django_db
@pytest.mark.usefixtures("body")
def test_the_command_line_prints_the_days_of_regions_and_weeks() -> None:
    iris(share=Decimal("0.6"))
    code, out, _ = run("--from", "2026-12-23", "--weeks", "2", "--format", "json")
    assert (code, json.loads(out)) == (
        0,
        [
            {"region": NORTH, "week": "2026-12-21", "contracted": 3.0, "left": 2.4},
            {"region": NORTH, "week": "2026-12-28", "contracted": 3.0, "left": 1.8},
        ],
    )
    assert "North West,2026-12-21,3.0,2.4" in run("--from", "2026-12-23", "--format", "csv")[1]
    assert "2.4" in run("--from", "2026-12-23")[1]
    code, _, told = run("--from", "2028-12-01")
    assert (code, "are not known" in told) == (1, True)
