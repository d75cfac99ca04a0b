"""Loading a published file: read outside any transaction, matched to the record, added as facts of one run.

The same file twice adds nothing. What cannot be taken is kept aside with its reason, and the rest is still taken.
Readers see a run's facts only when it is complete; a run that was cut short is reversed by the next one of its file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django.utils import timezone

from inspectorate.formats.model import KeptAside as SaidAside
from inspectorate.formats.model import PublishedCount as SaidCount
from inspectorate.formats.model import Reading
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.inspections.files import keep, kept_file
from inspectorate.webapp.inspections.import_lock import one_at_a_time
from inspectorate.webapp.inspections.lead_key import lead_key
from inspectorate.webapp.inspections.models import Coverage, ImportRun, KeptAside, PublishedCount
from inspectorate.webapp.inspections.placing import Placing, Tally
from inspectorate.webapp.inspections.queries import mappings, names_meant
from inspectorate.webapp.inspections.registering import keep_lists, show, take_settings, unknown_hosts
from inspectorate.webapp.register.actions import holds_reference, load_reference
from inspectorate.webapp.register.models import Body

BATCH = 500
"""Rows that are written together; on two cores and a disk of 2026 that takes a quarter of a second."""

Progress = Callable[[int, int], None]


def quiet(done: int, of: int) -> None:
    """Nobody listens to how far an import is."""


Taker = Callable[[ImportRun, Reading, Progress], tuple[Tally, list[SaidAside]]]
"""Adds to a run what a reading says of things that this app does not hold; what was done, and what was kept aside."""

_TAKERS: list[Taker] = []


def hand_over(taker: Taker) -> None:
    """Have every import give its reading to ``taker`` too: apps that stand on this one take what is theirs."""
    if taker not in _TAKERS:
        _TAKERS.append(taker)


@dataclass(frozen=True, slots=True)
class Imported:
    """One run and what was read: what was kept aside is with the run, ``reading`` tells what was recognised."""

    run: ImportRun
    reading: Reading


Follower = Callable[[Actor, Imported], None]
"""Told of every run once it is complete: apps that stand on this one start what rests on it."""

_FOLLOWERS: list[Follower] = []


def afterwards(follower: Follower) -> None:
    """Have every import tell ``follower`` when its run is complete."""
    if follower not in _FOLLOWERS:
        _FOLLOWERS.append(follower)


def import_file(*, by: Actor, path: Path, tell: Progress = quiet) -> Imported:
    """Read ``path`` and add what it says to the record; ``tell`` hears how many rows of how many are placed.

    Raises PermissionRefused, or FormatError with one sentence where nothing in the file can be read: nothing is
    changed then.
    """
    from inspectorate.formats.reader import read_file

    check_has(by, Permission.IMPORT_DATA)
    # A register that knows nobody cannot place anything: the authorities of England ship with the software, and
    # newer software may know of more.
    if not Body.objects.exists() or holds_reference():
        load_reference(by=by)
    reading = read_file(path, mappings=mappings(), lead_key=lead_key(), today=timezone.localdate())
    return import_reading(by=by, reading=reading, sha256=keep(path), tell=tell)


def import_reading(*, by: Actor, reading: Reading, sha256: str, tell: Progress = quiet) -> Imported:
    """Add what was read of a file, kept under ``sha256``, to the record as one run.

    Waits while another import is written. What was read is written in batches that each take well under a second;
    readers see all of it once the run is complete, and nothing before.
    """
    check_has(by, Permission.IMPORT_DATA)
    # Rows that say which event they tell of come first: those that do not can then be matched to them.
    rows = sorted(reading.inspections, key=lambda one: one.event is None)
    with one_at_a_time():
        run = _begin(by, reading, sha256)
        of = len(reading.settings) + len(rows)
        aside = unknown_hosts(reading.settings, names_meant())
        for first in range(0, len(reading.settings), BATCH):
            tell(first, of)
            aside += take_settings(by, run, reading, reading.settings[first : first + BATCH])
        placing = Placing(by, run, released=reading.released, names=names_meant())
        placing.aside += aside
        for first in range(0, len(rows), BATCH):
            tell(len(reading.settings) + first, of)
            placing.take_all(rows[first : first + BATCH])
        if of:
            tell(of, of)
        for take in _TAKERS:
            done, left = take(run, reading, tell)
            placing.tally.add(done)
            placing.aside += left
        _finish(by, run, reading, placing)
    imported = Imported(run, reading)
    for follow in _FOLLOWERS:
        follow(by, imported)
    return imported


@transaction.atomic
def _begin(by: Actor, reading: Reading, sha256: str) -> ImportRun:
    # Whoever writes a run holds the lock that is held here: what still seems to run was cut short.
    for cut_short in ImportRun.objects.filter(state=ImportRun.State.RUNNING):
        _reverse(cut_short, by)
    kind = next((said.source_kind for said in reading.inspections), "")
    return ImportRun.objects.create(
        file=reading.file,
        sha256=sha256,
        source_kind=kind,
        started_by=by.name,
        tells_until=max((said.last for said in reading.coverage), default=None),
        recognised=list(reading.recognised),
        unread=list(reading.unread),
    )


def _reverse(run: ImportRun, by: Actor) -> None:
    run.state = ImportRun.State.REVERSED
    run.reversed_at, run.reversed_by = timezone.now(), by.name
    run.save(update_fields=("state", "reversed_at", "reversed_by"))
    _show_settings(run, run.register_entries.values_list("body__code", flat=True))


def _show_settings(run: ImportRun, urns: Iterable[str]) -> None:
    """Make the view of settings again: of these, or of all where the run lists the register."""
    if run.register_lists.exists():
        show()
    else:
        show(set(Body.objects.filter(kind="setting", code__in=urns).values_list("pk", flat=True)))


@transaction.atomic
def _finish(by: Actor, run: ImportRun, reading: Reading, told: Placing) -> None:
    aside = [*reading.kept_aside, *told.aside]
    KeptAside.objects.bulk_create([_aside(run, one) for one in aside])
    Coverage.objects.bulk_create(
        Coverage(
            run=run,
            body_kind=said.body_kind,
            regime=said.regime,
            events=sorted(said.events),
            first=said.first,
            last=said.last,
            types=sorted(said.types),
            latest_only=said.latest_only,
        )
        for said in reading.coverage
    )
    keep_lists(run, reading)
    PublishedCount.objects.bulk_create(_count(run, said) for said in reading.counts)
    run.accepted, run.unchanged, run.corrected = told.tally.accepted, told.tally.unchanged, told.tally.corrected
    run.kept_aside, run.state, run.finished_at = len(aside), ImportRun.State.COMPLETE, timezone.now()
    run.save()
    _show_settings(run, {said.urn for said in reading.settings})
    record(
        by=by,
        action="file_imported",
        subject=run,
        file=run.file,
        accepted=run.accepted,
        unchanged=run.unchanged,
        corrected=run.corrected,
        kept_aside=run.kept_aside,
    )


def _aside(run: ImportRun, said: SaidAside) -> KeptAside:
    return KeptAside(
        run=run,
        sheet=said.place.sheet or "",
        row=said.place.row,
        column=said.place.column or "",
        text=said.text,
        reason=said.reason,
        mend=said.mend,
        unknown=said.unknown or "",
    )


def _count(run: ImportRun, said: SaidCount) -> PublishedCount:
    return PublishedCount(
        run=run,
        sheet=said.place.sheet or "",
        row=said.place.row,
        table=said.table,
        title=said.title,
        period=said.period,
        counts=dict(said.counts),
    )


def reverse_import(*, by: Actor, run: ImportRun) -> ImportRun:
    """Take a run's facts out of view. They stay stored; importing the file again brings them back."""
    check_has(by, Permission.IMPORT_DATA)
    with one_at_a_time(), transaction.atomic():
        run.refresh_from_db()
        if run.state != ImportRun.State.REVERSED:
            _reverse(run, by)
            record(by=by, action="import_reversed", subject=run, file=run.file)
    return run


def run_again(*, by: Actor, run: ImportRun, tell: Progress = quiet) -> Imported:
    """Read the kept copy of a run's file again, with what people have answered since."""
    from inspectorate.formats.reader import read_file

    check_has(by, Permission.IMPORT_DATA)
    with TemporaryDirectory() as directory:
        # Read under the name by which people know the file: every kept-aside row and every source tells it.
        named = Path(directory) / run.file
        named.symlink_to(kept_file(run.sha256))
        reading = read_file(named, mappings=mappings(), lead_key=lead_key(), today=timezone.localdate())
    return import_reading(by=by, reading=reading, sha256=run.sha256, tell=tell)
