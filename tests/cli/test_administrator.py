"""The first administrator, and the way back in."""

import pytest
from tests.accounts.people import SOMEBODY, person
from typer.testing import CliRunner, Result

from inspectorate.cli import build
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.accounts.sign_in import close_account, holder_of_link
from inspectorate.webapp.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def run(*words: str) -> Result:
    return CliRunner().invoke(build(), ["administrator", *words])


def holder(answer: Result) -> User | None:
    key, token = answer.stdout.strip().strip("/").split("/")[-2:]
    return holder_of_link(key, token)


def test_an_empty_database_gets_its_first_administrator() -> None:
    answer = run("ada@example.org", "--name", "Ada Example", "--address", "https://inspections.example.org/")
    assert answer.exit_code == 0
    assert answer.stdout.startswith("https://inspections.example.org/account/password/")
    ada = holder(answer)
    assert ada is not None
    assert Actor.of(ada).roles == {Role.ADMINISTRATOR}
    assert {entry.actor.partition(":")[0] for entry in AuditEntry.objects.all()} == {"command-line"}


def test_somebody_who_is_here_is_let_in_again_and_keeps_what_they_were() -> None:
    user = person(Role.ANALYST)
    close_account(by=SOMEBODY, user=user)
    answer = run("ANALYST@example.org")
    assert holder(answer) == user
    assert Actor.of(User.objects.get(pk=user.pk)).roles == {Role.ANALYST, Role.ADMINISTRATOR}
    run("analyst@example.org")
    assert User.objects.get(pk=user.pk).memberships.count() == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(["ada@example.org"], "Give their name with --name"), (["ada", "--name", "Ada"], "valid email address")],
)
def test_who_cannot_be_added_is_not_and_says_why(words: list[str], sentence: str) -> None:
    answer = run(*words)
    assert answer.exit_code != 0
    assert sentence in answer.output
    assert not User.objects.exists()
    assert not AuditEntry.objects.exists()
