"""Taking in files about the workforce. The same file twice changes nothing; what cannot be taken is kept aside."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from inspectorate.formats.kept_aside import values_of
from inspectorate.formats.model import KeptAside
from inspectorate.formats.named_rows import Aside
from inspectorate.formats.workforce import Said, SaidAbsence, SaidInspector, WorkforceReading, read_workforce
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, PermissionRefused, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.inspections.import_lock import one_at_a_time
from inspectorate.webapp.workforce.actions import WorkforceRefused
from inspectorate.webapp.workforce.models import Inspector, WorkforceFile
from inspectorate.webapp.workforce.taking_entries import Entries
from inspectorate.webapp.workforce.taking_inspectors import Inspectors

COLUMNS = {"first": "first_day", "last": "last_day", "share": "contract_share"}
"""How files call what actions refuse, where they call it otherwise."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was read, and the hash of its content."""

    reading: WorkforceReading
    sha256: str


@dataclass(slots=True)
class _Tally:
    """What came of the rows of one file so far."""

    file: WorkforceFile
    reading: WorkforceReading
    aside: list[KeptAside]

    def count(self, said: Said, take: Callable[[], str]) -> None:
        """Take a row, and count it as ``new``, ``changed`` or ``unchanged``, or keep it aside with the reason."""
        try:
            outcome = take()
        except Aside as why:
            self.aside.append(why.at(said.place))
        except WorkforceRefused as why:
            column = COLUMNS.get(why.field or "", why.field or "inspector")
            self.aside.append(Aside(column, "", str(why), "Correct the cell.").at(said.place))
        except PermissionRefused as why:
            mend = "Ask somebody who keeps the workforce of that region."
            self.aside.append(Aside("inspector", "", str(why), mend).at(said.place))
        else:
            setattr(self.file, outcome, getattr(self.file, outcome) + 1)


def import_workforce(*, by: Actor, paths: Sequence[Path], inspector: Inspector | None = None) -> list[WorkforceFile]:
    """Take in files, together: one may name inspectors whom another adds. ``inspector``: whose calendar it is.

    Raises PermissionRefused, or FormatError with a sentence where one of them cannot be read; then none is taken.
    """
    check_has(by, Permission.MANAGE_WORKFORCE)
    sent = []
    for path in paths:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        reading = read_workforce(path)
        sent.append(Sent(_of(reading, inspector.code) if inspector else reading, sha256))
    with one_at_a_time():
        return take_workforce(by=by, sent=sent)


def _of(reading: WorkforceReading, code: str) -> WorkforceReading:
    """The absences of a file as those of one inspector, whom its name need not tell."""
    said = tuple(replace(one, inspector=code) for one in reading.said if isinstance(one, SaidAbsence))
    return replace(reading, said=said)


@transaction.atomic
def take_workforce(*, by: Actor, sent: Sequence[Sent]) -> list[WorkforceFile]:
    """Take what files say: first every inspector, then what is said of them. One audit entry a file."""
    check_has(by, Permission.MANAGE_WORKFORCE)
    tallies = [_tally(by, one) for one in sent]
    today = timezone.localdate()
    inspectors = Inspectors(by, today)
    for tally in tallies:
        for said in tally.reading.said:
            if isinstance(said, SaidInspector):
                tally.count(said, partial(inspectors.take, said, tally.file))
    inspectors.save()
    entries = Entries(by, today)
    for tally in tallies:
        for said in tally.reading.said:
            if not isinstance(said, SaidInspector):
                tally.count(said, partial(entries.take, said, tally.file))
    entries.save()
    return [_done(by, tally) for tally in tallies]


def _tally(by: Actor, sent: Sent) -> _Tally:
    reading = sent.reading
    file = WorkforceFile.objects.create(
        name=reading.file, sha256=sent.sha256, passed_over=reading.passed_over, read_by=by.name
    )
    return _Tally(file, reading, list(reading.kept_aside))


def _done(by: Actor, tally: _Tally) -> WorkforceFile:
    made = tally.file
    aside = sorted(tally.aside, key=lambda one: (one.place.sheet or "", one.place.row or 0))
    made.aside = [values_of(one) for one in aside]
    made.save(update_fields=("new", "changed", "unchanged", "aside"))
    record(
        by=by, action="workforce_taken_in", subject=made, file=made.name, new=made.new, changed=made.changed,
        kept_aside=len(aside),
    )  # fmt: skip
    return made
