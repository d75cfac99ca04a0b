"""A small invented country for tests of the programme's pages: who was judged how, on a day that stands still."""

from datetime import date
from typing import Any

from django.test import Client
from django.utils import timezone
from tests.accounts.people import SOMEBODY, person

from inspectorate.framework.library import load_library
from inspectorate.history.model import FindingKind
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.inspections.actions import NewFinding, Said, record_event, record_finding
from inspectorate.webapp.inspections.models import Coverage, Finding, ImportRun, Inspection
from inspectorate.webapp.register.actions import NewBody, add_body
from inspectorate.webapp.register.models import Body

TODAY = date(2026, 11, 23)
NORTH, LONDON = "North West", "London"
ILACS = "ilacs/2023-01-01"
AREAS = ("leadership", "help_and_protection", "in_care", "care_leavers")


def place(name: str, number: int, region: str = NORTH, **more: Any) -> Body:
    """An invented authority."""
    code = f"X1000000{number}"
    codes = {"gss": code, "three_digit": f"99{number}"}
    new = NewBody(
        kind="authority",
        code=code,
        name=name,
        codes=codes,
        authority_type="County council",
        ofsted_region=region,
        children=90_000,
        **more,
    )
    return add_body(by=SOMEBODY, new=new)


def judge(body: Body, grade: str, ended: date, published: date, *, edition: str = ILACS, **grades: str) -> Inspection:
    """A standard inspection that found one grade everywhere, but for what ``grades`` name."""
    judged = [*AREAS, *(["overall"] if load_library().edition(edition).headline else [])]
    said = Said(
        source="The report",
        event="standard",
        purpose="routine",
        started=ended.replace(day=1),
        ended=ended,
        published=published,
        grades={**dict.fromkeys(judged, grade), **grades},
    )
    return record_event(by=SOMEBODY, body=body, edition=edition, said=said)


def visit(body: Body, ended: date, published: date | None, *topics: str) -> Inspection:
    """A focused visit, and when its letter was published."""
    said = Said(
        source="The letter", event="focused_visit", purpose="routine", started=ended, ended=ended, published=published,
        grades={}, topics=topics,
    )  # fmt: skip
    return record_event(by=SOMEBODY, body=body, edition=ILACS, said=said)


def cover() -> None:
    """The record holds every ILACS event up to today."""
    events = {event for edition in load_library().of_regime("ilacs") for event in edition.events}
    run = ImportRun.objects.create(file="all.csv", sha256="0" * 64, state="complete", finished_at=timezone.now())
    Coverage.objects.create(
        run=run, body_kind="authority", regime="ilacs", events=sorted(events), first=date(2018, 1, 1), last=TODAY
    )


def country() -> dict[str, Body]:
    """Quernshire is overdue, Lornmere is not; Pellwick was made of Tarndale, and nobody has judged it."""
    found = {
        "quernshire": place("Quernshire", 1),
        "lornmere": place("Lornmere", 2, LONDON),
        "tarndale": place("Tarndale", 3, closed=date(2024, 3, 31)),
    }
    judge(found["quernshire"], "requires_improvement", date(2023, 4, 14), date(2023, 6, 1))
    judge(found["lornmere"], "good", date(2025, 2, 14), date(2025, 4, 1), edition="ilacs/2024-04-05")
    judge(found["tarndale"], "inadequate", date(2023, 2, 10), date(2023, 4, 3))
    found["pellwick"] = place("Pellwick", 4, opened=date(2024, 4, 1), made_from=(found["tarndale"].code,))
    cover()
    return found


def concern(body: Body, *, by: date) -> Finding:
    """Something to be put right by a day."""
    new = NewFinding(
        kind=FindingKind.CONCERN,
        text="Visits to children were late.",
        known_on=date(2026, 6, 1),
        put_right_by=by,
        responsible="The director",
        confirmer="The regional lead",
    )
    inspection = body.inspections.first()
    assert inspection is not None
    return record_finding(by=SOMEBODY, inspection=inspection, new=new)


def sign_in(client: Client, role: Role | None, **where: str) -> Client:
    """Sign somebody in who holds a role."""
    client.force_login(person(role, **where), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def day(name: str, on: date) -> dict[str, str]:
    """A day as a form sends it."""
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}
