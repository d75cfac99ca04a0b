"""Numbers with their intervals as a picture: what is not known is said, and nothing leaves the axis."""

from __future__ import annotations

from inspectorate.webapp.design.interval_chart import Reach, interval_chart


def test_each_lane_tells_its_number_and_interval_or_why_not() -> None:
    drawn = interval_chart(
        [Reach("In <care>", 0.8, (0.6, 0.9)), Reach("Leaders", 1.0), Reach("Overall", None, why_not="Too few")],
        title="Agreement",
    )
    assert "In &lt;care&gt;: 0.80, interval 0.60 to 0.90" in drawn
    assert "Leaders: 1.00, interval not known" in drawn
    assert drawn.count("app-chart__bar") == 1
    assert ">Too few</text>" in drawn
    assert ">-1</text>" not in drawn


def test_the_axis_reaches_below_none_where_an_interval_does() -> None:
    drawn = interval_chart([Reach("Kappa", 0.1, (-1.4, 0.5))], title="Agreement")
    assert ">-1</text>" in drawn
    assert 'x="240.0"' in drawn
