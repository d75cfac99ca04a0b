"""Small pictures of one number through time among its peers, and of how likely each grade is, drawn as SVG.

As in `charts`: no script, no inline style, and a table beside every picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from inspectorate.webapp.design.charts import Axis

WIDTH, HEIGHT = 480, 190
LEFT, RIGHT, TOP, BOTTOM = 54, 12, 12, 26
BAR, GAP, NAMES, SHARES = 24, 8, 265, 50


@dataclass(frozen=True, slots=True)
class Point:
    """A number about a time that ended on a day."""

    day: date
    value: float


@dataclass(frozen=True, slots=True)
class Range:
    """From where to where the peers' numbers reach, of a time that ended on a day."""

    day: date
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened on a day."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class SeriesPicture:
    """What is drawn of one number: the body's own ``line``, its peers, England, the limit that a signal passed."""

    line: Sequence[Point]
    peers: Sequence[Sequence[Point]] = ()
    england: Sequence[Point] = ()
    band: Sequence[Range] = ()
    limit: Point | None = None
    marks: Sequence[Mark] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Share:
    """How likely one grade is, and the ends of the interval around it, each of 0 to 1."""

    grade: str
    label: str
    share: float
    low: float
    high: float


def series_chart(picture: SeriesPicture, *, title: str) -> Markup:
    """The picture, with its days from the first to the last that anything is known of; empty where nothing is."""
    points = [*picture.line, *picture.england, *(point for peer in picture.peers for point in peer)]
    if not points:
        return Markup("")
    days = [point.day for point in points] + [mark.day for mark in picture.marks]
    heights = [point.value for point in points] + [end for one in picture.band for end in (one.low, one.high)]
    if picture.limit:
        heights.append(picture.limit.value)
    axis, scale = Axis(min(days), max(days), LEFT, WIDTH - RIGHT), _Scale(min(heights), max(heights))
    parts = [
        *_grid(axis, scale),
        _band(picture.band, axis, scale),
        *(_line(peer, axis, scale, "peer") for peer in picture.peers),
        _line(picture.england, axis, scale, "england"),
        *(_mark(mark, axis) for mark in picture.marks),
        _line(picture.line, axis, scale, "own"),
        *(_dot(point, axis, scale) for point in picture.line),
    ]
    if picture.limit:
        parts.append(_limit(picture.limit, axis, scale))
    return _svg(WIDTH, HEIGHT, title, parts)


def shares_chart(shares: Sequence[Share], *, title: str) -> Markup:
    """A bar for each grade with its interval as a line across its end."""
    parts: list[Markup] = []
    room = WIDTH - NAMES - SHARES
    for place, one in enumerate(shares):
        parts.append(_share(one, GAP + place * (BAR + GAP), room))
    return _svg(WIDTH, GAP + len(shares) * (BAR + GAP), title, parts)


def _share(one: Share, top: float, room: float) -> Markup:
    middle = top + BAR / 2
    return Markup(
        '<text class="app-chart__label" x="0" y="{0:.0f}">{1}</text>'
        '<rect class="app-series__share" x="{2}" y="{3}" width="{4:.1f}" height="{5}"/>'
        '<path class="app-series__interval" d="M{6:.1f} {7:.0f}H{8:.1f}"/>'
        '<text class="app-series__number" x="{9}" y="{0:.0f}">{10:.0%}</text>'
    ).format(
        middle + 5, one.label, NAMES, top, max(one.share * room, 1), BAR,
        NAMES + one.low * room, middle, NAMES + one.high * room, WIDTH - 4, one.share,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float

    def y(self, value: float) -> float:
        """Where a number stands: the greatest at the top."""
        reach = (self.high - self.low) or 1.0
        return round(HEIGHT - BOTTOM - (value - self.low) / reach * (HEIGHT - BOTTOM - TOP), 1)


def number(value: float) -> str:
    """A number to read, with no more than it can be trusted for."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _grid(axis: Axis, scale: _Scale) -> Iterable[Markup]:
    for value in dict.fromkeys((scale.low, scale.high)):
        yield Markup(
            '<line class="app-chart__grid" x1="{0}" x2="{1}" y1="{2}" y2="{2}"/>'
            '<text class="app-series__number" x="{3}" y="{4}">{5}</text>'
        ).format(LEFT, WIDTH - RIGHT, scale.y(value), LEFT - 6, scale.y(value) + 5, number(value))
    years = axis.years()
    every = max(1, -(-len(years) // 7))
    for day in years[::every]:
        yield Markup(
            '<line class="app-chart__grid" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>'
            '<text class="app-chart__year" x="{0}" y="{3}">{4}</text>'
        ).format(axis.x(day), TOP, HEIGHT - BOTTOM, HEIGHT - 8, day.year)


def _line(points: Sequence[Point], axis: Axis, scale: _Scale, of: str) -> Markup:
    if len(points) < 2:
        return Markup("")
    path = "L".join(f"{axis.x(one.day)} {scale.y(one.value)}" for one in points)
    return Markup('<path class="app-series__line app-series__line--{}" d="M{}"/>').format(of, path)


def _dot(point: Point, axis: Axis, scale: _Scale) -> Markup:
    return Markup('<circle class="app-series__dot" cx="{}" cy="{}" r="3.5"><title>{}</title></circle>').format(
        axis.x(point.day), scale.y(point.value), number(point.value)
    )


def _band(band: Sequence[Range], axis: Axis, scale: _Scale) -> Markup:
    if len(band) < 2:
        return Markup("")
    upper = [f"{axis.x(one.day)} {scale.y(one.high)}" for one in band]
    lower = [f"{axis.x(one.day)} {scale.y(one.low)}" for one in reversed(band)]
    return Markup('<path class="app-series__band" d="M{}Z"/>').format("L".join(upper + lower))


def _limit(limit: Point, axis: Axis, scale: _Scale) -> Markup:
    x = axis.x(limit.day)
    return Markup('<path class="app-series__limit" d="M{:.1f} {}H{:.1f}"><title>The limit</title></path>').format(
        max(x - 22, LEFT), scale.y(limit.value), min(x + 10, WIDTH - 2)
    )


def _mark(mark: Mark, axis: Axis) -> Markup:
    x = axis.x(mark.day)
    return Markup(
        '<g><title>{0}</title><line class="app-series__event" x1="{1}" x2="{1}" y1="{2}" y2="{3}"/>'
        '<path class="app-series__flag" d="M{1} {2}l5 5l-5 5l-5 -5z"/></g>'
    ).format(mark.text, x, TOP - 8, HEIGHT - BOTTOM)


def _svg(width: float, height: float, title: str, parts: Iterable[Markup]) -> Markup:
    return Markup(
        '<svg class="app-series" viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}" focusable="false">{}</svg>'
    ).format(width, height, title, Markup("").join(parts))
