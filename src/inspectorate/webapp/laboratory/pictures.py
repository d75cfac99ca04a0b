"""Pictures of a comparison, drawn as SVG: numbers with intervals on one axis, curves, and dots by group.

Each carries its own colours, so that the same picture stands on the page, in print and in a PDF, where no style sheet
reaches it. Rows are told apart by their place or by a number in a circle, never by colour alone; a table stands beside
each picture and tells the same.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH, LEFT, RIGHT = 640, 14, 612
LANE, TOP = 54, 34
INK, BLUE, GREY, PALE, RED = "#0b0c0c", "#1d4f7c", "#484949", "#cecece", "#8f1d14"
DASHES = ("", "10 5", "3 4", "12 4 3 4")
HEIGHT = 300
MARKS = 6
RADIUS, SMALL = 10, 8
MANY = 5
"""From so many numbered dots side by side on, they are drawn small."""

Form = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Lane:
    """A number with its label: ``ends`` of the interval of its mean, ``futures``: where eight countries in ten lie.

    ``control``: it is drawn hollow. ``value`` is ``None`` where there is nothing to measure.
    """

    label: str
    value: float | None
    ends: tuple[float, float] | None = None
    futures: tuple[float, float] | None = None
    control: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """A value that nothing can be below, or that others are measured by."""

    label: str
    value: float


@dataclass(frozen=True, slots=True)
class _Axis:
    """Values laid out from ``start`` to ``end``, in drawing units, with the marks between."""

    marks: tuple[float, ...]
    start: float
    end: float

    @classmethod
    def over(cls, values: Iterable[float], start: float, end: float) -> _Axis:
        """Round marks that hold all values between them."""
        held = list(values) or [0.0]
        low, high = min(held), max(held)
        step = _step((high - low) or abs(high) or 1.0)
        first, last = math.floor(low / step), math.ceil(high / step)
        return cls(tuple(place * step for place in range(first, max(last, first + 1) + 1)), start, end)

    def at(self, value: float) -> float:
        share = (value - self.marks[0]) / (self.marks[-1] - self.marks[0])
        return round(self.start + min(max(share, 0.0), 1.0) * (self.end - self.start), 1)


def _step(reach: float) -> float:
    """A step of 1, 2 or 5 times a power of ten that gives about `MARKS` marks."""
    rough = reach / MARKS
    power: float = 10.0 ** math.floor(math.log10(rough))
    return next((times * power for times in (1, 2, 5) if times * power >= rough), 10 * power)


def lanes(rows: Sequence[Lane], *, title: str, form: Form, limit: Limit | None = None) -> Markup:
    """A lane for each number: a dot where it lies, a bar for its interval, a thin line for single futures."""
    values = [end for one in rows for end in (one.value, *(one.ends or ()), *(one.futures or ())) if end is not None]
    axis = _Axis.over([*values, *([limit.value] if limit else [])], LEFT + 30, RIGHT - 30)
    top = TOP + (26 if limit else 0)
    bottom = top + LANE * len(rows)
    parts = [*_across(axis, form, top, len(rows))]
    if limit:
        parts += _limit(limit, axis, f"{limit.label}: {form(limit.value)}", top, len(rows))
    for place, one in enumerate(rows):
        parts += _lane(one, axis, form, top + LANE * place)
    return _svg(bottom + 8, title, parts)


def groups(
    names: Sequence[str], rows: Sequence[tuple[str, Sequence[float | None]]], *, title: str, form: Form
) -> Markup:
    """Numbered dots side by side in each group: one for each row that has a number there."""
    axis = _Axis.over((value for _, values in rows for value in values if value is not None), HEIGHT - 44, 20)
    parts = [*_upwards(axis, form)]
    wide = (RIGHT - LEFT - 56) / len(names)
    for group, name in enumerate(names):
        left = LEFT + 56 + group * wide
        parts.append(_text(name, left + wide / 2, HEIGHT - 14, anchor="middle", size=14, fill=GREY))
        apart = min(22.0, (wide - 10) / len(rows))
        radius = SMALL if len(rows) >= MANY else RADIUS
        for number, (label, values) in enumerate(rows):
            value = values[group]
            if value is not None:
                x = left + wide / 2 + (number - (len(rows) - 1) / 2) * apart
                told = f"{label}, {name}: {form(value)}"
                parts.append(_numbered(number + 1, x, axis.at(value), told, radius=radius))
    return _svg(HEIGHT, title, parts)


def ratios(
    names: Sequence[str], rows: Sequence[tuple[int, str, Sequence[float | None]]], *, title: str, form: Form, limit: str
) -> Markup:
    """A lane for each name with numbered dots, one above the other where they would lie on each other; the line at
    nought is what they are measured by."""
    held = [value for _, _, values in rows for value in values if value is not None]
    axis = _Axis.over([0.0, *held], LEFT + 30, RIGHT - 30)
    top = TOP + 26
    dots = [
        [
            (number, axis.at(value), f"{name}: {label} {form(value)}")
            for number, label, values in rows
            if (value := values[place]) is not None
        ]
        for place, name in enumerate(names)
    ]
    levels = [_levels([x for _, x, _ in held]) for held in dots]
    lane = LANE + 2 * RADIUS * max(level for held in levels for level in (0, *held))
    parts = [
        *_across(axis, form, top, len(names), lane),
        *_limit(Limit(limit, 0.0), axis, limit, top, len(names), lane),
    ]
    for place, name in enumerate(names):
        y = top + lane * place
        parts.append(_text(name, 0, y + 18))
        for (number, x, told), level in zip(dots[place], levels[place], strict=True):
            parts.append(_numbered(number, x, y + 36 + 2 * RADIUS * level, told))
    return _svg(top + lane * len(names) + 8, title, parts)


def _levels(places: Sequence[float]) -> list[int]:
    """For each dot the first level, from 0, at which it lies on none before it."""
    found: list[int] = []
    for x in places:
        taken = {level for other, level in zip(places, found, strict=False) if abs(other - x) < 2 * RADIUS}
        found.append(next(level for level in range(len(places)) if level not in taken))
    return found


def curves(rows: Sequence[tuple[str, Sequence[float]]], *, title: str, since: int, since_label: str) -> Markup:
    """A curve of a chance by month for each row, with its number on it; ``since`` is a month that is marked."""
    months = max(len(values) for _, values in rows) - 1
    across = _Axis((*map(float, range(0, months, 12)), float(months)), LEFT + 56, RIGHT)
    axis = _Axis((0.0, 0.25, 0.5, 0.75, 1.0), HEIGHT - 64, 44)
    parts = [*_upwards(axis, "{:.0%}".format)]
    for month in across.marks:
        parts.append(_text(f"{month:g}", across.at(month), HEIGHT - 44, anchor="middle", size=14, fill=GREY))
    parts.append(_text("Months since the service was at its best", across.at(months / 2), HEIGHT - 18, anchor="middle"))
    parts.append(_line(across.at(since), 30, across.at(since), HEIGHT - 64, stroke=INK, dash="3 3", width=2))
    parts.append(_text(since_label, across.at(since) - 8, 20, anchor="middle", size=14))
    for number, (_, values) in enumerate(rows):
        path = "L".join(f"{across.at(month)} {axis.at(value)}" for month, value in enumerate(values))
        parts.append(
            Markup('<path d="M{}" fill="none" stroke="{}" stroke-width="3" stroke-dasharray="{}"/>').format(
                path, (BLUE, RED, INK, GREY)[number % 4], DASHES[number % 4] or "none"
            )
        )
    for number, (label, values) in enumerate(rows):
        month = min(since + 5 + 6 * number, len(values) - 1)
        told = f"{label}: {values[month]:.0%} by month {month}"
        parts.append(_numbered(number + 1, across.at(month), axis.at(values[month]), told))
    return _svg(HEIGHT, title, parts)


def _across(axis: _Axis, form: Form, top: float, number: int, lane: int = LANE) -> Iterable[Markup]:
    """The marks above, and their lines in each lane beneath its label."""
    for mark in axis.marks:
        x = axis.at(mark)
        yield _text(_mark(mark, form), x, 16, anchor="middle", size=14, fill=GREY)
        for place in range(number):
            yield _line(x, top + lane * place + 24, x, top + lane * (place + 1) - 6)


def _mark(value: float, form: Form) -> str:
    """A mark is round: it needs no decimals that are nought, and nought no sign."""
    text = re.sub(r"\.0+(?=%| |$)", "", form(value))
    return text.lstrip("+") if value == 0 else text


def _upwards(axis: _Axis, form: Form) -> Iterable[Markup]:
    for mark in axis.marks:
        y = axis.at(mark)
        yield _line(LEFT + 50, y, RIGHT, y)
        yield _text(_mark(mark, form), LEFT + 44, y + 5, anchor="end", size=14, fill=GREY)


def _limit(limit: Limit, axis: _Axis, told: str, top: float, number: int, lane: int = LANE) -> Iterable[Markup]:
    x = axis.at(limit.value)
    for place in range(number):
        yield _line(x, top + lane * place + 24, x, top + lane * (place + 1) - 6, stroke=RED, dash="8 4", width=3)
    anchor = "start" if x < WIDTH / 3 else "end" if x > WIDTH * 2 / 3 else "middle"
    yield _text(told, x, 40, anchor=anchor, size=14, fill=RED)


def _lane(one: Lane, axis: _Axis, form: Form, top: float) -> Iterable[Markup]:
    middle = top + 36
    yield _text(one.label, 0, top + 18)
    if one.value is None:
        yield _text("Nothing to measure", axis.start, middle + 5)
        return
    parts, told = [], f"{one.label}: {form(one.value)}"
    if one.futures:
        low, high = map(axis.at, one.futures)
        parts.append(_line(low, middle, high, middle, stroke=GREY, width=2))
    if one.ends:
        low, high = map(axis.at, one.ends)
        bar = Markup('<rect x="{}" y="{}" width="{:.1f}" height="8" fill="{}"/>')
        parts.append(bar.format(low, middle - 4, max(high - low, 1), BLUE))
        told += f", interval {form(one.ends[0])} to {form(one.ends[1])}"
    dot = Markup('<circle cx="{}" cy="{}" r="7" fill="{}" stroke="{}" stroke-width="3"/>')
    parts.append(dot.format(axis.at(one.value), middle, "#ffffff" if one.control else BLUE, BLUE))
    yield _titled(told, parts)


def _numbered(number: int, x: float, y: float, told: str, *, radius: int = RADIUS) -> Markup:
    circle = Markup('<circle cx="{:.1f}" cy="{}" r="{}" fill="#ffffff" stroke="{}" stroke-width="2"/>')
    text = _text(str(number), round(x, 1), y + radius / 2, anchor="middle", size=radius + 3)
    return _titled(told, [circle.format(x, y, radius, BLUE), text])


def _titled(told: str, parts: Iterable[Markup]) -> Markup:
    return Markup('<g role="img" aria-label="{0}"><title>{0}</title>{1}</g>').format(told, Markup("").join(parts))


def _line(
    x1: float, y1: float, x2: float, y2: float, *, stroke: str = PALE, dash: str = "none", width: int = 1
) -> Markup:
    line = '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}" stroke-dasharray="{}"/>'
    return Markup(line).format(x1, y1, x2, y2, stroke, width, dash)


def _text(text: str, x: float, y: float, *, anchor: str = "start", size: int = 16, fill: str = INK) -> Markup:
    return Markup('<text x="{}" y="{}" text-anchor="{}" font-size="{}" fill="{}">{}</text>').format(
        x, y, anchor, size, fill, text
    )


def _svg(height: float, title: str, parts: Iterable[Markup]) -> Markup:
    return Markup(
        '<div class="app-scroll" tabindex="0" role="region" aria-label="{0}">'
        '<svg class="app-chart app-chart--lanes" viewBox="0 0 {1} {2:.0f}" width="{1}" height="{2:.0f}" role="group"'
        ' aria-label="{0}" font-family="Arial, Liberation Sans, sans-serif">{3}</svg></div>'
    ).format(title, WIDTH, height, Markup("").join(parts))
