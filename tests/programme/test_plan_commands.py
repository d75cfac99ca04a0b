"""The commands that change a plan: what moves and for whom, accepted or proposed."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.cli.commands import run
from tests.programme.places import TODAY, judge, place
from tests.programme.test_plan_changes import PELLWICK, spot, visit_of
from tests.programme.test_plans import MONDAY, SCHEDULER, made

from inspectorate.webapp.programme.calendar import import_calendar
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_queries import problem_and_proof
from inspectorate.webapp.register.models import Body


@pytest.mark.usefixtures("workforce")
def test_a_plan_is_changed_listed_and_accepted() -> None:
    kept = made()
    before = MONDAY + timedelta(weeks=spot(kept, PELLWICK).week)
    words = ("replan", "--bring-forward", "pellwick", "--before", before.isoformat())
    told = json.loads(run(*words, "--format", "json").stdout)
    (change,) = told["changes"]
    assert (change["obligation"], change["name"], change["before"]["week"]) == (
        PELLWICK,
        "Pellwick",
        before.isoformat(),
    )
    assert date.fromisoformat(change["after"]["week"]) < before
    assert change["after"]["people"][0].startswith("Iris Elm")
    assert (told["moved"], told["least"], told["fewest"], told["follows"]) == (1, 1, True, kept.pk)
    assert (told["cost_before"], told["state"]) == (kept.cost, "proposed")
    assert {"cost", "bound", "gap", "placed", "unplaced", "seconds", "cause", "plan"} <= set(told)
    assert "keeps every rule" in run("plan", "check").stdout
    assert f"Plan {told['plan']} is accepted." in run("plan", "accept", "--plan", str(told["plan"])).stdout
    assert run("plan", "accept", "--plan", str(told["plan"])).exit_code == 1
    held = spot(Plan.objects.get(pk=told["plan"]), visit_of(kept))
    first = (MONDAY + timedelta(weeks=held.week)).isoformat()
    sick = run("replan", "--sick", held.lead, "--from", first, "--until", first, "--accept")
    assert "Quernshire" in sick.stdout
    assert f"follows plan {told['plan']}" in sick.stdout
    later = (MONDAY + timedelta(weeks=8)).isoformat()
    gone = run("replan", "--without", "Iris Elm 6", "--defer", "X10000001", "--to", later, "--format", "csv")
    assert gone.stdout.startswith("obligation,body,name")
    listed = json.loads(run("plan", "list", "--format", "json").stdout)
    assert [one["state"] for one in listed] == ["proposed", "accepted", "superseded", "proposed"]
    assert "Pellwick (standard) was brought forward" in run("plan", "list").stdout
    assert run("plan", "list", "--format", "csv").stdout.startswith("plan,state")
    assert spot(Plan.objects.get(pk=listed[0]["plan"]), visit_of(kept)).week >= 8


@pytest.mark.usefixtures("workforce")
def test_what_is_not_meant_is_a_sentence() -> None:
    assert run("replan", "--without", "N-0").exit_code == 1
    made()
    for words, code, says in (
        ((), 2, "Say what has happened"),
        (("--bring-forward", "Pellwick"), 2, "--before go together"),
        (("--sick", "N-0", "--from", "2026-12-01"), 2, "--until go together"),
        (("--bring-forward", "Nowhere", "--before", "2027-01-04"), 1, "no event at a body called “Nowhere”"),
        (("--bring-forward", "Pellwick", "--before", "2028-01-03"), 1, "is before 3 January 2028 already"),
        (("--without", "Nobody"), 1, "Nobody is called “Nobody”"),
    ):
        result = run("replan", *words)
        assert (result.exit_code, says in result.stderr) == (code, True)
    assert Plan.objects.count() == 1


@pytest.mark.usefixtures("workforce")
def test_what_finds_no_place_is_named_once_and_what_is_due_no_more_is_not(
    places: dict[str, Body], tmp_path: Path
) -> None:
    plan = made()
    judge(places["pellwick"], "good", date(2026, 9, 11), TODAY, edition="ilacs/2024-04-05")
    place("Ashmere", 7)
    others = tmp_path / "calendar.csv"
    last = MONDAY + timedelta(weeks=plan.weeks)
    others.write_text(f"body,what,school_holiday,first_day,last_day\nAshmere,Joint visits,,{MONDAY},{last}\n")
    import_calendar(by=SCHEDULER, paths=[others])
    told = run("replan", "--as-of", TODAY.isoformat()).stdout
    changed = Plan.objects.latest("pk")
    assert PELLWICK not in {event.id for event in problem_and_proof(changed)[0].events}
    assert [line for line in told.splitlines() if "No place" in line] == [
        f"No place was found for this: Ashmere (standard). See inspectorate plan conflicts --plan {changed.pk}."
    ]
    assert "No place" not in run("replan", "--as-of", TODAY.isoformat()).stdout
    # Of one that waits already it is said again where something new was asked of it.
    forward = run("replan", "--bring-forward", "Ashmere", "--before", str(MONDAY + timedelta(weeks=8))).stdout
    assert "No place was found for this: Ashmere (standard)." in forward
