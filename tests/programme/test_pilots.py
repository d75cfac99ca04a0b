"""Pilots beside what is in force: compared, and nobody's judgement."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.accounts.people import SOMEBODY
from tests.programme.places import judge, place, sign_in

from inspectorate.framework.library import load_library
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.inspections.actions import Said, record_event
from inspectorate.webapp.inspections.queries import histories
from inspectorate.webapp.programme.pilots import Beside, beside
from inspectorate.webapp.register.models import Body

PROPOSAL = "proposal-2017/2017-02-01"
PAGE = "/frameworks/proposal-2017/2017-02-01/pilot/"
MONDAY, FRIDAY = date(2025, 2, 3), date(2025, 2, 7)


def pilot(body: Body, started: date | None = MONDAY, ended: date = FRIDAY, **grades: str) -> None:
    said = Said(source="Pilot report", event="short", started=started, ended=ended, grades=grades, pilot=True)
    record_event(by=SOMEBODY, body=body, edition=PROPOSAL, said=said)


def found() -> Beside:
    library = load_library()
    return beside(histories(), library, library.edition(PROPOSAL))


def test_each_judgement_stands_beside_the_one_in_force_for_the_authority(places: dict[str, Body]) -> None:
    pilot(places["quernshire"], help_and_protection="good", in_care="requires_improvement", leadership="inadequate")
    (row,) = found().pilots
    assert row.stood == "Standard inspection, April 2023"
    assert {pair.judgement: pair.difference for pair in row.pairs} == {
        "Help and protection": "1 grade higher",
        "Children in care": "The same",
        "Leaders": "1 grade lower",
    }


def test_a_later_inspection_did_not_stand_then(places: dict[str, Body]) -> None:
    pilot(places["lornmere"], date(2025, 2, 1), date(2025, 2, 1), in_care="good")
    (row,) = found().pilots
    # Lornmere was judged on 14 February 2025, and never before.
    assert (row.stood, [pair.difference for pair in row.pairs]) == ("", ["Cannot be compared"])


def test_a_pilot_is_never_what_stood(places: dict[str, Body]) -> None:
    pilot(places["quernshire"], in_care="good")
    pilot(places["quernshire"], date(2025, 3, 3), date(2025, 3, 7), in_care="good")
    assert [row.stood for row in found().pilots] == ["Standard inspection, April 2023"] * 2


@pytest.mark.parametrize(
    ("started", "ended", "days"),
    [
        (MONDAY, FRIDAY, 5),
        (FRIDAY, MONDAY.replace(day=10), 2),
        (MONDAY, MONDAY, 1),
        # Good Friday and Easter Monday are not worked.
        (date(2025, 4, 14), date(2025, 4, 25), 8),
        (None, FRIDAY, None),
        # No list of bank holidays says which days of 2011 were worked.
        (date(2011, 12, 12), date(2011, 12, 16), None),
    ],
)
def test_days_on_site_are_working_days(
    places: dict[str, Body], started: date | None, ended: date, days: int | None
) -> None:
    pilot(places["quernshire"], started, ended, in_care="good")
    assert [row.days for row in found().pilots] == [days]


def test_beside_the_pilots_stand_the_inspections_of_half_a_year_around(places: dict[str, Body]) -> None:
    pilot(places["quernshire"], in_care="good")
    body, other = place("Vexmarch", 5), place("Vexford", 6)
    judge(body, "good", date(2024, 8, 7), date(2024, 9, 7), edition="ilacs/2024-04-05")
    judge(other, "good", date(2024, 8, 8), date(2024, 9, 8), edition="ilacs/2024-04-05")
    judge(body, "inadequate", date(2025, 8, 9), date(2025, 9, 9), edition="ilacs/2024-04-05")
    judge(other, "inadequate", date(2025, 8, 10), date(2025, 9, 10), edition="ilacs/2024-04-05")
    answer = found()
    # Lornmere of February 2025, and those of the others that lie within 183 days before and after 7 February 2025.
    assert answer.others == 3
    (share,) = answer.shares
    assert (dict(share.pilots), dict(share.in_force)) == ({"good": 1}, {"good": 2, "inadequate": 1})
    assert [(row.event, row.pilot, row.count, row.said) for row in answer.days] == [
        ("Short inspection", True, 1, 5),
        ("Standard inspection", False, 3, 10),
    ]


def test_the_page_of_an_edition_without_pilots_says_so(client: Client, places: dict[str, Body]) -> None:
    page = sign_in(client, Role.POLICY_ANALYST).get("/frameworks/ilacs/2018-01-01/pilot/").text
    assert "No pilot inspection of this edition is on record" in page


def test_the_page_shows_pilots_days_and_grades_in_few_queries(client: Client, places: dict[str, Body]) -> None:
    pilot(places["quernshire"], help_and_protection="good", in_care="requires_improvement", leadership="inadequate")
    sign_in(client, Role.POLICY_ANALYST)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(PAGE).text
    assert len(queries) <= 30
    assert "1 pilot is on record" in page
    assert "3 to 7 February 2025, 5 days on site" in page
    assert "1 grade lower" in page
    assert "from 8 August 2024 to 9 August 2025" in page


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.SCHEDULER, 200), (Role.POLICY_ANALYST, 200), (Role.DEPARTMENT_OFFICIAL, 403), (None, 403)],
)
def test_pilots_are_for_staff(client: Client, db: None, role: Role | None, status: int) -> None:
    assert sign_in(client, role).get(PAGE).status_code == status


def test_an_edition_that_is_not_there_is_not_found(client: Client, db: None) -> None:
    assert sign_in(client, Role.POLICY_ANALYST).get("/frameworks/ilacs/1999-01-01/pilot/").status_code == 404
