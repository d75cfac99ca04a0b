"""What is due as the events of a programme: in which weeks, for how long, with how many people."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from inspectorate.calendars import england
from inspectorate.due.model import DueStatus, Obligation, Window
from inspectorate.framework.library import load_library
from inspectorate.history.model import Body
from inspectorate.planning.model import Event, Weeks
from inspectorate.webapp.programme.demand import HAS_DAYS, LATER, NO_VISIT, NOT_PLANNED, OVERDUE_WITHIN, demand
from inspectorate.webapp.programme.queries import Owed

START = date(2026, 4, 13)
WEEKS = Weeks.of(START, 20, england())
BODY = Body("authority:X1", "authority", "X1", "Lornmere", region="North West", size="usual")


def due(event: str = "short", *, status: DueStatus = DueStatus.OPEN, **window: date | None) -> Obligation:
    days: dict[str, date | None] = {"earliest": None, "usual": None, "latest": START + timedelta(weeks=10)}
    return Obligation(
        body=BODY.id, regime="ilacs", edition="ilacs/2024-04-05", event=event, purpose="routine", graded=True,
        window=Window(**(days | window)), status=status, key=f"{BODY.id}/{event}", reasons=(),
    )  # fmt: skip


def one(obligation: Obligation, body: Body = BODY) -> Event:
    (event,) = demand([Owed(body, obligation)], WEEKS, load_library()).events
    return event


@pytest.mark.parametrize(
    ("earliest", "first"),
    [
        (date(2026, 4, 12), 0),
        (date(2026, 4, 13), 0),
        (date(2026, 4, 14), 1),  # the week that has begun is over
        (date(2026, 4, 20), 1),
        (date(2026, 4, 21), 2),
    ],
)
def test_an_event_starts_on_a_monday_of_its_window(earliest: date, first: int) -> None:
    assert one(due(earliest=earliest)).earliest == first


@pytest.mark.parametrize(
    ("event", "latest", "last"),
    [
        ("short", date(2026, 6, 18), 8),  # five days from Monday 15 June end a day too late
        ("short", date(2026, 6, 19), 9),
        ("short", date(2026, 6, 20), 9),
        ("standard", date(2026, 6, 18), 7),  # two weeks on site
        ("standard", date(2026, 6, 19), 8),
        ("short", date(2026, 5, 29), 5),  # 25 May is a bank holiday: five days end on 1 June
        ("short", date(2026, 6, 1), 6),
    ],
)
def test_an_event_is_over_by_the_last_day_of_its_window(event: str, latest: date, last: int) -> None:
    assert one(due(event, latest=latest)).latest == last


def test_a_window_may_last_longer_than_bank_holidays_are_known() -> None:
    assert one(due(usual=START, latest=date(2060, 1, 5))).latest == WEEKS.week_of(date(2060, 1, 5))


def test_days_and_people_are_those_of_the_edition_and_the_size_of_the_body() -> None:
    short, standard, visit = one(due("short")), one(due("standard")), one(due("focused_visit"))
    assert (short.on_site, standard.on_site, visit.on_site) == (10, 20, 4)
    assert (short.team, visit.team) == (4, 2)
    assert [one(due("short"), replace(BODY, size=size)).team for size in ("small", "large", None)] == [3, 5, 4]
    assert short.held == (5, 10, 5)
    assert visit.held == (10,)
    assert short.skills == ("authority",)
    assert short.lead_grade == 1
    assert short.place == "North West, teams"


def test_what_is_overdue_is_wanted_at_once_and_its_delay_costs_more() -> None:
    late = one(due(latest=START - timedelta(days=1)))
    assert (late.earliest, late.usual, late.latest) == (0, 0, OVERDUE_WITHIN)
    assert late.weight > one(due(latest=START)).weight == 1


def test_where_nothing_names_a_usual_week_the_middle_is_taken() -> None:
    assert one(due(earliest=START, latest=date(2026, 6, 19))).usual == 4
    assert one(due(usual=date(2026, 5, 6))).usual == 3


@pytest.mark.parametrize(
    ("obligation", "why"),
    [
        (due("annual_conversation"), NO_VISIT),
        (due(usual=WEEKS.monday(20), latest=WEEKS.monday(30)), LATER),
        (due(latest=None), NOT_PLANNED[DueStatus.UNKNOWN]),
        *((due(status=status), why) for status, why in NOT_PLANNED.items()),
    ],
)
def test_what_is_left_out_is_counted_with_its_reason(obligation: Obligation, why: str) -> None:
    found = demand([Owed(BODY, obligation)], WEEKS, load_library())
    assert (found.events, found.left_out) == ((), Counter([why]))


def test_the_last_day_before_the_end_is_still_planned() -> None:
    last = WEEKS.monday(20) - timedelta(days=1)
    assert one(due(usual=last, latest=last + timedelta(weeks=5))).usual == 19


def test_what_has_its_days_is_planned_no_second_time() -> None:
    obligation = due()
    found = demand([Owed(BODY, obligation)], WEEKS, load_library(), planned={obligation.key})
    assert found.left_out == Counter([HAS_DAYS])
