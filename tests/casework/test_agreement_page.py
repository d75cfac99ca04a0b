"""The page about agreement: who opens it, what it tells of the record, and the study that it plans."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from tests.casework.people import AREAS, People, planned

from inspectorate.webapp.casework.models import Case
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db
PAGE = "/agreement/"


def client_of(people: People, name: str) -> Client:
    client = Client()
    client.force_login(people.users[name])
    return client


def graded_twice(people: People, council: Body, clock: time_machine.Traveller, times: int) -> None:
    """So many cases with final grades; of each, one second opinion that differs in one area."""
    first = planned(people, council, clock).case
    for number in range(times):
        case = Case.objects.get(pk=first.pk)
        case.pk, case.slug, case._state.adding = None, f"case{number}", True
        case.save()
        for area in AREAS:
            for step in ("provisional", "final"):
                grade = ("good", "outstanding")[number % 2]
                case.judged.create(judgement=area, step=step, grade=grade, rationale="x", by="Lee Lead")
        grades = dict.fromkeys(AREAS, ("good", "outstanding")[number % 2]) | {"in_care": "good"}
        asked = case.second_opinions.create(user=people.users["outsider"], asked_by="x", grades=grades)
        type(asked).objects.filter(pk=asked.pk).update(given_at=asked.asked_at)


def test_groups_are_told_with_pictures_and_nobody_is_named(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    graded_twice(people, council, clock, 6)
    text = client_of(people, "analyst").get(PAGE).text
    assert "Blind second opinions: ILACS" in text
    assert "Audits" not in text.partition("What the numbers mean")[0]
    assert "0.90 (0.7" in text  # 27 of 30 pairs: all areas
    assert "Overall: 1.00, interval 0.6" in text  # in the picture
    for secret in ("Outsider", "Lee Lead", council.name):
        assert secret not in text


def test_a_group_of_fewer_than_five_inspections_is_not_told(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    graded_twice(people, council, clock, 4)
    text = client_of(people, "assurer").get(PAGE).text
    assert text.count("Fewer than 5 inspections") > len(AREAS)
    assert "0.80" not in text.partition("What the numbers mean")[0]


def test_a_study_is_planned_from_the_address_without_a_script(people: People) -> None:
    analyst = client_of(people, "analyst")
    assert "was graded twice yet" in analyst.get(PAGE).text
    asked = {"agreement": "92", "points": "10", "pairs": "24", "shares": "50, 50", "apart": "near"}
    text = analyst.get(PAGE, asked).text
    assert "agree on 50%" in text
    assert "0.75 to 0.98" in text  # 24 pairs


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"agreement": "40"}, "at random in these shares agree on 50%"),
        ({"shares": "50, 60"}, "numbers above 0 that sum to 100"),
        ({"shares": "half"}, "numbers above 0 that sum to 100"),
        ({"shares": "nan, 50"}, "numbers above 0 that sum to 100"),
        ({"points": "0"}, "must be at least 1"),
        ({"apart": "far"}, "“far” is not in the list. Select one that is"),
    ],
)
def test_what_cannot_be_planned_says_so_at_its_field(people: People, wrong: dict[str, str], sentence: str) -> None:
    asked = {"agreement": "92", "points": "10", "shares": "50, 50", "apart": "near"}
    answer = client_of(people, "analyst").get(PAGE, asked | wrong)
    assert answer.status_code == 200
    assert sentence in answer.text
    assert "Pairs that it takes" not in answer.text


@pytest.mark.parametrize("name", ["inspector", "lead", "scheduler", "director"])
def test_others_do_not_see_it(people: People, name: str) -> None:
    assert client_of(people, name).get(PAGE).status_code == 403
