"""Days of drawn visits: working days of England, within the year, and told a good while before, never all at once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from inspectorate.calendars import CalendarUnknown, Interval, is_working_day
from inspectorate.webapp.programme.drawn_days import last_day, moment, span_of

CHRISTMAS = Interval(date(2027, 12, 24), date(2027, 12, 31))
"""Friday 24, and Wednesday 29 to Friday 31, are worked: 27 and 28 December stand in for a weekend."""

drawn_on = st.dates(date(2026, 1, 1), date(2027, 9, 30))


def test_holidays_and_weekends_are_never_the_last_day() -> None:
    days = {last_day(CHRISTMAS, "seed", str(body)) for body in range(200)}
    assert days == {date(2027, 12, day) for day in (24, 29, 30, 31)}


def test_it_does_not_leave_the_span_backwards() -> None:
    """The Friday before 1 January 2028, a Saturday, would be of another year."""
    span = Interval(date(2028, 1, 1), date(2028, 1, 9))
    assert {last_day(span, "seed", str(body)) for body in range(200)} == {date(2028, 1, day) for day in (4, 5, 6, 7)}


@given(drawn_on, st.text("abc", max_size=9))
def test_each_is_told_on_a_working_day_after_the_draw_with_four_weeks_to_go(today: date, body: str) -> None:
    span = span_of(2027, today)
    assert span is not None
    until = last_day(span, "seed", body)
    at = timezone.localtime(moment(until, today, "seed", body))
    assert span.contains(until)
    assert is_working_day(until)
    assert is_working_day(at.date())
    assert max(today, until - timedelta(days=28 + 92 + 1)) < at.date() <= until - timedelta(days=28)
    assert 9 <= at.hour < 17


def test_the_latest_draw_of_a_year_is_told_at_moments_of_their_own() -> None:
    today = date(2027, 10, 1)
    span = span_of(2027, today)
    assert span == Interval(date(2027, 11, 1), date(2027, 12, 31))
    told = [moment(last_day(span, "seed", str(body)), today, "seed", str(body)) for body in range(15)]
    assert len(set(told)) == 15
    assert len({at.date() for at in told}) > 5


@pytest.mark.parametrize(("today", "left"), [(date(2027, 10, 1), True), (date(2027, 10, 4), False)])
def test_a_draw_needs_sixty_days(today: date, left: bool) -> None:
    assert (span_of(2027, today) is not None) == left


def test_a_year_whose_bank_holidays_nobody_knows_is_not_drawn() -> None:
    with pytest.raises(CalendarUnknown, match="outside the years whose bank holidays are known"):
        span_of(9000, date(2027, 1, 4))
