"""The programme's board: who sees it, what it shows of each event, and what it asks the database."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.monitoring.concern_stories import holder
from tests.programme.places import TODAY, sign_in
from tests.workforce.people import leave

from inspectorate.planning.effort import Effort
from inspectorate.webapp.accounts.roles import ROLES, OrganisationKind, Role
from inspectorate.webapp.design import pdf
from inspectorate.webapp.programme import plan_pictures
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_layout import Laid, layout
from inspectorate.webapp.programme.plan_making import make_plan
from inspectorate.webapp.programme.views import plans
from inspectorate.webapp.workforce.models import Inspector, Skill

MONDAY = TODAY + timedelta(days=7)
WEEKS = 30
PAGES = ("", "?by=inspectors", "unplaced/", "events/0/", "download.csv")


def made() -> Plan:
    quick = Effort(iterations=5, turns=0)
    return make_plan(by=holder(Role.SCHEDULER), start=MONDAY, weeks=WEEKS, as_of=TODAY, seed=1, effort=quick)


@pytest.fixture
def plan(workforce: None) -> Plan:
    return made()


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.getvalue().decode()


def test_the_board_has_every_event_of_its_weeks_and_the_table_the_same(client: Client, plan: Plan) -> None:
    sign_in(client, Role.SCHEDULER)
    assert f"/plan/{plan.pk}/" in text_of(client, "/plan/")
    placed = [one for one in layout(plan).events if one.week is not None]
    seen = set()
    for start in range(0, WEEKS, 13):
        page = text_of(client, f"/plan/{plan.pk}/?start={MONDAY + timedelta(weeks=start)}")
        there = {one.number for one in placed if one.first < start + 13 and one.weeks[-1] >= start}
        for number in there:
            # Once on the board, once in the table.
            assert page.count(f'"/plan/{plan.pk}/events/{number}/"') == 2
        seen |= there
    assert seen == {one.number for one in placed}


def test_the_board_does_not_wait_for_the_proof_to_be_read(client: Client, plan: Plan) -> None:
    plan.certificate = json.dumps(json.loads(plan.certificate) | {"prices": "none"})
    plan.save(update_fields=("certificate",))
    sign_in(client, Role.SCHEDULER)
    assert "Points under a region: the price of a day there" in text_of(client, f"/plan/{plan.pk}/")


def test_filters_keep_what_they_say(client: Client, plan: Plan) -> None:
    sign_in(client, Role.SCHEDULER)
    filters: dict[str, Callable[[Laid], bool]] = {
        "region=London": lambda one: one.event.region == "London",
        "kind=ilacs+short": lambda one: one.event.kind == "ilacs short",
        "announced=no": lambda one: not one.event.announced,
        "inspector=N-1": lambda one: "N-1" in one.people,
        "inspector=elm+3": lambda one: "N-3" in one.people,
        "inspector=nobody": lambda one: False,
    }
    for query, keeps in filters.items():
        page = text_of(client, f"/plan/{plan.pk}/?{query}&start={MONDAY}")
        for one in layout(plan).events:
            shown = one.week is not None and one.first < 13 and keeps(one)
            assert (f'"/plan/{plan.pk}/events/{one.number}/"' in page) == shown, query


def test_inspectors_are_rows_with_their_leave(client: Client, plan: Plan) -> None:
    sign_in(client, Role.SCHEDULER)
    leave(Inspector.objects.get(code="N-5"), MONDAY, MONDAY + timedelta(days=1))
    later = made()
    page = text_of(client, f"/plan/{later.pk}/?by=inspectors&start={MONDAY}")
    assert "Iris Elm 5, week of 30 November 2026: away 2 of 5 days" in page
    assert "week of 30 November 2026 (2 days)" in page


def test_what_has_come_between_is_shown_as_a_conflict(client: Client, plan: Plan) -> None:
    """Leave that was recorded after the plan was made."""
    sign_in(client, Role.SCHEDULER)
    one = next(one for one in layout(plan).events if one.week is not None)
    assert "Conflict" not in text_of(client, f"/plan/{plan.pk}/events/{one.number}/")
    monday = MONDAY + timedelta(weeks=one.first)
    leave(Inspector.objects.get(code=one.people[0]), monday, monday + timedelta(days=4))
    page = text_of(client, f"/plan/{plan.pk}/events/{one.number}/")
    assert "Conflict" in page
    assert "has too little time in the week of" in page
    gone = Inspector.objects.get(code=one.people[0])
    gone.last = MONDAY - timedelta(days=2)
    gone.save()
    cache.clear()
    assert "is not of the workforce any more" in text_of(client, f"/plan/{plan.pk}/events/{one.number}/")


def test_where_there_are_too_many_blocks_the_board_counts_them(
    client: Client, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_pictures, "MOST_BLOCKS", 0)
    monkeypatch.setattr(plans, "MOST_BLOCKS", 0)
    sign_in(client, Role.SCHEDULER)
    page = text_of(client, f"/plan/{plan.pk}/?start={MONDAY}")
    assert "events begin, with" in page
    assert "?region=North+West&amp;by=regions" in page


def test_an_event_in_no_week_says_so(client: Client, workforce: None) -> None:
    """Nobody has the skill that it asks for."""
    Skill.objects.all().delete()
    cache.clear()
    sign_in(client, Role.SCHEDULER)
    lone = made()
    assert lone.placed == 0
    page = text_of(client, f"/plan/{lone.pk}/unplaced/")
    assert all(f'"/plan/{lone.pk}/events/{number}/"' in page for number in range(lone.unplaced))
    assert "In no week" in text_of(client, f"/plan/{lone.pk}/events/0/")
    assert "No event that fits" in text_of(client, f"/plan/{lone.pk}/")
    page = text_of(client, f"/plan/{lone.pk}/events/0/conflict/")
    assert "fits into no week, whatever else is moved" in page
    assert "All would fit with" in page
    assert "with the skill for authorities" in page
    assert f'"/plan/{lone.pk}/capacity/"' in page


def test_only_who_plans_cases_sees_a_plan(plan: Plan) -> None:
    for role in Role:
        body = ROLES[role].at in (OrganisationKind.AUTHORITY, OrganisationKind.PROVIDER)
        client = sign_in(Client(), role, **({"body": "authority:X10000001"} if body else {}))
        addresses = ("/plan/", *(f"/plan/{plan.pk}/{one}" for one in PAGES))
        seen = {client.get(address).status_code for address in addresses}
        assert seen == ({200} if role is Role.SCHEDULER else {403}), role


def test_what_is_not_there_is_not_found(client: Client, plan: Plan) -> None:
    sign_in(client, Role.SCHEDULER)
    assert client.get("/plan/999999/").status_code == 404
    assert client.get(f"/plan/{plan.pk}/events/999999/").status_code == 404


def test_pages_ask_the_database_a_fixed_number_of_times(client: Client, plan: Plan) -> None:
    sign_in(client, Role.SCHEDULER)
    for address in PAGES:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"/plan/{plan.pk}/{address}")
            assert not answer.streaming or b"".join(answer.streaming_content)
        assert answer.status_code == 200
        assert len(queries) <= 30


def test_a_plan_is_downloaded_with_all_its_weeks_as_the_filters_keep_it(client: Client, plan: Plan) -> None:
    sign_in(client, Role.SCHEDULER)
    csv = b"".join(client.get(f"/plan/{plan.pk}/download.csv?region=London").streaming_content).decode()
    events = [one for one in layout(plan).events if one.event.region == "London"]
    assert csv.startswith("First week on site,Held from week")
    assert csv.count("\r\n") == 1 + len(events)
    assert all(one.event.id in csv for one in events)
    for ending, begins in (("xlsx", b"PK"), ("ods", b"PK"), ("pdf", b"%PDF")):
        if ending == "pdf" and pdf.refused():
            pytest.skip(f"missing: {pdf.refused()}")
        answer = client.get(f"/plan/{plan.pk}/download.{ending}")
        assert answer.content.startswith(begins)
        assert f"plan-{plan.pk}.{ending}" in answer.headers["Content-Disposition"]
        assert "no-store" in answer.headers["Cache-Control"]
    assert client.get(f"/plan/{plan.pk}/download.docx").status_code == 404
