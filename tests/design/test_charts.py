"""Charts say in words what they draw, at the place where it belongs."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectorate.webapp.design.charts import Axis, LaneLine, Step, Stretch, Visit, lanes_chart, share_bars, window_bar

from .svg import focusable, of_class, parsed, told

FIRST, LAST, TODAY = date(2012, 1, 1), date(2028, 1, 1), date(2026, 11, 23)
GRADES = {"outstanding": "Outstanding", "good": "Good", "inadequate": "Inadequate"}
GOOD = Step(date(2014, 6, 1), "good", "G", "1 June 2014: good")
POOR = Step(date(2018, 6, 1), "inadequate", "I", "1 June 2018: inadequate", breaks=True)


def chart(*lanes: LaneLine, **more: Any) -> object:
    return lanes_chart(lanes, title="Judgements", today=TODAY, first=FIRST, last=LAST, **more)


def test_every_judgement_visit_pause_and_window_is_told() -> None:
    drawn = chart(
        LaneLine("Protection", (GOOD, POOR)),
        visits=[Visit(date(2019, 2, 1), "diamond", "Monitoring visit, 1 February 2019")],
        pauses=[Stretch(date(2020, 3, 17), date(2021, 4, 1), "Inspections paused")],
        window=Stretch(date(2027, 3, 4), date(2027, 9, 4), "Short inspection due"),
    )
    said = told(drawn)
    assert {GOOD.text, POOR.text, "Monitoring visit, 1 February 2019", "Inspections paused"} <= set(said)
    assert {"Short inspection due", "Today"} <= set(said)


def test_marks_and_visits_are_reached_by_keyboard_in_the_order_of_time() -> None:
    drawn = chart(LaneLine("Protection", (GOOD, POOR)), visits=[Visit(date(2019, 2, 1), "circle", "Focused visit")])
    assert focusable(drawn) == ["Judgements", GOOD.text, POOR.text, "Focused visit"]


def test_a_lane_breaks_only_where_the_meaning_changed() -> None:
    assert len(of_class(chart(LaneLine("Protection", (GOOD, POOR))), "app-chart__break")) == 1
    same = replace(POOR, breaks=False)
    assert of_class(chart(LaneLine("Protection", (GOOD, same))), "app-chart__break") == []


def test_what_holds_fades_year_by_year_until_the_next_judgement() -> None:
    drawn = chart(LaneLine("Protection", (GOOD, POOR)))
    opacities = [float(line.attrib["stroke-opacity"]) for line in of_class(drawn, "app-chart__line--good")]
    assert opacities == sorted(opacities, reverse=True)
    assert len(set(opacities)) == len(opacities) > 1
    ends = max(float(line.attrib["x2"]) for line in of_class(drawn, "app-chart__line--good"))
    assert ends == min(float(line.attrib["x1"]) for line in of_class(drawn, "app-chart__line--inadequate"))


def test_a_grade_that_could_not_be_read_is_drawn_as_missing() -> None:
    drawn = chart(LaneLine("Protection", (replace(GOOD, grade=None, letter="–"),)))
    assert len(of_class(drawn, "app-chart__grade--missing")) == 1


def test_nothing_judged_is_an_empty_picture_that_is_well_formed() -> None:
    assert told(chart()) == ["Today"]


@pytest.mark.parametrize(
    ("day", "x"),
    [(date(2019, 12, 31), 0), (date(2020, 1, 1), 0), (date(2020, 4, 10), 100), (date(2020, 4, 11), 100)],
)
def test_days_outside_are_drawn_at_the_edge(day: date, x: float) -> None:
    assert Axis(date(2020, 1, 1), date(2020, 4, 10), 0, 100).x(day) == x


@given(st.dates(FIRST, LAST), st.dates(FIRST, LAST))
def test_later_is_never_further_left(one: date, other: date) -> None:
    axis = Axis(FIRST, LAST, 150, 940)
    earlier, later = sorted((one, other))
    assert 150 <= axis.x(earlier) <= axis.x(later) <= 940


def test_years_are_marked_every_second_one_where_there_are_many() -> None:
    assert [day.year for day in Axis(FIRST, LAST, 0, 1).years()] == list(range(2012, 2029, 2))
    assert [day.year for day in Axis(date(2024, 5, 1), date(2027, 1, 1), 0, 1).years()] == [2025, 2026, 2027]


def test_a_window_however_short_can_be_seen_and_today_is_marked() -> None:
    day = Stretch(TODAY, TODAY, "Due on one day")
    drawn = window_bar(day, today=TODAY, first=FIRST, last=LAST)
    assert float(of_class(drawn, "app-chart__bar")[0].attrib["width"]) >= 4
    assert len(of_class(drawn, "app-chart__today")) == 1
    assert of_class(window_bar(None, today=TODAY, first=FIRST, last=LAST), "app-chart__bar") == []


def test_shares_are_told_as_counts_and_per_cent() -> None:
    drawn = share_bars([("2024", {"good": 3, "inadequate": 1})], GRADES, title="Grades by year")
    assert told(drawn) == ["2024: 3 good, 75%", "2024: 1 inadequate, 25%"]


def test_a_year_without_judgements_has_no_bar() -> None:
    assert told(share_bars([("2024", {})], GRADES, title="Grades by year")) == []


@given(st.text(alphabet="<>&\"'{}%a", max_size=12))
def test_what_others_wrote_is_text_and_never_markup(text: str) -> None:
    step = replace(GOOD, text=text)
    drawn = [
        lanes_chart([LaneLine(text, (step,))], title=text, today=TODAY, first=FIRST, last=LAST),
        share_bars([(text, {"good": 1})], {"good": text}, title=text),
    ]
    for picture in drawn:
        assert {part.tag for part in parsed(picture).iter()} <= {
            "div", "svg", "defs", "pattern", "g", "title", "line", "rect", "text", "path", "circle",
        }  # fmt: skip
    assert text in told(drawn[0])


def test_charts_carry_no_style_of_their_own() -> None:
    drawn = chart(LaneLine("Protection", (GOOD, POOR)))
    assert all("style" not in part.attrib for part in parsed(drawn).iter())
