"""The pages of enforcement: for staff only, each step a form of its own."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from django.test import Client
from tests.accounts.people import SOMEBODY
from tests.enforcement.conftest import visited
from tests.enforcement.test_actions import NEW
from tests.programme.places import sign_in

from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.enforcement.actions import open_case
from inspectorate.webapp.enforcement.models import Case
from inspectorate.webapp.inspections.models import Finding, Inspection
from inspectorate.webapp.register.models import Body

DAYS = {"day-day": 23, "day-month": 11, "day-year": 2026}
RIGHT = {"put_right_by-day": 18, "put_right_by-month": 12, "put_right_by-year": 2026}


@pytest.fixture
def senior(client: Client, settings_of: dict[str, Body]) -> Client:
    return sign_in(client, Role.SENIOR_INSPECTOR)


@pytest.fixture
def case(settings_of: dict[str, Body]) -> Case:
    return open_case(by=SOMEBODY, body=settings_of["home"], kind="compliance_notice", step="serve", new=NEW)


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_a_case_is_opened_from_the_page_of_a_setting(senior: Client) -> None:
    assert "/settings/SC900001/enforcement/new/" in senior.get("/settings/SC900001/").text
    offered = senior.get("/settings/SC900001/enforcement/new/").text
    assert "Restrict accommodation" in offered
    assert "Restrict accommodation" not in senior.get("/settings/SC900003/enforcement/new/").text
    address = "/settings/SC900001/enforcement/new/?opening=compliance_notice/serve"
    refused = senior.post(address, {**DAYS, "reason": "Unsafe.", "regulation": "Regulation 12"})
    assert "Enter" in refused.text
    answer = senior.post(address, {**DAYS, **RIGHT, "reason": "Unsafe.", "regulation": "Regulation 12"})
    made = Case.objects.get()
    assert answer.headers["Location"] == f"/enforcement/{made.pk}/"
    assert "Compliance notice served" in senior.get(f"/enforcement/{made.pk}/").text


def test_a_school_is_told_to_take_recommendations_only(senior: Client) -> None:
    assert "take recommendations only" in senior.get("/settings/SC900004/enforcement/new/").text


def test_a_case_shows_its_clocks_what_can_be_done_and_what_was_done(senior: Client, case: Case) -> None:
    told = words(senior.get(f"/enforcement/{case.pk}/").text)
    assert "The day to comply by 20 November 2026 Late" in told
    assert "Record that it was not met" in told
    assert "Regulation: Regulation 32" in told
    assert "Staff had not been checked." in told


def test_a_further_step_is_recorded_and_a_case_may_follow(senior: Client, case: Case) -> None:
    visit = visited(case.body, date(2026, 11, 21))
    form = senior.get(f"/enforcement/{case.pk}/steps/not_met/").text
    assert "Monitoring visit, 21 November 2026" in html.unescape(form)
    assert "Full inspection, 4 May 2026" not in html.unescape(form)
    assert "Carried out on 21 November 2026 or later." in form
    seen = {**DAYS, "reason": "Seen.", "inspection": visit.pk}
    early = senior.post(f"/enforcement/{case.pk}/steps/not_met/", seen | {"day-day": 20})
    assert "not before 20 November 2026 has passed" in early.text
    senior.post(f"/enforcement/{case.pk}/steps/not_met/", seen)
    told = words(senior.get(f"/enforcement/{case.pk}/").text)
    assert "Not met, an offence possible" in told
    assert "What may follow as a case of its own: compliance notice; warning letter" in told
    follow = f"/settings/SC900001/enforcement/new/?opening=warning_letter/send&follows={case.pk}"
    senior.post(follow, {**DAYS, "reason": "It was not met."})
    later = Case.objects.exclude(pk=case.pk).get()
    assert later.follows == case
    assert "Cases before and after it" in senior.get(f"/enforcement/{later.pk}/").text
    assert senior.get(f"/enforcement/{case.pk}/steps/dance/").status_code == 404


def test_a_step_by_mistake_is_struck_out(senior: Client, case: Case) -> None:
    senior.post(f"/enforcement/{case.pk}/steps/withdraw/", {**DAYS, "reason": "Served in error."})
    step = case.steps.get(step="withdraw")
    assert "Strike out: withdrawn" in senior.get(f"/enforcement/steps/{step.pk}/strike/").text
    senior.post(f"/enforcement/steps/{step.pk}/strike/", {"reason": "The wrong case."})
    told = words(senior.get(f"/enforcement/{case.pk}/").text)
    assert "The wrong case." in told
    assert "Served, to be complied with" in told
    again = senior.post(f"/enforcement/steps/{step.pk}/strike/", {"reason": "Again."})
    assert "Only the last step of a case can be struck out." in html.unescape(again.text)


def test_the_register_shows_open_cases_and_others_when_asked(senior: Client, case: Case) -> None:
    assert "1 case." in words(senior.get("/enforcement/").text)
    senior.post(f"/enforcement/{case.pk}/steps/withdraw/", {**DAYS, "reason": "Served in error."})
    assert "No case fits." in senior.get("/enforcement/").text
    assert "1 case." in words(senior.get("/enforcement/?state=all&kind=compliance_notice").text)
    assert "No case fits." in senior.get("/enforcement/?state=all&kind=caution").text
    assert "No case fits." in senior.get("/enforcement/?state=all&region=London").text


@pytest.mark.parametrize(
    ("role", "sees", "acts"),
    [
        (Role.INSPECTOR, 200, 403),
        (Role.SENIOR_INSPECTOR, 200, 200),
        (Role.ANALYST, 403, 403),
        (Role.DEPARTMENT_OFFICIAL, 403, 403),
    ],
)
def test_who_sees_enforcement_and_who_acts(client: Client, case: Case, role: Role, sees: int, acts: int) -> None:
    person = sign_in(client, role)
    assert person.get(f"/enforcement/{case.pk}/").status_code == sees
    assert person.get(f"/enforcement/{case.pk}/steps/withdraw/").status_code == acts
    assert person.get("/settings/SC900001/enforcement/new/").status_code == acts
    shown = person.get("/settings/SC900001/").text
    assert ('id="enforcement"' in shown) is (sees == 200)
    assert ("Open a case" in shown) is (acts == 200)


def test_an_inspector_records_what_a_visit_found_and_decides_nothing(client: Client, case: Case) -> None:
    inspector = sign_in(client, Role.INSPECTOR)
    page = inspector.get(f"/enforcement/{case.pk}/").text
    assert f"/enforcement/{case.pk}/steps/met/" in page
    assert f"/enforcement/{case.pk}/steps/withdraw/" not in page


def test_a_requirement_is_recorded_on_its_own_form(senior: Client) -> None:
    visit = Inspection.objects.get(body__code="SC900001")
    form = senior.get(f"/inspections/{visit.pk}/findings/new/").text
    assert "Requirement: a regulation is breached" in form
    assert "Area for priority action" not in form
    school = Inspection.objects.get(body__code="SC900004")
    assert "Requirement: a regulation" not in senior.get(f"/inspections/{school.pk}/findings/new/").text
    said = {"kind": "requirement", "text": "Check staff.", "regulation": "Regulation 32", "known_on-day": 4,
            "known_on-month": 5, "known_on-year": 2026, **RIGHT}  # fmt: skip
    assert senior.post(f"/inspections/{visit.pk}/findings/new/", said).status_code == 302
    assert Finding.objects.get().regulation == "Regulation 32"
    assert "Check staff." in senior.get("/settings/SC900001/").text
