"""Taking in the skills, absences and conflicts of interest that files name."""

from __future__ import annotations

from datetime import date

from inspectorate.formats.named_rows import Aside
from inspectorate.formats.workforce import SaidAbsence, SaidConflict, SaidSkill
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.design.filters import span
from inspectorate.webapp.register.models import Body
from inspectorate.webapp.register.queries import CODE_OF_BODY, Directory, Unresolved, any_body
from inspectorate.webapp.workforce import actions
from inspectorate.webapp.workforce.actions import Held, NewEntry
from inspectorate.webapp.workforce.models import ENTRIES, Absence, Inspector, WorkforceFile
from inspectorate.webapp.workforce.queries import terms_on

BATCH = 500
SaidEntry = SaidSkill | SaidAbsence | SaidConflict
WHAT: dict[type, str] = {SaidSkill: "skill", SaidAbsence: "absence", SaidConflict: "conflict"}


class Entries:
    """What is recorded of inspectors, and what files add to it; stored by `save`."""

    def __init__(self, by: Actor, today: date) -> None:
        self._by = by
        self._named: dict[str, Inspector] = {}
        self._regions: dict[int, str] = {}
        for inspector in Inspector.objects.select_related("user").prefetch_related("terms"):
            names = (inspector.code, inspector.user.email if inspector.user else "")
            self._named |= {name.casefold(): inspector for name in names if name}
            held = terms_on(inspector.terms.all(), today)
            self._regions[inspector.pk] = held.region if held else ""
        stored = [one for model in ENTRIES.values() for one in model.objects.order_by("id")]
        self._said = {one.fingerprint for one in stored}
        self._calendar = {(one.inspector_id, one.uid): one for one in stored if isinstance(one, Absence) and one.uid}
        self._standing: dict[tuple[object, ...], list[Held]] = {}
        for one in stored:
            self._stand(one)
        self._new: dict[str, list[Held]] = {what: [] for what in ENTRIES}
        self._bodies: dict[str, Body] = {}
        self._directory = Directory()

    def take(self, said: SaidEntry, file: WorkforceFile) -> str:
        """Take a row; whether it is ``new``, ``changed`` or ``unchanged``. Raises Aside, WorkforceRefused or
        PermissionRefused."""
        inspector = self._inspector(said)
        check_has(self._by, Permission.MANAGE_WORKFORCE, region=self._regions[inspector.pk])
        body = self._body(said) if isinstance(said, SaidConflict) else None
        kind = said.skill if isinstance(said, SaidSkill) else said.kind
        new = NewEntry(what=WHAT[type(said)], kind=kind, first=said.first, last=said.last, body=body)
        outcome, adds = self._of_calendar(inspector, said, new, file)
        if not adds:
            return outcome
        if outcome == "new" and new.fingerprint(inspector) in self._said:
            return "unchanged"
        self._check_adds(new, inspector)
        self._add(new, inspector, file, said.uid if isinstance(said, SaidAbsence) else "")
        return outcome

    def save(self) -> None:
        """Store what was taken."""
        for what, rows in self._new.items():
            ENTRIES[what].objects.bulk_create(rows, batch_size=BATCH)  # type: ignore[arg-type]  # each is of its model

    def _inspector(self, said: SaidEntry) -> Inspector:
        found = self._named.get(said.inspector.casefold())
        if found is None:
            why = f"No inspector has the code or email address “{said.inspector}”."
            raise Aside("inspector", said.inspector, why, "Add them first, or correct the code.")
        return found

    def _body(self, said: SaidConflict) -> Body:
        if said.body not in self._bodies:
            try:
                self._bodies[said.body] = any_body(said.body, said.last or said.first, self._directory)
            except Unresolved as problem:
                raise Aside("body", said.body, str(problem), CODE_OF_BODY) from problem
        return self._bodies[said.body]

    def _of_calendar(
        self, inspector: Inspector, said: SaidEntry, new: NewEntry, file: WorkforceFile
    ) -> tuple[str, bool]:
        """What becomes of a row by the entry of the calendar that it is, and whether it is to be added."""
        if not isinstance(said, SaidAbsence) or not said.uid:
            return "new", True
        before = self._calendar.get((inspector.pk, said.uid))
        if before is None:
            return ("unchanged", False) if said.cancelled else ("new", True)
        # What the calendar said, whatever a person has done with it since.
        same = before.fingerprint == new.fingerprint(inspector)
        if (same and not said.cancelled) or (before.struck_at and said.cancelled):
            return "unchanged", False
        if before.struck_at is None:
            self._strike(before, "Cancelled" if said.cancelled else "Moved", file)
        return "changed", not said.cancelled

    def _strike(self, before: Absence, why: str, file: WorkforceFile) -> None:
        """Strike out what a calendar said before."""
        if before.pk is None:
            raise Aside("UID", "", "An entry above has the same UID.", "Keep one of them.")
        actions.strike_entry(by=self._by, held=before, reason=f"{why} in the calendar {file.name}.")
        self._standing[_key(before)].remove(before)

    def _check_adds(self, new: NewEntry, inspector: Inspector) -> None:
        """Raises Aside where a row lies within what is on record: taking it would change nothing."""
        actions.check_entry(new)
        for one in self._standing.get((inspector.pk, new.what, new.kind, new.body and new.body.pk), ()):
            if _within(new, one):
                why = f"It lies within what is on record ({span(one.first, one.last)}), and says something else."
                mend = "End or strike out what is on record, if the file is right."
                raise Aside("last_day", str(new.last or ""), why, mend)

    def _add(self, new: NewEntry, inspector: Inspector, file: WorkforceFile, uid: str) -> None:
        made = actions.entry(inspector, new, self._by, file=file, **({"uid": uid} if uid else {}))
        self._new[new.what].append(made)
        self._said.add(made.fingerprint)
        self._stand(made)
        if uid and isinstance(made, Absence):
            self._calendar[inspector.pk, uid] = made

    def _stand(self, one: Held) -> None:
        if one.struck_at is None:
            self._standing.setdefault(_key(one), []).append(one)


def _key(one: Held) -> tuple[object, ...]:
    return (one.inspector_id, actions.what(one), one.kind, getattr(one, "body_id", None))


def _within(new: NewEntry, held: Held) -> bool:
    """Whether all days of a row are days of what is on record."""
    begins = held.first is None or (new.first is not None and held.first <= new.first)
    ends = held.last is None or (new.last is not None and new.last <= held.last)
    return begins and ends
