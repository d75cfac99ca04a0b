"""A number through time among its peers, and how likely each grade is, as pictures."""

from datetime import date

from inspectorate.webapp.design.series_chart import (
    Mark,
    Point,
    Range,
    SeriesPicture,
    Share,
    number,
    series_chart,
    shares_chart,
)

FIRST, LAST = date(2020, 3, 31), date(2025, 3, 31)


def test_the_line_runs_from_the_first_day_to_the_last_with_the_greatest_number_on_top() -> None:
    picture = SeriesPicture(line=[Point(FIRST, 10.0), Point(LAST, 30.0)])
    drawn = series_chart(picture, title="Agency workers")
    assert 'd="M54.0 164.0L468.0 12.0"' in drawn
    assert 'aria-label="Agency workers"' in drawn
    assert ">30<" in drawn
    assert ">10<" in drawn


def test_peers_england_band_limit_and_marks_are_told_apart() -> None:
    points = [Point(FIRST, 10.0), Point(LAST, 30.0)]
    band = [Range(FIRST, 5.0, 20.0), Range(LAST, 10.0, 40.0)]
    marks = [Mark(date(2022, 5, 1), "Standard inspection <1>")]
    picture = SeriesPicture(points, peers=[points], england=points, band=band, limit=Point(LAST, 29.0), marks=marks)
    drawn = series_chart(picture, title="x")
    for part in ("line--own", "line--peer", "line--england", "__band", "__limit", "__event"):
        assert drawn.count(f"app-series{'' if part.startswith('__') else '__'}{part}") == 1, part
    assert "Standard inspection &lt;1&gt;" in drawn


def test_nothing_is_drawn_of_nothing() -> None:
    assert series_chart(SeriesPicture(line=[]), title="x") == ""


def test_one_number_alone_is_a_dot() -> None:
    drawn = series_chart(SeriesPicture(line=[Point(LAST, 3.0)]), title="x")
    assert "app-series__line" not in drawn
    assert drawn.count("<circle") == 1
    assert "nan" not in drawn


def test_a_bar_is_as_long_as_it_is_likely() -> None:
    drawn = shares_chart([Share("good", "Good", 0.5, 0.4, 0.6)], title="x")
    assert 'width="82.5"' in drawn
    assert "M331.0 20H364.0" in drawn
    assert ">50%<" in drawn


def test_numbers_have_three_figures_and_thousands_their_commas() -> None:
    assert [number(one) for one in (0.12345, 12.345, 12345.6)] == ["0.123", "12.3", "12,346"]
