"""Positions and falls: which inspections count on a day, and which is a body's latest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.history.small import NORTHMERE, day, history, inspected

from inspectorate.framework.library import load_library
from inspectorate.history.model import Body, Inspection
from inspectorate.history.position import falls, known_later, position

LIBRARY = load_library()


@pytest.mark.parametrize(
    ("days", "counted_on"),
    [
        ({"started": "2022-03-28", "ended": "2022-04-08", "published": "2022-05-18"}, "2022-04-08"),
        ({"started": "2022-03-28", "published": "2022-05-18"}, "2022-03-28"),
        ({"published": "2022-05-18"}, "2022-05-18"),
    ],
)
def test_it_counts_from_the_end_of_fieldwork_else_its_start_else_publication(
    days: dict[str, str], counted_on: str
) -> None:
    on = day(counted_on)
    stored = [history(inspected("1", **days))]
    counts = [
        position(stored, day_).inspections.count
        for day_ in (on.replace(day=on.day - 1), on, on.replace(day=on.day + 1))
    ]
    assert counts == [0, 1, 1]


def test_one_without_any_day_is_never_placed() -> None:
    assert position([history(inspected("1"))], day("2030-01-01")).inspections.count == 0


@pytest.mark.parametrize(("known_by", "count"), [("2023-05-09", 0), ("2023-05-10", 1), ("2023-05-11", 1)])
def test_it_counts_only_what_was_known_by_the_second_day(known_by: str, count: int) -> None:
    stored = [history(inspected("1", started="2022-12-05", known_on="2023-05-10"))]
    assert position(stored, day("2023-03-31"), known_by=day(known_by)).inspections.count == count


def test_every_inspection_is_counted_by_judgement_grade_and_event() -> None:
    stored = [
        history(
            inspected("1", "good", published="2018-05-01", event="short"),
            inspected("2", "inadequate", published="2021-05-01"),
        )
    ]
    answer = position(stored, day("2022-01-01"))
    assert answer.inspections.grades == {"overall": {"good": 1, "inadequate": 1}}
    assert answer.inspections.by_type == {"short": 1, "standard": 1}
    assert answer.latest.grades == {"overall": {"inadequate": 1}}
    assert [(body.name, last.id) for body, last in answer.latest_of] == [("Northmere", "2")]


def test_of_two_on_one_day_the_later_report_is_the_latest_whichever_was_loaded_first() -> None:
    for first, second in (("9", "10"), ("10", "9")):
        stored = [
            history(
                inspected(first, "good", ended="2021-05-07", published="2021-06-18"),
                inspected(second, "inadequate", ended="2021-05-07", published="2021-06-21", event="short"),
            )
        ]
        assert position(stored, day("2022-01-01")).latest.grades == {"overall": {"inadequate": 1}}


def test_a_regime_limits_both_what_is_counted_and_whose_latest() -> None:
    stored = [
        history(
            inspected("1", "good", regime="sif", published="2016-05-01"),
            inspected("2", "inadequate", published="2021-05-01"),
        )
    ]
    answer = position(stored, day("2022-01-01"), regime="sif")
    assert (answer.inspections.count, answer.latest.grades) == (1, {"overall": {"good": 1}})
    assert position(stored, day("2022-01-01"), regime="slac").latest.count == 0


@pytest.mark.parametrize(("types", "count"), [({"authority"}, 1), ({"childrens_home"}, 0), (None, 1)])
def test_types_limit_both_to_bodies_that_are_of_one_of_them_on_the_day(types: set[str] | None, count: int) -> None:
    answer = position([history(inspected("1", published="2021-05-01"))], day("2022-01-01"), types=types)
    assert (answer.inspections.count, answer.latest.count) == (count, count)


def test_a_grade_that_could_not_be_read_is_counted_as_unknown_and_listed() -> None:
    answer = position([history(inspected("1", None, published="2021-05-01"))], day("2022-01-01"))
    assert answer.inspections.grades == {"overall": {"unknown": 1}}
    assert [(one.body.name, one.inspection.id, one.judgement) for one in answer.unknown] == [
        ("Northmere", "1", "overall")
    ]


def test_pilots_and_visits_without_grades_count_nowhere() -> None:
    stored = [
        history(inspected("1", pilot=True, published="2021-05-01"), inspected("2", grades={}, ended="2021-06-01"))
    ]
    assert position(stored, day("2022-01-01")).inspections.count == 0


@pytest.mark.parametrize(("on", "latest"), [("2021-03-31", 1), ("2021-04-01", 0)])
def test_an_abolished_body_keeps_its_inspections_and_is_nobodys_latest(on: str, latest: int) -> None:
    abolished = replace(NORTHMERE, closed=day("2021-03-31"))
    answer = position([history(inspected("1", published="2019-07-29"), body=abolished)], day(on))
    assert (answer.inspections.count, answer.latest.count) == (1, latest)


@pytest.mark.parametrize(("known_by", "late"), [("2023-05-09", ["1"]), ("2023-05-10", []), ("2023-05-11", [])])
def test_what_a_position_leaves_out_because_it_was_told_later_can_be_named(known_by: str, late: list[str]) -> None:
    told_late = inspected("1", started="2022-12-05", known_on="2023-05-10")
    not_yet_carried_out = inspected("2", started="2023-04-01", known_on="2023-06-10")
    visit = inspected("3", grades={}, started="2022-12-05", known_on="2023-06-10")
    stored = [history(told_late, not_yet_carried_out, visit)]
    found = known_later(stored, day("2023-03-31"), day(known_by))
    assert [one.id for _, one in found] == late
    assert known_later(stored, day("2023-03-31"), day(known_by), regime="sif") == ()


def slac(grade: str, published: str, **more: object) -> Inspection:
    return inspected(
        "slac", regime="slac", published=published, grades={"safeguarding": grade, "looked_after": "good"}, **more
    )


def sif(grade: str | None, published: str) -> Inspection:
    return inspected(f"sif {published}", grade, regime="sif", published=published)


@pytest.mark.parametrize(
    ("before", "after", "steps"),
    [
        ("outstanding", "inadequate", 3),
        ("outstanding", "requires_improvement", 2),
        ("good", "inadequate", 2),
        ("adequate", "inadequate", None),
        ("good", "requires_improvement", None),
        ("inadequate", "good", None),
    ],
)
def test_a_fall_is_counted_in_steps_of_a_scale_on_which_adequate_is_requires_improvement(
    before: str, after: str, steps: int | None
) -> None:
    stored = [history(slac(before, "2012-05-29"), sif(after, "2015-05-12"))]
    found = falls(stored, LIBRARY, "sif", day("2017-12-31"), at_least=2)
    assert [fall.steps for fall in found] == ([steps] if steps else [])


def test_the_first_inspection_under_the_new_regime_is_compared_with_the_last_routine_one_under_the_old() -> None:
    again = inspected(
        "again", regime="slac", published="2013-01-10", grades={"safeguarding": "inadequate"}, purpose="reinspection"
    )
    stored = [
        history(slac("outstanding", "2012-05-29"), again, sif("inadequate", "2015-05-12"), sif("good", "2017-05-12"))
    ]
    (fall,) = falls(stored, LIBRARY, "sif", day("2017-12-31"), at_least=1)
    assert (fall.grade_before, fall.grade_after, fall.before.published) == (
        "outstanding",
        "inadequate",
        day("2012-05-29"),
    )


def test_without_both_grades_there_is_no_fall() -> None:
    unread = history(slac("good", "2012-05-29"), sif(None, "2015-05-12"))
    nothing_before = history(sif("inadequate", "2015-05-12"))
    nothing_after = history(slac("good", "2012-05-29"))
    assert falls([unread, nothing_before, nothing_after], LIBRARY, "sif", day("2017-12-31"), at_least=1) == ()


def test_what_was_not_known_by_the_day_is_no_fall_yet() -> None:
    stored = [history(slac("good", "2012-05-29"), sif("inadequate", "2015-05-12"))]
    assert falls(stored, LIBRARY, "sif", day("2017-12-31"), at_least=1, known_by=day("2015-05-11")) == ()
    assert len(falls(stored, LIBRARY, "sif", day("2017-12-31"), at_least=1, known_by=day("2015-05-12"))) == 1


def test_the_deepest_falls_come_first_then_by_name() -> None:
    other = Body("authority:N02", "authority", "N02", "Aldmere")
    stored = [
        history(slac("good", "2012-05-29"), sif("inadequate", "2015-05-12")),
        history(slac("good", "2012-05-29"), sif("inadequate", "2015-05-12"), body=other),
        history(
            slac("outstanding", "2012-05-29"), sif("inadequate", "2015-05-12"), body=replace(NORTHMERE, name="Zedmere")
        ),
    ]
    names = [fall.body.name for fall in falls(stored, LIBRARY, "sif", day("2017-12-31"), at_least=2)]
    assert names == ["Zedmere", "Aldmere", "Northmere"]


GRADED = st.builds(
    lambda number, regime, grade, carried_out, later: inspected(
        f"{number}", grade, regime=regime, published=carried_out, known_on=carried_out + timedelta(days=later)
    ),
    st.integers(0, 99),
    st.sampled_from(["sif", "ilacs"]),
    st.none() | st.sampled_from(["good", "inadequate"]),
    st.dates(day("2016-01-01"), day("2019-12-31")),
    st.integers(0, 400),
)
ANY_DAY = st.dates(day("2016-01-01"), day("2020-12-31"))


@given(st.lists(GRADED, max_size=6), ANY_DAY, ANY_DAY, ANY_DAY)
def test_who_knows_more_counts_no_fewer(told: list[Inspection], as_of: date, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    less, more = (position([history(*told)], as_of, known_by=on) for on in (earlier, later))
    everything = position([history(*told)], as_of)
    for few, many in ((less, more), (more, everything)):
        assert few.inspections.count <= many.inspections.count
        assert few.latest.count <= many.latest.count
        for area, grades in few.inspections.grades.items():
            assert grades <= many.inspections.grades[area]


@given(st.lists(GRADED, max_size=6, unique_by=lambda one: (one.carried_out, one.regime)), ANY_DAY, st.randoms())
def test_what_was_loaded_first_makes_no_difference(told: list[Inspection], as_of: date, random: Any) -> None:
    ids = [str(number) for number in range(8, 8 + len(told))]
    random.shuffle(ids)
    renumbered = [replace(one, id=id_) for one, id_ in zip(told, ids, strict=True)]
    random.shuffle(renumbered)
    one, other = (position([history(*inspections)], as_of) for inspections in (told, renumbered))
    assert (one.inspections, one.latest) == (other.inspections, other.latest)


@given(st.lists(GRADED, max_size=6), ANY_DAY, ANY_DAY)
def test_a_later_day_counts_no_fewer_and_regimes_add_up(told: list[Inspection], one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    before, after = (position([history(*told)], on).inspections for on in (earlier, later))
    assert before.count <= after.count
    parts = [position([history(*told)], later, regime=regime).inspections.count for regime in ("sif", "ilacs")]
    assert sum(parts) == after.count
