"""Taking in evidence: versions of notes as devices send them. What was taken in is never changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import DatabaseError, transaction

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.casework import queries
from inspectorate.webapp.casework.actions.cases import locked
from inspectorate.webapp.casework.evidence import ends, tags
from inspectorate.webapp.casework.models import SOURCES, WEIGHS, Attachment, Case, Note, NoteVersion
from inspectorate.webapp.casework.parts import check_sends
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.inspections.files import fault_of, keep_bytes

CLOSED = frozenset({"planned", "cancelled", "withdrawn", "deferred"})
MOST = 200_000
"""Characters in one version of one note."""
MOST_LINE = 200
SAID = ("text", "about_on", "source", "weighs", "line", "retyped")
"""What a version says, besides its areas."""


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
    """What a device is told: the versions that are safe here, and those refused with a sentence. ``kept_as`` names, for
    a version whose id was taken by another content, the id under which it is kept. ``forked`` are notes that two
    devices wrote from the same version: both are kept."""

    kept: list[str] = field(default_factory=list)
    kept_as: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    forked: list[str] = field(default_factory=list)


@transaction.atomic
def receive(*, by: Actor, case: Case, sent: Iterable[Sent]) -> Receipt:
    """Take in versions; one that came before is not taken in twice. Raises PermissionRefused.

    What one version lacks never keeps the others from being taken in. What waited on the device of somebody whose part
    in the team has ended meanwhile is taken in and marked; the receipt tells them nothing of what others wrote.
    """
    case = locked(case)
    late = check_sends(by, case)
    if by.user_id is None:
        raise PermissionRefused("Only a person who has signed in writes evidence.")
    edition, receipt = queries.edition_of(case), Receipt()
    for one in sent:
        fault = _fault(case, one, tags(edition))
        if fault:
            receipt.refused[str(one.id)] = fault
            continue
        try:
            with transaction.atomic():
                id_ = _keep(by, by.user_id, case, one, receipt, late=late)
        except (DatabaseError, ValueError, OverflowError):  # a character or a time that the database does not hold
            receipt.refused[str(one.id)] = (
                "This note has a character or a time that cannot be kept here. What you wrote stays on this device."
            )
        else:
            receipt.kept.append(str(one.id))
            if id_ != one.id:
                receipt.kept_as[str(one.id)] = str(id_)
    return receipt


def _fault(case: Case, one: Sent, areas: Collection[str]) -> str:
    if case.stage in CLOSED:
        return "This case takes no evidence at its stage. What you wrote stays on this device."
    if len(one.text) > MOST:
        return f"A note holds at most {MOST:,} characters. Split it; what you wrote stays on this device."
    if len(one.line) > MOST_LINE:
        return f"A line of enquiry holds at most {MOST_LINE} characters. Shorten it to send the note."
    known = one.source in dict((("", ""), *SOURCES)) and one.weighs in dict((("", ""), *WEIGHS))
    if not known or not set(one.areas) <= set(areas):
        return "This note has a tag that the framework of this case does not have. Change it to send the note."
    held = Note.objects.filter(pk=one.note).first()
    if held is not None and held.case_id != case.pk:
        return "This note belongs to another case."
    return ""


def _keep(by: Actor, user_id: int, case: Case, one: Sent, receipt: Receipt, *, late: bool) -> UUID:
    after = receipt.kept_as.get(str(one.after))
    placed = _place(replace(one, after=UUID(after)) if after else one)
    if NoteVersion.objects.filter(pk=placed.id).exists():
        return placed.id
    note, _ = Note.objects.get_or_create(pk=one.note, defaults={"case": case, "begun_by": by.name, "user_id": user_id})
    last = ends(note.versions.values_list("id", "after", "after_part"))
    NoteVersion.objects.create(
        id=placed.id, note=note, after=placed.after, device=one.device, device_at=one.device_at, about_on=one.about_on,
        text=one.text, areas=list(one.areas), source=one.source, weighs=one.weighs, line=one.line,
        retyped=one.retyped, after_part=late, by=by.name, user_id=by.user_id,
    )  # fmt: skip
    kept = {"subject": f"note:{note.pk}", "body": str(case.body), "version": str(placed.id)}
    if late:
        record(by=by, action="late_note_received", **kept)
    else:
        record(by=by, action="note_received", **kept)
    if last and placed.after not in last and not late:
        receipt.forked.append(str(note.pk))
    return placed.id


def _place(one: Sent) -> Sent:
    """A version as it belongs here. A device may send the same version again with more in it, because it never learned
    that the first sending arrived: what differs follows what is held, under an id that a third sending finds again."""
    placed = one
    while (held := NoteVersion.objects.filter(pk=placed.id).first()) is not None and not _says(held, one):
        placed = replace(placed, id=uuid5(held.pk, "more"), after=held.pk if held.note_id == one.note else placed.after)
    return placed


def _says(held: NoteVersion, one: Sent) -> bool:
    same = all(getattr(held, name) == getattr(one, name) for name in SAID)
    return same and held.areas == list(one.areas) and held.note_id == one.note


@transaction.atomic
def attach(*, by: Actor, note: Note, name: str, content: bytes) -> Attachment:
    """Keep a file with a note: its content first, under its hash, and then the row that names it. One that came before
    is not attached twice. One that waited on the device of somebody whose part has ended is marked.

    Raises PermissionRefused, or CaseRefused with a sentence.
    """
    case = locked(note.case)
    late = check_sends(by, case)
    if case.stage in CLOSED:
        raise CaseRefused("This case takes no evidence at its stage.", field="file")
    if fault := fault_of(name, content):
        raise CaseRefused(fault, field="file")
    sha256 = keep_bytes(content)
    if (held := note.attachments.filter(name=name[-255:], sha256=sha256).first()) is not None:
        return held
    attachment = Attachment.objects.create(
        note=note, name=name[-255:], sha256=sha256, size=len(content), after_part=late, by=by.name, user_id=by.user_id
    )
    kept = {"body": str(case.body), "file": name, "sha256": attachment.sha256}
    if late:
        record(by=by, action="late_file_attached", subject=attachment, **kept)
    else:
        record(by=by, action="file_attached", subject=attachment, **kept)
    return attachment


def new_note(*, by: Actor, case: Case, sent: Sent) -> NoteVersion:
    """One version written without a device of its own, on the page. Raises CaseRefused with what is wrong with it."""
    receipt = receive(by=by, case=case, sent=[sent])
    if receipt.refused:
        raise CaseRefused(next(iter(receipt.refused.values())), field="text")
    return NoteVersion.objects.get(pk=sent.id)
