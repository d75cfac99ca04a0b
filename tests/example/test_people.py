"""The example has somebody for every role, and each of them can sign in."""

from datetime import date

import pytest

from inspectorate.example.people import NAMES, PASSWORD, create_people, email
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.roles import Role

FIRST = date(2026, 1, 1)


def test_there_is_somebody_for_every_role() -> None:
    assert set(NAMES) == set(Role)


@pytest.mark.django_db
def test_everybody_can_sign_in_and_holds_their_role() -> None:
    create_people(by=Actor.command_line("example"), first=FIRST)
    for role in Role:
        person = User.objects.get(email=email(role))
        assert person.check_password(PASSWORD)
        assert Actor.of(person, on=FIRST).roles == {role}
