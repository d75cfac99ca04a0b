"""Kept back-tests as their page shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from inspectorate.webapp.monitoring.backtest_chart import calibration_chart
from inspectorate.webapp.monitoring.models import KeptBacktest

NAMES = {
    "nowcast": "Nowcast",
    "signals": "Nowcast with signals",
    "last_grade": "Last grade again",
    "base_rate": "Base rate",
    "random": "Random",
}
DRAWN = ("nowcast", "signals")
NUMBERS = {
    "rps": ("Ranked probability score", 3),
    "qwk": ("Weighted kappa", 2),
    "auc_inadequate": ("Area under the curve: inadequate", 2),
    "auc_decline": ("Area under the curve: decline", 2),
    "hits_first_half": ("Inadequate in the first half", 2),
    "days_earlier": ("Days earlier", 0),
}
REASONS = {
    "no_origin": "began before the first day from which anything is forecast",
    "not_judged_before": "were of bodies that had no earlier judgement, as was known then, or were not there yet",
    "other_scale": "were graded on a scale of other steps than the forecast",
}


def forecast_rows(result: Mapping[str, Any]) -> list[tuple[str, int, list[tuple[str, str]]]]:
    """Each forecast: its name, its cases, and every number with its heading."""
    return [(NAMES[name], one["n"], _numbers(one)) for name, one in result["forecasts"].items()]


def control_row(result: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The numbers of the negative control; none where there are no signals."""
    return _numbers(result["negative_control"]) if result["negative_control"] else []


def group_rows(groups: Mapping[str, Any]) -> list[tuple[str, int, list[tuple[str, str]]]]:
    """Each group: its name, its cases, and the ranked probability score of each forecast in it."""
    return [
        (group, next(iter(of.values()))["n"], [(NAMES[name], _number(one, "rps", 3)) for name, one in of.items()])
        for group, of in groups.items()
    ]


def calibration_rows(result: Mapping[str, Any]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """The bins of the forecasts that are drawn."""
    return [(NAMES[name], result["forecasts"][name]["calibration"]) for name in DRAWN if name in result["forecasts"]]


def calibration_picture(result: Mapping[str, Any]) -> Markup:
    """What the nowcasts said beside what came."""
    return calibration_chart(calibration_rows(result), title="Chances that were said, and how often the grades came")


def left_out(kept: KeptBacktest) -> Sequence[str]:
    """Why inspections are not among the cases."""
    return [f"{number:,} inspections {REASONS[reason]}." for reason, number in kept.left_out.items()]


def _numbers(one: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(label, _number(one, name, digits)) for name, (label, digits) in NUMBERS.items()]


def _number(one: Mapping[str, Any], name: str, digits: int) -> str:
    if one[name] is None:
        return "not known"
    low, high = one[f"{name}_interval"]
    return f"{one[name]:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"
