"""Intervals of days, months, the inspection year, and when a day ends."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectorate.calendars import InspectionYear, Interval, add_months, countable, deadline_instant, inspection_year

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
INTERVALS = st.tuples(DAYS, DAYS).map(lambda days: Interval(min(days), max(days)))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2023, 1, 30), 1, date(2023, 2, 28)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 2, 1), 1, date(2023, 3, 1)),
        (date(2023, 2, 28), 1, date(2023, 3, 28)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2020, 2, 29), 48, date(2024, 2, 29)),
        (date(2023, 3, 31), -1, date(2023, 2, 28)),
        (date(2023, 1, 15), -1, date(2022, 12, 15)),
        (date(2023, 12, 1), 1, date(2024, 1, 1)),
        (date(2023, 12, 1), 36, date(2026, 12, 1)),
        (date(2023, 5, 17), 0, date(2023, 5, 17)),
    ],
)
def test_months_keep_the_day_or_stop_at_the_months_end(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


@given(DAYS, st.integers(-200, 200))
def test_adding_months_moves_exactly_that_many_months(day: date, n: int) -> None:
    then = add_months(day, n)
    assert (then.year - day.year) * 12 + then.month - day.month == n
    assert then.day <= day.day
    assert then.day == day.day or (then + timedelta(days=1)).day == 1


@given(DAYS, DAYS, st.integers(-200, 200))
def test_months_keep_the_order_of_days(one: date, other: date, n: int) -> None:
    earlier, later = sorted((one, other))
    assert add_months(earlier, n) <= add_months(later, n)


@pytest.mark.parametrize(("day", "n"), [(date(9999, 12, 1), 1), (date(1, 1, 31), -1)])
def test_months_beyond_the_calendar_are_refused(day: date, n: int) -> None:
    with pytest.raises(ValueError, match="leaves the calendar"):
        add_months(day, n)


@pytest.mark.parametrize(
    ("day", "enough"),
    [
        (date(100, 12, 31), False),
        (date(101, 1, 1), True),
        (date(2026, 11, 25), True),
        (date(9899, 12, 31), True),
        (date(9900, 1, 1), False),
        (date(9999, 12, 31), False),
    ],
)
def test_a_day_is_countable_a_hundred_years_from_either_end_of_the_calendar(day: date, enough: bool) -> None:
    assert countable(day) is enough


@pytest.mark.parametrize(
    ("label", "within"), [("0000-01", False), ("0001-02", True), ("9998-99", True), ("9999-00", False)]
)
def test_an_inspection_year_beyond_the_calendar_is_refused(label: str, within: bool) -> None:
    if within:
        assert InspectionYear.from_label(label).first < InspectionYear.from_label(label).last
        return
    with pytest.raises(ValueError, match=f"The inspection year {label} leaves the calendar."):
        InspectionYear.from_label(label)


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2022, 3, 31), "2021-22"),
        (date(2022, 4, 1), "2022-23"),
        (date(2022, 4, 2), "2022-23"),
        (date(2022, 12, 31), "2022-23"),
        (date(2023, 1, 1), "2022-23"),
        (date(2023, 3, 30), "2022-23"),
        (date(2023, 3, 31), "2022-23"),
        (date(2023, 4, 1), "2023-24"),
        (date(1999, 6, 1), "1999-00"),
        (date(2009, 6, 1), "2009-10"),
    ],
)
def test_the_inspection_year_runs_from_april_to_march(day: date, label: str) -> None:
    assert inspection_year(day).label == label


def test_an_inspection_year_has_its_days_and_is_named_by_its_label() -> None:
    year = InspectionYear.from_label("2022-23")
    assert (year.first, year.last) == (date(2022, 4, 1), date(2023, 3, 31))
    assert year.interval == Interval(date(2022, 4, 1), date(2023, 3, 31))
    assert year < inspection_year(date(2023, 4, 1))


@given(DAYS)
def test_a_day_lies_in_its_own_inspection_year_and_the_label_leads_back(day: date) -> None:
    year = inspection_year(day)
    assert year.interval.contains(day)
    assert year.interval.days in (365, 366)
    assert InspectionYear.from_label(year.label) == year


@pytest.mark.parametrize("label", ["2022-24", "2022", "2022-2023", "22-23", "2022/23", " 2022-23", "2022-23\n", ""])
def test_anything_else_is_no_inspection_year(label: str) -> None:
    with pytest.raises(ValueError, match="is not an inspection year"):
        InspectionYear.from_label(label)


def test_an_interval_holds_both_its_ends() -> None:
    week = Interval(date(2023, 5, 1), date(2023, 5, 5))
    within = {day: week.contains(date(2023, 4, 30) + timedelta(days=day)) for day in range(7)}
    assert within == {0: False, 1: True, 2: True, 3: True, 4: True, 5: True, 6: False}
    assert week.days == 5
    assert Interval(date(2023, 5, 1), date(2023, 5, 1)).days == 1


@pytest.mark.parametrize(
    ("first", "last", "shared"),
    [
        (date(2023, 4, 1), date(2023, 4, 30), None),
        (date(2023, 4, 1), date(2023, 5, 1), Interval(date(2023, 5, 1), date(2023, 5, 1))),
        (date(2023, 5, 2), date(2023, 5, 3), Interval(date(2023, 5, 2), date(2023, 5, 3))),
        (date(2023, 4, 1), date(2023, 6, 1), Interval(date(2023, 5, 1), date(2023, 5, 5))),
        (date(2023, 5, 5), date(2023, 6, 1), Interval(date(2023, 5, 5), date(2023, 5, 5))),
        (date(2023, 5, 6), date(2023, 6, 1), None),
    ],
)
def test_intervals_overlap_when_they_share_a_day(first: date, last: date, shared: Interval | None) -> None:
    week = Interval(date(2023, 5, 1), date(2023, 5, 5))
    assert week.overlap(Interval(first, last)) == shared
    assert week.overlaps(Interval(first, last)) is (shared is not None)


@given(INTERVALS, INTERVALS, DAYS)
def test_overlap_is_the_days_in_both_whichever_is_asked(one: Interval, other: Interval, day: date) -> None:
    shared = one.overlap(other)
    assert shared == other.overlap(one)
    assert (one.contains(day) and other.contains(day)) is (shared is not None and shared.contains(day))


@given(INTERVALS, st.integers(-1000, 1000))
def test_a_shift_keeps_the_length_and_can_be_undone(interval: Interval, days: int) -> None:
    assert interval.shift(days).days == interval.days
    assert interval.shift(days).shift(-days) == interval


def test_an_interval_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="cannot end on 2023-05-01, before it begins on 2023-05-02"):
        Interval(date(2023, 5, 2), date(2023, 5, 1))


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        (date(2025, 3, 29), 23),
        (date(2025, 3, 30), 22),  # summer time began that morning
        (date(2025, 7, 1), 22),
        (date(2025, 10, 25), 22),
        (date(2025, 10, 26), 23),  # and ended that morning
        (date(2025, 12, 31), 23),
    ],
)
def test_a_deadline_ends_at_the_last_second_of_the_day_in_london(day: date, hour: int) -> None:
    instant = deadline_instant(day)
    assert instant == datetime(day.year, day.month, day.day, hour, 59, 59, tzinfo=UTC)
    assert instant.tzinfo is UTC
