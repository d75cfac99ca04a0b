"""What a published stratum shows: its visits as drawn beside those that reviews asked for, by command and on a page."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.accounts.people import SOMEBODY, person
from tests.programme.places import place, visit
from typer.testing import CliRunner

from inspectorate.cli import build
from inspectorate.history.model import FindingKind
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.inspections.actions import NewFinding, record_finding
from inspectorate.webapp.monitoring.models import BlindDraw, Review
from inspectorate.webapp.programme.review_actions import accept, decide_review, refuse
from inspectorate.webapp.programme.stratum import StratumRefused, draw_stratum, publish_stratum
from inspectorate.webapp.programme.stratum_compared import compare_stratum
from inspectorate.webapp.register.models import Body

YEAR, LATER = 2027, date(2028, 7, 3)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGE = "/monitoring/backtest/"


@pytest.fixture(autouse=True)
def _sealed_here(tmp_path: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "VAR", tmp_path)
        yield


def asked(by: Actor, body: Body, until: date) -> Review:
    said = {"outcome": "visit", "reason": "The signals say so", "topic": "Care leavers"}
    return decide_review(by=by, body=body, token=uuid4(), until=until, **said)


def report(review: Review, kind: FindingKind | None, *, published: bool = True) -> None:
    """The visit of a review is made on its last day, and its letter is out 20 days later."""
    assert review.until is not None
    out = review.until + timedelta(days=20)
    with time_machine.travel(out):
        made = visit(review.body, review.until, out if published else None, review.topic)
        if kind is not None:
            more = {"put_right_by": out + timedelta(days=90), "responsible": "The director", "confirmer": "The lead"}
            record_finding(by=SOMEBODY, inspection=made, new=NewFinding(kind=kind, text="Late.", known_on=out, **more))


@pytest.fixture
def told(places: dict[str, Body]) -> dict[str, Actor]:
    """Of 44 authorities four are drawn: one is refused, one not made, one not reported, and one recorded a concern.
    Of three visits after a review one recorded an area for priority action, and two nothing."""
    for number in range(10, 51):
        place(f"Place {number}", number)
    by = {"analyst": Actor.of(person(Role.ANALYST)), "scheduler": Actor.of(person(Role.SCHEDULER))}
    draw_stratum(by=by["analyst"], year=YEAR)
    drawn = list(Review.objects.order_by("id"))
    assert len(drawn) == 4
    others = Body.objects.filter(kind="authority", reviews__isnull=True, closed__isnull=True).order_by("code")
    with time_machine.travel("2027-01-05 10:00"):
        after = [asked(by["analyst"], body, date(YEAR, 3, 1)) for body in others[:3]]
    for review in (*drawn[1:], *after):
        with time_machine.travel(review.told_at):
            accept(by=by["scheduler"], review=review)
    with time_machine.travel(drawn[0].told_at):
        refuse(by=by["scheduler"], review=drawn[0], reason="Nothing stands out")
    report(drawn[2], None, published=False)
    report(drawn[3], FindingKind.CONCERN)
    report(after[0], None)
    report(after[1], FindingKind.PRIORITY_ACTION)
    report(after[2], None)
    return by


def published(by: Actor) -> BlindDraw:
    with time_machine.travel(LATER):
        return publish_stratum(by=by, year=YEAR)


def test_it_is_not_compared_before_it_is_published(told: dict[str, Actor]) -> None:
    with pytest.raises(StratumRefused, match="is not published yet; what its visits found is compared then"):
        compare_stratum(BlindDraw.objects.get())


def test_drawn_visits_count_as_they_were_drawn(told: dict[str, Actor]) -> None:
    made = published(told["analyst"])
    with time_machine.travel(LATER):
        found = compare_stratum(made)
    assert (found.drawn.asked, found.drawn.concern) == (4, 1)
    assert found.drawn.became == {"refused": 1, "waiting": 0, "not_made": 1, "not_reported": 1, "reported": 1}
    assert (found.reviewed.asked, found.reviewed.concern) == (3, 1)
    assert found.reviewed.became == {"refused": 0, "waiting": 0, "not_made": 0, "not_reported": 0, "reported": 3}
    assert (found.drawn.of_asked and found.drawn.of_asked.value) == 0.25
    assert (found.drawn.of_reported and found.drawn.of_reported.value) == 1.0


def test_visits_of_another_year_and_draw_stay_out(told: dict[str, Actor]) -> None:
    made = published(told["analyst"])
    with time_machine.travel("2027-02-01 10:00"):
        asked(told["analyst"], Body.objects.get(code="X10000001"), date(YEAR + 1, 1, 5))
        draw_stratum(by=told["analyst"], year=YEAR + 1)
    with time_machine.travel(LATER):
        found = compare_stratum(made)
    assert (found.drawn.asked, found.reviewed.asked) == (4, 3)


def test_one_that_nobody_answered_waits(told: dict[str, Actor]) -> None:
    with time_machine.travel("2027-02-01 10:00"):
        asked(told["analyst"], Body.objects.get(code="X10000001"), date(YEAR, 12, 31))
    made = published(told["analyst"])
    with time_machine.travel(LATER):
        assert compare_stratum(made).reviewed.became["waiting"] == 1


def test_the_command(told: dict[str, Actor]) -> None:
    def run(*said: str) -> tuple[int, str]:
        with time_machine.travel(LATER):
            ran = CliRunner().invoke(build(), ["stratum", "compare", *said])
        return ran.exit_code, ran.output

    assert run("--year", "2026") == (1, "No stratum of 2026 was drawn.\n")
    code, said = run("--year", "2027")
    assert (code, "is not published yet" in said) == (1, True)
    assert run("--year", "2027", "--format", "csv")[0] == 2
    published(told["analyst"])
    code, said = run("--year", "2027", "--format", "json")
    found = json.loads(said)
    assert (code, found["year"]) == (0, 2027)
    assert (found["drawn"]["asked"], found["drawn"]["became"]["refused"]) == (4, 1)
    assert found["reviewed"]["of_asked"]["n"] == 3
    assert round(found["difference"]["value"], 4) == round(1 / 3 - 1 / 4, 4)
    code, said = run("--year", "2027")
    assert code == 0
    assert "Of visits drawn by chance 1 of 4 (25%, 5% to 70%) recorded findings of concern" in said
    assert "Chance alone may make this difference" in said
    assert "These are few visits" in said
    assert "With findings of concern" in said


def test_the_page_of_the_back_test_shows_the_newest(client: Client, told: dict[str, Actor]) -> None:
    reader = person(Role.POLICY_ANALYST)
    client.force_login(reader, backend=BACKEND)
    before = client.get(PAGE).text
    assert "No random stratum has been published yet." in before
    assert "Drawn by chance" not in before
    published(told["analyst"])
    with time_machine.travel(LATER):
        client.force_login(reader, backend=BACKEND)
        with CaptureQueriesContext(connection) as queries:
            text = client.get(PAGE).text
        assert "stratum" not in client.get(f"{PAGE}?kind=setting").text
    assert len(queries) <= 30
    assert "Visits of 2027: drawn by chance, and after a review" in text
    assert "Of visits drawn by chance 1 of 4 (25%, 5% to 70%) recorded findings of concern" in text
    for heading, value in (("Refused", "1"), ("Of all asked for", "25% (5% to 70%)"), ("Of those reported", "100%")):
        assert f'data-label="{heading}">{value}' in text
    assert not [body for body in Body.objects.all() if body.name in text or body.code in text]
