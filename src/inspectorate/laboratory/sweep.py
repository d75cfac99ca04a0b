"""Whether a comparison holds where the model is wrong: the same regimes in services that differ from it.

In each variant all rows take the same inspector-days as in the comparison. Regimes are worked out exactly. Policies go
on to believe the model as it was given, and not the variant: that is what it is to have estimated wrongly.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass

from inspectorate.laboratory.budgeted import simulate_budgeted
from inspectorate.laboratory.compare import Asked, Told, policies
from inspectorate.laboratory.effort import EffortUnequal, stretched
from inspectorate.laboratory.exact import evaluate
from inspectorate.laboratory.model import Model, Services
from inspectorate.laboratory.regime import OUTCOMES
from inspectorate.laboratory.robustness import variants


@dataclass(frozen=True, slots=True)
class Swept:
    """One row of a comparison in one variant: months of areas inadequate and not known to be so, and harm, in all.

    ``undetected_to_first`` and ``harm_to_first``: over those of the first row in the same variant, less 1. All are
    ``None`` where a regime cannot take these days in the variant.
    """

    variant: str
    label: str
    row: str
    undetected: float | None
    harm: float | None
    undetected_to_first: float | None
    harm_to_first: float | None


def sweep(
    model: Model,
    services: Services,
    asked: Asked,
    *,
    days: float,
    executor: Executor | None = None,
    told: Told = lambda _: None,
) -> tuple[Swept, ...]:
    """Every row in every variant at so many inspector-days."""
    found: list[Swept] = []
    for variant in variants(model):
        told(variant.label)
        rows = list(_rows(variant.model, model, services, asked, days, executor))
        _, *first = rows[0]
        for row, *sums in rows:
            over = (_over(one, other) for one, other in zip(sums, first, strict=True))
            found.append(Swept(variant.id, variant.label, row, *sums, *over))
    return tuple(found)


def _over(one: float | None, first: float | None) -> float | None:
    return one / first - 1 if one is not None and first else None


def _rows(
    truth: Model, believed: Model, services: Services, asked: Asked, days: float, executor: Executor | None
) -> Iterator[tuple[str, float | None, float | None]]:
    undetected, harm = OUTCOMES.index("undetected"), OUTCOMES.index("harm")
    for regime in asked.regimes:
        try:
            at = stretched(truth, services, regime, days=days, months=asked.months)
        except EffortUnequal:
            yield regime.id, None, None
            continue
        sums = evaluate(truth, services, at.clock, months=asked.months).sum(0)
        yield regime.id, float(sums[undetected]), float(sums[harm])
    for policy in policies(asked, days):
        means = (
            simulate_budgeted(
                truth,
                believed,
                services,
                policy,
                months=asked.months,
                runs=asked.policy_runs,
                seed=asked.seed,
                executor=executor,
            )
            .sum(1)
            .mean(0)
        )
        yield policy.id, float(means[undetected]), float(means[harm])
