"""A board of weeks: events as blocks that are as long as their weeks, row by row, under the load of each week.

As in `charts`: no script, no inline style, and a table beside every picture. What state an event is in is told by the
words on its block and by its border; lightness only repeats it. What does not fit on a block is cut off there, and
stands in full in its title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from inspectorate.webapp.design.week_bars import Bar

WIDTH, DATES, LOAD, LABEL, FIGURES = 1240, 22, 48, 26, 18
BLOCK, GAP, INSET = 42, 4, 6


@dataclass(frozen=True, slots=True)
class Block:
    """An event from week ``first`` (0 is the first on the board) for so many ``weeks``, which may reach over its edges.

    ``name`` and ``note`` are written on it, ``text`` says all; ``state`` is ``planned``, ``locked``, ``proposed``,
    ``conflicting`` or ``many``.
    """

    first: int
    weeks: int
    name: str
    note: str
    text: str
    state: str
    href: str


@dataclass(frozen=True, slots=True)
class BoardRow:
    """What one region or person has. ``away``: weeks with the share of them that leave takes, and that in words.
    ``figures``: weeks with what is written over their blocks, and that in full; they have a line of their own."""

    label: str
    blocks: Sequence[Block]
    away: Sequence[tuple[int, float, str]] = ()
    figures: Sequence[tuple[int, str, str]] = ()

    @property
    def head(self) -> int:
        """The height of what stands over the blocks."""
        return LABEL + (FIGURES if self.figures else 0)


def week_board(rows: Sequence[BoardRow], weeks: Sequence[date], load: Sequence[Bar], *, title: str) -> Markup:
    """The rows under their weeks; ``load`` has a bar a week, filled as far as the time there is is taken."""
    step = WIDTH / max(len(weeks), 1)
    drawn: list[Markup] = []
    top = DATES + LOAD
    for row in rows:
        lanes = _lanes(row.blocks)
        height = row.head + max(len(lanes), 1) * (BLOCK + GAP) + GAP
        drawn += _away(row, top + row.head, height - row.head, step, len(weeks))
        drawn += _row(row, lanes, top, step, len(weeks))
        top += height
    parts = [_hatching(), *_weeks(weeks, step, top), *_load(load, step), *drawn]
    return Markup(
        '<div class="app-scroll app-board" tabindex="0" role="region" aria-label="{0}">'
        '<svg class="app-board__weeks" viewBox="0 0 {1} {2}" role="group" aria-label="{0}">{3}</svg></div>'
    ).format(title, WIDTH, top + GAP, Markup("").join(parts))


def _lanes(blocks: Iterable[Block]) -> list[list[Block]]:
    """Blocks in as few lines as will hold them without one upon another."""
    lanes: list[list[Block]] = []
    for block in sorted(blocks, key=lambda one: (one.first, -one.weeks, one.name)):
        free = (lane for lane in lanes if lane[-1].first + lane[-1].weeks <= block.first)
        lane = next(free, None)
        if lane is None:
            lanes.append(lane := [])
        lane.append(block)
    return lanes


def _hatching() -> Markup:
    return Markup(
        '<defs><pattern id="away" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<line class="app-board__hatch" x1="0" y1="0" x2="0" y2="8"/></pattern></defs>'
    )


def _weeks(weeks: Sequence[date], step: float, bottom: float) -> Iterator[Markup]:
    for number, monday in enumerate(weeks):
        x = number * step
        yield Markup(
            '<line class="app-board__grid" x1="{0:.1f}" x2="{0:.1f}" y1="0" y2="{1:.1f}"/>'
            '<text class="app-board__date" x="{2:.1f}" y="15">{3}</text>'
        ).format(x, bottom, x + INSET, f"{monday.day} {monday:%b}")


def _load(load: Sequence[Bar], step: float) -> Iterator[Markup]:
    highest = max((max(bar.whole, bar.left) for bar in load), default=0) or 1
    for number, bar in enumerate(load):
        whole, taken = ((LOAD - 8) * value / highest for value in (bar.whole, bar.left))
        x, width, bottom = number * step + INSET, step - 2 * INSET, DATES + LOAD - 4
        yield Markup(
            '<g role="img" aria-label="{0}"><title>{0}</title>'
            '<rect class="app-chart__whole" x="{1:.1f}" y="{2:.1f}" width="{3:.1f}" height="{4:.1f}"/>'
            '<rect class="app-chart__left" x="{1:.1f}" y="{5:.1f}" width="{3:.1f}" height="{6:.1f}"/></g>'
        ).format(bar.text, x, bottom - whole, width, whole, bottom - taken, taken)


def _away(row: BoardRow, top: float, height: float, step: float, weeks: int) -> Iterator[Markup]:
    for week, share, text in row.away:
        if 0 <= week < weeks:
            yield Markup(
                '<g role="img" aria-label="{0}"><title>{0}</title>'
                '<rect class="app-board__away" x="{1:.1f}" y="{2:.1f}" width="{3:.1f}" height="{4:.1f}"/></g>'
            ).format(text, week * step, top, step * share, height)


def _row(row: BoardRow, lanes: Sequence[Sequence[Block]], top: float, step: float, weeks: int) -> Iterator[Markup]:
    yield Markup(
        '<line class="app-board__line" x1="0" x2="{}" y1="{:.1f}" y2="{:.1f}"/>'
        '<text class="app-board__label" x="0" y="{:.1f}">{}</text>'
    ).format(WIDTH, top, top, top + LABEL - 7, row.label)
    for week, figure, text in row.figures:
        yield Markup(
            '<g role="img" aria-label="{0}"><title>{0}</title>'
            '<text class="app-board__figure" x="{1:.1f}" y="{2:.1f}">{3}</text></g>'
        ).format(text, week * step + INSET, top + row.head - 6, figure)
    for number, lane in enumerate(lanes):
        for block in lane:
            yield _block(block, top + row.head + number * (BLOCK + GAP), step, weeks)


def _block(block: Block, top: float, step: float, weeks: int) -> Markup:
    first, last = max(block.first, 0), min(block.first + block.weeks, weeks)
    x, width = first * step + 2, (last - first) * step - 4
    # A picture within the picture cuts off what is too long for the block.
    return Markup(
        '<a href="{0}" class="app-board__event app-board__event--{1}"><title>{2}</title>'
        '<rect x="{3:.1f}" y="{4:.1f}" width="{5:.1f}" height="{6}"/>'
        '<svg x="{3:.1f}" y="{4:.1f}" width="{7:.1f}" height="{6}">'
        '<text class="app-board__name" x="{8}" y="17">{9}</text><text x="{8}" y="34">{10}</text></svg></a>'
    ).format(
        block.href, block.state, block.text, x, top, width, BLOCK, max(width - INSET, 0), INSET, block.name, block.note
    )
