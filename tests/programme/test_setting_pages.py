"""Settings: lists, owners, the map, what law requires this year, and the page of one."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.accounts.people import SOMEBODY
from tests.programme.places import LONDON, TODAY, sign_in

from inspectorate.formats.model import Place as FilePlace
from inspectorate.formats.model import Reading, SaidCoverage, SaidGrade, SaidInspection, SaidRegister, SaidSetting
from inspectorate.framework.library import load_library
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.inspections.actions import Said, correct_event
from inspectorate.webapp.inspections.importing import import_reading
from inspectorate.webapp.inspections.models import Coverage, ImportRun, InspectionFact
from inspectorate.webapp.programme.models import Decision
from inspectorate.webapp.register.models import Body, Owner, Setting

pytestmark = pytest.mark.django_db
FILE = FilePlace("list.csv", "register", 1)
FEW = 30
YEARS = (date(2024, 6, 3), date(2025, 6, 2))


def listed(urn: str, type_: str = "childrens_home", authority: str = "Quernshire", **more: object) -> SaidSetting:
    values = {"standing": "active", "registered": date(2015, 5, 1), "owner": "Northmere Care", "places": 4,
              "authority": authority, "ofsted_region": "North West"} | more  # fmt: skip
    return SaidSetting(FILE, urn, type_, TODAY, **values)


def inspected(urn: str, on: date, grade: str, event: str = "full") -> SaidInspection:
    names = ("overall", "help_and_protection", "leadership") if event == "full" else ()
    judged = {name: SaidGrade(grade, grade) for name in names}
    return SaidInspection(FILE, "setting", urn, {"urn": urn}, "sccif", event, on, on, on, judgements=judged)


SETTINGS = (
    listed("SC900001"),
    listed("SC900002", standing="suspended", owner="Greenlow"),
    listed("SC900003", "independent_fostering_agency", "Lornmere", name="Fenndale Fostering", town="Lorn",
           postcode="ZZ9 1AA", ofsted_region=LONDON, places=None, owner="Greenlow Group"),
    listed("SC900004", standing="resigned", left=date(2025, 1, 2)),
    listed("SC900005", "cafcass", "Nowhere", owner=None),
)  # fmt: skip
INSPECTIONS = (
    *(inspected("SC900001", on, grade) for on, grade in zip(YEARS, ("good", "requires_improvement"), strict=True)),
    inspected("SC900001", date(2026, 5, 4), "good"),
    inspected("SC900002", YEARS[1], "inadequate"),
    inspected("SC900003", YEARS[1], "good"),
    inspected("SC900004", YEARS[0], "outstanding"),
)


@pytest.fixture
def register(places: dict[str, Body]) -> ImportRun:
    """The invented country with a few settings, known whole since April 2024."""
    events = frozenset(event for edition in load_library().of_regime("sccif") for event in edition.events)
    covered = SaidCoverage("setting", "sccif", events, date(2024, 4, 1), TODAY, FILE)
    reading = Reading("list.csv", ("invented",), INSPECTIONS, SETTINGS, (SaidRegister(FILE, TODAY, True),),
                      coverage=(covered,), released=TODAY)  # fmt: skip
    return import_reading(by=SOMEBODY, reading=reading, sha256="0" * 64).run


@pytest.fixture
def scheduler(client: Client, register: ImportRun) -> Client:
    return sign_in(client, Role.SCHEDULER)


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def urns(page: str) -> list[str]:
    return re.findall(r'href="/settings/(SC\d+)/"', page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["SC900001", "SC900002", "SC900003", "SC900005"]),
        ("?type=childrens_home", ["SC900001", "SC900002"]),
        ("?grade=good", ["SC900001", "SC900003"]),
        ("?grade=none", ["SC900005"]),
        ("?owner=greenlow", ["SC900002", "SC900003"]),
        ("?area=zz", ["SC900003"]),
        ("?area=+ZZ9+", ["SC900003"]),
        ("?area=zz9+1aa", ["SC900003"]),
        ("?area=z", []),
        ("?area=zzz", []),
        ("?area=9", []),
        ("?authority=X10000001", ["SC900001", "SC900002"]),
        ("?standing=suspended", ["SC900002"]),
        ("?standing=resigned", ["SC900004"]),
        ("?q=sc90000", ["SC900001", "SC900002", "SC900004", "SC900005"]),
        ("?type=boarding_school", []),
    ],
)
def test_settings_are_found_by_name_owner_postcode_area_authority_type_and_grade(
    scheduler: Client, query: str, found: list[str]
) -> None:
    page = scheduler.get(f"/settings/{query}").text
    assert urns(page) == found
    assert ("No setting fits" in page) is not bool(found)


@pytest.mark.parametrize(
    ("said", "urn"),
    [("sc900004", "SC900004"), ("fenndale", "SC900003"), ("lorn", "SC900003"), ("LOR", "SC900003")],
)
def test_one_that_is_meant_is_opened_at_once(scheduler: Client, said: str, urn: str) -> None:
    assert scheduler.get(f"/settings/?q={said}").headers["Location"] == f"/settings/{urn}/"


def test_a_town_that_is_not_published_finds_nothing(scheduler: Client) -> None:
    Setting.objects.filter(body__code="SC900001").update(town="Lornbury")
    assert scheduler.get("/settings/?q=lornb").status_code == 200
    assert urns(scheduler.get("/settings/?q=lornb").text) == []
    Setting.objects.filter(body__code="SC900001").update(named=True)
    assert scheduler.get("/settings/?q=lornb").headers["Location"] == "/settings/SC900001/"


def test_the_list_says_what_a_postcode_area_is(scheduler: Client) -> None:
    assert "B37 is in B" in scheduler.get("/settings/").text
    assert "an area is the letters of a postcode" in scheduler.get("/settings/?area=birmingham").text


def test_a_name_that_is_not_published_is_not_shown(scheduler: Client) -> None:
    page = words(scheduler.get("/settings/").text)
    assert "Children's home SC900001" in page
    assert "Fenndale Fostering Independent fostering agency, SC900003" in page
    assert "Not published" in scheduler.get("/settings/SC900001/").text
    assert "Lorn, ZZ9 1AA" in scheduler.get("/settings/SC900003/").text


@pytest.mark.parametrize(
    "address",
    ["/settings/", "/settings/?q=sc90000", "/settings/map/", "/settings/owners/", "/settings/position/",
     "/settings/SC900001/"],
)  # fmt: skip
def test_every_page_asks_few_questions_of_the_database(scheduler: Client, address: str) -> None:
    scheduler.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert scheduler.get(address).status_code == 200
    assert len(asked) <= FEW


def test_one_setting_tells_its_registration_judgements_and_what_is_due(scheduler: Client) -> None:
    told = words(scheduler.get("/settings/SC900001/").text)
    assert "Owner Northmere Care" in told
    assert "Authority Quernshire" in told
    assert "4 May 2026" in told
    assert "Assurance inspection Awaits a decision" in told
    assert "is what law requires" in told


def test_whether_there_is_a_second_inspection_is_decided_on_its_page(scheduler: Client) -> None:
    page = scheduler.get("/settings/SC900001/").text
    links = [html.unescape(link) for link in re.findall(r'href="(/settings/SC900001/decide/[^"]*kind=[^"]*)"', page)]
    again = next(link for link in links if link.endswith("kind=inspect_again"))
    sent = {"until-day": 1, "until-month": 3, "until-year": 2027, "taken_on-day": 23, "taken_on-month": 11,
            "taken_on-year": 2026, "reason": "Two complaints."}  # fmt: skip
    assert scheduler.post(again, sent).headers["Location"] == "/settings/SC900001/#decisions"
    assert Decision.objects.get().kind == "inspect_again"
    told = words(scheduler.get("/settings/SC900001/").text)
    assert "To be inspected again this year" in told
    assert "Awaits a decision" not in told


def test_of_a_type_without_a_framework_nothing_is_said(scheduler: Client) -> None:
    assert "no framework that governs this type" in words(scheduler.get("/settings/SC900005/").text)


def test_who_may_not_see_what_is_due_sees_what_is_published(client: Client, register: ImportRun) -> None:
    page = sign_in(client, Role.DEPARTMENT_OFFICIAL).get("/settings/SC900001/").text
    assert "4 May 2026" in page
    assert "What is due and why" not in page
    assert client.get("/settings/position/").status_code == 403


def test_an_address_of_the_wrong_kind_leads_to_the_right_one(scheduler: Client) -> None:
    assert scheduler.get("/authorities/SC900001/").headers["Location"] == "/settings/SC900001/"
    assert scheduler.get("/settings/X10000001/").headers["Location"] == "/authorities/X10000001/"
    assert scheduler.get("/settings/SC999999/").status_code == 404


def test_a_part_of_the_list_explains_one_obligation(scheduler: Client) -> None:
    key = "setting:SC900001/sccif.good.second/2026-27.2"
    assert "only if a person decides" in words(scheduler.get("/settings/SC900001/why/", {"obligation": key}).text)
    assert scheduler.get("/settings/SC900001/why/", {"obligation": "none"}).status_code == 404


def test_an_event_is_recorded_by_hand_and_the_list_knows_the_new_grade(scheduler: Client) -> None:
    editions = scheduler.get("/settings/SC900001/events/new/").text
    assert "sccif/2022-04-01+childrens_home" in html.unescape(editions)
    assert "ilacs" not in editions
    fact = InspectionFact.objects.get(inspection__body__code="SC900001", started=date(2026, 5, 4))
    said = Said(source="The report", event="full", started=date(2026, 5, 4), grades={"overall": "inadequate"})
    correct_event(by=SOMEBODY, inspection=fact.inspection, edition="sccif/2022-04-01+childrens_home", said=said)
    assert Setting.objects.get(body__code="SC900001").grade == "inadequate"


def test_owners_have_their_settings_and_their_grades(scheduler: Client) -> None:
    told = words(scheduler.get("/settings/owners/?q=green").text)
    assert "2 owners" in told
    assert "Northmere" not in told
    group = Owner.objects.get(name="Greenlow Group")
    page = scheduler.get(f"/settings/owners/{group.pk}/").text
    assert urns(page) == ["SC900003"]
    assert "Greenlow Group: 1 good, 100%" in page
    northmere = Owner.objects.get(name="Northmere Care")
    assert "1 setting; 1 more has left." in words(scheduler.get(f"/settings/owners/{northmere.pk}/").text)
    assert "No owner has “xyz”" in scheduler.get("/settings/owners/?q=xyz").text


def test_the_map_tells_each_authoritys_share_and_its_table_the_numbers(scheduler: Client) -> None:
    page = scheduler.get("/settings/map/").text
    assert "<title>Quernshire: 50% of 2 settings good or better</title>" in page
    assert "Quernshire 2 1 50%" in words(page)
    homes = scheduler.get("/settings/map/?type=childrens_home").text
    assert "Lornmere" not in homes
    assert "/settings/?authority=X10000001&amp;type=childrens_home" in homes
    assert "No setting of this type" in scheduler.get("/settings/map/?type=boarding_school").text


def test_what_law_requires_of_a_region_this_year_is_counted(scheduler: Client) -> None:
    told = words(scheduler.get("/settings/position/").text)
    assert "Inspection year 2026-27" in told
    assert "North West 1 0 0 0 0 2 0" in told
    assert "Children's homes 1 0 0 0 0 2 0" in told
    assert "Nothing is at risk." in told


@pytest.mark.parametrize(("on", "listed_then"), [("2027-01-29", False), ("2027-01-30", True), ("2027-03-31", True)])
def test_what_ends_within_sixty_days_is_at_risk_and_listed(
    client: Client, register: ImportRun, on: str, listed_then: bool
) -> None:
    more = (inspected("SC900009", YEARS[1], "good"),), (listed("SC900009"),), (SaidRegister(FILE, TODAY, True),)
    late = Reading("more.csv", ("invented",), *more, released=TODAY)
    import_reading(by=SOMEBODY, reading=late, sha256="1" * 64)
    with time_machine.travel(f"{on} 10:00"):
        Coverage.objects.update(last=date(2027, 3, 31))
        page = sign_in(client, Role.SCHEDULER).get("/settings/position/", {"region": "North West"}).text
    assert "By region" in page
    assert ("/settings/SC900009/#due" in page) is listed_then
    assert "/settings/SC900002/#due" not in page  # suspended: it waits


def test_without_settings_every_page_says_so(client: Client, places: dict[str, Body]) -> None:
    scheduler = sign_in(client, Role.SCHEDULER)
    assert "holds no settings yet" in scheduler.get("/settings/").text
    assert "No setting has been judged" in scheduler.get("/settings/map/").text
    assert "No owner is on the register yet" in words(scheduler.get("/settings/owners/").text)
    assert "Load a list of settings first" in scheduler.get("/settings/position/").text
