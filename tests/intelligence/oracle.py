"""The same signals one value at a time, with pandas and scipy and nothing clever: slow, and easy to believe."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import optimize, special, stats

from inspectorate.intelligence.calibration import adaptive_p, cusum_p
from inspectorate.intelligence.model import Measure, Neighbours, Panel, SignalKind

OWN = 3.141652896511033  # the influence of a point beyond the cut; it is not pi


@dataclass(frozen=True)
class Rarity:
    p: float
    above: bool


def table(panel: Panel, as_of: int) -> pd.DataFrame:
    """One row a value that was known: period, body, x on the even scale, chance's variance, count, denominator."""
    rows = []
    counted = panel.indicator.measure is not Measure.MEAN and bool(np.isfinite(panel.numerator).any())
    for t in range(len(panel.periods)):
        for b, body in enumerate(panel.bodies):
            if not (0 < panel.known_on[t, b] <= as_of) or math.isnan(panel.value[t, b]):
                continue
            if not counted:
                x, s2, count, n = panel.value[t, b], 0.0, math.nan, math.nan
            else:
                count, n = round(panel.numerator[t, b]), panel.denominator[t, b]
                if panel.indicator.measure is Measure.SHARE:
                    x, s2 = math.asin(math.sqrt((count + 0.375) / (n + 0.75))), 1 / (4 * n + 2)
                else:
                    x, s2 = math.sqrt((count + 0.375) / n), 1 / (4 * n)
            rows.append((t, body, panel.value[t, b], x, s2, count, n))
    return pd.DataFrame(rows, columns=["period", "body", "value", "x", "s2", "count", "n"])


def winsorised_square(z: list[float]) -> float:
    low, high = np.quantile(z, [0.1, 0.9])
    return float(np.mean([min(max(v, low), high) ** 2 for v in z]))


def spread(x: list[float], s2: list[float], centre: float | None, losing: int) -> tuple[float, float]:
    """Centre and tau², by a root search."""
    k = 1 - 0.2 - 2 * stats.norm.isf(0.1) * stats.norm.pdf(stats.norm.isf(0.1)) + 0.2 * stats.norm.isf(0.1) ** 2
    wanted = k * (1 - losing / len(x))

    def middle(tau2: float) -> float:
        if centre is not None:
            return centre
        m = float(np.median(x))
        for _ in range(200):
            reach = [4 * math.sqrt(s + tau2) for s in s2]
            near = [min(max(v, m - r), m + r) for v, r in zip(x, reach, strict=True)]
            before, m = m, float(np.average(near, weights=[1 / (s + tau2) for s in s2]))
            if abs(m - before) < 1e-15:
                break
        return m

    def excess(tau2: float) -> float:
        m = middle(tau2)
        return winsorised_square([(v - m) / math.sqrt(s + tau2) for v, s in zip(x, s2, strict=True)]) - wanted

    least = 0.0 if min(s2) > 0 else 1e-9 * float(np.var(x))
    if excess(least) <= 0:
        return middle(least), 0.0
    tau2 = float(optimize.brentq(excess, least, 100 * float(np.var(x)), xtol=1e-16, rtol=1e-12))
    return middle(tau2), tau2


def degrees(s2: list[float], tau2: float) -> list[float]:
    if tau2 == 0:
        return [math.inf] * len(s2)
    weight = sum(1 / (s + tau2) for s in s2)
    return [0.71 * ((s + tau2) * weight) ** 2 / len(s2) for s in s2]


def rarity(measure: Measure, row: pd.Series, centre: float, beyond: float, freedom: float, wider: float) -> Rarity:
    """One value against its expectation."""
    if measure is Measure.MEAN:
        z = (row.x - centre) / math.sqrt(beyond)
        return Rarity(float(stats.t.sf(abs(z) / wider, freedom)), z > 0)
    if measure is Measure.SHARE:
        # The mean and variance of sin² of a normal angle, by quadrature and not by formula.
        mean, variance = quadrature(lambda a: math.sin(a) ** 2, centre, beyond)
        if variance < 1e-14:
            law = stats.binom(row.n, mean)
        else:
            strength = mean * (1 - mean) / variance - 1
            law = stats.betabinom(row.n, mean * strength, (1 - mean) * strength)
    else:
        mean, variance = quadrature(lambda a: a**2, centre, beyond)
        if variance < 1e-14:
            law = stats.poisson(mean * row.n)
        else:
            shape = mean**2 / variance
            law = stats.nbinom(shape, shape / (shape + mean * row.n))
    here = float(law.pmf(row["count"]))
    above = between(float(law.sf(row["count"])) + here, float(law.sf(row["count"])))
    below = between(float(law.cdf(row["count"])), float(law.cdf(row["count"])) - here)
    p = min(above, below)
    return Rarity(float(stats.t.sf(stats.norm.isf(p) / wider, freedom)), above <= below)


def quadrature(f: Callable[[float], float], centre: float, spread_: float) -> tuple[float, float]:
    nodes, weights = np.polynomial.hermite_e.hermegauss(40)
    values = np.array([f(centre + math.sqrt(spread_) * node) for node in nodes])
    weights = weights / weights.sum()
    mean = float(weights @ values)
    return mean, float(weights @ (values - mean) ** 2)


def between(a: float, b: float) -> float:
    if b <= 0:
        return a / 2
    return a if a == b else (a - b) / (math.log(a) - math.log(b))


def slow(panel: Panel, neighbours: Neighbours, as_of: int) -> dict[tuple[SignalKind, str], Rarity]:
    """Every reading of a panel whose bodies all have a value in its newest known period."""
    data = table(panel, as_of)
    measure = panel.indicator.measure if data["count"].notna().any() else Measure.MEAN
    found: dict[tuple[SignalKind, str], Rarity] = {}
    newest = data["period"].max()
    now = data[data["period"] == newest].set_index("body", drop=False)
    x, s2 = list(now["x"]), list(now["s2"])
    centre, tau2 = spread(x, s2, None, 1)
    for (body, row), freedom in zip(now.iterrows(), degrees(s2, tau2), strict=True):
        found[SignalKind.FUNNEL, str(body)] = rarity(
            measure, row, centre, tau2, freedom, math.sqrt((1 - 1 / len(x)) / (1 + OWN / len(x)))
        )
    found |= near(measure, now, neighbours)
    found |= charted(data, newest)
    return found


def near(measure: Measure, now: pd.DataFrame, neighbours: Neighbours) -> dict[tuple[SignalKind, str], Rarity]:
    gaps = {}
    for body, row in now.iterrows():
        others = now.loc[[other for other in neighbours.of.get(str(body), ()) if other in now.index]]
        if len(others) >= 5:
            own = float(others["s2"].sum()) / len(others) ** 2
            gaps[body] = (row, float(others["x"].mean()), own)
    x = [row.x - expected for row, expected, _ in gaps.values()]
    s2 = [row.s2 + own for row, _, own in gaps.values()]
    _, tau2 = spread(x, s2, 0.0, 0)
    return {
        (SignalKind.NEIGHBOURS, str(body)): rarity(
            measure, row, expected, tau2 + own, freedom, 1 / math.sqrt(1 + OWN / len(x))
        )
        for (body, (row, expected, own)), freedom in zip(gaps.items(), degrees(s2, tau2), strict=True)
    }


def charted(data: pd.DataFrame, newest: int) -> dict[tuple[SignalKind, str], Rarity]:
    wide, chance = (
        data.pivot(index="period", columns="body", values="x"),
        data.pivot(index="period", columns="body", values="s2"),
    )
    one, freedom = difference(wide, chance, 1)
    eta2 = 0.0
    if len(wide) > 3:
        three, fewer = difference(wide, chance, 3)
        if three - one > 2 * math.sqrt(3 * (one**2 / freedom + three**2 / fewer)):
            eta2 = (three - one) / 2
    omega2, eta2 = max((one - eta2) / 2, 0.0), min(eta2, one)
    level: dict[str, float] = {}
    unsure: dict[str, float] = {}
    q: dict[str, list[float]] = {body: [] for body in wide.columns}
    for t in wide.index:
        present = list(wide.columns[wide.loc[t].notna()])
        here = [body for body in present if body in level]
        noise = {body: chance.at[t, body] + omega2 for body in present}
        moved = {body: wide.at[t, body] - level[body] for body in here}
        year = common(moved, {body: unsure[body] + noise[body] for body in here}) if here else 0.0
        for body in present:
            if body not in here:
                level[body], unsure[body] = wide.at[t, body] - year, noise[body]
                continue
            surprise, variance = moved[body] - year, unsure[body] + noise[body]
            q[body].append(surprise / math.sqrt(variance * (1 - 1 / len(here))))
            gain = unsure[body] / variance
            level[body], unsure[body] = level[body] + gain * surprise, unsure[body] * (1 - gain)
        unsure = {body: left + eta2 for body, left in unsure.items()}
    q = steady(q)
    return {(kind, body): seen for body in q if len(q[body]) >= 3 for kind, seen in charts(q[body]).items()}


def steady(q: dict[str, list[float]]) -> dict[str, list[float]]:
    told = {b: values for b, values in q.items() if len(values) >= 3}
    logs = [math.log(np.mean(np.square(v))) - special.digamma(len(v) / 2) + math.log(len(v) / 2) for v in told.values()]
    chance = float(np.mean([special.polygamma(1, len(v) / 2) for v in told.values()]))
    beyond = float(np.var(logs, ddof=1)) - chance
    if beyond <= 2 * chance * math.sqrt(3 / len(logs)):
        return q
    d0 = 2 * optimize.brentq(lambda y: float(special.polygamma(1, y)) - beyond, 1e-3, 1e6, xtol=1e-14)
    s0 = math.exp(float(np.mean(logs)) + special.digamma(d0 / 2) - math.log(d0 / 2))
    scores: dict[str, list[float]] = {}
    for body, values in q.items():
        scores[body] = []
        for n, value in enumerate(values):
            s2 = (d0 * s0 + sum(v * v for v in values[:n])) / (d0 + n)
            tail = float(stats.t.sf(abs(value) / math.sqrt(s2), d0 + n))
            scores[body].append(math.copysign(float(stats.norm.isf(tail)), value))
    return scores


def common(moved: dict[str, float], variance: dict[str, float]) -> float:
    m = float(np.median(list(moved.values())))
    for _ in range(3):
        reach = {b: 2 * math.sqrt(v) for b, v in variance.items()}
        near = [min(max(v, m - reach[b]), m + reach[b]) for b, v in moved.items()]
        m = float(np.average(near, weights=[1 / v for v in variance.values()]))
    return m


def difference(wide: pd.DataFrame, chance: pd.DataFrame, lag: int) -> tuple[float, float]:
    moved = wide.diff(lag).iloc[lag:]
    moved = moved.sub(moved.mean(axis=1), axis=0)
    both = (chance + chance.shift(lag)).iloc[lag:]
    pairs = [
        (moved.at[t, b], both.at[t, b]) for t in moved.index for b in moved.columns if not math.isnan(moved.at[t, b])
    ]
    _, tau2 = spread([m for m, _ in pairs], [s for _, s in pairs], 0.0, len(moved))
    return tau2, 0.71 * (len(pairs) - len(moved))


def charts(q: list[float]) -> dict[SignalKind, Rarity]:
    sides = []
    for sign in (1, -1):
        average, sums = 0.0, {0.25: 0.0, 0.5: 0.0, 1.0: 0.0}
        for value in q:
            average = 0.8 * average + 0.2 * sign * value
            sums = {k: max(0.0, c + sign * value - k) for k, c in sums.items()}
        drift = float(stats.norm.sf(average / math.sqrt(0.2 / 1.8 * (1 - 0.8 ** (2 * len(q))))))
        seen = np.array([len(q)])
        least = min(drift, *(float(cusum_p(np.array([c]), seen, k)[0]) for k, c in sums.items()))
        sides.append((drift, float(adaptive_p(np.array([least]), seen)[0])))
    (drift_up, shift_up), (drift_down, shift_down) = sides
    return {
        SignalKind.TREND: Rarity(min(drift_up, drift_down), drift_up <= drift_down),
        SignalKind.SHIFT: Rarity(min(shift_up, shift_down), shift_up <= shift_down),
    }
