"""Two editions side by side, and whom the change moves."""

import pytest
from django.test import Client
from tests.programme.places import sign_in

from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.register.models import Body

PAGE = "/frameworks/compare/"


def test_what_changed_and_whom_it_moves(client: Client, places: dict[str, Body]) -> None:
    page = sign_in(client, Role.POLICY_ANALYST).get(f"{PAGE}?a=ilacs/2018-01-01&b=proposal-2017/2017-02-01").text
    assert "What changed from ilacs/2018-01-01 to proposal-2017/2017-02-01" in page
    assert "Whom it moves, as known on 23 November 2026" in page
    assert "Quernshire</a>" in page
    assert "Another event" in page


def test_whom_it_moves_is_for_who_may_see_what_is_due(client: Client, places: dict[str, Body]) -> None:
    page = sign_in(client, Role.DEPARTMENT_OFFICIAL).get(f"{PAGE}?a=ilacs/2018-01-01&b=ilacs/2026-04-01").text
    assert "What changed" in page
    assert "Whom it moves" not in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?a=ilacs/2018-01-01&b=ilacs/2018-01-01", "Choose two different editions."),
        ("?a=ilacs/1999-01-01&b=ilacs/2018-01-01", "“ilacs/1999-01-01” is not in the list. Select one that is"),
        ("?a=ilacs/2018-01-01&b=ilacs/2026-04-01&as_of=soon", "As known on must be a real date"),
    ],
)
def test_what_cannot_be_compared_says_why(client: Client, db: None, query: str, sentence: str) -> None:
    page = sign_in(client, Role.POLICY_ANALYST).get(f"{PAGE}{query}").text
    assert sentence in page
    assert "What changed from" not in page
