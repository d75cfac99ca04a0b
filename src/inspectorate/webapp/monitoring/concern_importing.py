"""Taking in a file of concerns. The same file twice changes nothing; a row that cannot be taken is kept aside."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

from django.db import transaction

from inspectorate.formats.concerns import ConcernReading, SaidConcern, read_concerns, shown
from inspectorate.formats.kept_aside import values_of
from inspectorate.formats.model import KeptAside, Place
from inspectorate.formats.named_rows import Aside
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.inspections.import_lock import one_at_a_time
from inspectorate.webapp.monitoring.concern_actions import ConcernRefused, Said, check_said, version_values
from inspectorate.webapp.monitoring.concern_kinds import triage_by
from inspectorate.webapp.monitoring.models import Concern, ConcernFile, ConcernVersion
from inspectorate.webapp.register.models import Body
from inspectorate.webapp.register.queries import CODE_OF_BODY, Directory, Unresolved, any_body

BATCH = 500


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row, the body that it means, and what it says."""

    row: int | None
    body: Body
    said: Said
    fingerprint: str


def import_concerns(*, by: Actor, path: Path) -> ConcernFile:
    """Take in a file. Raises PermissionRefused, or FormatError with a sentence where none of it can be read."""
    check_has(by, Permission.IMPORT_DATA)
    reading = read_concerns(path)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    aside = list(reading.kept_aside)
    placed = list(_places(reading.concerns, aside))
    with one_at_a_time():
        return _take(by=by, reading=reading, sha256=sha256, placed=placed, aside=aside)


@transaction.atomic
def _take(
    *, by: Actor, reading: ConcernReading, sha256: str, placed: Iterable[_Placed], aside: list[KeptAside]
) -> ConcernFile:
    made = ConcernFile.objects.create(name=reading.file, sha256=sha256, read_by=by.name)
    new, made.unchanged = _sorted(reading.file, list(placed), aside)
    concerns = [
        Concern(
            sent=uuid4(), body=one.body, origin="file", file=made, kind=one.said.kind, recorded_by=by.name,
            received_on=one.said.received_on, ends_on=triage_by(one.said.kind, one.said.received_on),
        )
        for one in new
    ]  # fmt: skip
    Concern.objects.bulk_create(concerns, batch_size=BATCH)
    versions = [
        ConcernVersion(**version_values(concern, one.said), number=1, written_by=by.name)
        for concern, one in zip(concerns, new, strict=True)
    ]
    ConcernVersion.objects.bulk_create(versions, batch_size=BATCH)
    made.new = len(new)
    made.aside = [values_of(one) for one in sorted(aside, key=lambda one: one.place.row or 0)]
    made.save(update_fields=("new", "unchanged", "aside"))
    record(by=by, action="concerns_taken_in", subject=made, file=made.name, new=made.new, kept_aside=len(made.aside))
    return made


def _places(rows: Iterable[SaidConcern], aside: list[KeptAside]) -> Iterator[_Placed]:
    """The rows whose body is found and that can be so; what cannot goes ``aside``."""
    directory, bodies = Directory(), dict[str, Body]()
    for row in rows:
        try:
            if row.body not in bodies:
                bodies[row.body] = _body(row, directory)
            yield _placed(row, bodies[row.body])
        except Aside as why:
            aside.append(why.at(row.place))


def _placed(row: SaidConcern, body: Body) -> _Placed:
    said = Said(
        kind=row.kind, received_on=row.received_on, text=row.text, happened_on=row.happened_on, came_by=row.came_by,
        reference=row.reference, reporter=row.reporter, areas=row.areas,
    )  # fmt: skip
    try:
        check_said(body, said)
    except ConcernRefused as why:
        column = why.field or ""
        shown = {"received_on": str(row.received_on), "areas": "; ".join(row.areas)}.get(column, "")
        raise Aside(column, shown, str(why), "Correct the cell.") from why
    return _Placed(row.place.row, body, said, said.fingerprint(body))


def _body(row: SaidConcern, directory: Directory) -> Body:
    try:
        return any_body(row.body, row.received_on, directory)
    except Unresolved as problem:
        raise Aside("body", row.body, str(problem), CODE_OF_BODY) from problem


def _sorted(file: str, placed: list[_Placed], aside: list[KeptAside]) -> tuple[list[_Placed], int]:
    """The rows that are new, and how many were said before. Where the same source is on record, or in a row above, with
    other words, the row goes ``aside``."""
    prints = [one.fingerprint for one in placed]
    known = set(ConcernVersion.objects.filter(fingerprint__in=prints).values_list("fingerprint", flat=True))
    sources = _sources({one.said.reference for one in placed} - {""})
    new: list[_Placed] = []
    unchanged = 0
    for one in placed:
        source = (one.body.pk, one.said.received_on, one.said.reference)
        if one.fingerprint in known:
            unchanged += 1
        elif one.said.reference and source in sources:
            reason = f"{sources[source]} has this reference and day of receipt, and says something else."
            why = Aside("reference", shown("reference", one.said.reference), reason, "Correct the one or the other.")
            aside.append(why.at(Place(file, row=one.row)))
        else:
            new.append(one)
            known.add(one.fingerprint)
            sources[source] = f"Row {one.row}"
    return new, unchanged


def _sources(references: set[str]) -> dict[tuple[int, date, str], str]:
    """Which concern has a reference of a day about a body, in words."""
    rows = ConcernVersion.objects.filter(reference__in=references)
    found = rows.values_list("concern__body_id", "received_on", "reference", "concern_id")
    return {(body, received, reference): f"Concern {concern}" for body, received, reference, concern in found}
