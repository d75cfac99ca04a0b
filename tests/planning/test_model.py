"""The weeks of a programme, what an event takes of its people, and what is refused as a problem."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.planning.small import MONDAY, event, person, problem

from inspectorate.calendars import Calendar
from inspectorate.planning.certificate import Prices, Settled
from inspectorate.planning.model import Event, Person, Placement, Places, Plan, Problem, Weeks
from inspectorate.planning.rules import RulesInvalid, rules
from inspectorate.planning.valid import ProblemInvalid, check_valid

HOLIDAYS = Calendar.from_holidays([date(2026, 1, 1), date(2026, 5, 4), date(2026, 12, 25)])


def test_a_week_that_begins_with_a_bank_holiday_has_four_working_days() -> None:
    weeks = Weeks.of(date(2026, 4, 27), 3, HOLIDAYS, (1,))
    assert weeks == Weeks(date(2026, 4, 27), (5, 4, 5), (1,))
    assert (len(weeks), weeks.half_days(1)) == (3, 8)


def test_a_day_lies_in_the_week_of_the_monday_before_it() -> None:
    weeks = Weeks(MONDAY, (5, 5))
    days = [date(2026, 4, 12), MONDAY, date(2026, 4, 19), date(2026, 4, 20), date(2026, 4, 27)]
    assert [weeks.week_of(day) for day in days] == [-1, 0, 0, 1, 2]
    assert weeks.monday(1) == date(2026, 4, 20)


def test_a_programme_starts_on_a_monday() -> None:
    with pytest.raises(ValueError, match="2026-04-14 is none"):
        Weeks.of(date(2026, 4, 14), 3, HOLIDAYS)


@pytest.mark.parametrize(
    ("preparation", "on_site", "writing", "held", "before"),
    [
        (0, 4, 0, (4,), 0),
        (2, 4, 4, (10,), 0),
        (2, 6, 3, (2, 6, 3), 1),
        (0, 20, 0, (10, 10), 0),
        (10, 15, 4, (10, 10, 5, 4), 1),
        (12, 10, 0, (10, 2, 10), 2),
    ],
)
def test_what_does_not_fit_into_a_week_takes_whole_weeks(
    preparation: int, on_site: int, writing: int, held: tuple[int, ...], before: int
) -> None:
    found = event("a", on_site, preparation=preparation, writing=writing, team=3)
    assert (found.held, found.before, found.effort) == (held, before, 3 * (preparation + on_site + writing))


def test_the_gap_is_a_share_of_the_cost() -> None:
    settled = Settled(Plan((Placement("a", 0, ("p",), "p"),), ("b",)), Prices(1, {}, {}), 200, 199, 1.0, 1)
    assert (settled.gap, settled.placed, settled.unplaced) == (0.005, 1, 1)
    assert replace(settled, cost=0, bound=0).gap == 0


def test_a_rule_may_be_changed_and_none_invented() -> None:
    assert rules(spacing=5, most_starts={"north": 2}) == replace(rules(), spacing=5, most_starts={"north": 2})
    with pytest.raises(RulesInvalid, match="“spaceing”: Unexpected keyword argument"):
        rules(spaceing=5)
    with pytest.raises(RulesInvalid, match="“late”: Input should be a valid integer"):
        rules(late=1.5)


LOCK = Placement("a", 1, ("p", "q"), "p")


def broken(**fields: Any) -> Event:
    return event("a", **fields)


@pytest.mark.parametrize(
    ("events", "people", "fields", "sentence"),
    [
        ([event("a"), event("a")], [], {}, "There are 2 of event “a”."),
        ([], [person("p"), person("p")], {}, "There are 2 of person “p”."),
        ([], [], {"working_days": ()}, "A programme has a week at least."),
        ([], [], {"working_days": (5, 6)}, "A week has 0 to 5 working days."),
        ([], [], {"rules": {"spacing": -1}}, "Events at one body cannot be -1 weeks apart; 0 or more can be."),
        ([], [], {"places": Places(("town", "town"), ((0, 1), (1, 0)))}, "There are 2 of place “town”."),
        ([], [], {"places": Places(("town",), ())}, "The table of minutes must have 1 rows and columns"),
        ([], [], {"places": Places(("town",), ((0, 1),))}, "The table of minutes must have 1 rows and columns"),
        ([], [person("p", home="sea")], {}, "Person “p” lives at “sea”"),
        ([], [person("p", half_days=11)], {}, "Person “p” works 11 half-days a week; 0 to 10 can be."),
        ([], [person("p", lost={1: -2})], {}, "Person “p” loses fewer than 0 half-days in a week."),
        ([], [person("p", most_running=-1)], {}, "Person “p” cannot have events in -1 weeks in a row; 0 or more"),
        ([broken(place="sea")], [], {}, "Event “a” is at “sea”"),
        ([broken(on_site=0)], [], {}, "Event “a” needs somebody on site"),
        ([broken(earliest=2, usual=1)], [], {}, "Event “a”: the earliest, usual and latest week"),
        ([broken(locked=replace(LOCK, event="b"))], [], {}, "Event “a” is locked for another event"),
        ([broken(locked=replace(LOCK, lead="z"))], [], {}, "Event “a” is locked for another event"),
        ([broken(locked=replace(LOCK, people=("q", "p")))], [], {}, "Event “a” is locked for another event"),
        ([broken(locked=LOCK)], [person("p")], {}, "Event “a” is locked for “q”, who is not among the people."),
    ],
)
def test_what_cannot_be_meant_is_refused(
    events: list[Event], people: list[Person], fields: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ProblemInvalid, match=sentence.replace(".", r"\.")):
        check_valid(problem(events, people, **fields))


def test_what_can_be_meant_is_not() -> None:
    sound: Problem = problem([event("a", locked=LOCK), event("b")], [person("p"), person("q")])
    check_valid(sound)
