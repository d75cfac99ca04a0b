"""When something became known for which no source gives a day of publication."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.history.small import day

from inspectorate.framework.model import Confidence
from inspectorate.history.release import known_on, lag, lags

LOADED = day("2026-01-05")
CARRIED_OUT = day("2022-05-13")
AFTER_THE_LAG = day("2022-10-16")


@pytest.mark.parametrize(
    ("published", "carried_out", "released", "known", "confidence"),
    [
        ("2022-06-20", CARRIED_OUT, None, "2022-06-20", Confidence.OFFICIAL),
        (None, CARRIED_OUT, None, "2022-10-16", Confidence.DERIVED),
        # A file tells nothing later than its own release.
        (None, CARRIED_OUT, "2022-10-15", "2022-10-15", Confidence.DERIVED),
        (None, CARRIED_OUT, "2022-10-16", "2022-10-16", Confidence.DERIVED),
        (None, CARRIED_OUT, "2022-10-17", "2022-10-16", Confidence.DERIVED),
        (None, None, "2023-07-06", "2023-07-06", Confidence.DERIVED),
        (None, None, None, "2026-01-05", Confidence.DERIVED),
    ],
)
def test_it_is_the_publication_else_late_rather_than_early(
    published: str | None, carried_out: object, released: str | None, known: str, confidence: Confidence
) -> None:
    said = known_on(
        "authority",
        published=day(published) if published else None,
        carried_out=CARRIED_OUT if carried_out else None,
        released=day(released) if released else None,
        loaded=LOADED,
    )
    assert said == (day(known), confidence)


def test_without_a_lag_for_its_kind_and_day_only_the_release_tells() -> None:
    assert lag("lighthouse", CARRIED_OUT) is None
    before_the_record = day("2009-05-31")
    assert lag("authority", before_the_record) is None
    answer = known_on("authority", published=None, carried_out=before_the_record, released=None, loaded=LOADED)
    assert answer == (LOADED, Confidence.DERIVED)


@pytest.mark.parametrize(
    ("of", "day_of_it", "known"),
    [
        ("register", "2023-03-31", "2023-07-06"),
        ("register", "2022-03-31", "2022-07-06"),
        # An inspection of the first day of a year is told with the others of that year.
        ("setting", "2022-03-31", "2023-07-06"),
    ],
)
def test_a_list_of_the_register_is_known_long_before_the_inspections_of_the_year_after(
    of: str, day_of_it: str, known: str
) -> None:
    answer = known_on(of, published=None, carried_out=day(day_of_it), released=None, loaded=LOADED)
    assert answer == (day(known), Confidence.DERIVED)


def test_every_lag_says_where_it_comes_from() -> None:
    assert all(one.days > 0 and one.source and one.confidence for one in lags())
    assert [one.first for one in lags()] == sorted(one.first for one in lags())


@given(st.dates(day("2010-01-01"), day("2025-12-31")), st.none() | st.dates(day("2010-01-01"), day("2025-12-31")))
def test_nothing_is_known_before_it_was_carried_out_unless_the_file_was_released_before(carried_out, released) -> None:
    known, _ = known_on("authority", published=None, carried_out=carried_out, released=released, loaded=LOADED)
    assert known >= min(carried_out, released or carried_out)
    assert released is None or known <= released
