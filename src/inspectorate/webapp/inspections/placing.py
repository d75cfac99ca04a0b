"""Placing what a file says in the record: which body, which inspection, and whether it is said already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from inspectorate.formats.model import KeptAside as SaidAside
from inspectorate.formats.model import Place, SaidInspection
from inspectorate.framework.model import Confidence
from inspectorate.history.facts import current_view
from inspectorate.history.matching import Match, Told, match
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.inspections import queries
from inspectorate.webapp.inspections.models import ImportRun, Inspection, InspectionFact
from inspectorate.webapp.register.models import Body
from inspectorate.webapp.register.queries import Directory, Unresolved

# When something became known that no source dates: a published file tells it no later than its own release; without
# that, this many days after it was carried out, which is later than nearly every report (the longest took 214).
LAG_DAYS = 214
BATCH = 500


@dataclass(slots=True)
class Tally:
    """What one run did: inspections new to the record, facts that add to or correct it, and those already there."""

    accepted: int = 0
    unchanged: int = 0
    corrected: int = 0


class Placing:
    """The record as an import meets it: every inspection in view, and the facts that this run adds."""

    def __init__(self, by: Actor, run: ImportRun, released: date | None, mapped: Mapping[tuple[str, str], str]) -> None:
        self.by, self.run, self.released = by, run, released
        self.tally = Tally()
        self.aside: list[SaidAside] = []
        self.directories = {"authority": Directory("authority")}
        self.names = {text: value for (unknown, text), value in mapped.items() if unknown == "name"}
        self._candidates: dict[tuple[int, str], dict[str, Told]] = {}
        self._contents: dict[str, set[object]] = {}
        self._waiting: list[InspectionFact] = []
        for rows in _grouped(queries.facts().iterator()):
            self._learn(rows)

    def _learn(self, rows: Sequence[InspectionFact]) -> None:
        view = current_view([queries.frozen(row) for row in rows])
        key = rows[0].inspection.body_id, rows[0].inspection.regime
        numbers = [row.number for row in rows if row.number]
        self._candidates.setdefault(key, {})[view.id] = Told(
            view.event, view.started, view.ended, view.published, view.grades, numbers[0] if numbers else None, view.id
        )
        self._contents[view.id] = {_content(row) for row in rows}

    def take(self, said: SaidInspection) -> None:
        """Add what one row says, unless it is already on record or cannot be placed."""
        try:
            body = self._body(said)
        except Unresolved as problem:
            mend = "Map the name to an authority of the register, then run these rows again."
            self.aside.append(SaidAside(said.place, said.name, str(problem), mend, "name"))
            return
        told = _told(said)
        candidates = self._candidates.setdefault((body.pk, said.regime), {})
        found = match(told, list(candidates.values()), authority=said.body_kind == "authority")
        if found is None and said.event is None:
            reason = "The row does not say which kind of inspection it was, and no other source tells of it."
            mend = "Import a file that tells the kind first, then run these rows again."
            self.aside.append(SaidAside(said.place, said.name, reason, mend))
            return
        fact = self._fact(said, found)
        if found and _content(fact) in self._contents[found.id]:
            self.tally.unchanged += 1
            return
        self._add(body, said, told, fact, found)

    def _body(self, said: SaidInspection) -> Body:
        directory = self.directories[said.body_kind]
        day = said.ended or said.started or said.published
        mapped = self.names.get(said.name)
        return directory.resolve(mapped or said.name, {"gss": mapped} if mapped else said.codes, day)

    def _fact(self, said: SaidInspection, found: Match | None) -> InspectionFact:
        known_on, confidence = known(said, self.released)
        return InspectionFact(
            run=self.run,
            source_kind=said.source_kind,
            source=place_text(said.place),
            event=said.event or "",
            purpose=said.purpose or "",
            started=said.started,
            ended=said.ended,
            published=said.published,
            known_on=known_on,
            known_confidence=confidence,
            grades={name: judged.grade for name, judged in said.judgements.items()},
            texts={name: judged.text for name, judged in said.judgements.items()},
            topics=list(said.topics),
            lead=said.lead or "",
            matched_by=found.rule if found else "",
            to_check=bool(found and found.to_check),
            recorded_by=self.by.name,
        )

    def _add(self, body: Body, said: SaidInspection, told: Told, fact: InspectionFact, found: Match | None) -> None:
        candidates = self._candidates[body.pk, said.regime]
        if found:
            fact.inspection_id = int(found.id)
            self.tally.corrected += 1
            candidates[found.id] = _joined(candidates[found.id], told)
        else:
            fact.inspection = Inspection.objects.create(body=body, regime=said.regime)
            self.tally.accepted += 1
            candidates[str(fact.inspection_id)] = replace(told, id=str(fact.inspection_id))
        self._contents.setdefault(str(fact.inspection_id), set()).add(_content(fact))
        self._waiting.append(fact)
        if len(self._waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write the facts that wait, in one short transaction."""
        with transaction.atomic():
            InspectionFact.objects.bulk_create(self._waiting)
        self._waiting = []


def _grouped(rows: Iterator[InspectionFact]) -> Iterator[list[InspectionFact]]:
    group: list[InspectionFact] = []
    for row in rows:
        if group and group[0].inspection_id != row.inspection_id:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _told(said: SaidInspection) -> Told:
    grades = {name: judged.grade for name, judged in said.judgements.items()}
    return Told(said.event, said.started, said.ended, said.published, grades)


def _joined(known_so_far: Told, told: Told) -> Told:
    """What is told of an inspection with one source more; what was known stays."""
    return replace(
        known_so_far,
        event=known_so_far.event or told.event,
        started=known_so_far.started or told.started,
        ended=known_so_far.ended or told.ended,
        published=known_so_far.published or told.published,
        grades={**told.grades, **{name: grade for name, grade in known_so_far.grades.items() if grade}},
    )


def _content(row: InspectionFact) -> object:
    """What a fact says, apart from where it stands and when it was recorded: two that say the same are one."""
    return (
        row.source_kind,
        row.event,
        row.purpose,
        row.number,
        row.started,
        row.ended,
        row.published,
        tuple(sorted((name, grade or "") for name, grade in row.grades.items())),
        tuple(row.topics),
        row.lead,
    )


def known(said: SaidInspection, released: date | None) -> tuple[date, Confidence]:
    """When what a row says became known: its publication, else late rather than early, and marked as derived."""
    if said.published:
        return said.published, Confidence.OFFICIAL
    carried_out = said.ended or said.started
    lagged = carried_out + timedelta(days=LAG_DAYS) if carried_out else timezone.localdate()
    return (released or lagged), Confidence.DERIVED


def place_text(place: Place) -> str:
    """Where something stands in a file, for people: ``file.ods, sheet “X”, row 12``."""
    sheet = f", sheet “{place.sheet}”" if place.sheet else ""
    row = f", row {place.row}" if place.row else ""
    return f"{place.file}{sheet}{row}"
