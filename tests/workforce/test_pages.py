"""Pages of the workforce: the list, one inspector, what is recorded by form, files by upload, and one's own page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.accounts.people import person
from tests.programme.places import LONDON, NORTH, TODAY, day, sign_in
from tests.workforce.people import SCHEDULER, iris, leave, skill
from tests.workforce.test_files import PEOPLE, calendar

from inspectorate.webapp.accounts.roles import ROLES, OrganisationKind, Role
from inspectorate.webapp.register.models import Body
from inspectorate.webapp.workforce import actions
from inspectorate.webapp.workforce.actions import NewEntry
from inspectorate.webapp.workforce.models import Absence, Conflict, Inspector, Skill, WorkforceFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("body")]
LONG_AGO = TODAY - timedelta(weeks=57)
TERMS = {"region": NORTH, "home": "Lornmere", "grade": "inspector", "share": "80%", "working_days": ["1", "4", "2"],
         "cost_per_day": "", "most_weeks": "3", **day("first", TODAY)}  # fmt: skip


@pytest.fixture
def client() -> Client:
    return sign_in(Client(), Role.SCHEDULER)


def test_an_empty_workforce_says_what_to_do(client: Client) -> None:
    assert "No inspector is on record." in client.get("/workforce/").text


def test_the_list_shows_the_workforce_of_a_region(client: Client) -> None:
    first, second = iris(cost_per_day=40_000), iris("L-1", "Lena Ash", region=LONDON)
    skill(first, "fostering", TODAY + timedelta(30))
    leave(second, TODAY, None, "sickness")
    page = client.get("/workforce/").text
    for words in ("HM Inspector, contractor", "100%, Mon to Fri", "Fostering (lapses soon)", "Away", "Sickness, from",
                  "All regions", "2 inspectors.", "Capacity of the coming 26 weeks"):  # fmt: skip
        assert words in page
    Inspector.objects.filter(code="L-1").update(first=TODAY + timedelta(8))
    page = client.get("/workforce/?region=London").text
    assert "L-1, from 1 December 2026" in page
    assert ("Lena Ash" in page, "Iris Elm" in page, "1 inspector." in page) == (True, False, True)
    assert "No inspector fits." in client.get("/workforce/?words=nobody").text
    assert "No inspector fits." in client.get("/workforce/?gone=yes").text


def test_a_regional_scheduler_begins_with_their_region() -> None:
    iris()
    client = sign_in(Client(), Role.SCHEDULER, region=LONDON)
    assert "Iris Elm" not in client.get("/workforce/").text
    assert "Iris Elm" in client.get("/workforce/?region=all").text


def test_an_inspector_is_added_by_form(client: Client) -> None:
    user = person(Role.INSPECTOR)
    sent = TERMS | {"code": "N-1", "name": "Iris Elm", "email": user.email.upper()}
    answer = client.post("/workforce/new/", sent)
    made = Inspector.objects.get()
    assert answer.headers["Location"] == f"/workforce/{made.pk}/"
    held = made.terms.get()
    assert (made.user, str(held.share), held.working_days, held.cost_per_day) == (user, "0.800", "124", None)
    page = client.post("/workforce/new/", sent | {"email": "", "code": "n-1"}).text
    assert "There is an inspector with the code n-1 already." in page


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"share": "80"}, "Share of a full contract must be like 0.6 or 60%, and at most 1"),
        ({"cost_per_day": "dear"}, "Cost per day must be a sum in pounds"),
        ({"email": "nobody@example.org"}, "No account has this email address"),
        ({"most_weeks": "53"}, "must be no more than 52"),
        ({"region": ""}, "Select region"),
        ({"working_days": []}, "Select days of the week"),
    ],
)
def test_a_form_that_cannot_be_so_says_why_at_its_field(client: Client, wrong: dict[str, object], told: str) -> None:
    page = client.post("/workforce/new/", TERMS | {"code": "N-1", "name": "Iris Elm", "email": ""} | wrong).text
    assert told in page
    assert "Iris Elm" in page
    assert not Inspector.objects.exists()


def test_new_terms_begin_with_those_that_hold(client: Client) -> None:
    made = iris(cost_per_day=40_050)
    page = client.get(f"/workforce/{made.pk}/terms/").text
    assert ('value="400.50"' in page, 'value="1"' in page, "Lornmere" in page) == (True, True, True)
    client.post(f"/workforce/{made.pk}/terms/", TERMS | {"cost_per_day": "410", "region": LONDON})
    assert [one.region for one in made.terms.all()] == [NORTH, LONDON]
    page = client.get(f"/workforce/{made.pk}/").text
    for words in ("£410.00", "80%, Mon, Tue, Thu", "Earlier and later terms", "From 6 January 2020"):
        assert words in page
    page = client.post(f"/workforce/{made.pk}/terms/", TERMS | day("first", date(2019, 1, 1))).text
    assert "The terms must not begin before the inspector does." in page


def test_a_name_and_a_last_day_are_changed_by_form(client: Client) -> None:
    made = iris()
    address = f"/workforce/{made.pk}/change/"
    assert "Iris Elm" in client.get(address).text
    assert "Nothing is changed" in client.post(address, {"name": "Iris Elm", "email": ""}).text
    client.post(address, {"name": "Iris Oak", "email": "", **day("last", TODAY)})
    made.refresh_from_db()
    assert (made.name, made.last) == ("Iris Oak", TODAY)


def test_skills_absences_and_conflicts_are_recorded_ended_and_struck_out_by_form(client: Client) -> None:
    made = iris()
    new = f"/workforce/{made.pk}/{{}}/new/"
    client.post(new.format("skill"), {"kind": "fostering", **day("last", TODAY + timedelta(60))})
    client.post(new.format("absence"), {"kind": "leave", **day("first", date(2026, 12, 21)),
                                        **day("last", date(2026, 12, 31))})  # fmt: skip
    client.post(new.format("conflict"), {"kind": "lives_there", "body": "ashmere"})
    page = client.get(f"/workforce/{made.pk}/").text
    for words in ("Fostering", "Lapses soon", "21 to 31 December 2026", "7 working days", "Lives there", "Ashmere",
                  "To come", "Days left of the coming 26 weeks", "Bank holiday on 25 December 2026"):  # fmt: skip
        assert words in page
    assert "First day" in client.post(new.format("absence"), {"kind": "leave"}).text
    assert "No authority or setting on the register is called “Moonmere”." in client.post(
        new.format("conflict"), {"kind": "declared", "body": "Moonmere"}
    ).text  # fmt: skip
    assert "This is on record already." in client.post(
        new.format("conflict"), {"kind": "lives_there", "body": "Ashmere"}
    ).text  # fmt: skip
    absence = Absence.objects.get()
    end, strike = f"/workforce/absence/{absence.pk}/end/", f"/workforce/absence/{absence.pk}/strike/"
    assert "21 to 31 December 2026" in client.get(end).text
    client.post(end, day("last", date(2026, 12, 23)))
    assert Absence.objects.get().last == date(2026, 12, 23)
    assert "Why" in client.post(strike, {"reason": ""}).text
    client.post(strike, {"reason": "Called off."})
    page = client.get(f"/workforce/{made.pk}/").text
    assert ("Struck out" in page, "Called off." in page) == (True, True)
    assert [client.get(address).status_code for address in (end, strike)] == [404, 404]
    assert [client.get(f"/workforce/{made.pk}/grudge/new/").status_code,
            client.get("/workforce/grudge/1/end/").status_code, client.get("/workforce/99/").status_code] == [
        404, 404, 404
    ]  # fmt: skip
    assert (Skill.objects.count(), Conflict.objects.count()) == (1, 1)


def test_what_is_over_or_has_no_end_is_told(client: Client) -> None:
    made = iris()
    leave(made, LONG_AGO, LONG_AGO, "training")
    leave(made, date(2011, 5, 2), date(2011, 5, 3))
    leave(made, date(2000, 1, 1), date(2002, 1, 1))
    leave(made, TODAY, None, "sickness")
    skill(made, "education")
    page = client.get(f"/workforce/{made.pk}/").text
    for words in ("Over", "1 working day", "No last day", "from 23 November 2026"):
        assert words in page


def test_files_are_taken_in_by_upload(client: Client) -> None:
    text = PEOPLE + "N-9,,,,,,,,,\n"
    answer = client.post("/workforce/files/", {"file": SimpleUploadedFile("people.csv", text.encode())})
    made = WorkforceFile.objects.get()
    assert answer.headers["Location"] == f"/workforce/files/{made.pk}/"
    page = client.get(answer.headers["Location"]).text
    assert ("2 new, 0 changed, 0 unchanged, 1 kept aside." in page, "The cell is empty." in page) == (True, True)
    assert "people.csv,,4,name" in client.get(f"/workforce/files/{made.pk}/kept-aside.csv").text
    assert "people.csv" in client.get("/workforce/files/").text
    for content, told in ((b"a,b\n", "has no column “inspector”"), (b"x" * 5_000_001, "smaller than 5 MB")):
        sent = {"file": SimpleUploadedFile("wrong.csv", content)}
        assert told in client.post("/workforce/files/", sent).text
    assert WorkforceFile.objects.count() == 1


def test_a_calendar_is_taken_in_on_the_page_of_its_inspector(client: Client) -> None:
    made = iris()
    address = f"/workforce/{made.pk}/calendar/"
    assert "Of other entries nothing is kept." in client.get(address).text
    choir = "BEGIN:VEVENT\nSUMMARY:Choir\nEND:VEVENT\nEND:VCALENDAR"
    text = calendar("20261221", "20261225").replace("END:VCALENDAR", choir)
    answer = client.post(address, {"file": SimpleUploadedFile("mine.ics", text.encode())})
    assert "1 entry of the calendar names no absence." in client.get(answer.headers["Location"]).text
    assert Absence.objects.get().inspector == made


def test_an_inspector_sees_their_own_page_and_no_other() -> None:
    user, other = person(Role.INSPECTOR), iris("N-2", "Una Oak")
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    assert "No inspector of the workforce is linked to your account." in client.get("/workforce/me/").text
    made = iris(user=user)
    leave(made, TODAY, TODAY + timedelta(3), "sickness")
    page = client.get("/workforce/me/").text
    assert ("Iris Elm" in page, "Sickness" in page, "Strike out" in page) == (True, True, False)
    assert [client.get(f"/workforce/{one.pk}/").status_code for one in (made, other)] == [403, 403]


PAGES: dict[str, set[Role]] = {
    "/workforce/": {Role.SCHEDULER, Role.SENIOR_INSPECTOR},
    "/workforce/{id}/": {Role.SCHEDULER, Role.SENIOR_INSPECTOR},
    "/workforce/me/": {Role.INSPECTOR, Role.LEAD_INSPECTOR, Role.SENIOR_INSPECTOR},
    "/workforce/new/": {Role.SCHEDULER},
    "/workforce/files/": {Role.SCHEDULER},
    "/workforce/files/1/": {Role.SCHEDULER},
    "/workforce/files/1/kept-aside.csv": {Role.SCHEDULER},
    "/workforce/{id}/change/": {Role.SCHEDULER},
    "/workforce/{id}/terms/": {Role.SCHEDULER},
    "/workforce/{id}/calendar/": {Role.SCHEDULER},
    "/workforce/{id}/absence/new/": {Role.SCHEDULER},
    "/workforce/skill/{skill}/end/": {Role.SCHEDULER},
    "/workforce/skill/{skill}/strike/": {Role.SCHEDULER},
}


@pytest.mark.parametrize("role", Role)
def test_pages_open_to_who_may(role: Role) -> None:
    made = iris()
    held = skill(made, "fostering")
    WorkforceFile.objects.create(pk=1, name="a.csv", sha256="0" * 64, read_by="tester")
    outside = ROLES[role].at != OrganisationKind.INSPECTORATE
    client = sign_in(Client(), role, body="authority:X10000007" if outside else "")
    opened = {one: client.get(one.format(id=made.pk, skill=held.pk)).status_code for one in PAGES}
    assert opened == {one: 200 if role in allowed else 403 for one, allowed in PAGES.items()}


@pytest.mark.parametrize("address", PAGES)
def test_a_visitor_is_asked_to_sign_in(address: str) -> None:
    answer = Client().get(address.format(id=1, skill=1))
    assert (answer.status_code, "login" in answer.headers["Location"]) == (302, True)


def test_the_pages_of_another_region_can_be_read_and_not_changed(body: Body) -> None:
    made = iris()
    held = actions.add_entry(
        by=SCHEDULER, inspector=made, new=NewEntry(what="conflict", kind="declared", body=body)
    )  # fmt: skip
    client = sign_in(Client(), Role.SCHEDULER, region=LONDON)
    page = client.get(f"/workforce/{made.pk}/")
    assert (page.status_code, "Strike out" in page.text) == (200, False)
    for address in (f"{made.pk}/terms/", f"{made.pk}/change/", f"{made.pk}/skill/new/", f"{made.pk}/calendar/",
                    f"conflict/{held.pk}/end/", f"conflict/{held.pk}/strike/"):  # fmt: skip
        assert client.get(f"/workforce/{address}").status_code == 403
