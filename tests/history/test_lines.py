"""Which judgements of several regimes are one line through time, and how earlier grades are read on it."""

from __future__ import annotations

from datetime import date

from tests.due.small import CARE, FIRST, LEADERS, OVERALL, SECOND, edition, event, shelf
from tests.history.small import inspected

from inspectorate.framework.library import load_library
from inspectorate.history.lines import lines

LIBRARY = shelf(FIRST, SECOND)
AS_OF = date(2021, 6, 1)


def test_judgements_of_one_meaning_are_one_line_and_grades_are_read_as_the_scale_says() -> None:
    overall, leadership, in_care = lines(LIBRARY, "authority", AS_OF)
    assert overall.places["first", "overall"] == {"outstanding": 0, "good": 1, "adequate": 2, "inadequate": 3}
    assert set(leadership.places) == {("second", "leadership")}
    assert set(in_care.places) == {("second", "in_care"), ("first", "looked_after")}


def test_under_the_earlier_regime_its_own_areas_are_asked_about() -> None:
    assert [one.area for one in lines(LIBRARY, "authority", date(2016, 1, 1))] == ["overall", "looked_after"]
    assert lines(LIBRARY, "childrens_home", AS_OF) == ()


def test_one_judgement_goes_on_within_its_regime_when_its_meaning_changes() -> None:
    """Care leavers got a judgement of their own; that of children in care goes on, and with it what it had followed."""
    narrower = {"overall": OVERALL, "in_care": CARE | {"meaning": "narrower"}, "leavers": LEADERS | {"meaning": "new"}}
    third = edition("second", "2020-01-01", judgements=narrower)
    by_area = {one.area: set(one.places) for one in lines(shelf(FIRST, SECOND, third), "authority", AS_OF)}
    assert by_area["in_care"] == {("second", "in_care"), ("first", "looked_after")}
    assert by_area["leavers"] == {("second", "leavers")}


def test_reviews_of_others_and_judgements_with_a_scale_of_their_own_have_no_line() -> None:
    board = LEADERS | {"kind": "review"}
    interim = LEADERS | {"scale": {"improved": {"label": "Improved", "letter": "+"}}}
    odd = edition("odd", "2020-01-01", judgements={"overall": OVERALL, "board": board, "interim": interim})
    assert [one.area for one in lines(shelf(odd), "authority", AS_OF)] == ["overall"]


def test_a_grade_that_the_scale_in_force_does_not_hold_is_unknown() -> None:
    scale = {"met": {"label": "Met", "letter": "M"}, "good": {"label": "Good", "letter": "G"}}
    before = edition("before", "2012-01-01", ended="2018-01-01", scale=scale, events={"full": event("Full")})
    overall = lines(shelf(before, SECOND), "authority", AS_OF)[0]
    assert overall.places["before", "overall"] == {"good": 1}
    assert overall.place(inspected("1", "met", regime="before")) is None
    assert overall.place(inspected("1", regime="unheard_of")) is None


def test_the_shipped_library_joins_what_it_says_is_of_one_meaning() -> None:
    shipped = {one.area: set(one.places) for one in lines(load_library(), "authority", date(2023, 6, 1))}
    assert shipped == {
        "overall": {("sif", "overall"), ("ilacs", "overall")},
        "leadership": {("sif", "leadership"), ("ilacs", "leadership")},
        "help_and_protection": {("sif", "help_and_protection"), ("ilacs", "help_and_protection")},
        "in_care": {("slac", "looked_after"), ("sif", "looked_after"), ("ilacs", "in_care")},
        "care_leavers": {("sif", "care_leavers"), ("ilacs", "care_leavers")},
    }
    (in_care,) = (one for one in lines(load_library(), "authority", date(2023, 6, 1)) if one.area == "in_care")
    assert in_care.places["slac", "looked_after"]["adequate"] == in_care.grades.index("requires_improvement")
    homes = {one.area: set(one.places) for one in lines(load_library(), "childrens_home", date(2020, 1, 1))}
    assert homes["help_and_protection"] == {("settings-2013", "safeguarding"), ("sccif", "help_and_protection")}
