"""Fitting the model of severity: the likeliest spreads, and traits and severities with what is known of them.

Traits, severities and thresholds are integrated out by Laplace's approximation, whose slope is exact; the spreads are
at the mode of what is left times a weak prior, moved by what the approximation leaves out (`severity_order`). The
approximation's slope has the form of an EM step: second moments of traits and severities, corrected for the skewness of
the posterior, against those that the spreads expect. Means are corrected likewise (Tierney and Kadane, JASA 1986,
81:82), and deviations take in that the spreads are not known exactly (Kass and Steffey, JASA 1989, 84:717).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from inspectorate.measurement.intervals import deviate
from inspectorate.measurement.severity import Judgements, Spreads
from inspectorate.measurement.severity_mode import TREND, Mode, Prior, inverse, mode
from inspectorate.measurement.severity_order import moments, second_order, skew
from inspectorate.measurement.severity_terms import terms

Floats = NDArray[np.float64]

WIDEST = {"traits": 3.0, "drift": 0.5, "severity": 1.5}
"""Deviations of the half-normal priors of the spreads, in logits (of drifts, a year). They are weak: twice as much is
thought possible, and where severities are spread by 1, two inspectors differ by odds of 2.6 in the median."""
REACH = 6.0  # how far a logarithm of a spread may go below that of its prior's deviation: there it counts as nothing
STEP = 0.01  # of the numerical differences


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """Numbers, each with its standard deviation; both of one shape."""

    value: Floats
    deviation: Floats

    def interval(self, level: float = 0.95) -> tuple[Floats, Floats]:
        """The lower and the upper ends that hold each number with this chance."""
        half = deviate(level) * self.deviation
        return self.value - half, self.value + half


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """What judgements say: ``traits`` (bodies, areas) at the middle of the record, ``drifts`` (bodies,) a year beside
    ``trend`` (1,), ``severities`` (leads,) and ``thresholds`` (areas, steps - 1), all in logits.

    ``spreads`` are the likeliest; ``logs`` and ``unsure`` their logarithms (common, own, drift, severity) and the
    covariance of these. A severity is for computing on: what is shown of inspectors is `severity_spread.spread`.
    """

    held: Judgements
    spreads: Spreads
    logs: Floats
    unsure: Floats
    traits: Known
    drifts: Known
    severities: Known
    thresholds: Known
    trend: Known


class Search:
    """The marginal likelihood of spreads; each look begins at the mode that the one before found, the ``latest``."""

    latest: Mode

    def __init__(self, held: Judgements) -> None:
        self.held, self.terms = held, terms(held)
        areas, leads = len(held.areas), len(held.leads)
        self.widest = np.array([WIDEST["traits"]] * (2 * areas) + [WIDEST["drift"], WIDEST["severity"]])
        self.inner = np.zeros((len(held.bodies), areas + 1))
        self.outer = np.concatenate([np.zeros(leads), _first_thresholds(held), [0.0]])

    def spreads(self, logs: Floats) -> Spreads:
        areas = len(self.held.areas)
        widths = np.exp(logs)
        return Spreads(widths[:areas], widths[areas : 2 * areas], float(widths[-2]), float(widths[-1]))

    def prior(self, spreads: Spreads) -> Prior:
        leads = len(self.held.leads)
        outer = np.zeros_like(self.outer)
        outer[:leads], outer[-1] = spreads.severity**-2, TREND**-2
        return Prior(inverse(spreads.covariance), outer)

    def mode(self, spreads: Spreads) -> Mode:
        found = mode(self.terms, self.prior(spreads), self.inner, self.outer)
        self.inner, self.outer, self.latest = found.inner, found.outer, found
        return found

    def downhill(self, logs: Floats) -> tuple[float, Floats]:
        """Minus the log-posterior of the spreads' logarithms, and its slope."""
        spreads = self.spreads(logs)
        found = self.mode(spreads)
        bodies, leads = len(self.held.bodies), len(self.held.leads)
        covariance, severity = spreads.covariance, spreads.severity
        free = 0.5 * bodies * float(np.linalg.slogdet(covariance)[1]) + leads * logs[-1]
        value = found.value + free + 0.5 * found.curvature.log_determinant
        shares = (np.exp(logs) / self.widest) ** 2
        inner, outer = moments(self.terms, found, leads)
        precision = inverse(covariance)
        pull = precision @ (inner - bodies * covariance) @ precision
        along = [0.5 * float((pull * turned).sum()) for turned in _turned(spreads)]
        slope = np.array([*along, outer / severity**2 - leads])
        return value + 0.5 * float(shares.sum()) - float(logs.sum()), shares - 1 - slope


def fit(held: Judgements) -> Fit:
    """Fit the model to judgements. The same judgements give the same fit.

    Raises ``ValueError`` where no mode is found.
    """
    search = Search(held)
    ends = np.log(search.widest)
    # A logarithm of a spread is known from n numbers to about 1 / sqrt(2 n): in such steps all directions are alike.
    scale = np.sqrt(2.0 * np.array([len(held.bodies)] * (len(ends) - 1) + [len(held.leads)]))

    def downhill(steps: Floats) -> tuple[float, Floats]:
        value, slope = search.downhill(steps / scale)
        return value, slope / scale

    found = minimize(
        downhill,
        (ends - np.log(2)) * scale,
        jac=True,
        method="L-BFGS-B",
        bounds=list(zip((ends - REACH) * scale, (ends + 2) * scale, strict=True)),
        options={"ftol": 1e-9, "gtol": 5e-3},
    )
    return _told(search, *_mended(search, found.x / scale))


def _turned(spreads: Spreads) -> list[Floats]:
    """The slopes of the covariance of the inner unknowns along the logarithms of common, own and drift."""
    size = len(spreads.own) + 1
    found = []
    for area, width in enumerate(spreads.common):
        turned = np.zeros((size, size))
        turned[area, :-1] = width * spreads.common
        found.append(turned + turned.T)
    for place, width in enumerate([*spreads.own, spreads.drift]):
        turned = np.zeros((size, size))
        turned[place, place] = 2 * width**2
        found.append(turned)
    return found


def _first_thresholds(held: Judgements) -> Floats:
    """Thresholds by how often each grade was given, as if nothing else told judgements apart."""
    steps = len(held.scale)
    counts = np.bincount(held.area * steps + held.grade, minlength=len(held.areas) * steps).reshape(-1, steps) + 1.0
    below = counts.cumsum(1)[:, :-1] / counts.sum(1, keepdims=True)
    found: Floats = np.log(below / (1 - below)).ravel()
    return found


def _mended(search: Search, logs: Floats) -> tuple[Floats, Floats]:
    """The logarithms, moved as what Laplace's approximation leaves out would move them, and their covariance.

    Both come from differences along each logarithm: of exact slopes, and of the second order. No direction counts as
    flatter than a tenth, so that the covariance exists where a spread lies on its bound, and no logarithm moves by more
    than its deviation: beyond that the second order is no guide.
    """
    slopes, orders = [], []
    spreads = search.spreads(logs)
    found = search.mode(spreads)
    for shift, inner, outer in zip(STEP * np.eye(len(logs)), *_moved(search, found, spreads), strict=True):
        for way in (1, -1):
            search.inner, search.outer = found.inner + way * STEP * inner, found.outer + way * STEP * outer
            slopes.append(search.downhill(logs + way * shift)[1])
            orders.append(second_order(search.terms, search.latest))
    rows = (np.array(slopes[::2]) - np.array(slopes[1::2])) / (2 * STEP)
    along = (np.array(orders[::2]) - np.array(orders[1::2])) / (2 * STEP)
    values, vectors = np.linalg.eigh((rows + rows.T) / 2)
    unsure: Floats = (vectors / np.maximum(values, 0.1)) @ vectors.T
    most = np.sqrt(unsure.diagonal())
    return logs + np.clip(unsure @ along, -most, most), unsure


def _told(search: Search, logs: Floats, unsure: Floats) -> Fit:
    held, spreads = search.held, search.spreads(logs)
    found = search.mode(spreads)
    within, _, shared = found.curvature.covariance
    shift, shift_shared = skew(search.terms, found)
    moved, moved_shared = _moved(search, found, spreads)
    inner, outer = found.inner + shift, found.outer + shift_shared
    variance = np.diagonal(within, axis1=1, axis2=2) + np.einsum("psi,pr,rsi->si", moved, unsure, moved)
    shared_variance = shared.diagonal() + np.einsum("pq,pr,rq->q", moved_shared, unsure, moved_shared)
    wide, shared_wide = np.sqrt(variance), np.sqrt(shared_variance)
    leads, areas = len(held.leads), len(held.areas)
    return Fit(
        held, spreads, logs, unsure,
        traits=Known(inner[:, :areas], wide[:, :areas]), drifts=Known(inner[:, areas], wide[:, areas]),
        severities=Known(outer[:leads], shared_wide[:leads]), trend=Known(outer[-1:], shared_wide[-1:]),
        thresholds=Known(outer[leads:-1].reshape(areas, -1), shared_wide[leads:-1].reshape(areas, -1)),
    )  # fmt: skip


def _moved(search: Search, found: Mode, spreads: Spreads) -> tuple[Floats, Floats]:
    """How the mode moves along the logarithm of each spread: shapes (spreads, bodies, size) and (spreads, outer)."""
    precision = inverse(spreads.covariance)
    nothing, severities = np.zeros_like(found.outer), found.outer.copy()
    severities[len(search.held.leads) :] = 0.0
    solved = [
        found.curvature.solve(found.inner @ (precision @ turned @ precision), nothing) for turned in _turned(spreads)
    ]
    solved.append(found.curvature.solve(np.zeros_like(found.inner), 2 * severities / spreads.severity**2))
    return np.array([one for one, _ in solved]), np.array([other for _, other in solved])
