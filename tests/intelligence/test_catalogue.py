"""The core indicators as data: which there are, and that a faulty file is told in a sentence."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from inspectorate.formats.indicator_sets import STORE, data_sets
from inspectorate.formats.indicator_years import YearKind
from inspectorate.framework.library import load_library
from inspectorate.intelligence.catalogue import FILE, CatalogueError, core, definitions, read
from inspectorate.intelligence.model import Measure, Polarity

TEXT = FILE.read_text(encoding="utf-8")


def test_every_area_of_the_newest_edition_has_a_few() -> None:
    newest = load_library().of_regime("ilacs")[-1]
    areas = Counter(one.area for one in core())
    assert set(areas) == set(newest.judgements)
    assert set(areas.values()) <= {3, 4, 5}


def test_each_has_a_polarity_a_reason_and_a_lag_with_its_source() -> None:
    for one in core():
        assert one.polarity is not Polarity.NEITHER
        assert one.reason
        assert one.lag_days
        assert one.lag_source
        assert one.scale == (100 if one.measure is Measure.SHARE else 1)


def test_what_is_said_of_the_departments_tables_is_what_their_own_list_says() -> None:
    checked = 0
    for one in definitions():
        set, _, column = one.value.partition("/")
        YearKind(one.year)
        if set != STORE:
            known = data_sets()[set].columns[column]
            assert one.numerator == f"{set}/{known.numerator}"
            assert one.denominator == tuple(f"{set}/{part}" for part in known.denominator.split(" + "))
            assert (one.times, one.indicator.polarity) == (known.times, known.polarity)
            assert (one.year, one.indicator.lag_days) == (data_sets()[set].year, data_sets()[set].lag_days)
            checked += 1
    assert checked


def test_an_indicator_needs_its_value_and_what_reproduces_it() -> None:
    found = next(one for one in definitions() if one.numerator and len(one.denominator) > 1)
    assert found.series == (found.value, found.numerator, *found.denominator)
    bare = replace(found, numerator="", denominator=())
    assert bare.series == (found.value,)


FAULTS = (
    ("id: repeat_plans", "id: re_referrals", "has the indicator re_referrals twice"),
    ("lag: looked_after", "lag: nobody", "the lag nobody is not among its lags"),
    ("source: need", "source: hearsay", "the source hearsay is not among its sources"),
    ("    denominator: referrals/referral_count\n", "", "re_referrals: a numerator alone says nothing"),
    ("polarity: low", "polarity: lower", "indicators.0.polarity"),
    ("measure: share", "measured: share", "indicators.0.measured"),
    ("indicators:", "indicators: [", "core.yaml is no YAML"),
)


@pytest.mark.parametrize(("text", "fault", "sentence"), FAULTS)
def test_a_fault_is_told_in_a_sentence(text: str, fault: str, sentence: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read(TEXT.replace(text, fault))
    assert sentence in str(caught.value)
