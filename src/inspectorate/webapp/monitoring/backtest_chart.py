"""The calibration of forecasts as a picture: what was said beside what came. Its table stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

SIDE, LEFT, TOP, BETWEEN = 340, 60, 44, 130
BELOW = 40
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def calibration_chart(panels: Sequence[tuple[str, Sequence[Mapping[str, Any]]]], *, title: str) -> Markup:
    """A square for each forecast (its name and bins): said across, came upwards, 95% intervals, and the diagonal on
    which a forecast lies that means what it says."""
    parts = [part for place, panel in enumerate(panels) for part in _panel(*panel, LEFT + place * (SIDE + BETWEEN))]
    width, height = LEFT + len(panels) * (SIDE + BETWEEN), TOP + SIDE + BELOW
    return Markup(
        '<div class="app-scroll" tabindex="0" role="region" aria-label="{0}">'
        '<svg class="app-chart" viewBox="0 0 {1} {2}" role="img" aria-label="{0}">{3}</svg></div>'
    ).format(title, width, height, Markup("").join(parts))


def _panel(name: str, bins: Sequence[Mapping[str, Any]], left: float) -> Iterable[Markup]:
    yield Markup('<text class="app-chart__label" x="{}" y="18">{}</text>').format(left, name)
    for tick in TICKS:
        x, y = _x(tick, left), _y(tick)
        line = Markup('<line class="app-chart__grid" x1="{}" x2="{}" y1="{}" y2="{}"/>')
        yield line.format(x, x, _y(1.0), _y(0.0))
        yield line.format(_x(0.0, left), _x(1.0, left), y, y)
        yield Markup('<text class="app-chart__year" x="{}" y="{}">{:.0%}</text>').format(x, _y(0.0) + 20, tick)
        yield Markup('<text class="app-chart__year" x="{}" y="{}">{:.0%}</text>').format(left - 28, y + 5, tick)
    diagonal = Markup('<line class="app-chart__today" x1="{}" x2="{}" y1="{}" y2="{}"/>')
    yield diagonal.format(_x(0.0, left), _x(1.0, left), _y(0.0), _y(1.0))
    for one in bins:
        x, (low, high) = _x(one["forecast"], left), one["interval"]
        text = f"Said {one['forecast']:.0%}, came {one['observed']:.0%} of {one['n']:,}"
        yield Markup(
            '<g><title>{}</title><line class="app-chart__break" x1="{}" x2="{}" y1="{}" y2="{}"/>'
            '<circle class="app-chart__visit" cx="{}" cy="{}" r="6"/></g>'
        ).format(text, x, x, _y(low), _y(high), x, _y(one["observed"]))


def _x(share: float, left: float) -> float:
    return round(left + share * SIDE, 1)


def _y(share: float) -> float:
    return round(TOP + (1 - share) * SIDE, 1)
