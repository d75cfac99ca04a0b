"""What a programme keeps away from: others' visits and school holidays from lists, and who led before."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from tests.cli.commands import run
from tests.monitoring.concern_stories import holder
from tests.programme.places import TODAY
from tests.programme.test_plans import MONDAY, SCHEDULER, made

from inspectorate.calendars import england
from inspectorate.formats.leads import code_lead
from inspectorate.planning.model import Elsewhere, Weeks
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.inspections.lead_key import lead_key
from inspectorate.webapp.inspections.models import InspectionFact
from inspectorate.webapp.programme import models
from inspectorate.webapp.programme.calendar import elsewhere, import_calendar, school_holidays
from inspectorate.webapp.programme.plan_changes import replan_for
from inspectorate.webapp.programme.plan_making import problem_of
from inspectorate.webapp.programme.plan_queries import checked, problem_and_proof
from inspectorate.webapp.register.models import Body

QUERN = "authority:X10000001"
LIST = (
    "body,what,school_holiday,first_day,last_day\n"
    f"Quernshire,Area SEND inspection,,{MONDAY.isoformat()},{(MONDAY + timedelta(days=8)).isoformat()}\n"
    ",,Christmas,2026-12-21,2027-01-01\n"
    "Nowhere,Joint visit,,2026-12-01,\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "calendar.csv"
    found.write_text(LIST)
    return found


@pytest.mark.usefixtures("places")
def test_a_list_twice_changes_nothing_and_loses_nothing(path: Path) -> None:
    (first,) = import_calendar(by=SCHEDULER, paths=[path])
    (second,) = import_calendar(by=SCHEDULER, paths=[path])
    assert [(one.new, one.unchanged) for one in (first, second)] == [(2, 0), (0, 2)]
    (aside,) = first.kept_aside
    assert (aside.place.row, aside.place.column, aside.text) == (4, "body", "Nowhere")
    weeks = Weeks.of(MONDAY, 8, england(), school_holidays(MONDAY, 8, england()))
    assert weeks.school_holidays == (3, 4)
    assert [one.week for one in elsewhere(weeks, {QUERN})] == [0, 1]
    assert elsewhere(weeks, {"authority:X10000002"}) == ()
    with pytest.raises(PermissionRefused):
        import_calendar(by=holder(Role.INSPECTOR), paths=[path])


@pytest.mark.usefixtures("places")
def test_the_commands_take_in_list_and_strike(path: Path) -> None:
    result = run("calendar", "import", str(path), "--strict")
    assert (result.exit_code, "2 new, 0 unchanged, 1 kept aside" in result.stderr) == (1, True)
    rows = json.loads(run("calendar", "list", "--format", "json").stdout)
    assert [row["name"] or row["school_holiday"] for row in rows] == ["Quernshire", "Christmas"]
    assert "Area SEND" in run("calendar", "list").stdout
    assert run("calendar", "list", "--format", "csv").stdout.startswith("row,first_day")
    assert run("calendar", "strike", rows[0]["row"], "--reason", " ").exit_code == 1
    assert run("calendar", "strike", rows[0]["row"], "--reason", "Another county").exit_code == 0
    assert run("calendar", "strike", rows[0]["row"], "--reason", "Again").exit_code == 1
    assert run("calendar", "strike", rows[1]["row"], "--reason", "Other days").exit_code == 0
    assert run("calendar", "strike", "elsewhere:x", "--reason", "None").exit_code == 1
    assert "0 new, 2 unchanged" in run("calendar", "import", str(path)).stderr
    assert json.loads(run("calendar", "list", "--format", "json").stdout) == []
    assert models.Elsewhere.objects.get().struck_reason == "Another county"
    assert run("calendar", "import", str(path.parent / "none.csv")).exit_code == 1
    path.write_text("name\nQuernshire\n")
    assert "Nothing was taken" in run("calendar", "import", str(path)).stderr


@pytest.mark.usefixtures("workforce")
def test_events_keep_away_from_what_others_do(path: Path) -> None:
    kept = made()
    import_calendar(by=SCHEDULER, paths=[path])
    problem, _ = problem_of(start=MONDAY, weeks=40, as_of=TODAY, kinds=("authority",), seed=1)
    assert problem.elsewhere == tuple(Elsewhere(QUERN, week, "Area SEND inspection") for week in (0, 1))
    assert problem.weeks.school_holidays == (3, 4)
    changed = replan_for(by=SCHEDULER, kept=kept, since=TODAY)
    found, proof = problem_and_proof(changed)
    at = {event.id for event in found.events if event.body == QUERN}
    assert all(place.week >= 1 + found.rules.spacing for place in proof.plan.placements if place.event in at)
    assert checked(changed).passes


def led_quernshire(by: str) -> None:
    """The record says now who led the last inspection of Quernshire."""
    quern = Body.objects.get(code="X10000001")
    said = InspectionFact.objects.get(inspection__body=quern)
    InspectionFact.objects.create(
        inspection=said.inspection, source_kind="manual", source="The report", event=said.event, purpose=said.purpose,
        started=said.started, ended=said.ended, known_on=said.known_on, known_confidence=said.known_confidence,
        grades=said.grades, recorded_by="Robin", supersedes=said, lead=code_lead(by, lead_key()) or "",
    )  # fmt: skip


@pytest.mark.usefixtures("workforce")
def test_whoever_led_last_at_an_authority_does_not_lead_next() -> None:
    led_quernshire("iris  elm 2")
    problem, _ = problem_of(start=MONDAY, weeks=40, as_of=TODAY, kinds=("authority",), seed=1)
    assert {person.id: person.leads_not for person in problem.people if person.leads_not} == {"N-2": (QUERN,)}


@pytest.mark.usefixtures("workforce")
def test_a_plan_that_takes_in_what_is_due_now_takes_in_who_led_as_well() -> None:
    kept = made()
    assert not any(person.leads_not for person in problem_and_proof(kept)[0].people)
    led_quernshire("Iris Elm 2")
    changed = replan_for(by=SCHEDULER, kept=kept, since=TODAY)
    problem, _ = problem_and_proof(changed)
    assert {person.id: person.leads_not for person in problem.people if person.leads_not} == {"N-2": (QUERN,)}
    assert checked(changed).passes
