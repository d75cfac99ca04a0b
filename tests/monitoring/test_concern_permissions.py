"""Who may do what with concerns: every role and every action, in the action itself and on its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from tests.monitoring.concern_stories import (
    SECRET,
    WEDNESDAY,
    analyst,
    ashmere,
    holder,
    recorded,
    said,
    triaged,
)  # fmt: skip
from tests.programme.places import LONDON, NORTH, place, sign_in

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.accounts.roles import ROLES, OrganisationKind, Role
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.monitoring import concern_actions as actions
from inspectorate.webapp.monitoring.concern_importing import import_concerns
from inspectorate.webapp.monitoring.concern_queries import reads_text
from inspectorate.webapp.monitoring.models import Concern
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db
RECORDS = {Role.SCHEDULER, Role.ANALYST}
TRIAGES = {Role.ANALYST}
TELLS = {Role.DIRECTOR, Role.REGISTERED_MANAGER, Role.RESPONSIBLE_INDIVIDUAL}
OUTSIDE = {role for role, row in ROLES.items() if row.at != OrganisationKind.INSPECTORATE}
Act = Callable[[Actor, Concern], object]


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(f"{WEDNESDAY.isoformat()} 10:00", tick=True):
        yield


@pytest.fixture
def body(db: None) -> Body:
    return ashmere()


def closed(concern: Concern) -> Concern:
    actions.close(by=holder(Role.ANALYST), concern=triaged(concern), outcome="no_action", reason="Why.")
    return concern


def untouched(concern: Concern) -> Concern:
    return concern


ACTS: dict[str, tuple[set[Role], Callable[[Concern], Concern], Act]] = {
    "record": (RECORDS, untouched, lambda by, one: actions.record_concern(
        by=by, body=one.body, said=said(), sent=uuid4())),
    "notify": (TELLS, untouched, lambda by, one: actions.notify_event(
        by=by, body=one.body, said=said(kind="workforce_shock"), sent=uuid4())),
    "correct": (RECORDS, untouched, lambda by, one: actions.correct_concern(
        by=by, concern=one, said=said(text="Better."), reason="Why.")),
    "triage": (TRIAGES, untouched, lambda by, one: actions.triage(
        by=by, concern=one, owner=analyst(), priority="low", ends_on=WEDNESDAY, reason="Why.")),
    "assign": (TRIAGES, triaged, lambda by, one: actions.assign(by=by, concern=one, owner=analyst(), reason="Why.")),
    "postpone": (TRIAGES, triaged, lambda by, one: actions.postpone(
        by=by, concern=one, ends_on=WEDNESDAY, reason="Why.")),
    "close": (TRIAGES, triaged, lambda by, one: actions.close(
        by=by, concern=one, outcome="no_action", reason="Why.")),
    "reopen": (TRIAGES, closed, lambda by, one: actions.reopen(by=by, concern=one, reason="Why.")),
}  # fmt: skip


def about(role: Role, body: Body) -> str | None:
    """People outside the inspectorate hold their role about their own organisation."""
    return body.key if role in OUTSIDE else None


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("act", ACTS)
def test_a_role_does_what_it_is_for_and_nothing_else(body: Body, role: Role, act: str) -> None:
    allowed, before, deed = ACTS[act]
    analyst()
    concern, by = before(recorded(body)), holder(role, body=about(role, body))
    entries = AuditEntry.objects.count()
    if role not in allowed:
        with pytest.raises(PermissionRefused, match="Your role does not allow it"):
            deed(by, concern)
        assert AuditEntry.objects.count() == entries
    elif act == "assign":
        with pytest.raises(actions.ConcernRefused, match="owns it already"):
            deed(by, concern)
    else:
        deed(by, concern)
        assert AuditEntry.objects.count() == entries + 1


@pytest.mark.parametrize("role", Role)
def test_a_file_is_taken_in_by_who_imports(role: Role, tmp_path: Path) -> None:
    path = tmp_path / "concerns.csv"
    path.write_text("body,kind,received_on,text\n")
    if role in (Role.ADMINISTRATOR, Role.ANALYST):
        assert import_concerns(by=holder(role), path=path).new == 0
    else:
        with pytest.raises(PermissionRefused):
            import_concerns(by=holder(role, body="authority:X10000007"), path=path)


@pytest.mark.parametrize(("region", "may"), [(NORTH, True), (LONDON, False), ("", True)])
def test_a_regional_scheduler_records_at_home(body: Body, region: str, may: bool) -> None:
    by = holder(Role.SCHEDULER, region=region)
    if may:
        actions.record_concern(by=by, body=body, said=said(), sent=uuid4())
    else:
        with pytest.raises(PermissionRefused, match="limited to London"):
            actions.record_concern(by=by, body=body, said=said(), sent=uuid4())


@pytest.mark.parametrize("role", sorted(TELLS))
def test_nobody_tells_of_another_body(body: Body, role: Role) -> None:
    other = place("Brindle", 8)
    with pytest.raises(PermissionRefused, match="limited to your own organisation"):
        actions.notify_event(
            by=holder(role, body=other.key), body=body, said=said(kind="other"), sent=uuid4()
        )  # fmt: skip


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", ["complaint", "whistleblowing"])
def test_who_reads_what_is_said(body: Body, role: Role, kind: str) -> None:
    concern = recorded(body, kind=kind, text=SECRET)
    expected = TRIAGES if kind == "whistleblowing" else RECORDS
    assert reads_text(holder(role, body=about(role, body)), concern) is (role in expected)


def test_what_a_whistleblower_said_stays_hidden_once_it_is_called_something_else(body: Body) -> None:
    concern, scheduler = recorded(body, kind="whistleblowing", text=SECRET), holder(Role.SCHEDULER)
    actions.correct_concern(by=holder(Role.ANALYST), concern=concern, said=said(kind="other"), reason="Misread.")
    assert not reads_text(scheduler, Concern.objects.get(pk=concern.pk))
    with pytest.raises(PermissionRefused, match="Only those who triage"):
        actions.correct_concern(by=scheduler, concern=concern, said=said(text="Else."), reason="Why.")


PAGES: dict[str, set[Role]] = {
    "/concerns/": RECORDS,
    "/concerns/new/": RECORDS,
    "/concerns/new/?body=authority:X10000007": RECORDS,
    "/concerns/{id}/": RECORDS,
    "/concerns/{id}/correct/": TRIAGES,
    "/concerns/{id}/triage/": TRIAGES,
    "/concerns/{id}/close/": TRIAGES,
    "/concerns/files/": {Role.ADMINISTRATOR, Role.ANALYST},
    "/events-told/": TELLS,
    "/events-told/new/": TELLS,
}


@pytest.mark.parametrize("role", Role)
def test_pages_open_to_who_may(body: Body, role: Role) -> None:
    concern = recorded(body, kind="whistleblowing", text=SECRET)
    client = sign_in(Client(), role, body=about(role, body) or "")
    opened = {}
    for address in PAGES:
        answer = client.get(address.format(id=concern.pk))
        opened[address] = answer.status_code
        assert (SECRET in answer.text) is (
            role in TRIAGES and address in ("/concerns/{id}/", "/concerns/{id}/correct/")
        ), (role, address)  # fmt: skip
    assert opened == {address: 200 if role in allowed else 403 for address, allowed in PAGES.items()}


@pytest.mark.parametrize("address", PAGES)
def test_a_visitor_is_asked_to_sign_in(body: Body, address: str) -> None:
    concern = recorded(body)
    answer = Client().get(address.format(id=concern.pk))
    assert (answer.status_code, "login" in answer.headers["Location"]) == (302, True)


@pytest.mark.parametrize("role", sorted(OUTSIDE))
def test_nobody_outside_sees_a_concern_on_the_page_of_a_body(body: Body, role: Role) -> None:
    recorded(body, text=SECRET)
    page = sign_in(Client(), role, body=body.key).get(f"/authorities/{body.code}/").text
    assert (SECRET in page, "/concerns/" in page, "Complaint" in page) == (False, False, False)
