"""All signals of all indicators."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intelligence.made import england, in_control, indicator, neighbours, panel

from inspectorate.intelligence.model import Measure, Panel, Polarity, Signal, SignalKind
from inspectorate.intelligence.ranking import rank
from inspectorate.intelligence.sentences import sentence
from inspectorate.intelligence.shuffled import shuffled
from inspectorate.intelligence.signals import signals

AS_OF = date(2021, 12, 1)  # the eleventh of twelve years, 2020-21, is the newest that is known


def planted(**more: object) -> Panel:
    """Body 0 far above the rest, body 1 shifted in the last two years, body 2 silent in the last, all worse."""
    extra = np.zeros((11, 60))
    extra[:, 0] = 0.6
    extra[-2:, 1] = 0.4
    made = in_control(Measure.SHARE, 20, years=11, bodies=60, planted=extra)
    value, known = made.value.copy(), made.known_on.copy()
    value[-1, 2], known[-1, 2] = np.nan, 0
    return replace(made, value=value, known_on=known, **more)


def test_what_was_planted_is_told() -> None:
    made = planted()
    found = signals([made], neighbours(made.bodies), as_of=AS_OF)
    told = {(s.kind, s.body) for s in found}
    a, b, c = made.bodies[:3]
    assert {(SignalKind.FUNNEL, a), (SignalKind.NEIGHBOURS, a), (SignalKind.SHIFT, b), (SignalKind.MISSING, c)} <= told
    assert (SignalKind.SHIFT, a) not in told  # it was always there
    high = next(s for s in found if (s.kind, s.body) == (SignalKind.FUNNEL, a))
    assert high.value == pytest.approx(100 * made.value[-1, 0])
    assert high.sample == made.denominator[-1, 0]
    assert high.period.label == "2020-21"
    assert high.published == date(2021, 9, 27)
    assert high.comparator is not None
    assert high.limit is not None
    assert high.comparator < high.limit < high.value
    assert high.strength > 3
    assert [s.strength for s in found] == sorted((s.strength for s in found), reverse=True)


def test_a_silence_is_dated_by_the_day_on_which_it_was_expected() -> None:
    silent = next(s for s in signals([planted()], as_of=AS_OF) if s.kind is SignalKind.MISSING)
    assert (silent.value, silent.comparator, silent.limit, silent.sample) == (None, None, None, None)
    assert silent.published == date(2021, 9, 27)
    assert silent.p_value == pytest.approx(1 / (9 * 60 + 2))
    assert silent.expected_false_alarms == pytest.approx(60 / (9 * 60 + 2))


def test_limits_are_where_a_signal_begins() -> None:
    made = planted()
    for s in signals([made], neighbours(made.bodies), as_of=AS_OF):
        if s.value is not None and s.comparator is not None and s.limit is not None:
            beyond = s.value - s.limit if s.value > s.comparator else s.limit - s.value
            assert beyond >= -1e-6, s


def test_the_other_polarity_turns_every_sign() -> None:
    made = planted()
    turned = replace(made, indicator=replace(made.indicator, polarity=Polarity.HIGH))
    straight, other = (
        {(s.kind, s.body): s.strength for s in signals([p], as_of=AS_OF) if s.kind is not SignalKind.MISSING}
        for p in (made, turned)
    )
    assert straight
    assert other == {key: -strength for key, strength in straight.items()}


@pytest.mark.parametrize(
    ("change", "kinds"), [({"polarity": Polarity.NEITHER}, {SignalKind.MISSING}), ({"area": None}, set())]
)
def test_without_a_better_end_only_silence_is_told_and_without_an_area_nothing(
    change: dict[str, object], kinds: set[SignalKind]
) -> None:
    made = planted()
    changed = replace(made, indicator=replace(made.indicator, **change))
    assert {s.kind for s in signals([changed], as_of=AS_OF)} == kinds


def test_a_value_that_was_not_yet_known_changes_nothing() -> None:
    made = in_control(Measure.SHARE, 21, years=12, bodies=40)
    value, count = made.value.copy(), made.numerator.copy()
    value[-1], count[-1] = 0.99, 0.99 * made.denominator[-1]
    future = replace(made, value=value, numerator=count)
    alike = neighbours(made.bodies)
    before = signals([made], alike, as_of=AS_OF, q=1)
    assert before
    assert signals([future], alike, as_of=AS_OF, q=1) == before
    assert signals([future], alike, as_of=date(2022, 12, 1), q=1) != signals(
        [made], alike, as_of=date(2022, 12, 1), q=1
    )


def test_neighbours_published_later_are_not_yet_neighbours() -> None:
    made = planted()
    later = replace(neighbours(made.bodies), first=date(2022, 1, 1))
    assert not any(s.kind is SignalKind.NEIGHBOURS for s in signals([made], later, as_of=AS_OF, q=1))


def test_a_series_that_ended_years_ago_is_history() -> None:
    assert signals([planted(indicator=replace(planted().indicator, lag_days=None))], as_of=date(2030, 1, 1)) == []


def test_each_body_is_told_by_its_own_newest_value() -> None:
    made = in_control(Measure.MEAN, 22, years=11, bodies=30)
    value = made.value.copy()
    value[-1, 4] = np.nan
    found = signals([replace(made, value=value)], as_of=AS_OF, q=1)
    labels = {s.body: s.period.label for s in found if s.kind is SignalKind.FUNNEL}
    assert labels[made.bodies[4]] == "2019-20"
    assert labels[made.bodies[5]] == "2020-21"


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(30)))
def test_bodies_in_another_order_give_the_same_signals(order: list[int]) -> None:
    made = in_control(Measure.SHARE, 23, years=10, bodies=30)
    parts = {name: getattr(made, name)[:, order] for name in ("value", "numerator", "denominator", "known_on")}
    dealt = replace(made, bodies=tuple(made.bodies[i] for i in order), **parts)
    alike = neighbours(made.bodies)
    first, second = (
        {(s.kind, s.body): s.strength for s in signals([p], alike, as_of=AS_OF, q=1)} for p in (made, dealt)
    )
    assert first.keys() == second.keys()
    for key, strength in first.items():
        assert second[key] == pytest.approx(strength, abs=1e-6)


def test_no_panels_no_signals() -> None:
    assert signals([], as_of=AS_OF) == []


def test_where_nothing_is_planted_nearly_nothing_is_listed_however_it_is_shuffled() -> None:
    """At q = 0.1 a family in which all is chance lists something one time in ten: of 4 x 8 families about three."""
    listed = 0
    for seed in range(8):
        panels = [shuffled(p, seed=seed) for p in england(1000 * seed, indicators=3, years=11)]
        listed += len({s.kind for s in signals(panels, neighbours(panels[0].bodies), as_of=AS_OF)})
    assert listed <= 9  # by chance one time in a thousand


def test_shuffled_series_stay_whole_and_go_to_other_bodies() -> None:
    made = planted(marks={(10, 2): "c"}, closed={3: date(2021, 3, 31)})
    dealt = shuffled(made, seed=1)
    order = [next(i for i in range(60) if np.array_equal(made.value[:10, i], dealt.value[:10, j])) for j in range(60)]
    assert sorted(order) == list(range(60))
    assert order != list(range(60))
    for name in ("numerator", "denominator", "known_on"):
        assert np.array_equal(getattr(dealt, name), getattr(made, name)[:, order])
    assert dealt.marks == {(10, order.index(2)): "c"}
    assert dealt.closed == {order.index(3): date(2021, 3, 31)}
    assert np.array_equal(shuffled(made, seed=1).value, dealt.value, equal_nan=True)
    renamed = replace(made, indicator=replace(made.indicator, id="other"))
    assert not np.array_equal(shuffled(renamed, seed=1).value, dealt.value, equal_nan=True)


def a_signal(body: str, indicator_: str, kind: SignalKind, strength: float) -> Signal:
    found = next(s for s in signals([planted()], as_of=AS_OF) if s.kind is SignalKind.FUNNEL)
    return replace(found, body=body, indicator=indicator_, kind=kind, strength=strength)


def test_a_rank_counts_each_indicator_once_and_good_news_not_at_all() -> None:
    found = [
        a_signal("a", "x", SignalKind.FUNNEL, 3.0),
        a_signal("a", "x", SignalKind.NEIGHBOURS, 4.0),
        a_signal("a", "y", SignalKind.SHIFT, -9.0),
        a_signal("b", "x", SignalKind.FUNNEL, 3.0),
        a_signal("b", "y", SignalKind.SHIFT, 3.5),
        a_signal("c", "y", SignalKind.TREND, -2.0),
    ]
    alike = np.sqrt(2 * 1.3)
    assert rank(found) == pytest.approx({"b": 6.5 / alike, "a": 4.0 / alike, "c": 0.0})
    assert list(rank(found)) == ["b", "a", "c"]
    assert rank([]) == {}


def test_sentences() -> None:
    made = planted()
    base = next(s for s in signals([made], as_of=AS_OF) if s.kind is SignalKind.FUNNEL)
    base = replace(
        base, value=41.27, comparator=23.4, limit=35.0, strength=4.52, sample=1204.0, expected_false_alarms=3.2
    )
    names = {base.body: "Anyshire"}
    start = "Anyshire: Made made is 41.3 per cent (2020-21, of 1,204), against 23.4 "
    end = (
        " That is 4.5 standard deviations worse than expected. Published 27 September 2021, about a time that ended "
        "31 March 2021. Chance alone gives about 3 of this kind in a year, in all bodies and core indicators."
    )
    middles = {
        SignalKind.FUNNEL: "for all bodies; beyond 35, chance and the usual spread hardly reach.",
        SignalKind.NEIGHBOURS: ", the mean of its statistical neighbours; the limit is 35.",
        SignalKind.SHIFT: "expected from its own past; its level has moved, the limit is 35.",
        SignalKind.TREND: "expected from its own past; it drifts, the limit is 35.",
    }
    for kind, middle in middles.items():
        expected = (start + middle).replace(" ,", ",") + end
        assert sentence(replace(base, kind=kind), indicator(), names) == expected
    other = sentence(
        replace(base, strength=-2.0, sample=None, expected_false_alarms=0.2, value=12345.6), indicator(), {}
    )
    assert base.body in other
    assert "12,346 per cent (2020-21, of a number of cases that nobody states)" in other
    assert "2.0 standard deviations better" in other
    assert "fewer than one of this kind" in other


def test_the_sentence_of_a_silence() -> None:
    silent = next(s for s in signals([planted()], as_of=AS_OF) if s.kind is SignalKind.MISSING)
    assert sentence(silent, indicator(), {}).startswith(
        f"{silent.body}: Made made for 2020-21 is not there, though most other bodies' are. "
        "It was expected by 27 September 2021. Chance alone gives fewer than one of this kind"
    )


def test_a_panel_of_kinds_counts_each_body_once_a_kind() -> None:
    made = in_control(Measure.RATE, 24, years=11, bodies=25)
    found = Counter((s.kind, s.body) for s in signals([made], neighbours(made.bodies), as_of=AS_OF, q=1))
    assert set(found.values()) == {1}
    assert len(found) == 4 * 25


def test_an_empty_panel_gives_nothing() -> None:
    assert signals([panel(np.full((3, 5), np.nan), indicator())], as_of=AS_OF, q=1) == []


def test_bodies_that_nobody_can_look_at_are_compared_with_and_not_tested() -> None:
    made = planted()
    every = signals([made], neighbours(made.bodies), as_of=AS_OF, q=1)
    about = made.bodies[::2]
    some = signals([made], neighbours(made.bodies), as_of=AS_OF, about=about, q=1)
    # Whoever is tested is compared with the same, and the tests that are not made count for nothing.
    assert [replace(s, expected_false_alarms=0.0, limit=None) for s in some] == [
        replace(s, expected_false_alarms=0.0, limit=None) for s in every if s.body in about
    ]
    funnels = [s for s in some if s.kind is SignalKind.FUNNEL]
    assert len(funnels) - 1 < funnels[0].expected_false_alarms <= len(funnels)
