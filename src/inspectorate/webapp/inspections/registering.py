"""What a file says of the register of settings, added to the record as entries, and the view that they make."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from itertools import groupby

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from inspectorate.formats.model import KeptAside, Reading, SaidSetting
from inspectorate.framework.setting_types import IDENTIFYING, setting_types
from inspectorate.history.register import Registration, Standing
from inspectorate.history.registering import Entry, on_register
from inspectorate.history.release import known_on
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.inspections.grading import show_grades
from inspectorate.webapp.inspections.models import ImportRun, RegisterEntry, RegisterList
from inspectorate.webapp.inspections.placing import place_text
from inspectorate.webapp.inspections.queries import names_meant
from inspectorate.webapp.inspections.streams import COMPLETE
from inspectorate.webapp.register.models import Setting
from inspectorate.webapp.register.queries import Directory, Unresolved
from inspectorate.webapp.register.settings import Described, bodies_of, show_settings

TEXTS = (
    "standing",
    "name",
    "street",
    "town",
    "postcode",
    "ofsted_region",
    "government_region",
    "authority",
    "constituency",
    "sector",
    "owner",
    "linked_urn",
)
SHOWN_AT_ONCE = 2000
SAID = ("source_kind", "as_of", "listed", "type", *TEXTS, "registered", "left", "places", "short_breaks")


@transaction.atomic
def take_settings(by: Actor, run: ImportRun, reading: Reading, rows: Sequence[SaidSetting]) -> list[KeptAside]:
    """Add an entry for each row that says something new of a setting; what of the rows could not be taken."""
    dated = [(said, said.as_of) for said in rows if said.as_of is not None]
    bodies = bodies_of(said.urn for said, _ in dated)
    held = RegisterEntry.objects.filter(COMPLETE | Q(run=run), body__in=[body.pk for body in bodies.values()])
    known = {(entry.body_id, _content(entry)) for entry in held}
    lists = {(one.place.file, one.place.sheet) for one in reading.registers}
    new = []
    for said, as_of in dated:
        entry = _entry(by, run, said, as_of, reading.released, (said.place.file, said.place.sheet) in lists)
        entry.body = bodies[said.urn]
        key = (entry.body_id, _content(entry))
        if key not in known:
            known.add(key)
            new.append(entry)
    RegisterEntry.objects.bulk_create(new, batch_size=200)
    return [_undated(said) for said in rows if said.as_of is None]


def _undated(said: SaidSetting) -> KeptAside:
    reason = "Nothing says on which day this was so."
    mend = "Write the day into the title of the table, such as “as at 31 March 2023”, and load the file again."
    return KeptAside(said.place, said.urn, reason, mend)


def unknown_hosts(rows: Iterable[SaidSetting], mapped: Mapping[str, str]) -> list[KeptAside]:
    """Host authorities that are not on the register, each name once: the setting is taken without one."""
    hosts = Hosts(mapped)
    found: dict[str, KeptAside] = {}
    for said in rows:
        if said.authority and said.as_of and hosts.of(said.authority, said.as_of) is None:
            reason = f"No authority on the register is called “{said.authority}”; the setting has no host until then."
            mend = "Map the name to an authority of the register, then run these rows again."
            found.setdefault(said.authority, KeptAside(said.place, said.authority, reason, mend, "name"))
    return list(found.values())


def keep_lists(run: ImportRun, reading: Reading) -> None:
    """Remember of which days the file lists the register."""
    RegisterList.objects.bulk_create(
        RegisterList(run=run, as_of=one.as_of, complete=one.complete) for one in reading.registers
    )


def _entry(
    by: Actor, run: ImportRun, said: SaidSetting, as_of: date, released: date | None, listed: bool
) -> RegisterEntry:
    # A list of the register is released some months after its day; a list of inspections tells of each much later.
    source = "register" if listed else "setting"
    known, confidence = known_on(
        source, published=None, carried_out=as_of, released=released, loaded=timezone.localdate()
    )
    withheld = frozenset() if setting_types()[said.type].named else IDENTIFYING
    return RegisterEntry(
        run=run,
        source_kind=said.source_kind,
        source=place_text(said.place),
        as_of=as_of,
        listed=listed,
        known_on=known,
        known_confidence=confidence,
        type=said.type,
        registered=said.registered,
        left=said.left,
        places=said.places,
        short_breaks=said.short_breaks,
        recorded_by=by.name,
        **{name: getattr(said, name) or "" for name in TEXTS if name not in withheld},
    )


def _content(entry: RegisterEntry) -> tuple[object, ...]:
    return tuple(getattr(entry, name) for name in SAID)


def show(bodies: Collection[int] | None = None) -> None:
    """Make the view of these settings (by body), or of all, from the entries in view; some thousand at a time."""
    lists = RegisterList.objects.filter(run__state=ImportRun.State.COMPLETE, complete=True)
    complete = frozenset(lists.values_list("as_of", flat=True))
    hosts = Hosts(names_meant())
    wanted = sorted(_all() if bodies is None else bodies)
    for first in range(0, len(wanted), SHOWN_AT_ONCE):
        some = wanted[first : first + SHOWN_AT_ONCE]
        rows = RegisterEntry.objects.filter(COMPLETE, body__in=some).order_by("body_id", "as_of", "id")
        views = {
            pk: (on_register(_frozen(told, hosts), complete), _described(told))
            for pk, group in groupby(rows.iterator(), key=lambda row: row.body_id)
            if (told := list(group))
        }
        show_settings(views, set(some) - views.keys())
        show_grades(some)


def _all() -> set[int]:
    """The settings that are shown, and those that entries in view tell of."""
    told = RegisterEntry.objects.filter(COMPLETE).values_list("body", flat=True).distinct()
    return {*Setting.objects.values_list("body", flat=True), *told}


class Hosts:
    """Host authorities by the names that sources give them; ``mapped``: what people said that a name means."""

    def __init__(self, mapped: Mapping[str, str]) -> None:
        self.mapped, self.directory = mapped, Directory("authority")
        self.found: dict[tuple[str, date], str | None] = {}

    def of(self, name: str, on: date) -> str | None:
        """The id of the authority, ``None`` where the name names none, or none is named."""
        key = (name, on)
        if key not in self.found:
            try:
                self.found[key] = self.directory.meant(name, {}, on, self.mapped).key if name else None
            except Unresolved:
                self.found[key] = None
        return self.found[key]


def _frozen(told: Iterable[RegisterEntry], hosts: Hosts) -> Iterator[Entry]:
    for row in told:
        said = Registration(
            first=row.as_of,
            type=row.type,
            standing=Standing(row.standing) if row.standing else None,
            known_on=row.known_on,
            places=row.places,
            owner=row.owner or None,
            authority=hosts.of(row.authority, row.as_of),
            sector=row.sector or None,
            manager_in_post=row.manager_in_post,
            children_placed=row.children_placed,
            standing_until=row.standing_until,
        )
        yield Entry(row.pk, row.source_kind, said, row.registered, row.left, row.listed)


def _described(told: Sequence[RegisterEntry]) -> Described:
    """The newest that a source says of each; a name and an address as the newest list gives or withholds them."""
    newest = next((row for row in reversed(told) if row.listed), told[-1])
    published = {name: getattr(newest, name) for name in ("name", "street", "town", "postcode")}
    others = [one.name for one in fields(Described) if one.name not in published]
    said = {name: value for row in told for name in others if (value := getattr(row, name)) not in ("", None)}
    return Described(**published, **said)
