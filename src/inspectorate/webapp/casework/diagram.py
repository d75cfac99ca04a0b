"""The picture of the stages and moves, drawn from their table."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from inspectorate.webapp.casework.table import SAME, TRACK, Table

WIDE, HIGH, STEP = 240, 40, 84
LEFT, RIGHT, TOP = 330, 760, 20


def diagram(held: Table) -> str:
    """An SVG picture: the usual way from top to bottom, the other stages to its right, each move an arrow by name."""
    places = dict(_places(held))
    drawn = list(_moves(held, places))
    drawn += [_box(label, *places[id_]) for id_, label in ((id_, one.label) for id_, one in held.stages.items())]
    bottom = TOP + STEP * len(TRACK)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {RIGHT + WIDE + 20} {bottom}" role="img" '
        'font-family="Arial, sans-serif" font-size="13"><title>The stages of a case and the moves between them</title>'
        '<defs><marker id="tip" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#1d4f7c"/></marker></defs>\n' + "\n".join(drawn) + "\n</svg>\n"
    )


def _places(held: Table) -> Iterator[tuple[str, tuple[int, int]]]:
    """Where each stage stands: its left and upper edge."""
    for number, id_ in enumerate(TRACK):
        yield id_, (LEFT, TOP + STEP * number)
    beside = [id_ for id_ in held.stages if id_ not in TRACK]
    for number, id_ in enumerate(beside):
        yield id_, (RIGHT, TOP + STEP * (1 + 2 * number))


def _box(label: str, x: int, y: int) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" fill="#eef7ff" stroke="#1d4f7c" stroke-width="2"/>'
        f'<text x="{x + WIDE // 2}" y="{y + 25}" text-anchor="middle" font-weight="bold">{escape(label)}</text>'
    )


def _moves(held: Table, places: dict[str, tuple[int, int]]) -> Iterator[str]:
    """Each arrow; moves between the same two stages, there or back, are named together beside the first of them."""
    named: dict[frozenset[str], list[str]] = {}
    arrows: dict[tuple[str, str], frozenset[str]] = {}
    for move in held.moves.values():
        leaves = [came_from for came_from in move.came_from if move.to not in (SAME, came_from)]
        for number, came_from in enumerate(leaves):
            pair = frozenset((came_from, move.to))
            arrows[came_from, move.to] = pair
            named.setdefault(pair, []).extend([move.label] if number == 0 else [])
    for number, ((came_from, to), pair) in enumerate(arrows.items()):
        yield _arrow(" / ".join(named.pop(pair, [])), places[came_from], places[to], number)


def _arrow(label: str, start: tuple[int, int], end: tuple[int, int], spread: int) -> str:
    """An arrow down the track, back up on its left, or across to a stage beside it."""
    (x, y), (u, v) = start, end
    middle = HIGH // 2
    if x == u == LEFT and v - y == STEP:
        path, at = f"M{x + 120} {y + HIGH}V{v}", (x + 128, y + HIGH + 26)
        return _drawn(path) + _named(label, at, "start")
    if x == u == LEFT:
        out = LEFT - 40 - 12 * (spread % 9)
        path = f"M{x} {y + middle}C{out} {y + middle} {out} {v + middle} {u} {v + middle}"
        return _drawn(path) + _named(label, (out + 10, (y + v) // 2 + middle), "end")
    side = WIDE if x == LEFT else 0
    other = WIDE if u == LEFT else 0
    bend = (x + side + u + other) // 2
    path = f"M{x + side} {y + middle}C{bend} {y + middle} {bend} {v + middle} {u + other} {v + middle}"
    return _drawn(path) + _named(label, (bend, (y + v) // 2 + middle - 6), "middle")


def _drawn(path: str) -> str:
    return f'<path d="{path}" fill="none" stroke="#1d4f7c" marker-end="url(#tip)"/>'


def _named(label: str, at: tuple[int, int], anchor: str) -> str:
    return f'<text x="{at[0]}" y="{at[1]}" text-anchor="{anchor}" font-size="11">{escape(label)}</text>'
