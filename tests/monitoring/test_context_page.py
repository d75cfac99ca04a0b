"""The page on context: its numbers by hand, who opens it, and what it says where something is missing."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.accounts.people import SOMEBODY
from tests.monitoring.computed_stories import MOVED, SIZE, country, deprivation_of, referrals
from tests.programme.places import judge, sign_in

from inspectorate.framework.library import load_library
from inspectorate.webapp.accounts.roles import ROLES, OrganisationKind, Role
from inspectorate.webapp.inspections.actions import Said, record_event
from inspectorate.webapp.monitoring.computing import compute_signals
from inspectorate.webapp.monitoring.context_queries import Line, context
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db
OPENS = {Role.ANALYST, Role.SCHEDULER, Role.SENIOR_INSPECTOR, Role.POLICY_ANALYST}
ADDRESS = "/monitoring/context/"


def poorest_first() -> list[Body]:
    """Thirty authorities, the first of which are the most deprived: six in each fifth."""
    bodies = country()
    deprivation_of({number: 60.0 - number for number in range(1, SIZE + 1)})
    return bodies


def found() -> dict[str, Line]:
    made = context(timezone.localdate())
    assert made is not None
    return {line.label: line for line in made.lines}


def visited(body: Body, day: date) -> None:
    said = Said(source="The letter", event="focused_visit", started=day, ended=day)
    edition = load_library().in_force("authority", day, "ilacs")
    assert edition is not None
    record_event(by=SOMEBODY, body=body, edition=edition.id, said=said)


def test_each_fifth_has_its_numbers(tmp_path: Path) -> None:
    """Of six poorest four are below good, of six least poor two; visits are five and two, one of them long ago."""
    bodies, today = poorest_first(), timezone.localdate()
    poor, least = bodies[:6], bodies[24:]
    for number, body in enumerate(poor):
        judge(body, ("inadequate", "requires_improvement", "good")[number // 2], date(2024, 2, 7), date(2024, 3, 20))
    for number, body in enumerate(least[:5]):
        judge(body, "requires_improvement" if number < 2 else "good", date(2024, 2, 7), date(2024, 3, 20))
    for body in (*poor[:4], least[0], least[1]):
        visited(body, today - timedelta(days=30))
    visited(poor[0], today - timedelta(days=300))
    visited(least[2], today - timedelta(days=365 * 6))
    referrals(tmp_path / "a.csv")
    compute_signals(by=SOMEBODY, as_of=date(2022, 9, 1))
    lines = found()

    below = lines["Below good at the last inspection"]
    assert [(one.number, one.of) for one in below.fifths] == [(4, 6), (0, 0), (0, 0), (0, 0), (2, 5)]
    assert below.ratio is not None
    assert below.ratio.value == pytest.approx((4 / 6) / (2 / 5))
    assert [one.number for one in lines["Inadequate at the last inspection"].fifths] == [2, 0, 0, 0, 0]
    visits = lines["Focused visits for each authority, in 5 years"]
    assert [one.number for one in visits.fifths] == [5, 0, 0, 0, 2]
    assert visits.ratio is not None
    assert visits.ratio.value == pytest.approx(2.5)
    assert visits.sentence.startswith("Whether focused visits fall on the most deprived authorities more or less than")
    signals = lines["At least one signal for the worse"]
    assert [one.number for one in signals.fifths] == [int(fifth == (MOVED - 1) // 6) for fifth in range(5)]
    assert signals.sentence.startswith("There are too few cases")
    assert "Inspections brought forward for each authority, in 5 years" in lines


@pytest.mark.parametrize("role", [role for role in Role if ROLES[role].at == OrganisationKind.INSPECTORATE])
def test_who_sees_forecasts_or_compares_frameworks_opens_it(client: Client, role: Role) -> None:
    sign_in(client, role)
    assert client.get(ADDRESS).status_code == (200 if role in OPENS else 403)


def test_it_says_what_is_missing_and_what_failed(client: Client) -> None:
    sign_in(client, Role.ANALYST)
    assert "No deprivation is loaded." in client.get(ADDRESS).content.decode()
    poorest_first()
    compute_signals(by=SOMEBODY, as_of=date(2022, 9, 1))
    page = client.get(ADDRESS).content.decode()
    assert "No signals have been computed yet" in page
    assert "Signals could not be computed on" in page
    assert "No value of a core indicator was known on 1 September 2022." in page
    assert "No spending is loaded" in page


def test_it_names_no_authority_and_asks_the_database_little(client: Client, tmp_path: Path) -> None:
    poorest_first()
    referrals(tmp_path / "a.csv")
    compute_signals(by=SOMEBODY, as_of=date(2022, 9, 1))
    sign_in(client, Role.POLICY_ANALYST)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(ADDRESS).content.decode()
    assert len(asked) <= 30
    assert "Place " not in page
    assert "Compute signals" not in page


def test_the_button_has_both_computed_and_others_are_refused(client: Client) -> None:
    sign_in(client, Role.ANALYST)
    DBTaskResult.objects.all().delete()
    assert client.post("/monitoring/compute/").status_code == 302
    assert {row.args_kwargs["args"][0] for row in DBTaskResult.objects.all()} == {"signals", "nowcast"}
    assert client.get("/monitoring/compute/").status_code == 405
    client.logout()
    sign_in(client, Role.POLICY_ANALYST)
    assert client.post("/monitoring/compute/").status_code == 403


@pytest.mark.parametrize(
    ("role", "page"), [(Role.ADMINISTRATOR, "/imports/"), (Role.ANALYST, "/imports/"), (Role.ANALYST, ADDRESS)]
)
def test_the_button_leads_back_to_the_page_it_stands_on(client: Client, role: Role, page: str) -> None:
    deprivation_of({body_number: 10.0 + body_number for body_number, _ in enumerate(country(), 1)})
    sign_in(client, role)
    back = re.search(r'name="back" value="(\w+)"', client.get(page).text)
    assert back is not None
    answer = client.post("/monitoring/compute/", {"back": back.group(1)}, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    assert "Signals and nowcasts are computed in the background." in answer.text


def test_the_button_leads_to_no_other_page(client: Client) -> None:
    sign_in(client, Role.ANALYST)
    assert client.post("/monitoring/compute/", {"back": "https://example.org/"})["Location"] == ADDRESS


def test_deprivation_stands_beside_what_is_reviewed_of_an_authority(client: Client) -> None:
    first = poorest_first()[0]
    sign_in(client, Role.ANALYST)
    page = client.get(f"/reviews/{first.code}/").text
    assert "it is in fifth 1 of authorities, of which 1 is the most deprived (average score 59.0)" in page
    assert "spent £" not in page  # none is loaded: nothing is said of it
