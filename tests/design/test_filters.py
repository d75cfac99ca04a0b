"""Dates and lengths of time as pages write them."""

from datetime import UTC, date, datetime

import pytest

from inspectorate.webapp.design.filters import age, commands, day, moment, span


def test_a_day_is_written_without_zeros() -> None:
    assert day(date(2023, 11, 6)) == "6 November 2023"
    assert day(None) == "not known"


@pytest.mark.parametrize(
    ("instant", "shown"),
    [
        (datetime(2024, 1, 15, 0, 5, tzinfo=UTC), "15 January 2024 at 12:05am"),
        (datetime(2024, 7, 15, 12, 0, tzinfo=UTC), "15 July 2024 at 1:00pm"),
        (datetime(2024, 7, 15, 23, 30, tzinfo=UTC), "16 July 2024 at 12:30am"),
    ],
)
def test_an_instant_is_shown_in_london(instant: datetime, shown: str) -> None:
    assert moment(instant) == shown
    assert shown.startswith(day(instant))


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2023, 11, 6), date(2023, 11, 17), "6 to 17 November 2023"),
        (date(2023, 10, 30), date(2023, 11, 3), "30 October to 3 November 2023"),
        (date(2023, 12, 18), date(2024, 1, 5), "18 December 2023 to 5 January 2024"),
        (date(2023, 11, 6), date(2023, 11, 6), "6 November 2023"),
        (date(2023, 11, 6), None, "from 6 November 2023"),
        (None, date(2023, 11, 6), "until 6 November 2023"),
        (None, None, "not known"),
    ],
)
def test_a_span_says_once_what_both_days_share(first: date | None, last: date | None, shown: str) -> None:
    assert span(first, last) == shown


@pytest.mark.parametrize(
    ("then", "shown"),
    [
        (date(2024, 3, 31), "0 days"),
        (date(2024, 3, 30), "1 day"),
        (date(2024, 3, 1), "30 days"),
        (date(2024, 2, 29), "1 month"),
        (date(2023, 4, 1), "11 months"),
        (date(2023, 3, 31), "1 year"),
        (date(2021, 1, 15), "3 years 2 months"),
    ],
)
def test_an_age_counts_whole_units_that_have_passed(then: date, shown: str) -> None:
    assert age(then, date(2024, 3, 31)) == shown


def test_what_lies_ahead_has_no_age() -> None:
    with pytest.raises(ValueError, match="no age yet"):
        age(date(2024, 4, 1), date(2024, 3, 31))


def test_a_day_as_iso_writes_it_is_written_as_days_are() -> None:
    assert day("2027-01-29") == "29 January 2027"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Fitted by `lab fit` to all", "Fitted by <code>lab fit</code> to all"),
        ("`a` and `<b>` & c", "<code>a</code> and <code>&lt;b&gt;</code> &amp; c"),
        ("One ` alone", "One ` alone"),
        ("Nothing", "Nothing"),
    ],
)
def test_commands_between_backticks_are_shown_as_code(text: str, shown: str) -> None:
    assert commands(text) == shown
