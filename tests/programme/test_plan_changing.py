"""Changing a plan on its pages: nothing is kept before its price is shown, nor anybody's before it is accepted."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.monitoring.concern_stories import holder
from tests.programme.places import LONDON, NORTH, TODAY, sign_in

from inspectorate.planning.effort import Effort
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.programme.models import Lock, Plan
from inspectorate.webapp.programme.plan_layout import Laid, layout
from inspectorate.webapp.programme.plan_making import make_plan

MONDAY = TODAY + timedelta(days=7)


def made() -> Plan:
    quick = Effort(iterations=5, turns=0)
    return make_plan(by=holder(Role.SCHEDULER), start=MONDAY, weeks=30, as_of=TODAY, seed=1, effort=quick)


@pytest.fixture
def plan(workforce: None) -> Plan:
    return made()


def alone(plan: Plan) -> Laid:
    """An event of one week in the north."""
    return next(one for one in layout(plan).events if len(one.weeks) == 1 and one.event.region == NORTH)


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_move_shows_its_price_first_then_is_proposed_then_accepted(client: Client, plan: Plan) -> None:
    sign_in(client, Role.SCHEDULER)
    one = alone(plan)
    address = f"/plan/{plan.pk}/events/{one.number}/move/"
    weeks = re.findall(r"\?week=([\d-]+)#preview", text_of(client, address))
    preview = text_of(client, f"{address}?week={weeks[0]}")
    assert "What it would change" in preview
    assert re.search(r"costs (the same|[\d,]+ (more|less))", preview)
    assert Plan.objects.count() == 1
    people = re.findall(r'name="people" value="([^"]+)"', preview)
    answer = client.post(address, {"week": weeks[0], "people": people})
    after = Plan.objects.exclude(pk=plan.pk).get()
    assert answer.headers["Location"] == f"/plan/{after.pk}/accept/"
    assert (after.state, after.follows_id) == (Plan.State.PROPOSED, plan.pk)
    moved = next(other for other in layout(after).events if other.event.id == one.event.id)
    assert layout(after).weeks.monday(moved.week or 0).isoformat() == weeks[0]
    assert text_of(client, f"/plan/{after.pk}/?start={MONDAY}").count("app-board__event--proposed") == 1
    assert "1 event is elsewhere" in text_of(client, f"/plan/{after.pk}/accept/")
    assert client.post(f"/plan/{after.pk}/accept/").headers["Location"] == f"/plan/{after.pk}/"
    after.refresh_from_db()
    assert after.state == Plan.State.ACCEPTED
    assert "app-board__event--proposed" not in text_of(client, f"/plan/{after.pk}/?start={MONDAY}")


def test_what_breaks_a_rule_is_refused_in_words_and_nothing_is_kept(client: Client, plan: Plan) -> None:
    sign_in(client, Role.SCHEDULER)
    one = alone(plan)
    address = f"/plan/{plan.pk}/events/{one.number}/move/"
    page = client.post(address, {"week": "2050-01-03", "people": list(one.people)}).content.decode()
    assert "There is a problem" in page
    assert "Choose who goes." in client.post(address, {"week": MONDAY.isoformat()}).content.decode()
    assert Plan.objects.count() == 1


def test_a_person_is_swapped_for_somebody_who_could_come(client: Client, plan: Plan) -> None:
    sign_in(client, Role.SCHEDULER)
    one = alone(plan)
    out = one.people[0]
    address = f"/plan/{plan.pk}/events/{one.number}/swap/{out}/"
    into = re.findall(r"\?into=([\w-]+)#preview", text_of(client, address))
    assert out not in into
    assert "Propose this change" in text_of(client, f"{address}?into={into[0]}")
    assert client.post(address, {"into": into[0]}).status_code == 302
    after = Plan.objects.exclude(pk=plan.pk).get()
    moved = next(other for other in layout(after).events if other.event.id == one.event.id)
    assert into[0] in moved.people
    assert out not in moved.people
    assert client.get(f"/plan/{plan.pk}/events/{one.number}/swap/N-none/").status_code == 404


def test_a_locked_event_says_so_and_is_not_moved_until_it_is_unlocked(client: Client, plan: Plan) -> None:
    sign_in(client, Role.SCHEDULER)
    one = alone(plan)
    event = f"/plan/{plan.pk}/events/{one.number}/"
    assert "/move/" in text_of(client, event)
    assert client.get(f"{event}lock/").status_code == 404
    client.post(f"{event}lock/")
    page = text_of(client, event)
    assert "Locked" in page
    assert "/move/" not in page
    assert "is locked already" in client.post(f"{event}lock/", follow=True).content.decode()
    assert client.get(f"{event}move/").status_code == 404
    assert text_of(client, f"/plan/{plan.pk}/?start={MONDAY}").count("app-board__event--locked") == (one.first < 13)
    client.post(f"{event}unlock/")
    assert not Lock.objects.filter(unlocked_at=None).exists()


def test_whoever_plans_for_one_region_changes_nothing_in_another(client: Client, plan: Plan) -> None:
    sign_in(client, Role.SCHEDULER, region=LONDON)
    one = alone(plan)
    event = f"/plan/{plan.pk}/events/{one.number}/"
    assert "/move/" not in text_of(client, event)
    assert client.get(f"{event}move/").status_code == 403
    assert client.post(f"{event}lock/").status_code == 403
    assert client.post(f"/plan/{plan.pk}/accept/").status_code == 403
    assert not Lock.objects.exists()
