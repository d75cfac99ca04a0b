"""Every change of the register: loading the reference data, adding bodies, and contacts."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from django.db import transaction
from django.db.models import Model

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.register.models import Body, BodyCode, BodyName, Contact, Succession
from inspectorate.webapp.register.queries import folded

M = TypeVar("M", bound=Model)

REFERENCE = Path(__file__).parent / "reference"

TYPES = {
    "london_borough": "London borough",
    "metropolitan_district": "Metropolitan district",
    "unitary": "Unitary authority",
    "county": "County council",
}


@transaction.atomic
def load_reference(*, by: Actor) -> int:
    """Bring the register in step with the reference data that ship with the software; returns how many rows changed.

    Loading again changes nothing. A body that a person added stays; days, names and codes follow the files.
    Raises PermissionRefused.
    """
    check_has(by, Permission.IMPORT_DATA)
    changed = _load_bodies() + _load_codes() + _load_names() + _load_successions()
    if changed:
        record(by=by, action="reference_loaded", subject="register:authorities", rows=changed)
    return changed


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def holds_reference() -> bool:
    """Whether the register holds authorities of the reference data, and is to be kept in step with them."""
    return Body.objects.filter(kind="authority", code__in=[row["id_code"] for row in _rows("authorities")]).exists()


class _Held(Generic[M]):
    """The stored rows of one model by what identifies them, and what of them differs from the files."""

    def __init__(self, model: type[M], *key: str) -> None:
        self.model, self.key = model, key
        self.rows = {tuple(getattr(row, name) for name in key): row for row in model._default_manager.all()}

    def bring(self, key: Mapping[str, object], values: Mapping[str, object]) -> bool:
        """Add the row or set what differs in it; whether anything did."""
        named = tuple(key[name] for name in self.key)
        row = self.rows.get(named)
        if row is None:
            self.rows[named] = self.model._default_manager.create(**key, **values)
            return True
        different = [name for name, value in values.items() if getattr(row, name) != value]
        for name in different:
            setattr(row, name, values[name])
        if different:
            row.save(update_fields=different)
        return bool(different)


def _load_bodies() -> int:
    held, changed = _Held(Body, "kind", "code"), 0
    for row in _rows("authorities"):
        values = {
            "name": row["name"],
            "authority_type": TYPES[row["authority_type"]],
            "government_region": row["government_region"],
            "ofsted_region": row["ofsted_region"],
            "children": int(row["population_0_17"]) if row["population_0_17"] else None,
            "children_year": int(row["population_year"]) if row["population_year"] else None,
            "opened": _day(row["opened"]),
            "closed": _day(row["closed"]),
        }
        changed += held.bring({"kind": "authority", "code": row["id_code"]}, values)
    return changed


def _authorities() -> dict[str, int]:
    return dict(Body.objects.filter(kind="authority").values_list("code", "pk"))


def _load_codes() -> int:
    held, authorities, changed = _Held(BodyCode, "body_id", "scheme", "code"), _authorities(), 0
    for row in _rows("authority_codes"):
        key = {"body_id": authorities[row["id_code"]], "scheme": row["scheme"], "code": row["code"]}
        changed += held.bring(key, {"first": _day(row["from"]), "last": _day(row["to"])})
    return changed


def _load_names() -> int:
    held, authorities, changed = _Held(BodyName, "body_id", "folded"), _authorities(), 0
    said = [(row["id_code"], row["name"], True, _day(row["from"]), _day(row["to"])) for row in _rows("authority_names")]
    said += [(row["id_code"], row["alias"], False, None, None) for row in _rows("authority_aliases")]
    for code, name, official, first, last in said:
        key = {"body_id": authorities[code], "folded": folded(name)}
        changed += held.bring(key, {"name": name, "official": official, "first": first, "last": last})
    return changed


def _load_successions() -> int:
    held, authorities, changed = _Held(Succession, "predecessor_id", "successor_id"), _authorities(), 0
    for row in _rows("successions"):
        key = {"predecessor_id": authorities[row["predecessor"]], "successor_id": authorities[row["successor"]]}
        changed += held.bring(key, {"on": _day(row["on"]), "kind": row["kind"]})
    return changed


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBody:
    """A body to add: its codes by scheme, and the bodies (codes) it was made from on its first day."""

    kind: str
    code: str
    name: str
    codes: Mapping[str, str]
    authority_type: str = ""
    government_region: str = ""
    ofsted_region: str = ""
    children: int | None = None
    opened: date | None = None
    closed: date | None = None
    made_from: tuple[str, ...] = ()
    kind_of_succession: str = "merged"


@transaction.atomic
def add_body(*, by: Actor, new: NewBody) -> Body:
    """Add a body with its name and codes. A body made from others needs the day on which it opened.

    Raises PermissionRefused, ValueError where it is made from a body that is not on the register, or ValidationError.
    """
    check_has(by, Permission.IMPORT_DATA)
    if new.made_from and new.opened is None:
        raise ValueError("A body made from others needs the day on which it opened.")
    fields = ("kind", "code", "name", "authority_type", "government_region", "ofsted_region", "children")
    body = Body(**{name: getattr(new, name) for name in fields}, opened=new.opened, closed=new.closed)
    body.full_clean()
    body.save()
    BodyName.objects.create(body=body, name=new.name, folded=folded(new.name), first=new.opened, last=new.closed)
    for scheme, code in new.codes.items():
        BodyCode.objects.create(body=body, scheme=scheme, code=code, first=new.opened, last=new.closed)
    if new.opened is not None:
        _come_from(body, new, new.opened)
    record(by=by, action="body_added", subject=body, name=new.name, code=new.code)
    return body


def _come_from(body: Body, new: NewBody, on: date) -> None:
    predecessors = {found.code: found for found in Body.objects.filter(kind=new.kind, code__in=new.made_from)}
    missing = [code for code in new.made_from if code not in predecessors]
    if missing:
        codes = f"code{'s' if len(missing) > 1 else ''} {' and '.join(missing)}"
        raise ValueError(f"No {new.kind} on the register has the {codes}.")
    for code in new.made_from:
        Succession.objects.create(predecessor=predecessors[code], successor=body, on=on, kind=new.kind_of_succession)


@transaction.atomic
def add_contact(
    *, by: Actor, body: Body, role: str, name: str, first: date, email: str = "", telephone: str = ""
) -> Contact:
    """Note whom to speak to at a body."""
    check_has(by, Permission.MANAGE_CONTACTS, body=body.key, region=body.ofsted_region)
    contact = Contact(body=body, role=role, name=name, email=email, telephone=telephone, first=first)
    contact.full_clean()
    contact.save()
    record(by=by, action="contact_added", subject=contact, body=body.key, role=role, name=name)
    return contact


@transaction.atomic
def end_contact(*, by: Actor, contact: Contact, last: date) -> Contact:
    """Note a contact's last day."""
    check_has(by, Permission.MANAGE_CONTACTS, body=contact.body.key, region=contact.body.ofsted_region)
    contact.last = last
    contact.full_clean()
    contact.save(update_fields=("last",))
    record(by=by, action="contact_ended", subject=contact, body=contact.body.key, last=last)
    return contact
