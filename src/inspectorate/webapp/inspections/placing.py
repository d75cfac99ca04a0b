"""Placing what a file says in the record: which body, which inspection, and whether it is said already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from inspectorate.formats.model import KeptAside as SaidAside
from inspectorate.formats.model import Place, SaidInspection
from inspectorate.history.matching import Match
from inspectorate.history.release import known_on
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.inspections.candidates import Candidates, told_of
from inspectorate.webapp.inspections.models import ImportRun, Inspection, InspectionFact
from inspectorate.webapp.register.models import Body
from inspectorate.webapp.register.queries import Directory, Unresolved


@dataclass(slots=True)
class Tally:
    """What one run did: inspections new to the record, facts that add to or correct it, and those already there."""

    accepted: int = 0
    unchanged: int = 0
    corrected: int = 0

    def add(self, other: Tally) -> None:
        """Count what another did as well."""
        self.accepted += other.accepted
        self.unchanged += other.unchanged
        self.corrected += other.corrected


class Placing:
    """The facts that a run adds to the record, some rows at a time: memory grows neither with file nor record."""

    def __init__(self, by: Actor, run: ImportRun, *, released: date | None, names: Mapping[str, str]) -> None:
        self.by, self.run, self.released = by, run, released
        self.tally = Tally()
        self.aside: list[SaidAside] = []
        self.today = timezone.localdate()
        self.names = names
        self._authorities: Directory | None = None

    @transaction.atomic
    def take_all(self, rows: Iterable[SaidInspection]) -> None:
        """Take some rows in one short transaction: an inspection is never stored without what is said of it."""
        held = list(rows)
        settings = self._settings(held)
        placed = [(said, body) for said in held if (body := self._body(said, settings))]
        self.candidates = Candidates({body.pk for _, body in placed}, self.run)
        self._new: dict[str, Inspection] = {}
        self._waiting: list[InspectionFact] = []
        for said, body in placed:
            self._take(said, body)
        Inspection.objects.bulk_create(self._new.values())
        for fact in self._waiting:
            if fact.inspection_id is None:
                fact.inspection = fact.inspection  # it has its key now
        InspectionFact.objects.bulk_create(self._waiting)

    def _settings(self, rows: Iterable[SaidInspection]) -> dict[str, Body]:
        """The settings that rows tell of, by their URN."""
        urns = {said.codes.get("urn", "") for said in rows if said.body_kind == "setting"}
        found = Body.objects.filter(kind="setting", code__in=urns) if urns else Body.objects.none()
        return {body.code: body for body in found}

    def _body(self, said: SaidInspection, settings: Mapping[str, Body]) -> Body | None:
        """Whom a row is about; it is kept aside where nobody on the register is meant."""
        try:
            if said.body_kind == "setting":
                return _setting(said, settings)
            if self._authorities is None:
                self._authorities = Directory(said.body_kind)
            day = said.ended or said.started or said.published
            return self._authorities.meant(said.name, said.codes, day, self.names)
        except Unresolved as problem:
            self.aside.append(_unplaced(said, str(problem)))
            return None

    def _take(self, said: SaidInspection, body: Body) -> None:
        """Add what one row says, unless it is already on record or does not say enough."""
        found = self.candidates.find((body.pk, said.regime), told_of(said), authority=said.body_kind == "authority")
        if found is None and said.event is None:
            reason = "The row does not say which kind of inspection it was, and no other source tells of it."
            mend = "Import a file that tells the kind first, then run these rows again."
            self.aside.append(SaidAside(_place_of_name(said), said.name, reason, mend))
            return
        fact = self._fact(said, found)
        if found and self.candidates.says_already(fact, found.id):
            self.tally.unchanged += 1
            return
        self._add(body, said, fact, found)

    def _fact(self, said: SaidInspection, found: Match | None) -> InspectionFact:
        known, confidence = known_on(
            said.body_kind,
            published=said.published,
            carried_out=said.ended or said.started,
            released=self.released,
            loaded=self.today,
        )
        return InspectionFact(
            run=self.run,
            source_kind=said.source_kind,
            source=place_text(said.place),
            event=said.event or "",
            purpose=said.purpose or "",
            started=said.started,
            ended=said.ended,
            published=said.published,
            known_on=known,
            known_confidence=confidence,
            grades={name: judged.grade for name, judged in said.judgements.items()},
            texts={name: judged.text for name, judged in said.judgements.items()},
            topics=list(said.topics),
            lead=said.lead or "",
            number=said.number or "",
            matched_by=found.rule if found else "",
            to_check=bool(found and found.to_check),
            recorded_by=self.by.name,
        )

    def _add(self, body: Body, said: SaidInspection, fact: InspectionFact, found: Match | None) -> None:
        key, told = (body.pk, said.regime), told_of(said)
        known = found.id if found else self.candidates.find_out_of_view(key, told)
        if known is None:
            known = f"new {len(self._new)}"
            self._new[known] = Inspection(body=body, regime=said.regime)
        if known in self._new:
            fact.inspection = self._new[known]
        else:
            fact.inspection_id = int(known)
        if found:
            self.tally.corrected += 1
        else:
            self.tally.accepted += 1
        self.candidates.add(key, told, fact, known)
        self._waiting.append(fact)


def _setting(said: SaidInspection, settings: Mapping[str, Body]) -> Body:
    urn = said.codes.get("urn", "")
    if urn not in settings:
        raise Unresolved(f"No setting on the register has the URN “{urn}”.")
    return settings[urn]


def _unplaced(said: SaidInspection, problem: str) -> SaidAside:
    """A row about nobody on the register: a name may be mapped to an authority, a setting comes with its own row."""
    if said.body_kind == "authority":
        mend = "Map the name to an authority of the register, then run these rows again."
        return SaidAside(_place_of_name(said), said.name, problem, mend, "name")
    mend = "Load a list that tells on which day the setting was registered, then run these rows again."
    return SaidAside(_place_of_name(said), said.name or ", ".join(said.codes.values()), problem, mend)


def _place_of_name(said: SaidInspection) -> Place:
    return replace(said.place, column=said.name_column)


def place_text(place: Place) -> str:
    """Where something stands in a file, for people: ``file.ods, sheet “X”, row 12``."""
    sheet = f", sheet “{place.sheet}”" if place.sheet else ""
    row = f", row {place.row}" if place.row else ""
    return f"{place.file}{sheet}{row}"
