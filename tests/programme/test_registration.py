"""What people say of a setting's registration: a change from a day on, and which setting it was before."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from django.test import Client
from tests.accounts.people import SOMEBODY
from tests.programme.places import TODAY, sign_in
from tests.programme.test_setting_pages import register

from inspectorate.history.register import Standing
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.inspections.models import Inspection, RegisterEntry
from inspectorate.webapp.inspections.register_actions import (
    NewRegistration,
    RegistrationRefused,
    link_settings,
    record_registration,
)
from inspectorate.webapp.programme.queries import owed
from inspectorate.webapp.register.models import Body, Setting, Succession

__all__ = ["register"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]
HOME, SUSPENDED, AGENCY = "SC900001", "SC900002", "SC900003"
ADDRESS = f"/settings/{HOME}/registration/new/"
FILLED = {"on-day": TODAY.day, "on-month": TODAY.month, "on-year": TODAY.year, "source": "Letter of the owner"}


def body(urn: str) -> Body:
    return Body.objects.get(kind="setting", code=urn)


def said(**more: object) -> NewRegistration:
    return NewRegistration(**({"on": TODAY, "source": "Letter of the owner"} | more))


def duties(urn: str) -> set[str]:
    return {one.obligation.key for one in owed(TODAY, bodies=[body(urn).key], kind="setting")}


@pytest.mark.parametrize(
    ("new", "changed"),
    [
        (said(places=6), {"places": 6}),
        (said(manager_in_post=False), {"manager_in_post": False}),
        (said(children_placed=False), {"children_placed": False}),
        (said(standing=Standing.SUSPENDED), {"standing": "suspended"}),
    ],
)
def test_what_is_said_holds_from_its_day_and_the_rest_stays(new: NewRegistration, changed: dict[str, object]) -> None:
    told = ("places", "manager_in_post", "children_placed", "standing")
    before = {name: getattr(Setting.objects.get(body=body(HOME)), name) for name in told}
    record_registration(by=SOMEBODY, body=body(HOME), new=new)
    after = {name: getattr(Setting.objects.get(body=body(HOME)), name) for name in told}
    assert after == before | changed


def test_a_new_owner_has_the_setting_from_the_day_on() -> None:
    record_registration(by=SOMEBODY, body=body(HOME), new=said(owner="Fennmoor Homes"))
    assert Setting.objects.get(body=body(HOME)).owner.name == "Fennmoor Homes"


def test_a_setting_that_closed_is_owed_nothing() -> None:
    assert duties(HOME)
    record_registration(by=SOMEBODY, body=body(HOME), new=said(standing=Standing.CLOSED))
    assert not duties(HOME)


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (said(places=3, source=" "), "Enter what you have this from."),
        (said(places=3, on=TODAY + timedelta(days=1)), "The day must not be in the future."),
        (said(), "Enter what changed."),
    ],
)
def test_what_cannot_be_recorded_says_why(new: NewRegistration, sentence: str) -> None:
    held = RegisterEntry.objects.count()
    with pytest.raises(RegistrationRefused, match=sentence):
        record_registration(by=SOMEBODY, body=body(HOME), new=new)
    assert RegisterEntry.objects.count() == held


def test_who_may_not_correct_records_says_nothing_of_the_register() -> None:
    nobody = Actor("nobody", ())
    with pytest.raises(PermissionRefused):
        record_registration(by=nobody, body=body(HOME), new=said(places=3))
    with pytest.raises(PermissionRefused):
        link_settings(by=nobody, earlier=body(HOME), later=body(SUSPENDED), on=TODAY)


def test_a_setting_that_goes_on_under_a_new_registration_keeps_its_judgements_and_its_clock() -> None:
    """Inadequate in 2025; under its earlier registration it was found good in 2026."""
    last = Inspection.objects.get(body=body(SUSPENDED)).pk
    inadequate = {f"always.case_review/{last}", f"inadequate.return/{last}.1",
                  "inadequate.first/2026-27.1", "inadequate.second/2026-27.2"}  # fmt: skip
    assert duties(SUSPENDED) == {f"setting:{SUSPENDED}/sccif.{duty}" for duty in inadequate}
    link_settings(by=SOMEBODY, earlier=body(HOME), later=body(SUSPENDED), on=date(2026, 6, 1))
    assert duties(SUSPENDED) == {key.replace(HOME, SUSPENDED) for key in duties(HOME)}


def test_two_settings_are_linked_once_and_never_in_a_ring() -> None:
    for earlier, later in ((HOME, SUSPENDED), (SUSPENDED, AGENCY)):
        link_settings(by=SOMEBODY, earlier=body(earlier), later=body(later), on=TODAY)
    for earlier, later in ((HOME, SUSPENDED), (SUSPENDED, HOME), (AGENCY, HOME)):
        with pytest.raises(RegistrationRefused, match="linked already"):
            link_settings(by=SOMEBODY, earlier=body(earlier), later=body(later), on=TODAY)
    with pytest.raises(RegistrationRefused, match="another setting"):
        link_settings(by=SOMEBODY, earlier=body(HOME), later=body(HOME), on=TODAY)


OPENED = date(2015, 5, 1)


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (OPENED - timedelta(days=1), "must not be before 1 May 2015, when Children's home SC900001 was registered"),
        (OPENED, ""),
        (OPENED + timedelta(days=1), ""),
        (TODAY - timedelta(days=1), ""),
        (TODAY, ""),
        (TODAY + timedelta(days=1), "must not be in the future"),
        (date(2099, 1, 1), "must not be in the future"),
    ],
)
def test_a_setting_goes_on_from_a_day_on_which_it_was_there(on: date, sentence: str) -> None:
    refused = pytest.raises(RegistrationRefused, match=sentence) if sentence else nullcontext()
    with refused:
        link_settings(by=SOMEBODY, earlier=body(HOME), later=body(SUSPENDED), on=on)
    assert [one.on for one in Succession.objects.filter(kind="continues")] == ([] if sentence else [on])


def test_where_nobody_knows_since_when_it_was_there_any_day_that_has_come_will_do() -> None:
    Body.objects.filter(code=HOME).update(opened=None)
    assert link_settings(by=SOMEBODY, earlier=body(HOME), later=body(SUSPENDED), on=date(2001, 1, 1))


def test_the_page_refuses_a_link_of_a_day_to_come(client: Client) -> None:
    sent = {"on-day": 1, "on-month": 1, "on-year": 2099, "source": "Letter of the owner", "earlier": SUSPENDED}
    answer = sign_in(client, Role.SENIOR_INSPECTOR).post(ADDRESS, sent)
    assert answer.status_code == 200
    assert "The day must not be in the future." in answer.text
    assert not Succession.objects.filter(kind="continues").exists()


def test_the_page_takes_a_change_and_a_link_together_or_neither(client: Client) -> None:
    senior = sign_in(client, Role.SENIOR_INSPECTOR)
    assert ADDRESS in senior.get(f"/settings/{HOME}/").text
    refused = senior.post(ADDRESS, {**FILLED, "places": 7, "earlier": "SC999999"})
    assert "No setting on the register has the URN" in refused.text
    assert Setting.objects.get(body=body(HOME)).places == 4
    twice = senior.post(ADDRESS, FILLED)
    assert "Enter what changed" in twice.text
    answer = senior.post(ADDRESS, {**FILLED, "places": 7, "manager_in_post": "yes", "earlier": SUSPENDED})
    assert answer.headers["Location"] == f"/settings/{HOME}/#register"
    setting = Setting.objects.get(body=body(HOME))
    assert (setting.places, setting.manager_in_post) == (7, True)
    assert Succession.objects.get(successor=body(HOME)).predecessor == body(SUSPENDED)


@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        ("99999", ""),
        ("100000", "Places must be no more than 99,999"),
        ("2147483648", "Places must be no more than 99,999"),
        ("9999999999999999999", "Places must be no more than 99,999"),
        ("-1", "Places must be at least 0"),
    ],
)
def test_no_more_places_are_taken_than_a_list_may_give(client: Client, places: str, sentence: str) -> None:
    answer = sign_in(client, Role.SENIOR_INSPECTOR).post(ADDRESS, {**FILLED, "places": places})
    assert sentence in answer.text
    assert answer.status_code == (200 if sentence else 302)
    assert Setting.objects.get(body=body(HOME)).places == (4 if sentence else int(places))


def test_the_page_is_for_those_who_correct_records(client: Client) -> None:
    inspector = sign_in(client, Role.INSPECTOR)
    assert inspector.get(ADDRESS).status_code == 403
    assert ADDRESS not in inspector.get(f"/settings/{HOME}/").text
