"""The model of severity by NumPyro's NUTS, for `bench.severity`: the same likelihood and priors, sampled."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
from numpy.typing import NDArray
from numpyro.diagnostics import effective_sample_size
from numpyro.infer import MCMC, NUTS

from inspectorate.measurement.severity import Judgements
from inspectorate.measurement.severity_fit import Known


@dataclass(frozen=True, slots=True, eq=False)
class Sampled:
    """Means and deviations over the draws. ``seconds`` by the clock and ``processor`` seconds are without those of
    compiling; ``effective``: the fewest effective draws of any trait or severity; ``logs``: means of the logarithms of
    common, own, drift and severity."""

    severities: Known
    traits: Known
    logs: NDArray[np.float64]
    seconds: float
    processor: float
    compile_seconds: float
    effective: float
    divergences: int


def sample(held: Judgements, widest: Mapping[str, float], trend: float, *, warmup: int, draws: int) -> Sampled:
    """One chain. What a run of two draws takes, which is nearly all compiling, is taken off its seconds."""
    data = {name: jnp.asarray(getattr(held, name)) for name in ("body", "area", "lead", "grade", "years")}
    given = data, (len(held.bodies), len(held.areas), len(held.leads), len(held.scale)), widest, trend
    short = _run(1, 1, *given)[1]
    chain, whole = _run(warmup, draws, *given)
    got = {name: np.asarray(values, dtype=np.float64) for name, values in chain.get_samples().items()}
    least = min(float(np.min(effective_sample_size(got[name][None]))) for name in ("severities", "traits"))
    logs = [np.log(got[name]).mean(0).ravel() for name in ("common", "own", "drift", "severity")]
    clock, processor = whole - short
    return Sampled(
        _known(got["severities"]), _known(got["traits"]), np.concatenate(logs), clock, processor, float(short[0]),
        least, int(chain.get_extra_fields()["diverging"].sum()),
    )  # fmt: skip


def _known(draws: NDArray[np.float64]) -> Known:
    return Known(draws.mean(0), draws.std(0))


def _run(warmup: int, draws: int, *given: Any) -> tuple[MCMC, NDArray[np.float64]]:
    """A chain, and its seconds by the clock and of the processor."""
    chain = MCMC(NUTS(_model), num_warmup=warmup, num_samples=draws, num_chains=1, progress_bar=False)
    start = time.perf_counter(), time.process_time()
    chain.run(jax.random.PRNGKey(0), *given, extra_fields=("diverging",))
    jax.block_until_ready(chain.get_samples())
    return chain, np.array([time.perf_counter() - start[0], time.process_time() - start[1]])


def _model(data: Mapping[str, Any], size: tuple[int, ...], widest: Mapping[str, float], trend: float) -> None:
    bodies, areas, leads, steps = size
    common = numpyro.sample("common", dist.HalfNormal(widest["traits"]).expand([areas]).to_event(1))
    own = numpyro.sample("own", dist.HalfNormal(widest["traits"]).expand([areas]).to_event(1))
    drift = numpyro.sample("drift", dist.HalfNormal(widest["drift"]))
    severity = numpyro.sample("severity", dist.HalfNormal(widest["severity"]))
    slope = numpyro.sample("trend", dist.Normal(0, trend))
    cuts = numpyro.sample(
        "thresholds", dist.ImproperUniform(dist.constraints.ordered_vector, (areas,), (steps - 1,)).to_event(1)
    )
    covariance = jnp.outer(common, common) + jnp.diag(own**2)
    traits = numpyro.sample(
        "traits", dist.MultivariateNormal(jnp.zeros(areas), covariance).expand([bodies]).to_event(1)
    )
    drifts = numpyro.sample("drifts", dist.Normal(0, drift).expand([bodies]).to_event(1))
    severities = numpyro.sample("severities", dist.Normal(0, severity).expand([leads]).to_event(1))
    level = (
        traits[data["body"], data["area"]] + (slope + drifts[data["body"]]) * data["years"] + severities[data["lead"]]
    )
    numpyro.factor("judgements", _log_likelihood(level, cuts[data["area"]], data["grade"], steps).sum())
    # Each grade of each area once more, at level 0, as in `inspectorate.measurement.severity_terms`.
    once, grades = jnp.repeat(cuts, steps, axis=0), jnp.tile(jnp.arange(steps), areas)
    numpyro.factor("once", _log_likelihood(jnp.zeros(areas * steps), once, grades, steps).sum())


def _log_likelihood(level: Any, cuts: Any, grade: Any, steps: int) -> Any:
    """Of each grade, ``cuts`` being the thresholds of its area."""
    rows = jnp.arange(len(grade))
    lower = cuts[rows, jnp.maximum(grade - 1, 0)]
    upper = cuts[rows, jnp.minimum(grade, steps - 2)]
    above = jnp.where(grade > 0, jax.nn.log_sigmoid(level - lower), 0.0)
    below = jnp.where(grade < steps - 1, jax.nn.log_sigmoid(upper - level), 0.0)
    middle = (grade > 0) & (grade < steps - 1)
    gap = jnp.where(middle, upper - lower, 1.0)
    return above + below + jnp.where(middle, jnp.log(-jnp.expm1(-gap)), 0.0)
