"""Year labels as published tables write them, and the days that they mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectorate.formats.indicator_years import YearKind, days, read_label

F, A, C = YearKind.FINANCIAL, YearKind.ACADEMIC, YearKind.CALENDAR
READ = (
    ("2016", F, "2015-04-01", "2016-03-31"),
    ("2016-17", F, "2016-04-01", "2017-03-31"),
    ("2016/17", F, "2016-04-01", "2017-03-31"),
    ("2016/2017", F, "2016-04-01", "2017-03-31"),
    ("1999-00", F, "1999-04-01", "2000-03-31"),
    ("2024-25 (OT)", F, "2024-04-01", "2025-03-31"),
    ("2014-16", F, "2013-04-01", "2016-03-31"),
    ("2015/16-17/18", F, "2015-04-01", "2018-03-31"),
    ("2015/16-2017/18", F, "2015-04-01", "2018-03-31"),
    ("2025 (Rev)", A, "2024-09-01", "2025-08-31"),
    ("2024/25", A, "2024-09-01", "2025-08-31"),
    ("2016", YearKind.SEPTEMBER, "2015-10-01", "2016-09-30"),
    ("2016", C, "2016-01-01", "2016-12-31"),
    ("2014-16", C, "2014-01-01", "2016-12-31"),
    ("2016", YearKind.AT_31_MARCH, "2016-03-31", "2016-03-31"),
    ("2016", YearKind.JUNE, "2016-06-30", "2016-06-30"),
    ("2016", YearKind.JANUARY, "2016-01-01", "2016-01-31"),
)


@pytest.mark.parametrize(("label", "kind", "first", "last"), READ)
def test_a_label_means_days_by_the_kind_of_its_years(label: str, kind: YearKind, first: str, last: str) -> None:
    read = read_label(label)
    assert read is not None
    assert days(read, kind) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "label",
    [
        "", "0", "16", "20166", "1066", "2016-", "2016-16", "2014/17", "2001-15", "2016 (guess)", "2015/17-18/19",
        "2015/16-17/19", "2015/16-15", "2017/18-15/16", " 2016", "FY2016", "2016-17-18",
    ],
)  # fmt: skip
def test_a_label_outside_the_rule_is_not_guessed(label: str) -> None:
    assert read_label(label) is None


@pytest.mark.parametrize(("label", "kind"), [("2016/17", C), ("2016-17", YearKind.JUNE), ("2014-16", YearKind.JANUARY)])
def test_a_label_that_contradicts_the_series_is_not_guessed(label: str, kind: YearKind) -> None:
    read = read_label(label)
    assert read is not None
    assert days(read, kind) is None


def test_what_is_more_final_ranks_higher() -> None:
    notes = ["2024 (prov)", "2024", "2024 (Rev)", "2024 (Final)"]
    ranks = [read.rank for note in notes if (read := read_label(note))]
    assert ranks == sorted(set(ranks))
    plain, old = read_label("2024"), read_label("2024 (OT)")
    assert plain is not None
    assert old is not None
    assert plain.rank == old.rank


@given(st.integers(1990, 2098), st.sampled_from([F, A, YearKind.SEPTEMBER]), st.sampled_from("-/"))
def test_a_year_and_its_two_year_name_are_the_same_days(year: int, kind: YearKind, sign: str) -> None:
    plain, across = read_label(str(year + 1)), read_label(f"{year}{sign}{(year + 1) % 100:02}")
    assert plain is not None
    assert across is not None
    assert days(plain, kind) == days(across, kind)


@given(st.text("0123456789/-() OTRev", max_size=16))
def test_no_text_is_more_than_a_label_or_nothing(text: str) -> None:
    read = read_label(text)
    assert read is None or 1990 <= read.first <= read.last < 2100
