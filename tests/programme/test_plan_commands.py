"""The commands that change a plan: what moves and for whom, accepted or proposed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.cli.commands import run
from tests.programme.test_plan_changes import PELLWICK, spot, visit_of
from tests.programme.test_plans import MONDAY, made

from inspectorate.cli.replan import _summary
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_history import changes_of


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
def test_what_found_no_place_is_named() -> None:
    kept = made()
    before = MONDAY + timedelta(weeks=spot(kept, PELLWICK).week)
    run("replan", "--bring-forward", "pellwick", "--before", before.isoformat())
    changed = Plan.objects.latest("pk")
    (change,) = changes_of(changed)
    assert not any("No place" in line for line in _summary(changed, [change]))
    *_, last = _summary(changed, [replace(change, after=None)])
    assert last == (
        f"No place was found for this: Pellwick, ilacs standard. See inspectorate plan conflicts --plan {changed.pk}."
    )
