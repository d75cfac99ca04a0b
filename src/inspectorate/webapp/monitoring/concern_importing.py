"""Taking in a file of concerns. The same file twice changes nothing; a row that cannot be taken is kept aside."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.db import transaction

from inspectorate.formats.concerns import ConcernReading, SaidConcern, read_concerns
from inspectorate.formats.model import KeptAside, Place
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.monitoring.concern_actions import ConcernRefused, Said, begin, check_said
from inspectorate.webapp.monitoring.models import ConcernFile, ConcernVersion
from inspectorate.webapp.register.models import Body
from inspectorate.webapp.register.queries import Unresolved, find

COLUMN_OF = {
    "kind": "kind",
    "text": "text",
    "received_on": "received_on",
    "happened_on": "happened_on",
    "areas": "areas",
}


class _Aside(Exception):
    """A row that is not taken: the column, its text, why, and the mend."""

    def __init__(self, column: str, text: str, reason: str, mend: str) -> None:
        super().__init__(reason)
        self.column, self.text, self.reason, self.mend = column, text, reason, mend


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row, the body that it means, and what it says."""

    body: Body
    said: Said


def import_concerns(*, by: Actor, path: Path) -> ConcernFile:
    """Take in a file. Raises PermissionRefused, or FormatError with a sentence where none of it can be read."""
    check_has(by, Permission.IMPORT_DATA)
    reading = read_concerns(path)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return _take(by=by, reading=reading, sha256=sha256)


@transaction.atomic
def _take(*, by: Actor, reading: ConcernReading, sha256: str) -> ConcernFile:
    # A file has at most 2,000 rows, so that one transaction holds the database for about a second.
    made = ConcernFile.objects.create(name=reading.file, sha256=sha256, read_by=by.name)
    aside = list(reading.kept_aside)
    bodies: dict[str, Body] = {}
    for row in reading.concerns:
        try:
            placed = _place(row, bodies)
            if _is_known(placed):
                made.unchanged += 1
                continue
            begin(by=by, body=placed.body, said=placed.said, sent=uuid4(), origin="file", file=made)
            made.new += 1
        except _Aside as why:
            place = Place(row.place.file, row.place.sheet, row.place.row, why.column)
            aside.append(KeptAside(place, why.text, why.reason, why.mend))
    made.aside = [_values(one) for one in sorted(aside, key=lambda one: one.place.row or 0)]
    made.save(update_fields=("new", "unchanged", "aside"))
    record(by=by, action="concerns_taken_in", subject=made, file=made.name, new=made.new, kept_aside=len(made.aside))
    return made


def _place(row: SaidConcern, bodies: dict[str, Body]) -> _Placed:
    if row.body not in bodies:
        bodies[row.body] = _body(row)
    said = Said(
        kind=row.kind, received_on=row.received_on, text=row.text, happened_on=row.happened_on, came_by=row.came_by,
        reference=row.reference, reporter=row.reporter, areas=row.areas,
    )  # fmt: skip
    try:
        check_said(bodies[row.body], said)
    except ConcernRefused as why:
        column = why.field or ""
        shown = {"received_on": str(row.received_on), "areas": "; ".join(row.areas)}.get(column, "")
        raise _Aside(COLUMN_OF.get(column, column), shown, str(why), "Correct the cell.") from why
    return _Placed(bodies[row.body], said)


def _body(row: SaidConcern) -> Body:
    """The one body, authority or setting, that a row names by code or name."""
    found, why = [], ""
    for kind in ("authority", "setting"):
        try:
            found.append(find(row.body, on=row.received_on, kind=kind))
        except Unresolved as problem:
            # "May be one of several" tells more than "there is none".
            why = str(problem) if "may be" in str(problem) else why
    if len(found) == 1:
        return Body.objects.get(kind=found[0].kind, code=found[0].code)
    if found:
        why = f"“{row.body}” may be {' or '.join(f'the {one.kind} {one.code}' for one in found)}."
    mend = "Write its code: GSS for an authority, URN for a setting."
    raise _Aside("body", row.body, why or f"No authority or setting on the register is called “{row.body}”.", mend)


def _is_known(placed: _Placed) -> bool:
    """Whether the same was said before. Raises _Aside where the same source is on record with other words."""
    body, said = placed.body, placed.said
    if ConcernVersion.objects.filter(fingerprint=said.fingerprint(body)).exists():
        return True
    same = {"concern__body": body, "received_on": said.received_on, "reference": said.reference}
    if said.reference and (held := ConcernVersion.objects.filter(**same).first()):
        reason = f"Concern {held.concern_id} has this reference and day of receipt, and says something else."
        raise _Aside("reference", said.reference, reason, "Correct the concern on its page, or the reference here.")
    return False


def _values(one: KeptAside) -> dict[str, object]:
    return {"sheet": one.place.sheet, "row": one.place.row, "column": one.place.column, "text": one.text,
            "reason": one.reason, "mend": one.mend}  # fmt: skip


def kept_aside(file: ConcernFile) -> list[KeptAside]:
    """The rows that a file kept aside."""
    return [_kept(file, one) for one in file.aside]


def _kept(file: ConcernFile, one: Mapping[str, object]) -> KeptAside:
    row = one["row"]
    place = Place(file.name, str(one["sheet"] or "") or None, row if isinstance(row, int) else None, str(one["column"]))
    return KeptAside(place, str(one["text"]), str(one["reason"]), str(one["mend"]))
