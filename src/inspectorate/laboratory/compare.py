"""Regimes and policies beside one another: the same services, months, chances and inspector-days for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace

from inspectorate.laboratory.bound import Bound, bound
from inspectorate.laboratory.budgeted import simulate_budgeted
from inspectorate.laboratory.clock import clock
from inspectorate.laboratory.effort import EffortUnequal, Stretched, check_pays, days_expected, stretched
from inspectorate.laboratory.exact import evaluate
from inspectorate.laboratory.falling import seen, steady_fall
from inspectorate.laboratory.model import Floats, Model, Services
from inspectorate.laboratory.outcomes import Value, by_fifth, difference, measured
from inspectorate.laboratory.regime import OUTCOMES, POLICIES, Budgeted, Event, Regime
from inspectorate.laboratory.robustness import useless_signal
from inspectorate.laboratory.simulate import simulate

HARM = OUTCOMES.index("harm")
FALL = 36
"""In so many months a service falls from the best grade to the last: Lambeth's did from 2012 to 2015."""
FAR = 2.0
"""A regime whose months are multiplied by more than this, or divided, is far from what is written."""
TRUST = 1.0
"""How much a policy by risk hangs on signals."""

Told = Callable[[str], None]
"""Is called with the name of what is worked out next."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared, and how.

    ``days``: inspector-days in all for each row, ``None`` for what the first regime takes as it is written. ``months``:
    how long. ``runs``: replications of regimes, ``policy_runs`` of policies, which take far longer. ``longest``: the
    most months between two inspections of a service under a policy, where there is such a duty.
    """

    regimes: tuple[Regime, ...]
    policies: tuple[str, ...] = ()
    months: int = 120
    runs: int = 1000
    policy_runs: int = 100
    seed: int = 0
    days: float | None = None
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One regime or policy at equal effort.

    ``control``: a policy whose signals say nothing. ``stretch``: what a regime's months were multiplied by, and
    ``written``: the days that it takes as it is written. ``expected``: every outcome worked out exactly, in all, where
    it can be. ``values``: all measures. ``fifths``: undetected months of a service in each fifth. ``above_bound``: harm
    over the least that any policy could do, less 1. ``to_first``: undetected months less those of the first row.
    ``unforeseen``: by what share harm rises where inspections are drawn from their windows. ``falling``: the chance, by
    month, that the regime as it is written has seen a service fall from best to worst in FALL months.
    """

    id: str
    label: str
    control: bool
    values: Mapping[str, Value]
    fifths: tuple[Value, ...]
    above_bound: Value
    to_first: Value | None
    stretch: float | None = None
    written: float | None = None
    expected: Mapping[str, float] = field(default_factory=dict)
    unforeseen: float | None = None
    falling: tuple[float, ...] = ()
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All rows, the inspector-days of each, and the least harm that any policy could do with them."""

    rows: tuple[Row, ...]
    days: float
    bound: Bound


@dataclass(frozen=True, slots=True, eq=False)
class _Simulated:
    """What came out for one row, before it is told beside the others. ``sums`` as the engines give them."""

    id: str
    label: str
    sums: Floats
    control: bool = False
    regime: Regime | None = None
    at: Stretched | None = None


def compare(
    model: Model, services: Services, asked: Asked, *, executor: Executor | None = None, told: Told = lambda _: None
) -> Comparison:
    """Compare at equal inspector-days; the same seed gives the same numbers, with any executor.

    Raises EffortUnequal where a regime or a policy cannot take the days that are asked for.
    """
    days = asked.days or _written(model, services, asked.regimes[0], asked.months)
    for policy in policies(asked, days):
        check_pays(services, policy.event, days)
    told("The least that any policy could do")
    limit = bound(model, services, events(asked.regimes), days=days, months=asked.months)
    simulated = [
        *_regimes(model, services, asked, days, executor, told),
        *_policies(model, services, asked, days, executor, told),
    ]
    return Comparison(tuple(_row(model, services, asked, one, simulated[0], limit) for one in simulated), days, limit)


def _written(model: Model, services: Services, regime: Regime, months: int) -> float:
    return days_expected(model, services, clock(regime, model), months)


def events(regimes: Sequence[Regime]) -> tuple[Event, ...]:
    """Every event of the regimes, once: what a policy that is to be bounded may choose from."""
    steps = [
        step for regime in regimes for pathway in regime.pathways for step in (pathway.inspection, *pathway.visits)
    ]
    return tuple(dict.fromkeys(step.event for step in steps))


def _regimes(
    model: Model, services: Services, asked: Asked, days: float, executor: Executor | None, told: Told
) -> Iterator[_Simulated]:
    for regime in asked.regimes:
        told(regime.label)
        at = stretched(model, services, regime, days=days, months=asked.months)
        sums = simulate(
            model, services, at.clock, months=asked.months, runs=asked.runs, seed=asked.seed, executor=executor
        )
        yield _Simulated(regime.id, regime.label, sums, regime=regime, at=at)


def _policies(
    model: Model, services: Services, asked: Asked, days: float, executor: Executor | None, told: Told
) -> Iterator[_Simulated]:
    """Each policy, and again where signals say nothing though it trusts them: the control of what they are worth."""
    useless = useless_signal(model)
    for policy in policies(asked, days):
        for control, truth in ((False, model), (True, useless)):
            label = f"{policy.label} (signals that say nothing)" if control else policy.label
            told(label)
            sums = simulate_budgeted(
                truth,
                model,
                services,
                policy,
                months=asked.months,
                runs=asked.policy_runs,
                seed=asked.seed,
                executor=executor,
            )
            yield _Simulated(f"{policy.id}-without-signal" if control else policy.id, label, sums, control=control)


def policies(asked: Asked, days: float) -> tuple[Budgeted, ...]:
    """The policies that are asked for at so many days in all.

    Each carries out the shortest inspection there is. How long grades may wait is what the last regime says.
    """
    event = min((one for one in events(asked.regimes) if one.graded), key=lambda one: one.days)
    last = asked.regimes[-1]
    gaps = tuple(last.pathways[pathway].inspection.usual for pathway in last.follows)
    return tuple(
        Budgeted(rank, POLICIES[rank], rank, event, days / asked.months, gaps=gaps, trust=TRUST, longest=asked.longest)
        for rank in asked.policies
    )


def _row(model: Model, services: Services, asked: Asked, one: _Simulated, first: _Simulated, limit: Bound) -> Row:
    values = measured(one.sums, services, asked.months)
    row = Row(
        one.id,
        one.label,
        one.control,
        values,
        by_fifth(one.sums, services, asked.months, "undetected_months"),
        _above(values["harm"], limit.harm),
        None if one is first else _less(one.sums, first.sums),
    )
    if one.regime is None or one.at is None:
        return row
    expected = evaluate(model, services, one.at.clock, months=asked.months).sum(0)
    return replace(
        row,
        stretch=one.at.stretch,
        written=_written(model, services, one.regime, asked.months),
        expected=dict(zip(OUTCOMES, map(float, expected), strict=True)),
        unforeseen=_unforeseen(model, services, asked.months, one.regime, one.at, float(expected[HARM])),
        falling=_falling(model, one.regime),
        assumed=_assumed(one.regime, one.at.stretch),
    )


def _assumed(regime: Regime, stretch: float) -> tuple[str, ...]:
    """What the regime's row rests on, and whether it is still the regime as it is written."""
    far = (f"At these inspector-days its months are multiplied by {stretch:.2f}: it is then far from what is written.",)
    pathways = (line for pathway in regime.pathways for line in pathway.assumed)
    return (*(() if 1 / FAR <= stretch <= FAR else far), *regime.assumed, *pathways)


def _falling(model: Model, regime: Regime) -> tuple[float, ...]:
    path = steady_fall(model, months=FALL, afterwards=FALL)
    return tuple(map(float, seen(model, clock(regime, model), path)))


def _less(one: Floats, other: Floats) -> Value:
    """Of as many replications as both have: these met the same chances."""
    runs = min(len(one), len(other))
    return difference(one[:runs], other[:runs], "undetected")


def _above(harm: Value, least: float) -> Value:
    """Harm over the least, less 1."""

    def share(value: float | None) -> float | None:
        return None if value is None or not least else value / least - 1

    futures = None if harm.futures is None or not least else (harm.futures[0] / least - 1, harm.futures[1] / least - 1)
    return Value(share(harm.mean), share(harm.low), share(harm.high), futures)


def _unforeseen(
    model: Model, services: Services, months: int, regime: Regime, at: Stretched, harm: float
) -> float | None:
    """By what share harm rises, at the same days, where each inspection may come anywhere in its window.

    ``None`` where there is no harm, or where a regime that draws its months cannot take these days.
    """
    if not harm:
        return None
    try:
        drawn = stretched(model, services, regime, days=at.days, months=months, window=True)
    except EffortUnequal:
        return None
    return float(evaluate(model, services, drawn.clock, months=months).sum(0)[HARM]) / harm - 1
