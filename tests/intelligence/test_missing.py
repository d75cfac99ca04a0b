"""Who is silent. The lag is 180 days: a year to 31 March is expected by 27 September."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.intelligence.made import indicator, panel

from inspectorate.intelligence.missing import kept_back, missing
from inspectorate.intelligence.model import Panel

# years 2010-11 to 2013-14; columns A to F
VALUES = """
    1 2 3 4 5 -
    1 2 3 4 5 -
    1 2 3 4 - -
    - 2 3 4 - c
"""


def made(text: str = VALUES) -> Panel:
    cells = [line.split() for line in text.strip().splitlines()]
    value = np.array([[float(cell) if cell.isdigit() else np.nan for cell in row] for row in cells])
    marks = {(t, b): cell for t, row in enumerate(cells) for b, cell in enumerate(row) if cell.isalpha()}
    found = panel(value, indicator())
    known = found.known_on.copy()
    for t, b in marks:
        known[t, b] = date(2011 + t, 9, 27).toordinal()
    return replace(found, marks=marks, known_on=known)


@pytest.mark.parametrize(
    ("as_of", "row", "silent", "chance"),
    [
        ("2014-09-27", 3, [0], 2 / 12),  # ten answers were followed by nine: (1 + 1)/(10 + 2)
        ("2014-09-26", 2, [4], 1 / 7),
        ("2012-12-31", 1, [], 1 / 2),
    ],
)
def test_who_is_silent_about_the_newest_period_that_is_due(
    as_of: str, row: int, silent: list[int], chance: float
) -> None:
    found = missing(made(), as_of=date.fromisoformat(as_of))
    assert found is not None
    assert (found.row, found.bodies.tolist()) == (row, silent)
    assert found.chance == pytest.approx(chance)


@pytest.mark.parametrize("as_of", ["2011-12-01", "2010-01-01"])
def test_the_first_period_has_none_before_it(as_of: str) -> None:
    assert missing(made(), as_of=date.fromisoformat(as_of)) is None


def test_where_most_are_silent_the_source_is_late() -> None:
    assert missing(made("1 2 3 4\n1 - - 4"), as_of=date(2012, 12, 1)) is None
    assert missing(made("1 2 3 4\n1 - 3 4"), as_of=date(2012, 12, 1)) is not None


@pytest.mark.parametrize(
    ("closed", "silent", "chance", "asked"),
    [
        # A is abolished before its value of 2013-14 was expected, on 27 September 2014: it is not asked for it.
        ({0: "2014-09-26"}, [], 2 / 12, 3),
        ({0: "2014-09-27"}, [0], 2 / 12, 4),
        # E fell silent about 2012-13, and was no more when it was expected: nine answers were followed by nine.
        ({4: "2013-04-01"}, [0], 1 / 11, 4),
    ],
)
def test_a_body_that_is_abolished_has_not_fallen_silent(
    closed: dict[int, str], silent: list[int], chance: float, asked: int
) -> None:
    ended = replace(made(), closed={column: date.fromisoformat(day) for column, day in closed.items()})
    found = missing(ended, as_of=date(2014, 9, 27))
    assert found is not None
    assert (found.bodies.tolist(), found.asked) == (silent, asked)
    assert found.chance == pytest.approx(chance)


def test_without_a_stated_lag_nothing_is_late() -> None:
    lagless = replace(made(), indicator=replace(indicator(), lag_days=None))
    assert missing(lagless, as_of=date(2015, 1, 1)) is None


def test_a_value_kept_back_is_no_silence_and_three_years_of_it_are_noted() -> None:
    panel = made("1 c 3 c\n1 x 3 c\n1 c c 2\n1 c c 2")
    gone = missing(panel, as_of=date(2014, 12, 1))
    assert gone is not None
    assert gone.bodies.size == 0
    assert kept_back(panel, as_of=date(2014, 12, 1)) == {panel.bodies[1]: ("x", "c", "c")}
    assert kept_back(panel, as_of=date(2012, 12, 1)) == {}
