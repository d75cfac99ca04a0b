"""The workforce as a programme is staffed with it: half-days by week, skills and conflicts with their last days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.programme.places import LONDON
from tests.workforce.people import SCHEDULER, agreed, iris, leave, skill

from inspectorate.calendars import CalendarUnknown
from inspectorate.webapp.register.models import Body
from inspectorate.webapp.workforce import actions
from inspectorate.webapp.workforce.actions import NewEntry
from inspectorate.webapp.workforce.capacity import mondays
from inspectorate.webapp.workforce.supply import Supply, supply

pytestmark = pytest.mark.django_db
WEEKS = mondays(date(2026, 12, 14), 3)


def conflict(inspector: actions.Inspector, body: Body, last: date | None) -> None:
    new = NewEntry(what="conflict", kind="worked_there", body=body, last=last)
    actions.add_entry(by=SCHEDULER, inspector=inspector, new=new)


def test_an_inspector_gives_whole_half_days_week_by_week(body: Body) -> None:
    made = iris(share=Decimal("0.6"), cost_per_day=42_500, most_weeks=3, grade="senior_inspector")
    leave(made, date(2026, 12, 14), date(2026, 12, 14))
    skill(made, "fostering", date(2026, 12, 31))
    skill(made, "secure")
    skill(made, "adoption", date(2026, 12, 13))
    actions.strike_entry(by=SCHEDULER, held=skill(made, "education"), reason="Misread.")
    conflict(made, body, date(2027, 6, 30))
    (found,) = supply(WEEKS)
    # Of three days a week in five shorter ones: 4 of 5, then 4 (Christmas Day), then 3 (two bank holidays).
    assert found == Supply(
        code="N-1", region="North West", home="Lornmere", grade=2, half_days=6, left=(4, 4, 3),
        skills={"fostering": date(2026, 12, 31), "secure": None}, conflicts={"authority:X10000007": date(2027, 6, 30)},
        cost=21_250, most_weeks=3,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lasts", "expected"),
    [
        ((date(2027, 1, 1), date(2027, 6, 30)), date(2027, 6, 30)),
        ((date(2027, 6, 30), date(2027, 1, 1)), date(2027, 6, 30)),
        ((date(2027, 6, 30), None), None),
        ((None, date(2027, 6, 30)), None),
    ],
)
def test_of_two_that_say_the_same_the_longer_counts(
    body: Body, lasts: tuple[date | None, ...], expected: date | None
) -> None:
    made = iris()
    for last in lasts:
        skill(made, "fostering", last)
        conflict(made, body, last)
    (found,) = supply(WEEKS)
    assert (found.skills, found.conflicts) == ({"fostering": expected}, {"authority:X10000007": expected})


def test_who_moves_is_where_the_first_week_finds_them_and_who_is_not_there_is_left_out(body: Body) -> None:
    made, gone, late = iris(), iris("N-2", "Una Oak"), iris("N-3", "Oz Yew")
    terms = agreed(region=LONDON, share=Decimal("0.5"))
    actions.set_terms(by=SCHEDULER, inspector=made, agreed=terms, first=date(2026, 12, 21))
    actions.change_inspector(by=SCHEDULER, inspector=gone, name="Una Oak", user=None, last=date(2026, 12, 13))
    actions.change_inspector(by=SCHEDULER, inspector=late, name="Oz Yew", user=None, last=date(2026, 12, 15))
    found = supply(WEEKS)
    assert [(one.code, one.region, one.half_days, one.left) for one in found] == [
        ("N-1", "North West", 10, (10, 4, 3)), ("N-3", "North West", 10, (4, 0, 0))
    ]  # fmt: skip
    with pytest.raises(CalendarUnknown):
        supply(mondays(date(2029, 1, 1), 1))
