"""A map of tiles: one tile for each place, in blocks that lie to one another about as the regions do.

It is no map of distances: within a block the tiles are in the order of their names, so that each can be found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

BLOCKS = (
    ("North West", "North East", "Yorkshire and the Humber"),
    ("West Midlands", "East Midlands", "East of England"),
    ("South West", "South East", "London"),
)
"""Government regions, row by row, from north to south and west to east."""
ACROSS, SIDE, GAP, HEAD = 6, 48, 24, 26


@dataclass(frozen=True, slots=True)
class Tile:
    """One place: what its tile says, the words that tell it in full, and how dark it is (0 to 4)."""

    name: str
    short: str
    text: str
    step: int
    href: str


def tile_map(tiles: Mapping[str, Sequence[Tile]], *, title: str) -> Markup:
    """The tiles by region as a picture; places of no such region stand in a block of their own at the end."""
    known = {region for row in BLOCKS for region in row}
    others = [tile for region, held in tiles.items() if region not in known for tile in held]
    rows: list[Sequence[tuple[str, Sequence[Tile]]]] = [
        [(region, tiles.get(region, ())) for region in row] for row in BLOCKS
    ]
    if others:
        rows.append([("Elsewhere", others)])
    parts: list[Markup] = []
    top = 0
    for row in rows:
        for column, (region, held) in enumerate(row):
            parts += _block(region, held, column * (ACROSS * SIDE + GAP), top)
        top += max(-(-len(held) // ACROSS) for _, held in row) * SIDE + HEAD + GAP
    width = 3 * ACROSS * SIDE + 2 * GAP
    return Markup(
        '<div class="app-scroll" tabindex="0" role="region" aria-label="{0}">'
        '<svg class="app-tiles" viewBox="0 0 {1} {2}" role="group" aria-label="{0}">{3}</svg></div>'
    ).format(title, width, top, Markup("").join(parts))


def _block(region: str, tiles: Iterable[Tile], left: int, top: int) -> Iterable[Markup]:
    held = list(tiles)
    if held:
        yield Markup('<text class="app-tiles__region" x="{}" y="{}">{}</text>').format(left, top + 18, region)
    for number, tile in enumerate(held):
        x, y = left + number % ACROSS * SIDE, top + HEAD + number // ACROSS * SIDE
        yield Markup(
            '<a href="{}"><title>{}: {}</title><rect class="app-tiles__tile app-tiles__tile--{}" x="{}" y="{}" '
            'width="{}" height="{}"/><text class="app-tiles__name app-tiles__name--{}" x="{}" y="{}">{}</text>'
            '<text class="app-tiles__name app-tiles__name--{}" x="{}" y="{}">{}</text></a>'
        ).format(
            tile.href, tile.name, tile.text, tile.step, x, y, SIDE - 3, SIDE - 3,
            tile.step, x + SIDE / 2 - 1, y + 19, tile.short, tile.step, x + SIDE / 2 - 1, y + 36, tile.text.split()[0],
        )  # fmt: skip
