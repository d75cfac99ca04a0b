"""Pictures drawn on the server as SVG: judgements through time, a window on a year, shares of grades.

No script and no inline style: colours and borders come from the style sheet, so one palette serves page and print. A
page that shows a chart shows its table as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup, escape

WIDTH, LABELS, RIGHT = 960, 150, 20
# Beside shares stand whole names of judgements.
SHARE_LABELS = 200
LANE, MARK, AXIS = 44, 24, 28
DAYS_IN_YEAR = 365.25
# What holds between inspections fades with its age: opacity of the first year, the second, and so on.
FADING = (0.85, 0.65, 0.5, 0.35)


@dataclass(frozen=True, slots=True)
class Step:
    """One judgement given. ``text`` is told on hover and focus; ``breaks``: it means something else than before."""

    day: date
    grade: str | None
    letter: str
    text: str
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class LaneLine:
    """One judgement through time, oldest first. ``ends``: the day from which it is no longer made, if there is one."""

    label: str
    steps: Sequence[Step]
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One ungraded event; ``shape`` is ``diamond`` or ``circle``."""

    day: date
    shape: str
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A closed stretch of days with what it is: a pause, or the window in which something is due."""

    first: date
    last: date
    text: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Days laid out from ``left`` to ``right``, in drawing units."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day stands; days outside are drawn at the edge."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(self.left + min(max(share, 0.0), 1.0) * (self.right - self.left), 1)

    def years(self) -> list[date]:
        """The first days of the years to mark: every one, or every second where there are many."""
        every = 1 if self.last.year - self.first.year < 9 else 2
        marked = (date(year, 1, 1) for year in range(self.first.year, self.last.year + 1) if year % every == 0)
        return [day for day in marked if self.first <= day <= self.last]


def lanes_chart(
    lanes: Sequence[LaneLine],
    *,
    title: str,
    today: date,
    first: date,
    last: date,
    visits: Sequence[Visit] = (),
    pauses: Sequence[Stretch] = (),
    window: Stretch | None = None,
) -> Markup:
    """Judgements through time, one lane each, visits beneath, pauses shaded, the due window hatched."""
    axis = Axis(first, last, LABELS, WIDTH - RIGHT)
    bottom = AXIS + LANE * (len(lanes) + bool(visits))
    parts = [_hatching(), *_pauses(pauses, axis, bottom), *_years(axis, bottom)]
    if window:
        parts.append(_stretch("app-chart__window", window, axis, AXIS, LANE * len(lanes)))
    for number, lane in enumerate(lanes):
        parts += _lane(lane, axis, AXIS + LANE * number + LANE / 2, today)
    if visits:
        middle = AXIS + LANE * len(lanes) + LANE / 2
        parts += [_label("Visits", middle), *(_visit(visit, axis, middle) for visit in visits)]
    parts.append(_today(axis, today, bottom))
    return _svg(WIDTH, bottom + 8, title, parts)


def window_bar(window: Stretch | None, *, today: date, first: date, last: date) -> Markup:
    """One window on an axis that a whole list shares, with today marked; the row beside it says the same in words."""
    axis = Axis(first, last, 4, 196)
    parts = [Markup('<line class="app-chart__grid" x1="4" x2="196" y1="12" y2="12"/>')]
    parts += [
        Markup('<line class="app-chart__grid" x1="{0}" x2="{0}" y1="8" y2="16"/>').format(axis.x(day))
        for day in axis.years()
    ]
    if window:
        parts.append(_stretch("app-chart__bar", window, axis, 6, 12, least=4))
    parts.append(Markup('<line class="app-chart__today" x1="{0}" x2="{0}" y1="1" y2="23"/>').format(axis.x(today)))
    return Markup(
        '<svg class="app-chart app-chart--bar" viewBox="0 0 200 24" width="200" height="24" aria-hidden="true" '
        'focusable="false">{}</svg>'
    ).format(Markup("").join(parts))


def share_bars(rows: Sequence[tuple[str, Mapping[str, int]]], grades: Mapping[str, str], *, title: str) -> Markup:
    """For each row (label, number by grade) one bar split by share. ``grades``: ids, best first, with their labels."""
    parts: list[Markup] = []
    for number, (label, counts) in enumerate(rows):
        parts += _shares(label, counts, grades, 8 + number * 36)
    return _svg(WIDTH, 16 + 36 * len(rows), title, parts)


def _shares(label: str, counts: Mapping[str, int], grades: Mapping[str, str], top: float) -> Iterable[Markup]:
    yield _label(label, top + 14)
    total = sum(counts.values())
    left = float(SHARE_LABELS)
    for grade, name in grades.items():
        held = counts.get(grade, 0)
        width = (WIDTH - RIGHT - SHARE_LABELS) * held / total if total else 0
        if held:
            text = f"{label}: {held} {name.lower()}, {held / total:.0%}"
            yield _titled(
                text,
                Markup(
                    '<rect class="app-chart__grade app-chart__grade--{}" x="{:.1f}" y="{}" width="{:.1f}" height="28"/>'
                ).format(grade, left, top, width),
                Markup('<text class="app-chart__letter app-chart__letter--{}" x="{:.1f}" y="{}">{}</text>').format(
                    grade, left + width / 2, top + 19, held if width > 22 else ""
                ),
            )
        left += width


def _svg(width: float, height: float, title: str, parts: Iterable[Markup]) -> Markup:
    return Markup(
        '<div class="app-scroll" tabindex="0" role="region" aria-label="{0}">'
        '<svg class="app-chart" viewBox="0 0 {1:.0f} {2:.0f}" role="group" aria-label="{0}">{3}</svg></div>'
    ).format(title, width, height, Markup("").join(parts))


def _titled(text: str, *parts: Markup, focus: bool = False) -> Markup:
    """A part that tells what it is on hover and to a screen reader, and on focus where it can be focused."""
    tab = Markup(' tabindex="0"') if focus else ""
    return Markup('<g role="img" aria-label="{0}"{1}><title>{0}</title>{2}</g>').format(
        text, tab, Markup("").join(parts)
    )


def _label(text: str, middle: float) -> Markup:
    return Markup('<text class="app-chart__label" x="0" y="{}">{}</text>').format(middle + 5, escape(text))


def _hatching() -> Markup:
    return Markup(
        '<defs><pattern id="due" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<line class="app-chart__hatch" x1="0" y1="0" x2="0" y2="8"/></pattern></defs>'
    )


def _years(axis: Axis, bottom: float) -> Iterable[Markup]:
    for day in axis.years():
        line = Markup('<line class="app-chart__grid" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>')
        yield line.format(axis.x(day), AXIS - 6, bottom)
        yield Markup('<text class="app-chart__year" x="{}" y="14">{}</text>').format(axis.x(day), day.year)


def _pauses(pauses: Iterable[Stretch], axis: Axis, bottom: float) -> Iterable[Markup]:
    return (_stretch("app-chart__pause", pause, axis, AXIS, bottom - AXIS) for pause in pauses)


def _stretch(css: str, stretch: Stretch, axis: Axis, top: float, height: float, *, least: float = 1) -> Markup:
    left, right = axis.x(stretch.first), axis.x(stretch.last)
    rect = Markup('<rect class="{}" x="{}" y="{}" width="{:.1f}" height="{}"/>')
    return _titled(stretch.text, rect.format(css, left, top, max(right - left, least), height))


def _lane(lane: LaneLine, axis: Axis, middle: float, today: date) -> Iterable[Markup]:
    yield _label(lane.label, middle)
    ends = [*(step.day for step in lane.steps[1:]), lane.ends or today]
    for step, end in zip(lane.steps, ends, strict=True):
        yield from _line(step, end, axis, middle)
    for step in lane.steps:
        if step.breaks:
            yield _break(axis.x(step.day) - MARK, middle)
        yield _mark(step, axis, middle)


def _line(step: Step, end: date, axis: Axis, middle: float) -> Iterable[Markup]:
    """What holds from a judgement to the next, year by year fainter."""
    line = Markup(
        '<line class="app-chart__line app-chart__line--{}" x1="{}" x2="{}" y1="{}" y2="{}" stroke-opacity="{}"/>'
    )
    for number, opacity in enumerate(FADING):
        start = step.day + timedelta(days=int(number * DAYS_IN_YEAR))
        stop = (
            end if number == len(FADING) - 1 else min(end, step.day + timedelta(days=int((number + 1) * DAYS_IN_YEAR)))
        )
        if start < stop:
            yield line.format(step.grade or "missing", axis.x(start), axis.x(stop), middle, middle, opacity)


def _break(x: float, middle: float) -> Markup:
    path = Markup('<path class="app-chart__break" d="M{0} {1}l-4 16M{2} {1}l-4 16"/>')
    return _titled("Its meaning changed here", path.format(x, middle - 8, x + 6))


def _mark(step: Step, axis: Axis, middle: float) -> Markup:
    x = axis.x(step.day)
    grade = step.grade or "missing"
    square = Markup('<rect class="app-chart__grade app-chart__grade--{}" x="{:.1f}" y="{}" width="{}" height="{}"/>')
    letter = Markup('<text class="app-chart__letter app-chart__letter--{}" x="{}" y="{}">{}</text>')
    return _titled(
        step.text,
        square.format(grade, x - MARK / 2, middle - MARK / 2, MARK, MARK),
        letter.format(grade, x, middle + 5, step.letter),
        focus=True,
    )


def _visit(visit: Visit, axis: Axis, middle: float) -> Markup:
    x = axis.x(visit.day)
    if visit.shape == "diamond":
        shape = Markup('<path class="app-chart__visit" d="M{0} {1}l7 8l-7 8l-7 -8z"/>').format(x, middle - 8)
    else:
        shape = Markup('<circle class="app-chart__visit app-chart__visit--open" cx="{}" cy="{}" r="7"/>').format(
            x, middle
        )
    return _titled(visit.text, shape, focus=True)


def _today(axis: Axis, today: date, bottom: float) -> Markup:
    line = Markup('<line class="app-chart__today" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>')
    return _titled("Today", line.format(axis.x(today), AXIS - 6, bottom))
