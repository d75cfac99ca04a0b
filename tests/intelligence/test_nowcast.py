"""The nowcast: from histories, as known on a day, to the chance of each grade of each body and area."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.due.small import FIRST, SECOND, edition, shelf

from inspectorate.history.lines import lines
from inspectorate.history.model import Body, History, Inspection, Registration, Standing, Succession
from inspectorate.history.trails import judged, known_then, origins, trail
from inspectorate.intelligence.nowcast import Nowcast, NowcastModel, fit_nowcast, nowcasts
from inspectorate.intelligence.nowcast_ageing import HORIZON, ageing

GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
LIBRARY = shelf(FIRST, SECOND)
AS_OF = date(2021, 6, 1)


def body(code: str, **more: Any) -> Body:
    return Body(f"authority:{code}", "authority", code, f"Authority {code}", **more)


def seen(of: Body, day: str, regime: str = "second", *, known: str | None = None, **grades: str | None) -> Inspection:
    on = date.fromisoformat(day)
    made = "full" if regime == "first" else "standard"
    known_on = date.fromisoformat(known) if known else on + timedelta(days=30)
    return Inspection(f"{of.code}-{regime}-{day}", of.id, regime, made, on, on, known_on, known_on, grades=grades)


def country(number: int = 20, seed: int = 1) -> list[History]:
    """Authorities judged once under the first regime and once or twice under the second."""
    draw = random.Random(seed)
    found = []
    for place in range(number):
        one = body(f"A{place:02}")
        days = (date(2014, 1, 1), date(2018, 3, 1), date(2020, 5, 1))[: draw.choice((2, 3))]
        made = [str(day + timedelta(days=draw.randrange(300))) for day in days]
        first = seen(one, made[0], "first", overall=draw.choice(("good", "adequate")), looked_after="good")
        rest = [seen(one, day, overall=draw.choice(GRADES), in_care=draw.choice(GRADES)) for day in made[1:]]
        found.append(History(one, (first, *rest)))
    return found


def answers(histories: list[History], as_of: date = AS_OF, **more: object) -> list[Nowcast]:
    model = fit_nowcast(histories, LIBRARY, as_of, draws=40)
    return list(nowcasts(histories, model, **more))


@pytest.fixture(scope="module")
def model() -> NowcastModel:
    return fit_nowcast(country(), LIBRARY, AS_OF, draws=40)


def test_every_body_and_area_is_told_with_what_it_rests_on(model: NowcastModel) -> None:
    one = body("A99")
    made = History(
        one,
        (
            seen(one, "2015-06-01", "first", overall="adequate", looked_after="good"),
            seen(one, "2019-06-01", overall="inadequate"),
        ),
    )
    overall, in_care = nowcasts([*country(), made], model, bodies=[one.id])
    assert (overall.area, overall.last_grade, overall.last_date) == ("overall", "inadequate", date(2019, 6, 1))
    assert (round(overall.age_years, 2), overall.judgements) == (2.0, 2)
    assert (in_care.area, in_care.last_grade, in_care.judgements) == ("in_care", "good", 1)
    assert tuple(overall.probabilities) == tuple(overall.interval) == GRADES


def test_chances_sum_to_one_and_lie_within_their_intervals(model: NowcastModel) -> None:
    told = list(nowcasts(country(), model))
    assert len(told) == 40
    for one in told:
        assert sum(one.probabilities.values()) == pytest.approx(1, abs=1e-12)
        for grade, share in one.probabilities.items():
            low, high = one.interval[grade]
            assert 0 <= low <= share <= high <= 1


def test_bodies_come_one_after_another_each_with_its_areas(model: NowcastModel) -> None:
    told = [(one.body.id, one.area) for one in nowcasts(country(), model)]
    assert told == sorted(told, key=lambda one: one[0])
    assert told[:2] == [("authority:A00", "overall"), ("authority:A00", "in_care")]


def test_an_area_that_nobody_judged_has_no_nowcast(model: NowcastModel) -> None:
    assert {area for _, area in model.parts} == {"overall", "leadership", "in_care"}
    assert model.parts["authority", "leadership"].bodies == 0
    assert not [one for one in nowcasts(country(), model) if one.area == "leadership"]
    assert list(nowcasts([History(body("A98"))], model)) == []


@settings(max_examples=15)
@given(st.sampled_from(GRADES), st.integers(0, 10), st.integers(1, 10))
def test_an_older_grade_is_less_certain(model: NowcastModel, grade: str, years: int, more: int) -> None:
    one = body("A97")
    made = [History(one, (seen(one, "2021-01-01", overall=grade),))]
    (sooner,) = nowcasts(made, model, at=date(2021 + years, 6, 1))
    (later,) = nowcasts(made, model, at=date(2021 + years + more, 6, 1))
    assert later.probabilities[grade] < sooner.probabilities[grade]
    assert later.age_years > sooner.age_years


@settings(max_examples=10)
@given(st.sampled_from(GRADES), st.integers(1, 900), st.integers(0, 19))
def test_what_became_known_later_changes_no_nowcast(grade: str, days: int, place: int) -> None:
    """A planted fact of the future: carried out before or after the day, known after it."""
    histories = country()
    told = answers(histories)
    of = histories[place]
    for carried_out in (AS_OF - timedelta(days=5), AS_OF + timedelta(days=days)):
        planted = seen(of.body, str(carried_out), overall=grade, known=str(AS_OF + timedelta(days=days)))
        changed = [*histories[:place], replace(of, inspections=(*of.inspections, planted)), *histories[place + 1 :]]
        assert answers(changed) == told


@settings(max_examples=5)
@given(st.permutations(range(20)))
def test_the_order_of_the_bodies_changes_nothing(places: list[int]) -> None:
    histories = country()
    assert answers([histories[place] for place in places]) == answers(histories)


def test_one_fit_serves_for_what_became_known_since(model: NowcastModel) -> None:
    one = body("A94")
    made = [
        History(one, (seen(one, "2018-06-01", overall="good"), seen(one, "2021-08-01", overall="inadequate"))),
    ]
    (before,) = nowcasts(made, model, at=date(2021, 12, 1))
    (since,) = nowcasts(made, model, known_by=date(2021, 12, 1))
    assert (before.last_grade, round(before.age_years, 1)) == ("good", 3.5)
    assert (since.last_grade, round(since.age_years, 1)) == ("inadequate", 0.3)


def test_nothing_is_forecast_from_before_the_model_nor_of_the_past(model: NowcastModel) -> None:
    with pytest.raises(ValueError, match="may not forecast from 2021-05-31"):
        nowcasts(country(), model, known_by=date(2021, 5, 31))
    with pytest.raises(ValueError, match="no forecast of 2021-05-31"):
        nowcasts(country(), model, at=date(2021, 5, 31))


def test_pilots_and_undated_inspections_are_nobodys_judgement(model: NowcastModel) -> None:
    one = body("A96")
    pilot = replace(seen(one, "2019-01-01", overall="good"), pilot=True)
    undated = replace(seen(one, "2019-01-01", overall="good"), started=None, ended=None, published=None)
    unread = seen(one, "2019-01-01", overall=None)
    ungraded = seen(one, "2019-01-01")
    assert list(nowcasts([History(one, (pilot, undated, unread, ungraded))], model)) == []


def test_kinds_of_body_that_are_not_asked_about_are_not_learnt_about(model: NowcastModel) -> None:
    assert fit_nowcast(country(), LIBRARY, AS_OF, applies_to=["childrens_home"]).parts == {}
    found = fit_nowcast(country(), LIBRARY, AS_OF, applies_to=["authority"], draws=40)
    assert list(nowcasts(country(), found)) == list(nowcasts(country(), model))


def test_progress_is_told_model_by_model() -> None:
    told: list[tuple[int, int]] = []
    fit_nowcast(country(), LIBRARY, AS_OF, draws=40, tell=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_before_any_edition_there_is_nothing_to_say() -> None:
    assert fit_nowcast(country(), LIBRARY, date(2012, 1, 1)).parts == {}
    assert answers(country(), date(2012, 1, 1)) == []


# Bodies that follow others


def following(kind: str, *own: Inspection, parents: int = 2) -> History:
    """Authority N, made on 1 April 2019 from two others: one good in 2018, one inadequate in 2017."""
    old = [body("O1", closed=date(2019, 3, 31)), body("O2", closed=date(2019, 3, 31))][:parents]
    told = [("2018-06-01", "good"), ("2017-06-01", "inadequate")]
    before = [
        History(one, (seen(one, day, overall=grade),)) for one, (day, grade) in zip(old, told[:parents], strict=True)
    ]
    links = tuple(Succession(one.id, "authority:N", date(2019, 4, 1), kind) for one in old)
    new = body("N", opened=date(2019, 4, 1), predecessors=links)
    return History(new, own, predecessors=tuple(before))


def test_a_successor_that_nobody_judged_is_the_mixture_of_those_it_was_made_from(model: NowcastModel) -> None:
    made = following("merged")
    (mixed,) = nowcasts([made], model)
    alone = [History(replace(one.body, closed=None), one.inspections) for one in made.predecessors]
    one, other = nowcasts(alone, model)
    for grade in GRADES:
        expected = (one.probabilities[grade] + other.probabilities[grade]) / 2
        assert mixed.probabilities[grade] == pytest.approx(expected)
    assert (mixed.last_grade, mixed.last_date, mixed.judgements) == ("good", date(2018, 6, 1), 2)


def test_a_successor_with_a_judgement_of_its_own_stands_on_that(model: NowcastModel) -> None:
    own = seen(body("N"), "2020-06-01", overall="outstanding")
    (told,) = nowcasts([following("merged", own)], model)
    assert (told.last_grade, told.judgements) == ("outstanding", 1)


def test_parents_without_a_judgement_give_no_share() -> None:
    made = following("split")
    blank = replace(made, predecessors=(made.predecessors[0], replace(made.predecessors[1], inspections=())))
    (line, *_) = lines(LIBRARY, "authority", AS_OF)
    assert [(share, found.places) for share, found in origins(judged(blank, AS_OF), line)] == [(1.0, (1,))]
    assert list(origins(judged(History(body("X")), AS_OF), line)) == []


def test_a_body_under_a_new_code_keeps_its_judgements_and_they_are_learnt_from_once() -> None:
    own = seen(body("N"), "2020-06-01", overall="good")
    made = following("recoded", own, parents=1)
    (only,) = known_then([made, *made.predecessors], AS_OF)
    (line, *_) = lines(LIBRARY, "authority", AS_OF)
    found = trail(only, line)
    assert found is not None
    assert (only.body.id, found.days, found.places) == (
        "authority:N",
        (date(2018, 6, 1), date(2020, 6, 1)),
        (1, 1),
    )


def test_a_body_that_is_gone_is_learnt_from_and_not_told() -> None:
    one = body("Z", closed=date(2020, 1, 1))
    gone = History(one, (seen(one, "2019-01-01", overall="good"),))
    model = fit_nowcast([gone], LIBRARY, AS_OF, draws=40)
    assert model.parts["authority", "overall"].bodies == 1
    assert list(nowcasts([gone], model)) == []


def test_a_setting_is_of_the_type_and_standing_that_were_known() -> None:
    homes = edition("homes", "2015-01-01", applies_to=["childrens_home"])
    registered = Registration(date(2016, 1, 1), "childrens_home", Standing.ACTIVE, date.min)
    left = Registration(date(2021, 5, 1), "childrens_home", Standing.RESIGNED, date(2021, 7, 1))
    home = Body("setting:1", "setting", "1", "", registrations=(registered, left))
    made = History(home, (seen(home, "2019-01-01", "homes", overall="good"),))
    shelved = shelf(homes)
    before = fit_nowcast([made], shelved, AS_OF, draws=40)
    assert [one.last_grade for one in nowcasts([made], before)] == ["good"]
    after = fit_nowcast([made], shelved, date(2021, 8, 1), draws=40)
    assert list(nowcasts([made], after)) == []


# How fast a grade ages


def test_a_grade_ages_until_another_is_likelier_than_the_same(model: NowcastModel) -> None:
    part = model.parts["authority", "overall"]
    told = ageing(part)
    assert [one.grade for one in told] == list(GRADES)
    for place, one in enumerate(told):
        low, high = one.holds_interval
        assert low <= one.holds <= high
        assert (one.applies_to, one.area) == ("authority", "overall")
        chances = part.fit.draws.holding(place, np.arange(0, HORIZON, 0.1))
        slow = sorted(next((step * 0.1 for step, c in enumerate(draw) if c < 0.5), np.inf) for draw in chances)
        middle = slow[len(slow) // 2 - 1]
        assert one.years == (None if np.isinf(middle) else pytest.approx(middle))


def test_a_grade_that_lasts_longer_than_can_be_told_has_no_number_of_years() -> None:
    bodies = [body(f"S{place:03}") for place in range(150)]
    steady = [
        History(one, tuple(seen(one, f"{year}-01-01", "first", overall="good") for year in range(2014, 2018)))
        for one in bodies
    ]
    model = fit_nowcast(steady, LIBRARY, date(2017, 12, 1), draws=40)
    good = ageing(model.parts["authority", "overall"])[1]
    assert good.years_interval[1] is None
