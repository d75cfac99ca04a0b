"""Placing what a file says in the record: which body, which inspection, and whether it is said already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
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


class Placing:
    """The record as an import meets it, and the facts that this run adds to it."""

    def __init__(
        self,
        by: Actor,
        run: ImportRun,
        *,
        released: date | None,
        names: Mapping[str, str],
        kinds: Collection[str],
    ) -> None:
        self.by, self.run, self.released = by, run, released
        self.tally = Tally()
        self.aside: list[SaidAside] = []
        self.today = timezone.localdate()
        self.directories = {kind: Directory(kind) for kind in kinds}
        self.names = names
        self.candidates = Candidates(kinds)
        self._waiting: list[InspectionFact] = []

    @transaction.atomic
    def take_all(self, rows: Iterable[SaidInspection]) -> None:
        """Take some rows in one short transaction: an inspection is never stored without what is said of it."""
        for said in rows:
            self._take(said)
        InspectionFact.objects.bulk_create(self._waiting)
        self._waiting = []

    def _take(self, said: SaidInspection) -> None:
        """Add what one row says, unless it is already on record or cannot be placed."""
        try:
            body = self._body(said)
        except Unresolved as problem:
            self.aside.append(_unplaced(said, str(problem)))
            return
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

    def _body(self, said: SaidInspection) -> Body:
        day = said.ended or said.started or said.published
        return self.directories[said.body_kind].meant(said.name, said.codes, day, self.names)

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
        if known:
            fact.inspection_id = int(known)
        else:
            fact.inspection = Inspection.objects.create(body=body, regime=said.regime)
        if found:
            self.tally.corrected += 1
        else:
            self.tally.accepted += 1
        self.candidates.add(key, told, fact)
        self._waiting.append(fact)


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
