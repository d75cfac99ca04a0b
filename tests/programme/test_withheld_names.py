"""The name and address of a children's home of any kind are kept and shown nowhere, even where a file has them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from django.urls import NoReverseMatch, reverse
from tests.accounts.people import SOMEBODY
from tests.browser.addresses import named_routes
from tests.programme.places import TODAY, sign_in

from inspectorate.formats.model import Place as FilePlace
from inspectorate.formats.model import Reading, SaidRegister, SaidSetting
from inspectorate.framework.setting_types import IDENTIFYING, setting_types
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.inspections.importing import import_file, import_reading
from inspectorate.webapp.inspections.models import ImportRun, RegisterEntry
from inspectorate.webapp.register.models import Body, Setting

pytestmark = pytest.mark.django_db
HEAD = "URN,Provision type,Registration status,Name,Address 1,Address 2,Town,Postcode,Ofsted region,Local authority"
ADDRESS = "Rose Cottage,1 Well Lane,The Green,Lornham,ZZ4 5AA"
HOMES = {
    "SC990001": "Children's home",
    "SC990002": "Residential special school registered as a children's home",
    "SC990003": "Secure children's home",
}
SAID = ("Rose Cottage", "Well Lane", "The Green", "Lornham", "ZZ4 5AA")
PLACE = FilePlace("list.csv", "register", 1)


@pytest.fixture
def run(tmp_path: Path, places: dict[str, Body]) -> ImportRun:
    """A list that redacts nothing: a home of each kind, and a school whose name is published."""
    rows = [f"{urn},{words},Active,{ADDRESS},London,Lornmere" for urn, words in HOMES.items()]
    rows.append("SC990004,Boarding school,Active,Rose School,2 Well Road,,Lornbury,ZZ4 5AB,London,Lornmere")
    path = tmp_path / "list as at 31 March 2026.csv"
    path.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    return import_file(by=SOMEBODY, path=path).run


def told(setting: Setting) -> tuple[object, ...]:
    return str(setting), setting.named, *(getattr(setting, name) for name in ("street", "town", "postcode"))


def test_a_home_is_called_by_its_type_and_number_and_nothing_that_tells_where_it_is_is_kept(run: ImportRun) -> None:
    homes = [told(one) for one in Setting.objects.order_by("body__code")]
    assert homes == [
        *((f"{label} {urn}", False, "", "", "") for urn, label in HOMES.items()),
        ("Rose School", True, "2 Well Road", "Lornbury", "ZZ4 5AB"),
    ]
    kept = RegisterEntry.objects.exclude(body__code="SC990004").values_list(*sorted(IDENTIFYING))
    assert set(kept) == {("", "", "", "")}


def test_the_import_says_so_once_and_keeps_no_row_aside_for_it(run: ImportRun) -> None:
    sentence = (
        "The name or address of 3 settings was left out: the regulator does not publish those of children's homes, "
        "residential special schools registered as children's homes and secure children's homes."
    )
    assert [words for words in run.unread if "left out" in words] == [sentence]
    assert run.kept_aside == 0


def addresses() -> list[str]:
    """Every page that is about no one thing, and every page about one of the homes."""
    found = ["/settings/?q=rose", "/settings/?q=lornham", "/settings/?area=zz", "/settings/?standing=active"]
    for name in sorted(named_routes()):
        for arguments in ([], ["SC990001"]):
            try:
                found.append(reverse(name, args=arguments))
            except NoReverseMatch:
                continue
    return found


@pytest.mark.parametrize(
    ("role", "about"),
    [
        (Role.DEPARTMENT_OFFICIAL, ""),
        (Role.REGISTERED_MANAGER, "setting:SC990004"),
        (Role.SCHEDULER, ""),
        (Role.ADMINISTRATOR, ""),
    ],
)
def test_no_page_shows_what_the_file_had(client: Client, run: ImportRun, role: Role, about: str) -> None:
    sign_in(client, role, body=about)
    opened = []
    for address in addresses():
        answer = client.get(address)
        if answer.status_code == 200 and not answer.streaming:
            opened.append(address)
            assert [said for said in SAID if said in answer.text] == [], address
    assert {"/settings/", "/settings/SC990001/", "/settings/map/", "/settings/owners/"} <= set(opened)
    assert "Children's home SC990001" in client.get("/settings/?type=childrens_home").text.replace("&#39;", "'")


@pytest.mark.parametrize("type_", [name for name, one in setting_types().items() if not one.named])
def test_a_school_that_becomes_a_home_loses_its_name(places: dict[str, Body], type_: str) -> None:
    for day, as_type in ((TODAY.replace(year=2025), "residential_special_school"), (TODAY, type_)):
        said = SaidSetting(PLACE, "SC990005", as_type, day, name="Rose School", town="Lornbury", postcode="ZZ4 5AB")
        listed = (SaidRegister(PLACE, day, complete=True),) if as_type == "residential_special_school" else ()
        reading = Reading("list.csv", ("invented",), settings=(said,), registers=listed, released=day)
        import_reading(by=SOMEBODY, reading=reading, sha256=f"{day:%Y%m%d}".zfill(64))
    label = setting_types()[type_].label
    assert told(Setting.objects.get()) == (f"{label} SC990005", False, "", "", "")


def test_what_was_kept_before_is_taken_out(run: ImportRun) -> None:
    shown = [told(one) for one in Setting.objects.order_by("pk")]
    for home in Setting.objects.filter(body__code__in=HOMES):
        Body.objects.filter(pk=home.body_id).update(name="Rose Cottage")
    RegisterEntry.objects.filter(body__code__in=HOMES).update(name="Rose Cottage", street="1 Well Lane")
    Setting.objects.filter(body__code__in=HOMES).update(named=True, street="1 Well Lane", postcode="ZZ4 5AA")
    for migration in ("register.migrations.0004_withheld_names", "inspections.migrations.0006_withheld_names"):
        import_module(f"inspectorate.webapp.{migration}").withhold(apps, None)
    assert [told(one) for one in Setting.objects.order_by("pk")] == shown
    assert RegisterEntry.objects.filter(body__code__in=HOMES).exclude(name="", street="").count() == 0
