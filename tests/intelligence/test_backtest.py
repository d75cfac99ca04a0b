"""The back-test of forecasts: what it asks, what may be known, and what it says of forecasts that know something."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import pytest
from tests.intelligence.backtest_country import BODIES, GRADES, LIBRARY, body, country, panels, seen, source, troubles

from inspectorate.history.model import Decision, DecisionKind, History
from inspectorate.intelligence.backtest import Backtest, backtest
from inspectorate.intelligence.backtest_cases import Case, cases, origin_before, programme_start, quarters
from inspectorate.intelligence.backtest_rolling import Forecast, rolling, standings
from inspectorate.intelligence.backtest_scores import chances_of, gain, scores
from inspectorate.intelligence.backtest_told import as_json, sentence
from inspectorate.intelligence.nowcast import fit_nowcast, nowcasts
from inspectorate.intelligence.shuffled import shuffled

FIRST, LAST = date(2018, 7, 1), date(2021, 12, 31)
TROUBLE = troubles()
RECORD = country(TROUBLE)
TOLD = panels(TROUBLE)
DRAWS = 5
SPLIT = date(2019, 1, 1)


def run(histories: list[History] = RECORD, **more: Any) -> Backtest:
    options = {"first": FIRST, "last": LAST, "draws": DRAWS, **more}
    return backtest(histories, LIBRARY, **options)


REAL = cache(source(TOLD))
"""What the real indicators say on a day, worked out once."""


@pytest.fixture(scope="module")
def plain() -> Backtest:
    """Without indicators."""
    return run()


@pytest.fixture(scope="module")
def whole() -> Backtest:
    return run(
        source=REAL,
        shuffled=source([shuffled(one, seed=1) for one in TOLD]),
        deprivation={body(place).id: 1 + place % 5 for place in range(BODIES - 1)},
    )


def told(result: Backtest, until: date = date.max) -> list[tuple[str, date, object, object]]:
    """Every forecast that was made by a day, with all that was said."""
    return [(one.case.inspection.id, one.origin, one.told, one.strength) for one in result.said if one.origin <= until]


@pytest.mark.parametrize(
    ("day", "start"), [("2019-03-31", "2018-04-01"), ("2019-04-01", "2019-04-01"), ("2019-12-31", "2019-04-01")]
)
def test_a_programme_runs_from_april(day: str, start: str) -> None:
    assert programme_start(date.fromisoformat(day)) == date.fromisoformat(start)


def test_origins_are_the_first_days_of_quarters_and_lie_seven_days_before() -> None:
    days = quarters(date(2019, 2, 3), date(2019, 7, 1))
    assert days == [date(2018, 10, 1), date(2019, 1, 1), date(2019, 4, 1), date(2019, 7, 1)]
    assert origin_before(date(2019, 4, 8), days) == date(2019, 4, 1)
    assert origin_before(date(2019, 4, 7), days) == date(2019, 1, 1)
    assert origin_before(date(2018, 10, 7), days) is None


def test_cases_are_graded_inspections_that_say_something_readable_of_the_area() -> None:
    one = body(0)
    undated = replace(seen(one, date(2019, 1, 1), "good"), id="undated", started=None, ended=None, published=None)
    by_end = replace(seen(one, date(2019, 5, 1), "good"), id="by-end", started=None)
    history = History(
        one,
        (
            seen(one, date(2016, 1, 1), "adequate", regime="first"),
            seen(one, date(2019, 3, 1), "inadequate"),
            replace(seen(one, date(2019, 4, 1), "good"), id="pilot", pilot=True),
            seen(one, date(2019, 6, 1), None),
            seen(one, date(2024, 6, 1), "good"),
            undated,
            by_end,
        ),
    )
    found = cases([history], LIBRARY, "overall", date(2015, 1, 1), date(2020, 1, 1))
    assert [(case.began, case.place) for case in found] == [
        (date(2016, 1, 1), 2),
        (date(2019, 3, 1), 3),
        (date(2019, 5, 2), 1),
    ]
    assert cases([history], LIBRARY, "adoption", date(2015, 1, 1), date(2020, 1, 1)) == []


def without_what_came_later(history: History, day: date) -> History:
    return replace(history, inspections=tuple(one for one in history.inspections if one.known_on <= day))


def test_a_slow_plain_rolling_origin_says_the_same() -> None:
    """The oracle: for each case, everything is thrown away that was not known on its origin, and all made anew."""
    few = RECORD[:9]
    result = run(few, first=date(2019, 1, 1))
    assert len(result.said) > 5
    for one in result.said:
        day = one.case.began - timedelta(days=7)
        while day.day != 1 or day.month not in (1, 4, 7, 10):
            day -= timedelta(days=1)
        assert one.origin == day
        then = [without_what_came_later(history, day) for history in few]
        model = fit_nowcast(then, LIBRARY, day, draws=DRAWS)
        found = {now.body.id: now for now in nowcasts(then, model, at=one.case.began) if now.area == "overall"}[
            one.case.body
        ]
        assert one.told.chances["nowcast"] == pytest.approx(list(found.probabilities.values()), abs=1e-9)
        known = Counter(
            {"adequate": "requires_improvement"}.get(grade or "", grade)
            for history in then
            for inspection in history.inspections
            for grade in inspection.grades.values()
        )
        assert one.told.chances["base_rate"] == pytest.approx([known[grade] / known.total() for grade in GRADES])
        last = max((x for h in then if h.body.id == one.case.body for x in h.inspections), key=lambda x: x.ended)
        assert one.told.chances["last_grade"][one.told.last] == 1
        assert GRADES[one.told.last] == {"adequate": "requires_improvement"}.get(g := last.grades["overall"] or "", g)


@pytest.mark.slow
def test_an_inspection_or_decision_that_came_later_changes_no_forecast_made_before(plain: Backtest) -> None:
    before = told(plain, SPLIT)
    assert before
    for grade in ("outstanding", "inadequate"):
        planted = [
            replace(
                history,
                inspections=(
                    *history.inspections,
                    seen(history.body, SPLIT - timedelta(days=40), grade, known=SPLIT + timedelta(days=1)),
                    seen(history.body, SPLIT + timedelta(days=20), grade),
                ),
                decisions=(
                    Decision(
                        "d", history.body.id, DecisionKind.BRING_FORWARD, SPLIT, "Ada Reed", "Worry", SPLIT, until=LAST
                    ),
                ),
            )
            for history in RECORD
        ]
        result = run(planted)
        own = {inspection.id for history in RECORD for inspection in history.inspections}
        assert [one for one in told(result, SPLIT) if one[0] in own] == before
        assert told(result) != told(plain)


@pytest.mark.slow
def test_a_value_that_became_known_later_changes_no_forecast_made_before(whole: Backtest) -> None:
    """The values of all periods known after the day are turned upside down."""
    changed = [
        replace(one, value=np.where(one.known_on > SPLIT.toordinal(), 40 - one.value, one.value)) for one in TOLD
    ]
    planted = run(source=source(changed))
    real = run(source=REAL)
    assert told(planted, SPLIT) == told(real, SPLIT)
    assert told(planted) != told(real)
    assert [one.told.chances["signals"] for one in real.said] == [one.told.chances["signals"] for one in whole.said]


def test_true_indicators_give_skill_and_shuffled_ones_none(whole: Backtest) -> None:
    control = whole.control
    assert control is not None
    assert control.gain is not None
    assert control.true_gain is not None
    assert control.true_gain.low > 0
    assert control.gain.low <= 0
    areas = whole.forecasts["signals"].auc_inadequate, control.scores.auc_inadequate
    assert areas[0] is not None
    assert areas[1] is not None
    assert areas[0].value > 0.75 > areas[1].value
    text = as_json(whole)["negative_control"]["text"]
    assert "(one deal, seed 1) give no skill that these" in text
    assert "do improve the nowcast" in text
    assert "the true signals were better than the shuffled ones" in text


def test_true_signals_are_set_beside_shuffled_ones_case_by_case(whole: Backtest) -> None:
    """As each beside the nowcast: on the same cases the two gains differ by it."""
    control = whole.control
    assert control is not None
    gains = control.over_shuffled, control.true_gain, control.gain
    over, true, dealt = (one for one in gains if one is not None)
    assert over.low > 0
    assert over.value == pytest.approx(true.value - dealt.value)
    answer = as_json(whole)["negative_control"]
    assert answer["true_gain_over_shuffled"] == round(over.value, 4)
    assert answer["true_gain_over_shuffled_interval"] == [round(over.low, 4), round(over.high, 4)]


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(-0.2, -0.1, "were worse than the shuffled ones"), (-0.1, 0.1, "cannot be told from the shuffled ones")],
)
def test_the_control_says_when_true_signals_are_no_better_than_shuffled_ones(
    whole: Backtest, low: float, high: float, said: str
) -> None:
    control = whole.control
    assert control is not None
    assert control.over_shuffled is not None
    other = replace(control, over_shuffled=replace(control.over_shuffled, low=low, high=high))
    assert said in as_json(replace(whole, control=other))["negative_control"]["text"]
    nothing = replace(control, over_shuffled=None)
    answer = as_json(replace(whole, control=nothing))["negative_control"]
    assert "shuffled ones" not in answer["text"]
    assert answer["true_gain_over_shuffled"] is None


def test_the_printed_result_has_the_agreed_shape(whole: Backtest) -> None:
    answer = as_json(whole)
    assert list(answer) == [
        "from", "cases", "forecasts", "by_deprivation", "by_region", "negative_control", "vintage", "sentence",
    ]  # fmt: skip
    assert list(answer["forecasts"]) == ["nowcast", "signals", "last_grade", "base_rate", "random"]
    wanted = {
        "n", "rps", "rps_interval", "qwk", "auc_inadequate", "auc_decline", "calibration", "hits_first_half",
        "days_earlier",
    }  # fmt: skip
    for one in answer["forecasts"].values():
        assert wanted <= set(one)
        assert one["n"] == answer["cases"] == len(whole.said)
    assert set(answer["by_region"]) == {"North", "South"}
    assert set(answer["by_deprivation"]) == {"1", "2", "3", "4", "5", "not known"}
    assert sum(one["nowcast"]["n"] for one in answer["by_region"].values()) == answer["cases"]
    assert answer["vintage"] == "latest revision, optimistic"
    assert answer["negative_control"]["seed"] == 1


def test_what_nothing_foretells_is_no_better_than_the_base_rate_and_chance_is_near_its_own_values(
    whole: Backtest,
) -> None:
    random = whole.forecasts["random"]
    assert random.auc_inadequate
    assert random.qwk
    assert random.days_earlier
    assert random.hits_first_half
    assert abs(random.auc_inadequate.value - 0.5) < 0.02
    assert abs(random.qwk.value) < 0.03
    assert random.days_earlier.low < 0 < random.days_earlier.high
    kappa = whole.forecasts["base_rate"].auc_decline
    assert kappa is not None
    last = whole.forecasts["last_grade"].auc_decline
    assert last is not None
    assert last.value == 0.5


def certain(found: int, said: tuple[float, ...], last: int = 1, *, name: str = "nowcast") -> Forecast:
    """A case of which one thing was said, under every name."""
    one = cases(RECORD, LIBRARY, "overall", FIRST, LAST)[0]
    chances = {name: said, "last_grade": tuple(float(p == last) for p in range(4)), "base_rate": (0.25,) * 4}
    from inspectorate.intelligence.backtest_rolling import Told

    return Forecast(replace(one, place=found), one.began, "authority", Told(last, chances), {})


def test_a_certain_last_grade_is_scored_a_third_for_each_step() -> None:
    said = [certain(found, (0.25,) * 4) for found in range(4)]
    rps = [scores([one], "last_grade").rps for one in said]
    assert [one and one.value for one in rps] == pytest.approx([1 / 3, 0, 1 / 3, 2 / 3])
    better = gain(said, "base_rate", "last_grade")
    assert better is not None
    assert better.n == 4


def test_numbers_that_no_case_tells_are_unknown() -> None:
    nothing = scores([], "nowcast")
    assert (nothing.n, nothing.rps, nothing.calibration) == (0, None, ())
    for name in ("nowcast", "random"):
        one = scores([certain(1, (0.1, 0.7, 0.1, 0.1))], name)
        assert (one.n, one.auc_inadequate, one.auc_decline) == (1, None, None)
        assert (one.hits_first_half, one.days_earlier) == (None, None)


def test_the_sentence_says_no_better_than_the_last_grade_or_what_is_better_and_by_how_much(whole: Backtest) -> None:
    """The truth of the sentence is that of the gains beside it."""
    low = whole.gains["nowcast", "last_grade"]
    assert low is not None
    assert low.low > 0
    assert f"the nowcast was better than the last grade by {low.value:.3f}" in sentence(whole)
    no = {pair: replace(low, low=-0.1) for pair in whole.gains}
    said = sentence(replace(whole, gains=no))
    assert "no better than the last grade" in said
    assert "no better than the base rate" in said
    assert "with signals the nowcast did no better than without" in said
    more = {**whole.gains, ("signals", "nowcast"): replace(low, value=0.02, low=0.01)}
    assert "the nowcast with signals was better than the nowcast by 0.020" in sentence(replace(whole, gains=more))
    assert sentence(whole, dealt=True).startswith("With indicators dealt out to the wrong bodies, on ")
    assert "No inspection could be forecast" in sentence(replace(whole, said=()))


def test_the_control_says_when_true_signals_add_nothing_and_when_shuffled_ones_seem_to(whole: Backtest) -> None:
    control = whole.control
    assert control is not None
    assert control.gain is not None
    vain = replace(control, true_gain=control.gain)
    assert "do not improve the nowcast either" in as_json(replace(whole, control=vain))["negative_control"]["text"]
    wrong = replace(control, gain=control.true_gain)
    assert "mistake in the test" in as_json(replace(whole, control=wrong))["negative_control"]["text"]


def test_one_day_to_learn_from_and_no_indicators() -> None:
    day = date(2019, 9, 30)
    told_days: list[tuple[int, int]] = []
    result = run(train_to=day, tell=lambda done, of: told_days.append((done, of)))
    assert result.origins == (day,)
    assert told_days == [(1, 1)]
    assert result.left_out == {"no_origin": sum(one.began < day + timedelta(days=7) for one in asked())}
    assert list(result.forecasts) == ["nowcast", "last_grade", "base_rate", "random"]
    assert result.control is None
    assert result.by_deprivation == {}
    assert as_json(result)["negative_control"] is None


def test_before_any_edition_was_in_force_nothing_is_forecast() -> None:
    result = run(train_to=date(2013, 1, 1))
    assert (result.said, result.left_out) == ((), {"not_judged_before": len(asked())})


def asked() -> list[Case]:
    return cases(RECORD, LIBRARY, "overall", FIRST, LAST)


def test_a_body_that_nobody_had_judged_is_left_out_and_so_is_another_scale() -> None:
    new = History(replace(body(0), id="authority:NEW", code="NEW", region=None), ())
    first = replace(new, inspections=(seen(new.body, date(2019, 11, 11), "good"),))
    result = run([*RECORD, first], first=date(2019, 4, 1), last=date(2020, 3, 31))
    assert result.left_out == {"not_judged_before": 1}
    (one, *_) = cases(RECORD, LIBRARY, "overall", FIRST, LAST)
    shorter = replace(one, grades=GRADES[:3], place=0)
    said, left_out = rolling(RECORD, LIBRARY, [shorter], quarters(FIRST, LAST), area="overall", sources={}, draws=DRAWS)
    assert (said, left_out) == ([], Counter(other_scale=1))
    nothing = run([], first=date(2019, 4, 1))
    assert (nothing.said, nothing.forecasts["nowcast"].n, nothing.by_region) == ((), 0, {})
    assert nothing.gains["nowcast", "last_grade"] is None


def test_standings_are_deviations_among_all_bodies_and_nought_where_all_are_alike() -> None:
    found = standings({"a": 3.0, "b": 1.0}, ["a", "b", "c"])
    assert sum(found.values()) == pytest.approx(0)
    assert found["a"] > found["b"] > found["c"]
    assert standings({}, ["a", "b"]) == {"a": 0.0, "b": 0.0}
    assert standings({}, []) == {}


def test_chances_of_every_forecast_sum_to_one(whole: Backtest) -> None:
    for name in ("nowcast", "signals", "shuffled", "last_grade", "base_rate"):
        assert chances_of(whole.said, name).sum(1) == pytest.approx(np.ones(len(whole.said)))
