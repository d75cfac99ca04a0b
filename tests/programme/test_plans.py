"""Plans of what is due, with people of the workforce: made, kept with their proof, checked, shown."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from tests.cli.commands import run
from tests.monitoring.concern_stories import holder
from tests.programme.places import TODAY
from tests.workforce.people import iris, leave, skill

from inspectorate.calendars import england
from inspectorate.planning.model import Weeks
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_making import PlanRefused, make_plan
from inspectorate.webapp.programme.plan_prices import day_prices_of
from inspectorate.webapp.programme.plan_queries import checked, placed
from inspectorate.webapp.programme.staff import NEAR, people, place, places
from inspectorate.webapp.register.models import Body
from inspectorate.webapp.workforce.actions import NewEntry, add_entry

MONDAY = TODAY + timedelta(days=7)
SCHEDULER = holder(Role.SCHEDULER)


def made(**more: Any) -> Plan:
    asked: dict[str, Any] = {"by": SCHEDULER, "start": MONDAY, "weeks": 40, "as_of": TODAY, "seed": 1}
    return make_plan(**asked | more)


@pytest.mark.usefixtures("workforce")
def test_a_plan_gives_what_is_due_its_weeks_and_people_and_is_kept_with_its_proof() -> None:
    plan = made()
    assert plan.placed > 0
    assert plan.placed == sum(one.monday is not None for one in placed(plan))
    assert plan.bound <= plan.cost
    assert checked(plan).passes
    for one in placed(plan):
        assert one.monday is None or len(one.people) == one.event.team
    assert AuditEntry.objects.get(action="plan_made").subject_id == str(plan.pk)


@pytest.mark.usefixtures("workforce")
def test_the_prices_of_days_that_are_kept_with_a_plan_are_those_of_its_proof() -> None:
    plan = Plan.objects.get(pk=made().pk)
    held = day_prices_of(plan)
    assert {one.region for one in held} >= {"London"}
    plan.day_prices = None
    assert day_prices_of(plan) == held


@pytest.mark.usefixtures("workforce")
def test_the_same_seed_gives_the_same_plan() -> None:
    assert made().certificate == made().certificate


@pytest.mark.usefixtures("workforce")
def test_a_proof_that_was_tampered_with_is_found() -> None:
    plan = made()
    proof = json.loads(plan.certificate)
    plan.certificate = json.dumps(proof | {"cost": proof["cost"] - 1})
    assert "claims a cost" in " ".join(checked(plan).breaches)


@pytest.mark.usefixtures("workforce")
def test_a_number_that_is_too_large_in_what_is_kept_is_found() -> None:
    plan = made()
    plan.problem = plan.problem.replace('"travel":6', f'"travel":{10**30}')
    assert checked(plan).breaches == ("Problem, rules.travel: Input should be less than 1048576.",)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.INSPECTOR, Role.DIRECTOR])
@pytest.mark.usefixtures("workforce")
def test_only_who_plans_cases_makes_plans(role: Role) -> None:
    with pytest.raises(PermissionRefused):
        made(by=holder(role))
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"start": MONDAY + timedelta(days=1)}, "starts on a Monday"),
        ({"weeks": 0}, "1 to 156 weeks"),
        ({"start": date(2060, 1, 5)}, "2060"),
        ({"seed": 2**63}, r"Problem, seed: Input should be less than 9223372036854775808\."),
    ],
)
@pytest.mark.usefixtures("workforce")
def test_what_cannot_be_planned_is_a_sentence(more: dict[str, object], says: str) -> None:
    with pytest.raises(PlanRefused, match=says):
        made(**more)


@pytest.mark.usefixtures("workforce")
def test_a_place_that_is_too_dear_to_be_priced_exactly_is_a_sentence() -> None:
    for number in range(8, 12):
        skill(iris(f"N-{number}", f"Iris Elm {number}", cost_per_day=2 * 10**9), "authority")
    with pytest.raises(PlanRefused, match=r"^A place for event \w+ \(\w+\) costs \d+ points; below \d+ points can"):
        made()


@pytest.mark.usefixtures("places")
def test_without_inspectors_there_is_no_plan() -> None:
    with pytest.raises(PlanRefused, match="Nobody is of the workforce"):
        made()


@pytest.mark.usefixtures("workforce")
def test_the_commands_make_check_and_show_a_plan() -> None:
    words = (
        "--from",
        MONDAY.isoformat(),
        "--weeks",
        "40",
        "--seed",
        "1",
        "--applies-to",
        "authorities",
        "--seconds",
        "0",
    )
    result = run("plan", "make", *words, "--format", "json")
    told = json.loads(result.stdout)
    assert {"cost", "bound", "gap", "placed", "unplaced", "unplaced_obligations", "seconds", "seed"} <= set(told)
    assert told["gap"] == pytest.approx((told["cost"] - told["bound"]) / told["cost"] if told["cost"] else 0)
    assert len(told["unplaced_obligations"]) == told["unplaced"]
    assert "cost" in result.stderr
    assert "keeps every rule" in run("plan", "check").stdout
    shown = json.loads(run("plan", "show", "--format", "json").stdout)
    assert len(shown) == told["placed"] + told["unplaced"]
    assert all(date.fromisoformat(one["week"]).weekday() == 0 for one in shown if one["week"])
    assert "Iris" in run("plan", "show").stdout
    assert run("plan", "show", "--format", "csv").stdout.startswith("week,body,name")
    assert f"{told['placed']} events placed" in run("plan", "make", *words).stdout
    nowhere = run("plan", "make", *words, "--cluster", "nonsense")
    assert (nowhere.exit_code, "No Dask scheduler answers at “nonsense”" in nowhere.stderr) == (1, True)


@pytest.mark.usefixtures("workforce")
def test_a_plan_that_is_none_and_one_that_breaks_a_rule_end_with_1() -> None:
    assert run("plan", "check").exit_code == 1
    plan = made()
    Plan.objects.filter(pk=plan.pk).update(certificate=plan.certificate.replace('"bound":', '"bound":9'))
    result = run("plan", "check", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["passes"] is False
    assert run("plan", "check", "--plan", "999").exit_code == 1


@pytest.mark.usefixtures("db")
def test_people_are_what_the_workforce_says_week_by_week(calendar_weeks: Weeks) -> None:
    one = iris()
    skill(one, "authority", last=calendar_weeks.monday(2) + timedelta(days=4))
    skill(one, "fostering", last=calendar_weeks.monday(2) + timedelta(days=3))
    leave(one, calendar_weeks.monday(1), calendar_weeks.monday(1) + timedelta(days=1))
    body = Body.objects.first()
    assert body is not None
    add_entry(by=SCHEDULER, inspector=one, new=NewEntry(what="conflict", kind="worked_there", body=body))
    (person,) = people(calendar_weeks)
    assert (person.half_days, dict(person.lost)) == (10, {1: 4})
    assert dict(person.skills) == {"authority": 2, "fostering": 1}
    assert person.conflicts == (body.key,)


@pytest.fixture
def calendar_weeks(places: dict[str, Body]) -> Weeks:
    return Weeks.of(MONDAY, 4, england())


def test_teams_come_from_other_regions_and_nobody_alone() -> None:
    table = places(["North", "South"])
    minutes = {
        (here, there): table.minutes[i][j] for i, here in enumerate(table.names) for j, there in enumerate(table.names)
    }
    assert minutes["North", "North"] == NEAR == minutes["North", place("North", together=True)]
    assert minutes["South", place("North", together=True)] < minutes["South", "North"]
