"""Before and after judgements: a planted effect is found, drift before is shown, and what cannot be told is not."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from tests.history.small import NORTHMERE, day, history, inspected
from tests.intelligence.made import indicator, panel

from inspectorate.intelligence.after_judgements import TIMES, After, Given, after, cases, given
from inspectorate.intelligence.model import Floats, Neighbours, Panel

SCALE = ("good", "inadequate")
BODIES = 60


def made(values: Floats) -> Panel:
    """Periods end on 31 March of 2011 and the years after."""
    return panel(values, indicator())


def around(number: int) -> Neighbours:
    """Each body's neighbours are the ten that follow it."""
    names = [f"authority:B{place:03}" for place in range(number)]
    of = {name: tuple(names[(place + step) % number] for step in range(1, 11)) for place, name in enumerate(names)}
    return Neighbours("made", date(2010, 1, 1), of)


def judged(place: int, grade: str, year: int) -> Given:
    return Given(f"authority:B{place:03}", "made", grade, date(year, 6, 1))


LATER = judged(BODIES - 1, "good", 2016)
"""The record of judgements reaches beyond all periods."""


def country(seed: int, effect: float, drift: float = 0.0) -> tuple[Panel, list[Given]]:
    """Levels, years in common and chance; whoever is inadequate in 2013 moves by ``effect`` from the next year on, and
    by ``drift`` in the year before."""
    random = np.random.default_rng(seed)
    values = random.normal(15, 4, BODIES) + random.normal(0, 2, (6, 1)) + random.normal(0, 1, (6, BODIES))
    told = [judged(place, "inadequate" if place % 4 else "good", 2013) for place in range(0, BODIES, 2)]
    for one in told:
        if one.grade == "inadequate":
            place = int(one.body[-3:])
            values[3:, place] += effect
            values[2:, place] += drift
    return made(values), [*told, LATER]


def told_of(found: After, grade: str) -> dict[int, tuple[float, float, float] | None]:
    (of,) = (one for one in found.grades if one.grade == grade)
    return {time: one and (one.low, one.value, one.high) for time, one in of.apart.items()}


def test_a_planted_effect_is_found_and_the_intervals_hold_it() -> None:
    held, values = dict.fromkeys(TIMES, 0), []
    for seed in range(60):
        told = told_of(after(*country(seed, 5.0), around(BODIES), SCALE), "inadequate")
        for time, truth in ((-2, 0.0), (1, 5.0), (2, 5.0)):
            interval = told[time]
            assert interval
            held[time] += interval[0] <= truth <= interval[2]
            values.append(interval[1] - truth)
    assert abs(np.mean(values)) < 0.1
    assert all(53 <= number <= 60 for number in held.values())


def test_what_had_begun_before_the_judgement_shows_before_it() -> None:
    told = told_of(after(*country(1, 0.0, drift=5.0), around(BODIES), SCALE), "inadequate")
    before, then = told[-2], told[1]
    assert before
    assert then
    assert before[2] < -3
    assert then[0] < 0 < then[2]


def test_one_judgement_by_hand() -> None:
    """Neighbours that are judged in between are left out: of four, one in the first year after, another in the next."""
    rows = [[10, 5, 5, 5, 5], [12, 5, 5, 5, 5], [20, 6, 6, 6, 90], [30, 9, 9, 70, 90]]
    told = [judged(0, "inadequate", 2012), judged(4, "good", 2012), judged(3, "good", 2013), LATER]
    alike = Neighbours("made", date(2010, 1, 1), {"authority:B000": tuple(f"authority:B{n:03}" for n in range(1, 5))})
    (case,) = cases(made(np.array(rows, dtype=float)), told, alike)
    assert (case.base, case.alike) == (12, 5)
    assert case.apart == {-2: -2, 1: 7}
    # Where no judgement of 2013 is on record, nobody knows whether neighbours were judged by the end of the period.
    (unknown,) = cases(made(np.array(rows, dtype=float)), told[:2], alike)
    assert unknown.apart == {-2: -2}


@pytest.mark.parametrize(
    ("other", "times"),
    [
        (date(2011, 3, 31), {-2, 1, 2}),  # the base of the other is the census before
        (date(2011, 4, 1), {1, 2}),
        (date(2012, 3, 31), {1, 2}),
        (date(2012, 4, 1), {-2}),
        (date(2013, 3, 31), {-2}),
        (date(2013, 4, 1), {-2, 1}),
        (date(2014, 4, 1), {-2, 1, 2}),
    ],
)
def test_no_time_is_told_that_another_judgement_of_the_same_body_lies_in(other: date, times: set[int]) -> None:
    rows = [[10, 5, 5, 5], [12, 5, 5, 5], [20, 6, 6, 6], [30, 7, 7, 7]]
    alike = Neighbours("made", date(2010, 1, 1), {"authority:B000": tuple(f"authority:B{n:03}" for n in range(1, 4))})
    one = judged(0, "inadequate", 2012)
    told = [one, Given(one.body, "made", "good", other), LATER]
    (case,) = (case for case in cases(made(np.array(rows, dtype=float)), told, alike) if case.given == one)
    assert set(case.apart) == times


def test_a_base_of_years_before_is_none() -> None:
    rows = np.array([[10, 5, 5, 5], [12, 5, 5, 5], [20, 6, 6, 6]], dtype=float)
    alike = Neighbours("made", date(2010, 1, 1), {"authority:B000": tuple(f"authority:B{n:03}" for n in range(1, 4))})
    within, beyond = (Given("authority:B000", "made", "good", date(2014, 4, number)) for number in (1, 2))
    assert [case.given for case in cases(made(rows), [within, beyond, LATER], alike)] == [within]


@pytest.mark.parametrize(
    ("rows", "year"),
    [
        ([[10, 5, 5, 5], [12, 5, 5, 5]], 2010),  # nothing before it
        ([[10, 5, 5, 5], [np.nan, 5, 5, 5]], 2012),  # no number at the base
        ([[np.nan, 5, 5, 5], [12, 5, 5, 5]], 2012),  # nothing to compare it with in time
        ([[10, np.nan, np.nan, 5], [12, np.nan, 5, 5]], 2012),  # too few neighbours
    ],
)
def test_what_cannot_be_compared_is_left_out(rows: list[list[float]], year: int) -> None:
    alike = Neighbours("made", date(2010, 1, 1), {"authority:B000": tuple(f"authority:B{n:03}" for n in range(1, 4))})
    assert cases(made(np.array(rows, dtype=float)), [judged(0, "good", year)], alike) == ()


def test_of_few_authorities_no_mean_is_told() -> None:
    values, told = np.full((6, BODIES), 3.0), [judged(place, "inadequate", 2013) for place in range(4)]
    (few,) = after(made(values), told, around(BODIES), SCALE).grades
    assert (few.judgements, few.bodies, few.base, few.alike, few.apart[1]) == (4, 4, None, None, None)
    (enough,) = after(made(values), [*told, judged(4, "inadequate", 2013)], around(BODIES), SCALE).grades
    assert (enough.bodies, enough.base, enough.alike) == (5, 3.0, 3.0)


def test_only_published_overall_grades_are_given() -> None:
    told = (
        inspected("1", "good", published="2019-01-01"),
        inspected("2", "inadequate", regime="sif", published="2017-01-01"),
        inspected("3", "good", ended="2019-01-01"),
        inspected("4", None, published="2019-01-01"),
        inspected("5", "good", published="2021-01-01"),
    )
    record = [history(*told)]
    assert given(record, day("2020-01-01")) == (
        Given(NORTHMERE.id, "ilacs", "good", day("2019-01-01")),
        Given(NORTHMERE.id, "sif", "inadequate", day("2017-01-01")),
    )


def test_judgements_of_one_regime_are_told_beside_neighbours_that_none_judged() -> None:
    values, told = country(1, 5.0)
    assert after(values, told, around(BODIES), SCALE, "made") == after(values, told, around(BODIES), SCALE)
    assert after(values, told, around(BODIES), SCALE, "other").grades == ()
