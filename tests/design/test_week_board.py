"""The board of weeks: blocks as long as their weeks, in lines that do not overlap, each of which says what it is."""

from __future__ import annotations

from datetime import date, timedelta

from tests.design.svg import of_class, parsed, told

from inspectorate.webapp.design.week_bars import Bar
from inspectorate.webapp.design.week_board import FIGURES, WIDTH, Block, BoardRow, week_board

WEEKS = [date(2026, 12, 21) + timedelta(weeks=number) for number in range(4)]
LOAD = [Bar(1, 2, "half taken")] * 4
STEP = WIDTH / 4


def block(first: int, weeks: int = 1, name: str = "Ashmere", state: str = "planned") -> Block:
    return Block(first, weeks, name, "4 · Short", f"{name} in full", state, "/there/")


def rects(*blocks: Block) -> list[tuple[float, float, float]]:
    """Left edge, top and width of each block, in the order of drawing."""
    drawn = of_class(week_board([BoardRow("North", blocks)], WEEKS, LOAD, title="Board"), "app-board__event")
    inside = [part for event in drawn for part in event if part.tag == "rect"]
    return [(float(one.attrib["x"]), float(one.attrib["y"]), float(one.attrib["width"])) for one in inside]


def test_a_block_is_as_long_as_its_weeks_and_ends_with_the_board() -> None:
    (whole,) = rects(block(1, 2))
    assert (whole[0], whole[2]) == (STEP + 2, 2 * STEP - 4)
    before, after = rects(block(-1, 2), block(3, 5))
    assert (before[0], before[2]) == (2, STEP - 4)
    assert (after[0], after[2]) == (3 * STEP + 2, STEP - 4)


def test_blocks_at_the_same_time_are_on_lines_of_their_own_and_others_share_one() -> None:
    tops = {left: top for left, top, _ in rects(block(0, 2), block(1), block(2))}
    assert tops[2] == tops[2 * STEP + 2] < tops[STEP + 2]


def test_a_block_says_all_of_itself_is_a_link_and_its_state_has_a_look() -> None:
    picture = week_board([BoardRow("North & West", [block(0, name="A <b>", state="locked")])], WEEKS, LOAD, title="B")
    assert "A <b> in full" in told(picture)
    (event,) = of_class(picture, "app-board__event--locked")
    assert event.attrib["href"] == "/there/"
    assert "North &amp; West" in picture


def test_leave_is_hatched_as_far_as_it_takes_the_week_and_load_stands_on_top() -> None:
    row = BoardRow("Iris", [], [(1, 0.5, "away 2 of 4 days"), (9, 1.0, "later")])
    picture = week_board([row], WEEKS, LOAD, title="Board")
    (away,) = of_class(picture, "app-board__away")
    assert (float(away.attrib["x"]), float(away.attrib["width"])) == (STEP, STEP / 2)
    assert told(picture).count("half taken") == len(WEEKS)


def test_figures_have_a_line_of_their_own_above_the_blocks() -> None:
    rows = [BoardRow("North", [block(2)], figures=[(2, "3 points", "North: 3 points")]), BoardRow("South", [block(2)])]
    picture = week_board(rows, WEEKS, LOAD, title="Board")
    (figure,) = of_class(picture, "app-board__figure")
    north, south = of_class(picture, "app-board__event")
    tops = [float(one.attrib["y"]) for event in (north, south) for one in event if one.tag == "rect"]
    labels = [float(one.attrib["y"]) for one in of_class(picture, "app-board__label")]
    assert labels[0] < float(figure.attrib["y"]) < tops[0]
    assert (tops[0] - labels[0]) - (tops[1] - labels[1]) == FIGURES
    assert "North: 3 points" in told(picture)


def test_an_empty_board_is_drawn() -> None:
    assert parsed(week_board([], [], [], title="Board")).tag == "div"
