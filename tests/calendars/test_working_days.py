"""Working days of England, and counting by them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectorate.calendars import (
    Calendar,
    CalendarUnknown,
    add_working_days,
    england,
    is_working_day,
    working_days_between,
)

COVERED = st.dates(date(2012, 1, 1), date(2028, 12, 31))
# Far enough from both ends that a count of a hundred stays within the list.
INNER = st.dates(date(2013, 1, 1), date(2027, 12, 31))
COUNTS = st.integers(-100, 100)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2025, 4, 17), True),  # Maundy Thursday
        (date(2025, 4, 18), False),  # Good Friday
        (date(2025, 4, 19), False),  # Saturday
        (date(2025, 4, 21), False),  # Easter Monday
        (date(2025, 4, 22), True),
        (date(2023, 5, 8), False),  # the coronation
        (date(2022, 9, 19), False),  # the state funeral
        (date(2020, 5, 4), True),  # the bank holiday that was moved to the Friday
        (date(2020, 5, 8), False),
        (date(2021, 12, 27), False),  # Christmas Day fell on a Saturday
        (date(2021, 12, 28), False),
        (date(2021, 12, 29), True),
        (date(2024, 8, 5), True),  # a holiday in Scotland
    ],
)
def test_a_working_day_is_a_weekday_that_is_no_bank_holiday_in_england(day: date, worked: bool) -> None:
    assert is_working_day(day) is worked


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2025, 4, 17), 1, date(2025, 4, 22)),
        (date(2025, 4, 18), 1, date(2025, 4, 22)),  # a day that is not worked is day 0 too
        (date(2025, 4, 18), 0, date(2025, 4, 18)),
        (date(2025, 4, 22), -1, date(2025, 4, 17)),
        (date(2025, 4, 20), -1, date(2025, 4, 17)),
        (date(2025, 3, 3), 5, date(2025, 3, 10)),
        (date(2025, 3, 10), -5, date(2025, 3, 3)),
    ],
)
def test_counting_starts_after_the_day_itself(start: date, n: int, end: date) -> None:
    assert add_working_days(start, n) == end


@pytest.mark.parametrize(
    ("received", "ends"),
    [
        (date(2025, 1, 30), date(2025, 5, 13)),
        (date(2025, 1, 31), date(2025, 5, 14)),  # by weekdays alone: 9 May
        (date(2025, 2, 1), date(2025, 5, 14)),
        (date(2025, 2, 3), date(2025, 5, 15)),
    ],
)
def test_seventy_working_days_skip_the_three_bank_holidays_of_spring(received: date, ends: date) -> None:
    assert add_working_days(received, 70) == ends


def test_the_ninth_of_may_is_only_the_sixty_seventh_working_day() -> None:
    assert working_days_between(date(2025, 1, 31), date(2025, 5, 9)) == 67


@pytest.mark.parametrize(
    ("start", "end", "n"),
    [
        (date(2025, 4, 17), date(2025, 4, 21), 0),
        (date(2025, 4, 17), date(2025, 4, 22), 1),
        (date(2025, 4, 17), date(2025, 4, 23), 2),
        (date(2025, 4, 21), date(2025, 4, 17), -1),
        (date(2025, 4, 21), date(2025, 4, 18), 0),
        (date(2025, 4, 18), date(2025, 4, 18), 0),
    ],
)
def test_working_days_between_counts_the_end_and_not_the_start(start: date, end: date, n: int) -> None:
    assert working_days_between(start, end) == n


@given(INNER, COUNTS)
def test_between_undoes_add(start: date, n: int) -> None:
    assert working_days_between(start, add_working_days(start, n)) == n


@given(INNER, st.integers(1, 60))
def test_adding_is_walking_day_by_day(start: date, n: int) -> None:
    day, left = start, n
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day)
    assert add_working_days(start, n) == day


@given(INNER, INNER, COUNTS)
def test_a_later_start_never_ends_sooner(one: date, other: date, n: int) -> None:
    earlier, later = sorted((one, other))
    assert add_working_days(earlier, n) <= add_working_days(later, n)


@given(COVERED)
def test_no_weekend_is_worked(day: date) -> None:
    assert not (is_working_day(day) and day.weekday() >= 5)


def test_every_year_covered_has_its_eight_bank_holidays_or_more() -> None:
    for year in range(england().first.year, england().last.year + 1):
        weekdays = sum((date(year, 1, 1) + timedelta(days=n)).weekday() < 5 for n in range(365 + (year % 4 == 0)))
        assert weekdays - sum(day.year == year for day in england().worked) >= 8


def test_the_list_covers_2012_to_2028_at_least() -> None:
    assert england().first == date(2012, 1, 1)
    assert england().last >= date(2028, 12, 31)


def test_a_day_outside_the_years_covered_has_no_answer() -> None:
    assert not is_working_day(date(2012, 1, 1))
    with pytest.raises(CalendarUnknown, match=r"2011-12-31 is outside .* 2012 to \d{4}"):
        is_working_day(date(2011, 12, 31))
    with pytest.raises(CalendarUnknown):
        working_days_between(date(2011, 12, 30), date(2012, 1, 5))
    with pytest.raises(CalendarUnknown):
        working_days_between(date(2012, 1, 5), date(2011, 12, 30))
    with pytest.raises(CalendarUnknown):
        add_working_days(date(2011, 12, 30), 1)


def test_a_count_that_leaves_the_years_covered_says_so() -> None:
    first, last = england().worked[0], england().worked[-1]
    assert add_working_days(first + timedelta(days=1), -1) == first
    assert add_working_days(last - timedelta(days=1), 1) == last
    with pytest.raises(CalendarUnknown, match="-1 working days from 2012-01-03"):
        add_working_days(first, -1)
    with pytest.raises(CalendarUnknown, match="1 working days from"):
        add_working_days(last, 1)


def test_the_last_day_covered_is_answered_whether_worked_or_not() -> None:
    calendar = Calendar.from_holidays([date(2022, 1, 3)])
    assert calendar.is_working_day(date(2022, 12, 30))
    assert not calendar.is_working_day(date(2022, 12, 31))  # a Saturday, after the last day worked
    with pytest.raises(CalendarUnknown):
        calendar.is_working_day(date(2023, 1, 1))


def test_a_calendar_needs_holidays() -> None:
    with pytest.raises(ValueError, match="empty"):
        Calendar.from_holidays([])
