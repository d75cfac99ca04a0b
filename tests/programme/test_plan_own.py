"""What inspectors see of the programme: their own events of the accepted plan, on a page and in their calendar."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from icalendar import Calendar
from tests.accounts.people import person
from tests.monitoring.concern_stories import holder
from tests.programme.places import TODAY, sign_in

from inspectorate.planning.effort import Effort
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.roles import ROLES, OrganisationKind, Role
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.audit.sentences import sentence
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_layout import layout
from inspectorate.webapp.programme.plan_life import accept
from inspectorate.webapp.programme.plan_making import make_plan
from inspectorate.webapp.workforce.actions import change_inspector
from inspectorate.webapp.workforce.feeds import end_feed
from inspectorate.webapp.workforce.models import Feed, Inspector

MONDAY = TODAY + timedelta(days=7)
SCHEDULER = holder(Role.SCHEDULER)


@pytest.fixture
def plan(workforce: None) -> Plan:
    quick = Effort(iterations=5, turns=0)
    return make_plan(by=SCHEDULER, start=MONDAY, weeks=30, as_of=TODAY, seed=1, effort=quick)


@pytest.fixture
def iris(plan: Plan) -> Inspector:
    """Somebody with an account who is on an event."""
    found = Inspector.objects.get(code=layout(plan).events[0].people[0])
    found.user = person(Role.INSPECTOR)
    found.save()
    return found


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def address_made(client: Client) -> str:
    page = client.post("/plan/mine/calendar/new/").content.decode()
    return re.findall(r"http://testserver(/plan/calendar/[\w-]+\.ics)", page)[0]


def test_only_the_accepted_plan_is_told_and_only_ones_own_of_it(plan: Plan, iris: Inspector) -> None:
    client = signed_in(iris.user)
    assert "No plan is accepted yet" in client.get("/plan/mine/").content.decode()
    accept(by=SCHEDULER, kept=plan)
    page = client.get("/plan/mine/").content.decode()
    mine = [one for one in layout(plan).events if iris.code in one.people]
    assert page.count('data-label="Where"') == len(mine) > 0
    assert "/events/" not in page


def test_the_calendar_has_what_the_page_has(plan: Plan, iris: Inspector) -> None:
    accept(by=SCHEDULER, kept=plan)
    address = address_made(signed_in(iris.user))
    answer = Client().get(address)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Type"].startswith("text/calendar")
    entries = Calendar.from_ical(answer.content).walk("VEVENT")
    mine = [one for one in layout(plan).events if iris.code in one.people]
    assert {entry["dtstart"].dt for entry in entries} == {layout(plan).weeks.monday(one.week or 0) for one in mine}
    assert len({str(entry["uid"]) for entry in entries}) == len(mine)
    assert all(entry["dtend"].dt.weekday() == 5 for entry in entries)
    # The keys of obligations stay inside.
    assert not any(one.event.id.encode() in answer.content for one in mine)


def test_a_secret_is_kept_hashed_shown_once_and_ended(plan: Plan, iris: Inspector) -> None:
    client = signed_in(iris.user)
    first = address_made(client)
    secret = first.rpartition("/")[2].removesuffix(".ics")
    assert len(secret) >= 43
    assert not Feed.objects.filter(secret=secret).exists()
    assert secret not in client.get("/plan/mine/").content.decode()
    assert all(secret not in str(entry.summary) for entry in AuditEntry.objects.all())
    second = address_made(client)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    client.post("/plan/mine/calendar/end/")
    assert Client().get(second).status_code == 404
    assert "no calendar address" in client.post("/plan/mine/calendar/end/", follow=True).content.decode()
    told = [sentence(entry) for entry in AuditEntry.objects.filter(action__startswith="feed_").order_by("id")]
    assert told == [
        f"made a private calendar address for {iris.name}",
        f"ended the private calendar address of {iris.name}",
        f"made a private calendar address for {iris.name}",
        f"ended the private calendar address of {iris.name}",
    ]


def test_an_address_is_shut_for_who_has_left_and_by_who_keeps_the_workforce(plan: Plan, iris: Inspector) -> None:
    address = address_made(signed_in(iris.user))
    change_inspector(by=SCHEDULER, inspector=iris, name=iris.name, user=iris.user, last=TODAY - timedelta(days=1))
    assert Client().get(address).status_code == 404
    end_feed(by=SCHEDULER, inspector=iris)
    assert not Feed.objects.filter(ended_at=None).exists()


def test_an_address_is_shut_with_the_account_and_with_the_role(plan: Plan, iris: Inspector) -> None:
    address = address_made(signed_in(iris.user))
    iris.user.memberships.all().delete()
    assert Client().get(address).status_code == 404


def test_who_is_no_inspector_has_no_page_and_no_address(plan: Plan, iris: Inspector) -> None:
    accept(by=SCHEDULER, kept=plan)
    for role in set(Role) - {Role.INSPECTOR}:
        body = ROLES[role].at in (OrganisationKind.AUTHORITY, OrganisationKind.PROVIDER)
        client = sign_in(Client(), role, **({"body": "authority:X10000001"} if body else {}))
        inspects = role in (Role.LEAD_INSPECTOR, Role.SENIOR_INSPECTOR)
        page = client.get("/plan/mine/")
        assert page.status_code == (200 if inspects else 403), role
        assert b"Week of" not in page.content
        assert client.post("/plan/mine/calendar/new/").status_code == (404 if inspects else 403), role
    assert not Feed.objects.exists()
