"""How a setting stands on the register by several cases at once: the gravest, for as long as the last of them holds."""

from __future__ import annotations

from datetime import date

import pytest
from tests.enforcement.test_standing import Taken, case

from inspectorate.history.register import Standing
from inspectorate.webapp.enforcement.effect import Effect, effect
from inspectorate.webapp.enforcement.standing import CaseStanding

ACTIVE, SUSPENDED, CANCELLED = Standing.ACTIVE, Standing.SUSPENDED, Standing.CANCELLED


def november(day: int) -> date:
    return date(2026, 11, day)


def suspension(first: int, last: int, *more: Taken) -> CaseStanding:
    return case("suspension", Taken("suspend_urgently", november(first), ends_on=november(last)), *more)


LIFTED = suspension(2, 20, Taken("lift", november(10)))
EXTENDED = suspension(2, 10, Taken("extend", november(9), ends_on=november(25)))
PROPOSED = case("suspension", Taken("propose", november(2)))
NOTICE = case("compliance_notice", Taken("serve", november(2), put_right_by=november(20)))
ORDERED = case("cancellation", Taken("apply", november(3)), Taken("order_made", november(5)))
OVERTURNED = case(
    "cancellation", Taken("apply", november(3)), Taken("order_made", november(5)),
    Taken("order_appeal", november(6)), Taken("order_overturned", november(12)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("cases", "day", "standing", "until"),
    [
        ([], 10, ACTIVE, None),
        ([NOTICE, PROPOSED], 10, ACTIVE, None),
        ([suspension(10, 20)], 9, ACTIVE, None),
        ([suspension(10, 20)], 10, SUSPENDED, 20),
        ([suspension(10, 20)], 20, SUSPENDED, 20),
        ([suspension(10, 20)], 21, ACTIVE, None),
        ([LIFTED], 9, SUSPENDED, 20),
        ([LIFTED], 10, ACTIVE, None),
        ([EXTENDED], 11, SUSPENDED, 25),
        ([LIFTED, suspension(4, 15)], 9, SUSPENDED, 20),
        ([LIFTED, suspension(4, 15)], 10, SUSPENDED, 15),
        ([LIFTED, suspension(4, 9)], 10, ACTIVE, None),
        ([suspension(2, 20), ORDERED], 4, SUSPENDED, 20),
        ([suspension(2, 20), ORDERED], 5, CANCELLED, None),
        ([LIFTED, ORDERED], 10, CANCELLED, None),
        ([suspension(2, 20), OVERTURNED], 11, CANCELLED, None),
        ([suspension(2, 20), OVERTURNED], 12, SUSPENDED, 20),
        ([suspension(2, 10), OVERTURNED], 12, ACTIVE, None),
    ],
)
def test_of_several_cases_the_gravest_holds(
    cases: list[CaseStanding], day: int, standing: Standing, until: int | None
) -> None:
    assert effect(cases, november(day)) == Effect(standing, november(until) if until else None)
