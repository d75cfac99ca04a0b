"""Whoever led the last two inspections of a home leads one more, and not both that are due within a programme."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.accounts.people import SOMEBODY
from tests.programme.places import NORTH, TODAY
from tests.programme.test_plans import MONDAY, SCHEDULER, made
from tests.programme.test_rotation import led
from tests.workforce.people import iris, leave, skill

from inspectorate.formats.model import Place, Reading, SaidGrade, SaidInspection, SaidRegister, SaidSetting
from inspectorate.framework.library import load_library
from inspectorate.planning.effort import Effort
from inspectorate.planning.model import NewLead, Placement
from inspectorate.webapp.inspections.importing import import_reading
from inspectorate.webapp.inspections.models import Coverage, ImportRun, Inspection
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_changes import move, replan_for, swap
from inspectorate.webapp.programme.plan_making import PlanRefused
from inspectorate.webapp.programme.plan_queries import checked, problem_and_proof
from inspectorate.webapp.workforce.models import Inspector

FIRST, SECOND = (f"setting:SC900001/sccif.inadequate.{one}" for one in ("first/2026-27.1", "second/2026-27.2"))
URN = "SC900001"
IRIS, OTTO = "N-1", "N-2"


@pytest.fixture
def home(db: None) -> list[Inspection]:
    """An inadequate children's home, and three inspections of it. Of two inspectors Otto is away at first."""
    here, grade = Place("list.csv", "register", 1), {"overall": SaidGrade("Inadequate", "inadequate")}
    held = tuple(
        SaidInspection(
            here, "setting", "SC900001", {"urn": "SC900001"}, "sccif", "full", day, day, day, judgements=grade
        )
        for day in (date(2024, 11, 5), date(2025, 6, 10), date(2026, 2, 10))
    )
    registered = SaidSetting(
        here, URN, "childrens_home", TODAY, standing="active", registered=date(2018, 5, 1), ofsted_region=NORTH
    )
    register = SaidRegister(here, TODAY, True)
    read = Reading("list.csv", ("invented",), held, (registered,), (register,), released=TODAY)
    import_reading(by=SOMEBODY, reading=read, sha256="0" * 64)
    run = ImportRun.objects.create(file="all.csv", sha256="1" * 64, state="complete", finished_at=timezone.now())
    events = sorted({event for edition in load_library().of_regime("sccif") for event in edition.events})
    Coverage.objects.create(
        run=run, body_kind="setting", regime="sccif", events=events, first=date(2018, 1, 1), last=TODAY
    )
    for code, name in ((IRIS, "Iris Elm"), (OTTO, "Otto Ash")):
        skill(iris(code, name), "childrens_home")
    leave(Inspector.objects.get(code=OTTO), MONDAY, MONDAY + timedelta(weeks=12))
    return list(Inspection.objects.filter(body__code=URN).order_by("id"))


def plan_of() -> Plan:
    return made(kinds=("setting",), effort=Effort(iterations=5, turns=1))


def who_leads(plan: Plan) -> dict[str, Placement]:
    """Where a plan has the two inspections, by event."""
    return {place.event: place for place in problem_and_proof(plan)[1].plan.placements if "return" not in place.event}


def test_a_plan_gives_one_of_two_inspections_to_somebody_else(home: list[Inspection]) -> None:
    led("Otto Ash", home[0])
    led("Iris Elm", *home[1:])
    plan = plan_of()
    assert Counter(place.lead for place in who_leads(plan).values()) == {IRIS: 1, OTTO: 1}
    assert problem_and_proof(plan)[0].new_leads == (NewLead((FIRST, SECOND), (IRIS,)),)
    assert checked(plan).passes


def test_what_has_become_known_of_who_led_moves_one_of_them_and_a_hand_moves_it_back_in_vain(
    home: list[Inspection],
) -> None:
    before = plan_of()
    assert Counter(place.lead for place in who_leads(before).values()) == {IRIS: 2}
    led("Otto Ash", home[0])
    led("Iris Elm", *home[1:])
    after = replan_for(by=SCHEDULER, kept=before, since=TODAY)
    assert (after.moved, after.fewest, checked(after).passes) == (1, True, True)
    by_lead = {place.lead: place for place in who_leads(after).values()}
    assert by_lead.keys() == {IRIS, OTTO}
    other = by_lead[OTTO]
    says = r"Iris Elm leads event .* \(full\) and event .* \(full\); somebody else must lead one of them\."
    with pytest.raises(PlanRefused, match=says):
        swap(by=SCHEDULER, kept=after, event=other.event, out=OTTO, into=IRIS)
    with pytest.raises(PlanRefused, match=says):
        move(
            by=SCHEDULER, kept=after, event=other.event,
            monday=after.start + timedelta(weeks=other.week + 1), people=[IRIS],
        )  # fmt: skip
