"""Policies that rank services anew each month spend the same days, learn what they may, and never beat the bound."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from tests.laboratory.models import one_area, two_areas

from inspectorate.laboratory import belief_kernel, budgeted_kernel, kernel
from inspectorate.laboratory.belief_kernel import between, moved, signalled, told
from inspectorate.laboratory.budgeted import beliefs_of, simulate_budgeted
from inspectorate.laboratory.exact import evaluate, seen
from inspectorate.laboratory.grid import Grid
from inspectorate.laboratory.model import Floats, Model, Services
from inspectorate.laboratory.regime import OUTCOMES, Budgeted, Clock, Event
from inspectorate.laboratory.steady import steady_bound

INSPECTION = Event("inspection", "inspection", True, (1.0, 5.0, 20.0))


def services(number: int) -> Services:
    """Services of all fifths and sizes: the larger, the more children and days."""
    sizes = np.arange(number) % 3
    return Services(children=np.array([6, 20, 70])[sizes], fifth=np.arange(number) % 5, size=sizes)


def policy(rank: str, days: float, event: Event = INSPECTION, **more: object) -> Budgeted:
    return replace(Budgeted(rank, rank, rank, event, days), **more)


def by_outcome(sums: Floats) -> dict[str, Floats]:
    """The sums of all fifths by outcome, each (runs,)."""
    return dict(zip(OUTCOMES, sums.sum(1).T, strict=True))


def two_with_visits() -> Model:
    """Two areas, and inspections that look at one of them."""
    base = two_areas()
    return two_areas(looks=base.looks | {"short": replace(base.looks["inspection"], areas=1)})


@pytest.mark.parametrize("model", [one_area(), two_areas(shock=0.01)])
def test_every_policy_spends_what_comes_and_does_no_less_harm_than_the_bound(model: Model) -> None:
    country, days, months, runs = services(40), 30.0, 18, 30
    bound = steady_bound(model, country, (INSPECTION,), days=days, months=months, resolution=8)
    harm = {}
    for rank in ("risk", "belief", "index"):
        rule = policy(rank, days)
        found = by_outcome(simulate_budgeted(model, model, country, rule, months=months, runs=runs, seed=3))
        assert (found["inspector_days"] <= days * months).all()
        assert (found["inspector_days"] > days * months - 20).all()
        harm[rank] = found["harm"].mean()
        assert bound.harm <= harm[rank] + 3 * found["harm"].std() / np.sqrt(runs)
    assert max(harm["belief"], harm["index"]) < harm["risk"]


def test_a_replication_is_the_same_with_any_other_and_on_any_executor(monkeypatch: pytest.MonkeyPatch) -> None:
    model, country = two_areas(), services(9)
    rule = policy("belief", 8.0)
    whole = simulate_budgeted(model, model, country, rule, months=12, runs=5, seed=1)
    later = simulate_budgeted(model, model, country, rule, months=12, runs=2, seed=1, first=3)
    assert later.tolist() == whole[3:].tolist()
    monkeypatch.setattr("inspectorate.laboratory.budgeted.PIECE", 250)
    with ThreadPoolExecutor(2) as executor:
        apart = simulate_budgeted(model, model, country, rule, months=12, runs=5, seed=1, executor=executor)
    assert apart.tolist() == whole.tolist()


def test_going_round_in_turn_is_a_clock_of_fixed_months() -> None:
    # Services of one size, as many a month as make a round of ten: each is inspected every tenth month, as by a clock.
    model, number, runs, months = two_areas(shock=0.01), 200, 60, 20
    country = Services(np.full(number, 10), np.full(number, 2), np.zeros(number, np.int64))
    sums = simulate_budgeted(model, model, country, policy("risk", 20.0), months=months, runs=runs, seed=5)
    nothing = np.zeros((1, 11))
    clock = Clock(
        regime="ten",
        follows=np.zeros(9, np.int64),
        last=np.array([10]),
        inspect=np.array([[0.0] * 10 + [1.0]]),
        visit=nothing,
        inspect_look=np.array([0]),
        inspect_days=np.array([INSPECTION.days]),
        visit_look=nothing.astype(np.int64),
        visit_days=np.zeros((1, 11, 3)),
        looks=("inspection",),
    )
    exact = evaluate(model, country, clock, months=months)[2]
    mean, error = sums[:, 2].mean(0), sums[:, 2].std(0) / np.sqrt(runs)
    assert (np.abs(mean - exact) <= 3 * error + 1e-9 * exact).all()


def test_those_who_waited_longest_come_first_where_there_is_such_a_duty() -> None:
    model, country = one_area(), services(30)
    free = by_outcome(simulate_budgeted(model, model, country, policy("belief", 40.0), months=60, runs=3, seed=2))
    bound = by_outcome(
        simulate_budgeted(model, model, country, policy("belief", 40.0, longest=8), months=60, runs=3, seed=2)
    )
    # Large services, which are hardly worth their days, are seen every eighth month too.
    assert bound["inspections"].mean() < 0.9 * free["inspections"].mean()
    assert bound["harm"].mean() > free["harm"].mean()


def test_risks_hang_on_the_gaps_of_the_last_grades_and_on_signals() -> None:
    model, country = one_area(signal=np.eye(4)), services(60)
    gaps = tuple(np.array([42.0, 36.0, 24.0, 6.0])[model.grades_of[:, 0]])
    harm = [
        by_outcome(simulate_budgeted(model, model, country, policy("risk", 20.0, **more), months=48, runs=8, seed=4))
        for more in ({}, {"gaps": gaps}, {"gaps": gaps, "trust": 2.0})
    ]
    in_turn, by_grade, by_signal = (float(found["harm"].mean()) for found in harm)
    assert by_signal < by_grade < in_turn


def test_who_believes_in_signals_that_say_the_opposite_does_more_harm() -> None:
    truth, country, rule = one_area(signal=np.eye(4)), services(60), policy("belief", 20.0)
    mistaken = replace(truth, signal=np.eye(4)[::-1] * 0.9 + 0.025)
    right, wrong = (
        by_outcome(simulate_budgeted(truth, believed, country, rule, months=36, runs=6, seed=4))["harm"].mean()
        for believed in (truth, mistaken)
    )
    assert right < wrong


def test_inspections_of_one_area_tell_of_that_one_alone() -> None:
    model, country = two_with_visits(), services(12)
    short = Event("short", "short", True, (1.0, 1.0, 1.0))
    found = by_outcome(
        simulate_budgeted(model, model, country, policy("belief", 6.0, short), months=12, runs=4, seed=1)
    )
    assert (found["inspections"] == 72).all()
    assert (found["hits"] + found["false_alarms"] <= found["inspections"]).all()


def test_what_is_believed_of_one_area_is_bayes_rule() -> None:
    model = one_area(shock=0.02)
    given, belief = beliefs_of(model, "inspection"), model.start.copy()
    moved.py_func(given, 1, belief)
    by_hand = model.start[0] @ model.transition(1)
    assert belief[0] == pytest.approx(by_hand)
    signalled.py_func(given, 2, belief, np.empty((1, 4)))
    by_hand = by_hand * model.signal[:, 2] / (by_hand @ model.signal[:, 2])
    assert belief[0] == pytest.approx(by_hand)
    told.py_func(given, 3, belief[0])
    after = by_hand @ seen(model.looks["inspection"])[:, 3]
    assert belief[0] == pytest.approx(after / after.sum())


def test_what_cannot_be_is_not_believed() -> None:
    model = one_area()
    given, sure = beliefs_of(model, "inspection"), np.array([1.0, 0.0, 0.0, 0.0])
    told.py_func(given, 3, sure)
    assert sure.tolist() == [1, 0, 0, 0]
    never = one_area(start=np.array([[1.0, 0.0, 0.0, 0.0]]))
    assert beliefs_of(never, "inspection").first[3, 0].tolist() == [1, 0, 0, 0]


def test_areas_are_believed_apart_but_for_leaders_and_signal() -> None:
    model = two_areas()
    given = beliefs_of(model, "inspection")
    belief = np.array([[0.5, 0.3, 0.2], [0.2, 0.5, 0.3]])
    joint = np.multiply.outer(belief[0], belief[1]).ravel()
    moved.py_func(given, 0, belief)
    after = (joint @ model.transition(0)).reshape(3, 3)
    assert belief[1] == pytest.approx(after.sum(0))
    assert belief[0] == pytest.approx(after.sum(1))
    joint = np.multiply.outer(belief[0], belief[1]).ravel() * model.signal[model.grades_of.max(1), 1]
    signalled.py_func(given, 1, belief, np.empty((2, 3)))
    joint = joint.reshape(3, 3) / joint.sum()
    assert belief[0] == pytest.approx(joint.sum(1))
    assert belief[1] == pytest.approx(joint.sum(0))


def test_values_between_points_are_those_of_the_grid() -> None:
    grid = Grid(5, np.array([1.0, 2.0, 8.0]))
    generator = np.random.default_rng(2)
    beliefs, values = generator.dirichlet(np.ones(3), 20), generator.random((21, 2))
    beliefs[0] = [0, 1, 0]
    wanted = grid.mixture(beliefs).of(values) @ np.array([0.75, 0.25])
    scaled = (values * grid.mass[:, None]).astype(np.float32)
    for function in (between, between.py_func):
        given = (5, grid.stretch, grid.places.ravel(), scaled, 0, 0.25, np.empty(3), np.empty(3, np.int64))
        found = [function(belief, *given) for belief in beliefs]
        assert found == pytest.approx(wanted, rel=1e-5)


def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the months of the policy as plain Python."""
    for names, module in (
        (("mixed", "drawn", "below", "looked"), kernel),
        (("begun", "passed", "ranked", "inspected", "counted"), budgeted_kernel),
        (("moved", "signalled", "told", "between"), belief_kernel),
    ):
        for name in names:
            to = kernel if module is kernel else budgeted_kernel
            monkeypatch.setattr(to, name, getattr(module, name).py_func)
    monkeypatch.setattr("inspectorate.laboratory.budgeted.replicated", budgeted_kernel.replicated.py_func)


@pytest.mark.parametrize(("rank", "days"), [("risk", 60.0), ("belief", 5.0), ("index", 5.0)])
def test_the_compiled_months_are_the_plain_ones(rank: str, days: float, monkeypatch: pytest.MonkeyPatch) -> None:
    model, country = two_with_visits(), services(8)
    short = Event("short", "short", True, (1.0, 2.0, 3.0))
    rule = policy(rank, days, short, longest=7, trust=1.0)
    wanted = simulate_budgeted(model, model, country, rule, months=9, runs=1, seed=1)
    plain(monkeypatch)
    with np.errstate(over="ignore"):
        found = simulate_budgeted(model, model, country, rule, months=9, runs=1, seed=1)
    assert found == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"runs": 0}, "There are 0 replications to simulate: give at least one."),
        ({"policy": policy("luck", 3.0)}, "No policy ranks by “luck”: choose risk, belief, index."),
        (
            {"believed": two_areas()},
            "The model that is believed has other areas or grades than the true one: give the same.",
        ),
        ({"policy": policy("risk", 0.0)}, "The policy has 0 inspector-days a month: give it more than none."),
    ],
)
def test_what_cannot_be_simulated_is_said_in_a_sentence(wrong: dict[str, object], sentence: str) -> None:
    model = one_area()
    given = {"believed": model, "policy": policy("risk", 3.0), "months": 2, "runs": 1, "seed": 1} | wrong
    with pytest.raises(ValueError, match="^" + sentence.replace(".", r"\.") + "$"):
        simulate_budgeted(model, given.pop("believed"), services(3), given.pop("policy"), **given)
