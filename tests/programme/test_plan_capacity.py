"""What stands behind a plan, on pages and at the command line: capacity, spending, reasons and what can be foreseen."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from tests.cli.commands import run
from tests.planning.small import event, person, problem
from tests.programme.places import judge, place, sign_in
from tests.programme.test_plan_reasons import at, kept

from inspectorate.planning.model import Problem
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_spending import last_grades

EVENTS = [
    event("a", 10, body="authority:X10000001", region="town", kind="ilacs short", announced=True),
    event("b", 8, body="setting:X2", region="town", kind="sccif full", skills=("fostering",), lead_grade=1, latest=0),
    event("c", 10, body="setting:X3", region="town", kind="sccif full", latest=0),
]
PEOPLE = [person("p", region="town", skills={"fostering": None}, grade=1), person("q", region="town")]


def plan_of(found: Problem) -> Plan:
    cache.clear()
    made = kept(found, at("a", 1, "p"), at("b", 0, "p"), a=20, b=20)
    made.save()
    return made


@pytest.fixture
def plan(db: None) -> Plan:
    """Of three events, one of which is in no week."""
    return plan_of(problem(EVENTS, PEOPLE, rules={"unpredictability": 4}))


def page(plan: Plan, name: str, role: Role = Role.SCHEDULER) -> str:
    answer = sign_in(Client(), role).get(f"/plan/{plan.pk}/{name}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_page_of_capacity_says_what_is_needed_missing_and_dear(plan: Plan) -> None:
    shown = page(plan, "capacity")
    assert "the inspectors that there are could do all events" in shown
    assert "town, April 2026: 13 of 30 days are needed" in shown
    assert "Skill: fostering" in shown
    assert "Lead: HM Inspector or above" in shown
    # Of week 0 the four days of an event that pays 20 points.
    assert "town, week of 13 April 2026: 4 points" in shown
    assert "would be right for 100% of them; in this plan it is right for 1 of 2." in shown


def test_the_board_has_the_price_of_a_day_over_each_region_and_in_a_table(plan: Plan) -> None:
    asked = sign_in(Client(), Role.SCHEDULER)

    def board(query: str) -> str:
        return " ".join(asked.get(f"/plan/{plan.pk}/{query}").content.decode().split())

    shown = board("?start=2026-04-13")
    assert ">4 points</text>" in shown
    assert "town, week of 13 April 2026: 4 points" in shown
    assert "Price of a day in points; weeks without any are left out" in shown
    assert "Price of a day" not in board("?start=2026-04-13&by=inspectors")


def test_who_is_missing_is_named_and_a_plan_without_prices_says_so(db: None) -> None:
    many = [*EVENTS, *(replace(EVENTS[2], id=f"c{number}") for number in range(2))]
    found = problem([*many, event("d", 4, earliest=9, usual=9, latest=9)], PEOPLE, working_days=(5, 5, 0, 0))
    made = kept(found)
    made.save()
    shown = page(made, "capacity")
    assert "At least 2 further full-time inspectors are needed to do all events: " in shown
    assert "1 event no week can hold, whoever comes." in shown
    assert "No day has a price." in shown


def test_nothing_that_is_unannounced_is_told_so(db: None) -> None:
    made = kept(problem([EVENTS[0]], PEOPLE))
    made.save()
    assert "No event of this plan is unannounced and still open." in page(made, "capacity")


def test_the_page_and_the_file_of_spending_agree(plan: Plan) -> None:
    judge(place("Northshire", 1), "good", date(2024, 5, 17), date(2024, 6, 28))
    client = sign_in(Client(), Role.SCHEDULER)
    shown = client.get(f"/plan/{plan.pk}/spending/").content.decode()
    assert "ILACS" in shown
    assert "Quarter from 1 April 2026" in shown
    answer = client.get(f"/plan/{plan.pk}/spending/download.csv")
    assert answer.getvalue().decode().splitlines() == [
        "Regime,Region,Last grade,From 2026-04-01,In no week",
        "ilacs,town,good,5.0,0.0",
        "sccif,town,not_judged,4.0,5.0",
    ]


def test_the_last_grade_is_what_was_known_on_the_day(db: None) -> None:
    body = place("Northshire", 1)
    judge(body, "good", date(2024, 5, 17), date(2024, 6, 28))
    judged = place("Southshire", 2)
    judge(judged, "good", date(2026, 5, 15), date(2026, 6, 26), edition="ilacs/2026-04-01")
    other = place("Westshire", 3)
    keys = {one.key for one in (body, judged, other)}
    assert last_grades(keys, date(2024, 6, 1)) == dict.fromkeys(keys, "not_judged")
    assert last_grades(keys, date(2026, 10, 1)) == {
        body.key: "good", judged.key: "no_overall_grade", other.key: "not_judged",
    }  # fmt: skip


@pytest.mark.parametrize("role", [Role.ANALYST, Role.INSPECTOR])
@pytest.mark.parametrize("name", ["capacity/", "spending/", "spending/download.csv"])
def test_only_who_plans_cases_sees_them(plan: Plan, role: Role, name: str) -> None:
    assert sign_in(Client(), role).get(f"/plan/{plan.pk}/{name}").status_code == 403


def test_a_plan_that_is_none_is_not_found(db: None) -> None:
    assert sign_in(Client(), Role.SCHEDULER).get("/plan/9/capacity/").status_code == 404


def test_the_commands_say_the_same(plan: Plan) -> None:
    assert "It is 1 week after its usual week, at 1 point." in run("plan", "why", "a").stdout
    assert json.loads(run("plan", "why", "c", "--format", "json").stdout)["reasons"][1].startswith("It is in no week")
    assert run("plan", "why", "a", "--format", "csv").stdout.startswith("obligation,reason\na,")
    answer = run("plan", "why", "no such event")
    assert (answer.exit_code, "has no event" in answer.stderr) == (1, True)
    table = run("plan", "capacity").stdout
    assert "13/30" in table
    assert "could do all events" in table
    told = json.loads(run("plan", "capacity", "--format", "json").stdout)
    assert told["missing"] == {"proven": True, "least": 0, "enough": True, "more": [], "nowhere": []}
    assert told["demand"][0] == {
        "of": "all", "name": "", "month": "2026-04-01", "needed_days": 12.75, "least_days": 9.0, "supply_days": 30.0,
    }  # fmt: skip
    assert run("plan", "capacity", "--format", "csv").stdout.startswith("of,name,month,needed_days")
    assert "1 of 2." in run("plan", "entropy").stdout
    assert len(json.loads(run("plan", "entropy", "--format", "json").stdout)["events"]) == 2
    assert run("plan", "entropy", "--format", "csv").stdout.startswith("obligation,bits,likeliest,price\nb,0.0,1.0")
    assert "Q2 2026" in run("plan", "spending").stdout
    rows = json.loads(run("plan", "spending", "--format", "json").stdout)
    assert {
        "regime": "sccif",
        "region": "town",
        "last_grade": "not_judged",
        "quarter": None,
        "inspector_days": 5.0,
    } in rows
    assert "ilacs,town,not_judged,2026-04-01,5.0" in run("plan", "spending", "--format", "csv").stdout


def test_capacity_is_told_of_what_is_due_without_a_plan(db: None) -> None:
    answer = run("plan", "capacity", "--from", "2026-04-13", "--weeks", "4")
    assert (answer.exit_code, "Nobody is of the workforce" in answer.stderr) == (1, True)
