"""An invented workforce: the same for the same seed, with every skill in every region, added to bodies on record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from tests.programme.places import LONDON, NORTH, TODAY, place
from typer.testing import CliRunner

from inspectorate.cli import build
from inspectorate.example.people import create_people, email
from inspectorate.example.workforce import Bodies, WorkforceThere, load_workforce, rows
from inspectorate.formats.workforce import SaidAbsence, SaidInspector, SaidSkill
from inspectorate.formats.workforce_words import SKILLS
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.workforce.models import Absence, Conflict, Inspector, WorkforceFile

REGIONS = {
    "East": Bodies(["X1", "X2"], ["S1", "S2", "S3"], ["Lornmere", "Vexholt"]),
    "West": Bodies(["X3"], [], ["Pellwick"]),
}
FIRST = date(2026, 4, 13)


def told(seed: int = 1, number: int = 40) -> list[object]:
    return list(rows(REGIONS, number, seed, first=FIRST, weeks=52))


def test_the_same_seed_gives_the_same_workforce() -> None:
    assert told() == told()
    assert told() != told(2)


def test_each_region_has_somebody_for_every_skill_who_does_not_lapse_and_people_of_every_grade() -> None:
    said = told()
    inspectors = {one.code: one for one in said if isinstance(one, SaidInspector)}
    assert len(inspectors) == 40
    for region in REGIONS:
        codes = {code for code, one in inspectors.items() if one.region == region}
        held = {one.skill for one in said if isinstance(one, SaidSkill) and one.inspector in codes and not one.last}
        assert held == set(SKILLS)
        assert {"senior_inspector", "inspector"} <= {inspectors[code].grade for code in codes}
    assert len({one.name for one in inspectors.values()}) == 40


def test_regions_have_inspectors_by_what_there_is_to_inspect_and_somebody_full_time() -> None:
    said = [one for one in told(number=12) if isinstance(one, SaidInspector)]
    assert [one.region for one in said].count("East") == 9
    assert {one.share for one in said if one.code in ("W-0001", "W-0002")} == {1}


def test_absences_lie_in_the_weeks_asked_for() -> None:
    away = [one for one in told() if isinstance(one, SaidAbsence) and one.kind != "sickness"]
    assert away
    assert all(FIRST <= one.first <= date(2027, 4, 12) for one in away)


def test_fewer_inspectors_than_regions_are_each_in_one() -> None:
    assert [one.region for one in told(number=1) if isinstance(one, SaidInspector)] == ["East"]


@pytest.fixture
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY.isoformat()} 10:00", tick=True):
        yield


@pytest.mark.django_db
@pytest.mark.usefixtures("_today")
def test_a_workforce_is_added_once_to_bodies_on_record() -> None:
    by = Actor.command_line("tester")
    with pytest.raises(WorkforceThere, match="holds no bodies"):
        load_workforce(by=by, seed=1, first=TODAY)
    for number, region in enumerate((NORTH, LONDON), 1):
        place(("Ashmere", "Brindle")[number - 1], number, region)
    place("Corve", 3, "South West", closed=date(2020, 3, 31))
    create_people(by=by, first=date(2026, 1, 1))
    assert load_workforce(by=by, seed=1, first=TODAY) == 6
    made = WorkforceFile.objects.get()
    assert made.aside == []
    assert {one.terms.get().region for one in Inspector.objects.all()} == {NORTH, LONDON}
    linked = [one.user.email if one.user else "" for one in Inspector.objects.order_by("code")]
    assert linked == [email(Role.INSPECTOR), email(Role.LEAD_INSPECTOR), email(Role.SENIOR_INSPECTOR), "", "", ""]
    assert (Absence.objects.exists(), Conflict.objects.exists()) == (True, True)
    answer = CliRunner().invoke(build(), ["example", "workforce"])
    assert (answer.exit_code, "holds a workforce already" in answer.stderr) == (1, True)


@pytest.mark.django_db
def test_the_command_adds_as_many_as_asked_for() -> None:
    place("Ashmere", 1, NORTH)
    answer = CliRunner().invoke(build(), ["example", "workforce", "--inspectors", "7", "--from", "2023-04-03"])
    assert (answer.exit_code, answer.stderr.strip().splitlines()[-1]) == (0, "Added 7 inspectors.")
    assert Inspector.objects.count() == 7
    assert all(one.first < date(2023, 4, 3) for one in Inspector.objects.all())
