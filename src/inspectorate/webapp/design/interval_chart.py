"""Numbers with their intervals on one axis, a lane each, drawn as SVG; the table beside the picture tells the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH, LEFT, RIGHT, LANE, TOP = 960, 240, 930, 40, 28
SHARES, SIGNED = (0.0, 0.25, 0.5, 0.75, 1.0), (-1.0, -0.5, 0.0, 0.5, 1.0)
"""Marks of the axis: of numbers from none to all, and where one reaches below none."""


@dataclass(frozen=True, slots=True)
class Reach:
    """A number with its label and the ends of the interval around it, ``None`` where that is not known; where the
    number itself is not, ``why_not`` says why."""

    label: str
    value: float | None
    ends: tuple[float, float] | None = None
    why_not: str = "Not known"


def interval_chart(rows: Sequence[Reach], *, title: str) -> Markup:
    """A lane for each number: a dot where it lies, a bar as far as its interval reaches."""
    marks = SIGNED if any(one.ends and one.ends[0] < 0 for one in rows) else SHARES
    bottom = TOP + LANE * len(rows)
    parts = [part for mark in marks for part in _mark(mark, marks, bottom)]
    for number, one in enumerate(rows):
        parts += _lane(one, marks, TOP + LANE * number + LANE / 2)
    return Markup(
        '<div class="app-scroll" tabindex="0" role="region" aria-label="{0}">'
        '<svg class="app-chart" viewBox="0 0 {1} {2}" role="group" aria-label="{0}">{3}</svg></div>'
    ).format(title, WIDTH, bottom + 8, Markup("").join(parts))


def _x(value: float, marks: Sequence[float]) -> float:
    place = (min(max(value, marks[0]), marks[-1]) - marks[0]) / (marks[-1] - marks[0])
    return round(LEFT + place * (RIGHT - LEFT), 1)


def _mark(mark: float, marks: Sequence[float], bottom: float) -> Iterable[Markup]:
    x = _x(mark, marks)
    yield Markup('<line class="app-chart__grid" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>').format(x, TOP - 6, bottom)
    yield Markup('<text class="app-chart__year" x="{}" y="14">{:g}</text>').format(x, mark)


def _lane(one: Reach, marks: Sequence[float], middle: float) -> Iterable[Markup]:
    yield Markup('<text class="app-chart__label" x="0" y="{}">{}</text>').format(middle + 5, one.label)
    if one.value is None:
        yield Markup('<text class="app-chart__label" x="{}" y="{}">{}</text>').format(LEFT, middle + 5, one.why_not)
        return
    bar, told = Markup(""), "not known"
    if one.ends:
        left, right = (_x(end, marks) for end in one.ends)
        rect = Markup('<rect class="app-chart__bar" x="{}" y="{}" width="{:.1f}" height="6"/>')
        bar = rect.format(left, middle - 3, max(right - left, 1))
        told = f"{one.ends[0]:.2f} to {one.ends[1]:.2f}"
    yield Markup(
        '<g role="img" aria-label="{0}"><title>{0}</title>{1}'
        '<circle class="app-chart__visit" cx="{2}" cy="{3}" r="8"/></g>'
    ).format(f"{one.label}: {one.value:.2f}, interval {told}", bar, _x(one.value, marks), middle)
