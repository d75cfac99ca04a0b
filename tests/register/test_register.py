"""The register: which body a source means, and that its reference data are loaded once."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspectorate.webapp.accounts.actors import Actor, Grant
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.register.actions import (
    NewBody,
    add_body,
    add_contact,
    end_contact,
    holds_reference,
    load_reference,
)
from inspectorate.webapp.register.models import Body, ContactRole
from inspectorate.webapp.register.queries import LARGE_FROM, SMALL_BELOW, Directory, Unresolved, bodies, find, size_of

TESTER = Actor.command_line("tester")
pytestmark = pytest.mark.django_db


@pytest.fixture
def england() -> Directory:
    load_reference(by=TESTER)
    return Directory()


def test_loading_the_reference_data_again_changes_nothing() -> None:
    assert load_reference(by=TESTER) > 0
    assert load_reference(by=TESTER) == 0
    assert AuditEntry.objects.filter(action="reference_loaded").count() == 1


def test_a_changed_row_is_brought_back_in_step_with_the_files(england: Directory) -> None:
    Body.objects.filter(code="E09000022").update(name="Lambet", authority_type="")
    assert load_reference(by=TESTER) == 1
    assert Body.objects.get(code="E09000022").name == "Lambeth"


def test_loading_it_asks_the_database_a_few_times_only(england: Directory) -> None:
    with CaptureQueriesContext(connection) as queried:
        load_reference(by=TESTER)
    assert len(queried) <= 12


def test_only_a_register_of_these_authorities_is_kept_in_step_with_them() -> None:
    assert not holds_reference()
    northmere()
    assert not holds_reference()
    load_reference(by=TESTER)
    assert holds_reference()


@pytest.mark.parametrize(
    ("name", "codes", "on", "code"),
    [
        ("Lambeth", {}, None, "E09000022"),
        ("  lAMBETH ", {}, None, "E09000022"),
        ("Kingston upon Hull", {}, "2022-03-29", "E06000010"),
        ("london corporation", {}, "2020-03-02", "E09000001"),
        ("bournemouth, christchurch & poole", {}, "2021-12-06", "E06000058"),
        ("", {"three_digit": "208"}, None, "E09000022"),
        # The same body before and after its code changed, also on a day on which the other code was in use.
        ("", {"gss": "E08000016"}, "2018-10-08", "E08000038"),
        ("", {"gss": "E08000038"}, "2018-10-08", "E08000038"),
        ("", {"gss": "e08000039"}, None, "E08000039"),
        # Two bodies of one name are told apart by the day.
        ("Dorset", {}, "2019-03-31", "E10000009"),
        ("Dorset", {}, "2019-04-01", "E06000059"),
    ],
)
def test_a_body_is_found_by_name_alias_or_code(
    england: Directory, name: str, codes: dict[str, str], on: str | None, code: str
) -> None:
    assert england.resolve(name, codes, date.fromisoformat(on) if on else None).code == code


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Atlantis", "No authority on the register is called “Atlantis”."),
        ("Christchurch", "No authority on the register is called “Christchurch”."),
        ("Dorset", r"“Dorset” may be Dorset \(E\d+\) or Dorset \(E\d+\); a code or a day would tell."),
    ],
)
def test_nothing_is_guessed(england: Directory, name: str, sentence: str) -> None:
    with pytest.raises(Unresolved, match=sentence):
        england.resolve(name, {}, None)


@pytest.mark.parametrize("words", ["Lambeth", "E09000022", "authority:E09000022", "208"])
def test_a_person_finds_a_body_by_name_code_or_id(england: Directory, words: str) -> None:
    assert find(words).id == "authority:E09000022"


def test_a_body_made_from_others_knows_them(england: Directory) -> None:
    (new,) = bodies(ids=["authority:E06000058"])
    assert {link.predecessor for link in new.predecessors} >= {"authority:E06000028", "authority:E06000029"}
    assert all(link.on == date(2019, 4, 1) for link in new.predecessors)


@pytest.mark.parametrize(
    ("children", "size"),
    [
        (None, None),
        (SMALL_BELOW - 1, "small"),
        (SMALL_BELOW, "usual"),
        (LARGE_FROM - 1, "usual"),
        (LARGE_FROM, "large"),
    ],
)
def test_size_follows_the_number_of_children_and_stays_unknown_without_it(children: int | None, size: str) -> None:
    assert size_of(children) == size


def northmere() -> Body:
    codes = {"gss": "N01"}
    return add_body(
        by=TESTER, new=NewBody(kind="authority", code="N01", name="Northmere", codes=codes, ofsted_region="North West")
    )


def test_a_new_body_can_be_found_and_is_on_the_audit_record() -> None:
    body = northmere()
    assert Directory().resolve("northmere", {}, None) == body
    assert AuditEntry.objects.get(action="body_added").subject_id == str(body.pk)


def test_a_body_made_from_others_needs_its_first_day() -> None:
    northmere()
    new = NewBody(kind="authority", code="N02", name="Newmere", codes={"gss": "N02"}, made_from=("N01",))
    with pytest.raises(ValueError, match="needs the day on which it opened"):
        add_body(by=TESTER, new=new)
    assert not Body.objects.filter(code="N02").exists()


def test_contacts_are_dated_and_audited() -> None:
    body = northmere()
    contact = add_contact(by=TESTER, body=body, role=ContactRole.DIRECTOR, name="Ada Reed", first=date(2024, 1, 8))
    end_contact(by=TESTER, contact=contact, last=date(2026, 3, 31))
    assert [entry.action for entry in AuditEntry.objects.order_by("id")][-2:] == ["contact_added", "contact_ended"]


def test_contacts_are_changed_only_by_who_may() -> None:
    body = northmere()
    stranger = Actor("pat@example.org", (Grant(frozenset()),))
    with pytest.raises(PermissionRefused, match="You may not change contacts"):
        add_contact(by=stranger, body=body, role=ContactRole.NOMINEE, name="Ada Reed", first=date(2024, 1, 8))
    assert not body.contacts.exists()
