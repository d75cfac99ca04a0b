"""How far judged authorities moved from those that are like them, drawn with intervals; the table says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from inspectorate.measurement.intervals import Estimate

WIDTH, LEFT, RIGHT, LANE, GROUP, TOP = 960, 210, 930, 30, 34, 28
TICK = 5


@dataclass(frozen=True, slots=True)
class Group:
    """The lanes of one grade: a label and an estimate in percentage points each, ``None`` of too few."""

    label: str
    lanes: Sequence[tuple[str, Estimate | None]]


def apart_chart(groups: Sequence[Group], *, reach: float, few: str, title: str) -> Markup:
    """Group by group, lane by lane on one axis from ``-reach`` to ``reach`` points; ``few`` stands where nothing is
    told."""
    bottom = TOP + sum(GROUP + LANE * len(group.lanes) for group in groups)
    parts = [*_axis(reach, bottom)]
    top = TOP
    for group in groups:
        parts.append(Markup('<text class="app-board__label" x="0" y="{}">{}</text>').format(top + 24, group.label))
        top += GROUP
        for label, estimate in group.lanes:
            parts += _lane(f"{group.label}, {label}", label, estimate, top + LANE / 2, reach, few)
            top += LANE
    return Markup(
        '<div class="app-scroll" tabindex="0" role="region" aria-label="{0}">'
        '<svg class="app-chart" viewBox="0 0 {1} {2}" role="group" aria-label="{0}">{3}</svg></div>'
    ).format(title, WIDTH, bottom + 8, Markup("").join(parts))


def signed(points: float) -> str:
    """Points with their sign, a real minus; 0 has none."""
    return f"{points:+.1f}".replace("-", "−") if round(points, 1) else "0.0"


def interval(one: Estimate) -> str:
    """The ends of an interval in points."""
    return _("%(low)s to %(high)s") % {"low": signed(one.low), "high": signed(one.high)}


def _x(points: float, reach: float) -> float:
    return round(LEFT + (min(max(points, -reach), reach) + reach) / (2 * reach) * (RIGHT - LEFT), 1)


def _axis(reach: float, bottom: float) -> Iterator[Markup]:
    marks = range(-int(reach // TICK) * TICK, int(reach) + 1, TICK)
    for mark in marks:
        css = "app-chart__today" if mark == 0 else "app-chart__grid"
        line = Markup('<line class="{0}" x1="{1}" x2="{1}" y1="{2}" y2="{3}"/>')
        yield line.format(css, _x(mark, reach), TOP - 6, bottom)
        yield Markup('<text class="app-chart__year" x="{}" y="14">{}</text>').format(
            _x(mark, reach), f"{mark:+d}".replace("-", "−") if mark else 0
        )


def _lane(text: str, label: str, estimate: Estimate | None, middle: float, reach: float, few: str) -> Iterable[Markup]:
    yield Markup('<text class="app-chart__label" x="20" y="{}">{}</text>').format(middle + 5, label)
    if estimate is None:
        yield Markup('<text class="app-chart__week" x="{}" y="{}">{}</text>').format(_x(0, reach) + 8, middle + 5, few)
        return
    told = f"{text}: {signed(estimate.value)} ({interval(estimate)})"
    left, right = _x(estimate.low, reach), _x(estimate.high, reach)
    yield Markup(
        '<g role="img" aria-label="{0}"><title>{0}</title>'
        '<rect class="app-chart__bar" x="{1}" y="{2}" width="{3:.1f}" height="6"/>'
        '<circle class="app-chart__visit" cx="{4}" cy="{5}" r="7"/></g>'
    ).format(told, left, middle - 3, max(right - left, 1), _x(estimate.value, reach), middle)
