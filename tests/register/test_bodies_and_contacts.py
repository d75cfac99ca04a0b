"""Bodies that people add and the contacts at them: what is stored, what is refused, and who may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from inspectorate.webapp.accounts.actors import Actor, Grant
from inspectorate.webapp.accounts.permissions import Permission, PermissionRefused
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.register.actions import NewBody, add_body, add_contact, end_contact, load_reference
from inspectorate.webapp.register.models import Body, BodyName, ContactRole
from inspectorate.webapp.register.queries import Directory, Unresolved, bodies

TESTER = Actor.command_line("tester")
STRANGER = Actor("pat@example.org", (Grant(frozenset()),))
OPENED = date(2021, 4, 1)
NEWMERE = NewBody(
    kind="authority",
    code="N03",
    name="Newmere",
    codes={"gss": "N03", "three_digit": "903"},
    opened=OPENED,
    made_from=("N01", "N02"),
)
pytestmark = pytest.mark.django_db


def added(code: str, name: str, **more: object) -> Body:
    new = NewBody(kind="authority", code=code, name=name, codes={"gss": code}, ofsted_region="North West")
    return add_body(by=TESTER, new=replace(new, **more))


@pytest.fixture
def merged() -> Body:
    """Northmere and Southmere became Newmere on the first of April 2021."""
    added("N01", "Northmere", closed=date(2021, 3, 31))
    added("N02", "Southmere", closed=date(2021, 3, 31))
    return add_body(by=TESTER, new=NEWMERE)


def test_a_body_made_from_others_names_each_of_them_with_the_day(merged: Body) -> None:
    (new,) = bodies(ids=[merged.key])
    assert [(link.predecessor, link.successor, link.on, link.kind) for link in new.predecessors] == [
        ("authority:N01", "authority:N03", OPENED, "merged"),
        ("authority:N02", "authority:N03", OPENED, "merged"),
    ]
    assert [one.is_open(OPENED) for one in bodies()] == [True, False, False]


@pytest.mark.parametrize(
    ("made_from", "sentence"),
    [
        (("N01", "N77"), "No authority on the register has the code N77."),
        (("N77", "N78"), "No authority on the register has the codes N77 and N78."),
    ],
)
def test_a_predecessor_that_nobody_knows_is_refused_and_nothing_is_stored(
    made_from: tuple[str, ...], sentence: str
) -> None:
    added("N01", "Northmere")
    with pytest.raises(ValueError, match=sentence):
        add_body(by=TESTER, new=replace(NEWMERE, made_from=made_from))
    assert list(Body.objects.values_list("code", flat=True)) == ["N01"]
    assert AuditEntry.objects.filter(action="body_added").count() == 1


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (replace(NEWMERE, code="N01", made_from=()), "already exists"),
        (replace(NEWMERE, name="", made_from=()), "cannot be blank"),
    ],
)
def test_a_body_is_on_the_register_once_and_has_a_name(new: NewBody, sentence: str) -> None:
    added("N01", "Northmere")
    with pytest.raises(ValidationError, match=sentence):
        add_body(by=TESTER, new=new)
    assert Body.objects.count() == 1


@pytest.mark.usefixtures("merged")
def test_the_next_body_of_a_name_is_told_apart_by_the_day_and_by_its_code() -> None:
    added("N04", "Southmere", opened=OPENED)
    directory = Directory()
    for on, code in ((date(2021, 3, 31), "N02"), (OPENED, "N04"), (date(2021, 4, 2), "N04")):
        assert directory.resolve("Southmere", {}, on).code == code
    assert directory.resolve("Southmere", {"gss": "N02"}, OPENED).code == "N02"
    with pytest.raises(Unresolved, match=r"“Southmere” may be Southmere \(N02\) or Southmere \(N04\)"):
        directory.resolve("Southmere", {}, None)


def test_a_name_that_two_open_bodies_bear_is_never_guessed() -> None:
    first, second = added("N01", "Northmere"), added("N02", "Southmere")
    BodyName.objects.create(body=second, name="Northmere", folded="northmere", official=False)
    assert (first.code, second.code) == ("N01", "N02")
    with pytest.raises(Unresolved, match=r"“Northmere” may be Northmere \(N01\) or Southmere \(N02\)"):
        Directory().resolve("Northmere", {}, OPENED)


@pytest.mark.usefixtures("merged")
def test_a_code_that_nobody_has_leaves_the_name_to_tell() -> None:
    assert Directory().resolve("Newmere", {"gss": "X99"}, None).code == "N03"
    with pytest.raises(Unresolved, match="No authority on the register is called “Nowhere”"):
        Directory().resolve("Nowhere", {"gss": "X99"}, None)


def test_a_contact_ends_on_a_day_that_is_not_before_the_first() -> None:
    body = added("N01", "Northmere")
    contact = add_contact(by=TESTER, body=body, role=ContactRole.DIRECTOR, name="Ada Reed", first=date(2024, 1, 8))
    with pytest.raises(ValidationError, match="The last day must not be before the first"):
        end_contact(by=TESTER, contact=contact, last=date(2024, 1, 7))
    contact.refresh_from_db()
    assert contact.last is None
    assert end_contact(by=TESTER, contact=contact, last=date(2024, 1, 8)).last == date(2024, 1, 8)


@pytest.mark.parametrize(
    "wrong", [{"role": "mayor"}, {"name": ""}, {"email": "ada at example"}], ids=["role", "name", "e-mail"]
)
def test_a_contact_that_does_not_fit_is_refused(wrong: dict[str, str]) -> None:
    body = added("N01", "Northmere")
    said = {"role": ContactRole.NOMINEE, "name": "Ada Reed", "first": date(2024, 1, 8)} | wrong
    with pytest.raises(ValidationError):
        add_contact(by=TESTER, body=body, **said)
    assert not body.contacts.exists()


def test_who_may_not_changes_nothing_of_the_register() -> None:
    body = added("N01", "Northmere")
    contact = add_contact(by=TESTER, body=body, role=ContactRole.DIRECTOR, name="Ada Reed", first=date(2024, 1, 8))
    rows = AuditEntry.objects.count()
    changes: list[tuple[Callable[[], object], str]] = [
        (lambda: load_reference(by=STRANGER), "You may not import data"),
        (lambda: add_body(by=STRANGER, new=replace(NEWMERE, made_from=())), "You may not import data"),
        (lambda: end_contact(by=STRANGER, contact=contact, last=date(2024, 2, 1)), "You may not change contacts"),
    ]
    for change, sentence in changes:
        with pytest.raises(PermissionRefused, match=sentence):
            change()
    contact.refresh_from_db()
    assert (Body.objects.count(), contact.last, AuditEntry.objects.count()) == (1, None, rows)


@pytest.mark.parametrize(("region", "may"), [("North West", True), ("London", False)])
def test_contacts_are_changed_by_those_whose_region_it_is(region: str, may: bool) -> None:
    body = added("N01", "Northmere")
    by = Actor("ines@example.org", (Grant(frozenset({Permission.MANAGE_CONTACTS}), region=region),))
    said = {"role": ContactRole.DEPUTY, "name": "Bo Lund", "first": date(2024, 1, 8)}
    if may:
        add_contact(by=by, body=body, **said)
    else:
        with pytest.raises(PermissionRefused, match="limited to London"):
            add_contact(by=by, body=body, **said)
    assert body.contacts.exists() is may
