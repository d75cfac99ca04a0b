"""A picture of weeks: for each row a bar a week, filled as far as there is something left of the whole.

As in `charts`: no script, no inline style, and a table beside every picture. Each row has its own scale, since regions
differ in size; the numbers stand in the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

WIDTH, LABELS, RIGHT = 960, 290, 10
ROW, BAR, AXIS, GAP = 62, 46, 24, 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One week: how much is left, of what whole, and both in words."""

    left: float
    whole: float
    text: str


@dataclass(frozen=True, slots=True)
class BarRow:
    """The weeks of one row, in their order."""

    label: str
    bars: Sequence[Bar]


def week_bars(rows: Sequence[BarRow], weeks: Sequence[date], *, title: str) -> Markup:
    """The rows under one axis on which the first week of each month is marked."""
    step = (WIDTH - LABELS - RIGHT) / max(len(weeks), 1)
    height = AXIS + ROW * len(rows)
    parts = [*_months(weeks, step, height)]
    for number, row in enumerate(rows):
        parts += _row(row, AXIS + ROW * number, step)
    return Markup(
        '<div class="app-scroll" tabindex="0" role="region" aria-label="{0}">'
        '<svg class="app-chart" viewBox="0 0 {1} {2}" role="group" aria-label="{0}">{3}</svg></div>'
    ).format(title, WIDTH, height + 8, Markup("").join(parts))


def _months(weeks: Sequence[date], step: float, height: float) -> Iterable[Markup]:
    seen: set[tuple[int, int]] = set()
    for number, week in enumerate(weeks):
        if (month := (week.year, week.month)) in seen:
            continue
        seen.add(month)
        x = LABELS + number * step
        yield Markup(
            '<line class="app-chart__grid" x1="{0:.1f}" x2="{0:.1f}" y1="{1}" y2="{2}"/>'
            '<text class="app-chart__week" x="{3:.1f}" y="14">{4}</text>'
        ).format(x, AXIS - 6, height, x + 2, f"{week:%Y}" if week.month == 1 else f"{week:%b}")


def _row(row: BarRow, top: float, step: float) -> Iterable[Markup]:
    yield Markup('<text class="app-chart__label" x="0" y="{}">{}</text>').format(top + BAR / 2 + 12, row.label)
    highest = max((bar.whole for bar in row.bars), default=0) or 1
    for number, bar in enumerate(row.bars):
        x, whole, left = LABELS + number * step, BAR * bar.whole / highest, BAR * bar.left / highest
        bottom = top + ROW - GAP
        yield Markup(
            '<g role="img" aria-label="{0}"><title>{0}</title>'
            '<rect class="app-chart__whole" x="{1:.1f}" y="{2:.1f}" width="{3:.1f}" height="{4:.1f}"/>'
            '<rect class="app-chart__left" x="{1:.1f}" y="{5:.1f}" width="{3:.1f}" height="{6:.1f}"/></g>'
        ).format(bar.text, x + 2, bottom - whole, step - 4, whole, bottom - left, left)
