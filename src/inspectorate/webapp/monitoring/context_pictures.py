"""Ratios of the most deprived fifth to the least, drawn with their intervals; the table beside tells the same."""

from __future__ import annotations

from collections.abc import Iterable
from math import log2

from markupsafe import Markup

from inspectorate.intelligence.context import ends
from inspectorate.measurement.intervals import Estimate

WIDTH, LEFT, RIGHT, LANE, TOP = 960, 460, 930, 40, 28
# The axis doubles at each mark; what lies beyond is drawn at its end.
MARKS = (1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8)
TITLE = "Ratio of the most deprived fifth to the least, with its 95% interval"


def ratios(rows: Iterable[tuple[str, Estimate | None]]) -> Markup:
    """One lane for each named ratio; those that cannot be told say so."""
    told = list(rows)
    bottom = TOP + LANE * len(told)
    parts = [part for mark in MARKS for part in _mark(mark, bottom)]
    for number, (label, estimate) in enumerate(told):
        parts += _lane(label, estimate, TOP + LANE * number + LANE / 2)
    return Markup(
        '<div class="app-scroll" tabindex="0" role="region" aria-label="{0}">'
        '<svg class="app-chart" viewBox="0 0 {1} {2}" role="group" aria-label="{0}">{3}</svg></div>'
    ).format(TITLE, WIDTH, bottom + 8, Markup("").join(parts))


def _x(ratio: float) -> float:
    place = (log2(min(max(ratio, MARKS[0]), MARKS[-1])) + 3) / 6
    return round(LEFT + place * (RIGHT - LEFT), 1)


def _mark(mark: float, bottom: float) -> Iterable[Markup]:
    css = "app-chart__today" if mark == 1 else "app-chart__grid"
    yield Markup('<line class="{0}" x1="{1}" x2="{1}" y1="{2}" y2="{3}"/>').format(css, _x(mark), TOP - 6, bottom)
    yield Markup('<text class="app-chart__year" x="{}" y="14">{}</text>').format(_x(mark), f"{mark:g}")


def _lane(label: str, estimate: Estimate | None, middle: float) -> Iterable[Markup]:
    yield Markup('<text class="app-chart__label" x="0" y="{}">{}</text>').format(middle + 5, label)
    if estimate is None:
        yield Markup('<text class="app-chart__label" x="{}" y="{}">Too few to tell</text>').format(LEFT, middle + 5)
        return
    text = f"{label}: {estimate.value:.2f}, 95% interval {ends(estimate)}"
    left, right = _x(estimate.low), _x(estimate.high)
    yield Markup(
        '<g role="img" aria-label="{0}"><title>{0}</title>'
        '<rect class="app-chart__bar" x="{1}" y="{2}" width="{3:.1f}" height="6"/>'
        '<circle class="app-chart__visit" cx="{4}" cy="{5}" r="8"/></g>'
    ).format(text, left, middle - 3, max(right - left, 1), _x(estimate.value), middle)
