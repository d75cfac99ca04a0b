"""Taking in evidence: versions of notes as devices send them. What was taken in is never changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.casework import queries
from inspectorate.webapp.casework.actions.cases import locked
from inspectorate.webapp.casework.evidence import tags
from inspectorate.webapp.casework.models import SOURCES, Attachment, Case, Note, NoteVersion
from inspectorate.webapp.casework.parts import check_part
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.inspections.files import fault_of, keep_bytes

CLOSED = frozenset({"planned", "cancelled", "withdrawn", "deferred"})
MOST = 200_000
"""Characters in one version of one note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One version of one note, as a device sends it. ``device_at`` is what that device's clock said."""

    id: UUID
    note: UUID
    device: str
    device_at: datetime
    text: str
    after: UUID | None = None
    about_on: date | None = None
    areas: tuple[str, ...] = ()
    source: str = ""
    weighs: str = ""
    line: str = ""
    retyped: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a device is told: the versions that are safe here, and those refused with a sentence. ``forked`` are notes
    that two devices wrote from the same version: both are kept."""

    kept: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    forked: list[str] = field(default_factory=list)


@transaction.atomic
def receive(*, by: Actor, case: Case, sent: Iterable[Sent]) -> Receipt:
    """Take in versions; one that came before is not taken in twice. Raises PermissionRefused.

    What one version lacks never keeps the others from being taken in.
    """
    case = locked(case)
    check_part(by, case, "team")
    if by.user_id is None:
        raise PermissionRefused("Only a person who has signed in writes evidence.")
    edition, receipt = queries.edition_of(case), Receipt()
    for one in sent:
        fault = _fault(case, one, tags(edition))
        if fault:
            receipt.refused[str(one.id)] = fault
        else:
            _keep(by, by.user_id, case, one, receipt)
    return receipt


def _fault(case: Case, one: Sent, areas: Collection[str]) -> str:
    if case.stage in CLOSED:
        return "This case takes no evidence at its stage. What you wrote stays on this device."
    if len(one.text) > MOST:
        return f"A note holds at most {MOST:,} characters. Split it; what you wrote stays on this device."
    if not set(one.areas) <= set(areas) or one.source not in ("", *(id_ for id_, _ in SOURCES)):
        return "This note has a tag that the framework of this case does not have. Change it to send the note."
    held = Note.objects.filter(pk=one.note).first()
    if held is not None and held.case_id != case.pk:
        return "This note belongs to another case."
    return ""


def _keep(by: Actor, user_id: int, case: Case, one: Sent, receipt: Receipt) -> None:
    if not NoteVersion.objects.filter(pk=one.id).exists():
        note, _ = Note.objects.get_or_create(
            pk=one.note, defaults={"case": case, "begun_by": by.name, "user_id": user_id}
        )
        newest = note.versions.order_by("at", "id").last()
        if newest is not None and newest.pk != one.after:
            receipt.forked.append(str(note.pk))
        NoteVersion.objects.create(
            id=one.id, note=note, after=one.after, device=one.device, device_at=one.device_at, about_on=one.about_on,
            text=one.text, areas=list(one.areas), source=one.source, weighs=one.weighs, line=one.line,
            retyped=one.retyped, by=by.name, user_id=by.user_id,
        )  # fmt: skip
        record(by=by, action="note_received", subject=f"note:{note.pk}", body=str(case.body), version=str(one.id))
    receipt.kept.append(str(one.id))


@transaction.atomic
def attach(*, by: Actor, note: Note, name: str, content: bytes) -> Attachment:
    """Keep a file with a note: its content first, under its hash, and then the row that names it. One that came before
    is not attached twice.

    Raises PermissionRefused, or CaseRefused with a sentence.
    """
    case = locked(note.case)
    check_part(by, case, "team")
    if case.stage in CLOSED:
        raise CaseRefused("This case takes no evidence at its stage.", field="file")
    if fault := fault_of(name, content):
        raise CaseRefused(fault, field="file")
    sha256 = keep_bytes(content)
    if (held := note.attachments.filter(name=name[-255:], sha256=sha256).first()) is not None:
        return held
    attachment = Attachment.objects.create(
        note=note, name=name[-255:], sha256=sha256, size=len(content), by=by.name, user_id=by.user_id
    )
    record(by=by, action="file_attached", subject=attachment, body=str(case.body), file=name, sha256=attachment.sha256)
    return attachment


def new_note(*, by: Actor, case: Case, sent: Sent) -> NoteVersion:
    """One version written without a device of its own, on the page. Raises CaseRefused with what is wrong with it."""
    receipt = receive(by=by, case=case, sent=[sent])
    if receipt.refused:
        raise CaseRefused(next(iter(receipt.refused.values())), field="text")
    return NoteVersion.objects.get(pk=sent.id)
