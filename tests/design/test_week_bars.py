"""Weeks as bars: each filled as far as something is left of the whole, the first week of each month marked."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from inspectorate.webapp.design.week_bars import BAR, Bar, BarRow, week_bars

WEEKS = [date(2026, 12, 21) + timedelta(weeks=number) for number in range(4)]


def drawn(*bars: Bar) -> str:
    return str(week_bars([BarRow("North & West", bars)], WEEKS, title="Days left"))


def test_a_bar_is_as_high_as_its_share_of_the_fullest_week() -> None:
    picture = drawn(Bar(5, 10, "a"), Bar(0, 5, "b"), Bar(10, 10, "c"), Bar(2.5, 10, "d"))
    heights = re.findall(r'class="app-chart__(\w+)" x="[\d.]+" y="[\d.]+" width="[\d.]+" height="([\d.]+)"', picture)
    assert [float(height) for kind, height in heights if kind == "whole"] == [BAR, BAR / 2, BAR, BAR]
    assert [float(height) for kind, height in heights if kind == "left"] == [BAR / 2, 0, BAR, BAR / 4]


def test_every_bar_says_what_it_is_and_text_is_escaped() -> None:
    picture = drawn(*(Bar(1, 1, f"week <{number}>") for number in range(4)))
    assert picture.count("<title>week &lt;") == 4
    assert "North &amp; West" in picture
    assert 'aria-label="Days left"' in picture


def test_months_are_marked_at_their_first_week_and_the_year_in_january() -> None:
    assert re.findall(r"app-chart__week\" x=\"[\d.]+\" y=\"14\">([^<]+)<", drawn()) == ["Dec", "2027"]


@pytest.mark.parametrize("bars", [(), (Bar(0, 0, "nobody"),)])
def test_nobody_is_drawn_as_nothing(bars: tuple[Bar, ...]) -> None:
    assert "nan" not in drawn(*bars)
