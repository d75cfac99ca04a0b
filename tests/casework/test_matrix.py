"""Every move of every stage, tried by everybody by its action, and by its page where it leads on and once where it does
not: only those whom the table names get through."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.casework.people import People, planned

from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.casework.actions.cases import MISSING, take_move
from inspectorate.webapp.casework.clocks import CLOCKS
from inspectorate.webapp.casework.models import Case
from inspectorate.webapp.casework.needs import CHECKS
from inspectorate.webapp.casework.parts import parts_of
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.casework.table import TRACK, Move, read, table
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db
NAMES = [name for name, _ in People.ROLES]
PARTS = {
    "scheduler": {"scheduler"}, "lead": {"lead", "team"}, "inspector": {"team"}, "outsider": set(),
    "assurer": {"assurer"}, "senior": {"releaser"}, "director": {"body"}, "nominee": {"body"}, "analyst": set(),
    "stranger": set(), "checker": set(),
}  # fmt: skip


@pytest.fixture
def case(people: People, council: Body, clock: time_machine.Traveller) -> Case:
    return planned(people, council, clock).case


def put(case: Case, stage: str, *, announced: bool = True) -> None:
    """The case at a stage, as if its moves had brought it there."""
    Case.objects.filter(pk=case.pk).update(stage=stage, announced=announced)


def said() -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "reason": "Because.", "told": "The director", "done_on": today, "until": today + timedelta(days=9),
        "starts": today + timedelta(days=9), "ends": today + timedelta(days=9), "event": "standard",
        "publish_at": timezone.now(),
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_everybody_has_the_parts_that_they_were_given_and_no_other(people: People, case: Case, name: str) -> None:
    assert parts_of(people.actor(name), case) == PARTS[name]


@pytest.mark.parametrize("name", NAMES)
def test_a_move_is_refused_to_whoever_the_table_does_not_name(people: People, case: Case, name: str) -> None:
    actor, through = people.actor(name), set()
    for stage, (id_, move) in product(table().stages, table().moves.items()):
        put(case, stage)
        before = case.moves.count()
        try:
            take_move(by=actor, case=case, move=id_, said=said())
        except PermissionRefused:
            assert not PARTS[name] & set(move.by), (stage, id_)
        except CaseRefused:
            assert PARTS[name] & set(move.by), (stage, id_)
        else:
            through.add((stage, id_))
            assert PARTS[name] & set(move.by)
            assert stage in move.came_from
            assert case.moves.count() == before + 1
    # What the team and the body may do asks for a draft that was opened; the stories have it.
    assert bool(through) is bool(PARTS[name] - {"team", "body"})


def at_its_stages_and_another() -> Iterator[tuple[str, str, Move]]:
    """Every move at each stage that it leads on from, and at one that it does not; which one goes round.

    Pages take moves by the action that was tried above at every stage.
    """
    stages = list(table().stages)
    for place, (id_, move) in enumerate(table().moves.items()):
        yield from ((stage, id_, move) for stage in move.came_from)
        others = [stage for stage in stages if stage not in move.came_from]
        yield others[place % len(others)], id_, move


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.parametrize("name", NAMES)
def test_the_pages_let_nobody_through_either(people: People, case: Case, client: Client, name: str) -> None:
    client.force_login(people.users[name], "allauth.account.auth_backends.AuthenticationBackend")
    today = timezone.localdate()
    filled = {"reason": "Because.", "told": "The director", "event": "standard", "hour": "9", "sure": "on"}
    for field in ("done_on", "until", "starts", "ends", "day"):
        filled |= {f"{field}-day": str(today.day), f"{field}-month": str(today.month), f"{field}-year": str(today.year)}
    for stage, id_, move in at_its_stages_and_another():
        put(case, stage)
        before = case.moves.count()
        answer = client.post(f"/cases/{case.slug}/moves/{id_}/", filled)
        if PARTS[name] & set(move.by) and stage in move.came_from:
            assert answer.status_code in (200, 302, 404), (stage, id_)
        else:
            assert answer.status_code in (200, 403, 404), (stage, id_)
            assert case.moves.count() == before, (stage, id_)


def test_every_check_and_question_that_the_table_names_is_there() -> None:
    assert {need for move in table().moves.values() for need in move.needs} == set(CHECKS)
    assert {asked for move in table().moves.values() for asked in move.asks} <= set(MISSING)


def test_the_usual_way_is_a_way() -> None:
    for here, there in itertools.pairwise(TRACK):
        moves = (move for move in table().moves.values() if here in move.came_from)
        assert there in {move.leads_to(here) for move in moves}


def test_every_clock_that_the_table_names_is_there() -> None:
    assert {stage.clock for stage in table().stages.values() if stage.clock} == set(CLOCKS)


def test_a_case_with_an_open_stage_always_has_a_move_and_an_owner() -> None:
    kinds = (("graded", "letter"), ("announced", "unannounced"), ("answering", "answered"), ("issued", "unpublished"))
    for traits in product(*kinds):
        for id_, stage in table().stages.items():
            assert stage.end or list(table().moves_from(id_, frozenset(traits))), (id_, traits)
            assert stage.end or stage.owner in table().parts


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("parts: {a: A}\nstages: {x: {label: X, says: s, owner: b}}\nmoves: {}\ndefault_clocks: {}", "nobody owns it"),
        (
            "parts: {a: A}\nstages: {x: {label: X, says: s, owner: a}}\nmoves: {}\ndefault_clocks: {}",
            "no move leads on",
        ),
        (
            "parts: {a: A}\nstages: {x: {label: X, says: s, end: true}}\n"
            "moves: {m: {label: M, done: m, from: [x], to: y, by: [b]}}\ndefault_clocks: {}",
            "y is no stage; m: b is no part",
        ),
    ],
)
def test_a_table_that_leads_nowhere_is_refused(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        read(text)
