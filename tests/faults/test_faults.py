"""Faults of the software: anybody reports them, with or without a connection; staff read all, others their own."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from tests.programme.places import sign_in

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.faults.actions import Reported, report_fault
from inspectorate.webapp.faults.models import Fault

pytestmark = pytest.mark.django_db
COUNCIL = "authority:X90000001"


@pytest.fixture
def inspector() -> Client:
    return sign_in(Client(), Role.INSPECTOR)


def sent(client: Client, *faults: object) -> HttpResponse:
    return client.post("/faults/device/", json.dumps({"faults": faults}), content_type="application/json")


def fault(text: str = "The page stood still.", **more: object) -> dict[str, object]:
    return {"id": str(uuid4()), "text": text, "page": "/cases/", "device_at": "2026-11-24T10:00:00+00:00"} | more


def test_a_fault_reported_on_a_page_is_counted_there(inspector: Client) -> None:
    assert "/faults/new/?page=/faults/" in inspector.get("/faults/").text
    assert 'value="/due/"' in inspector.get("/faults/new/?page=/due/").text
    assert "Enter" in inspector.post("/faults/new/", {"text": " ", "page": "/due/"}).text
    inspector.post("/faults/new/", {"text": "It froze.", "page": "/due/", "lost_work": "on"})
    page = inspector.get("/faults/").text
    assert "It froze." in page
    assert "work was lost" in page
    assert "Not answered yet." in page


def test_what_a_device_kept_is_taken_in_once(inspector: Client) -> None:
    kept = fault()
    for _ in range(2):
        assert sent(inspector, kept, fault("A second.")).json()["kept"][0] == kept["id"]
    assert Fault.objects.filter(pk=str(kept["id"])).count() == 1
    assert Fault.objects.get(pk=str(kept["id"])).device_at.day == 24


@pytest.mark.parametrize("body", ["nonsense", "{}", '{"faults": 3}'])
def test_what_cannot_be_read_is_refused_in_words(inspector: Client, body: str) -> None:
    answer = inspector.post("/faults/device/", body, content_type="application/json")
    assert (answer.status_code, "cannot be read" in answer.json()["refused"]) == (400, True)


@pytest.mark.parametrize("wrong", [{"text": "  "}, {"id": 5}, {"id": "1"}, {"device_at": "yesterday"}])
def test_one_report_that_is_refused_keeps_no_other_out(inspector: Client, wrong: dict[str, object]) -> None:
    bad, good = fault(**wrong), fault()
    answer = sent(inspector, bad, good)
    assert (answer.status_code, answer.json()["kept"]) == (200, [good["id"]])
    assert answer.json()["refused"][str(bad["id"])]


def test_staff_read_every_report_and_everybody_else_their_own(inspector: Client) -> None:
    sent(inspector, fault("From the inspector."))
    director = sign_in(Client(), Role.DIRECTOR, body=COUNCIL)
    sent(director, fault("From the director."))
    assert "From the director." in inspector.get("/faults/").text
    page = director.get("/faults/").text
    assert ("From the director." in page, "From the inspector." in page) == (True, False)


def test_an_administrator_answers_once_and_whoever_reported_it_reads_it(inspector: Client) -> None:
    sent(inspector, fault())
    address = f"/faults/{Fault.objects.get().pk}/"
    assert inspector.get(address).status_code == 403
    administrator = sign_in(Client(), Role.ADMINISTRATOR)
    assert "Enter" in administrator.post(address, {"answer": " "}).text
    administrator.post(address, {"answer": "Mended in the next release."})
    assert "Mended in the next release." in inspector.get("/faults/").text
    assert "answered already" in administrator.post(address, {"answer": "Again."}).text


def test_only_a_person_reports_a_fault() -> None:
    said = Reported(id=uuid4(), text="It froze.", device_at=timezone.now())
    with pytest.raises(PermissionRefused, match="Only a person"):
        report_fault(by=Actor.command_line("tester"), said=said)
