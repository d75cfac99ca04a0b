"""The record read as ordered streams of values, gathered body by body: no model instance is made for a row."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from inspectorate.framework.model import Confidence
from inspectorate.history.facts import Fact, current_view, standing
from inspectorate.history.model import Finding as FrozenFinding
from inspectorate.history.model import FindingKind, Inspection
from inspectorate.webapp.inspections.models import Finding, ImportRun, InspectionFact
from inspectorate.webapp.register.queries import ORDER

T = TypeVar("T")

COMPLETE = Q(run__isnull=True) | Q(run__state=ImportRun.State.COMPLETE)
"""Facts that count: recorded by hand, or by a run that is complete."""

FACT = (
    "inspection__body__kind",
    "inspection__body__code",
    "inspection__regime",
    "inspection_id",
    "id",
    "source_kind",
    "source",
    "run__tells_until",
    "known_on",
    "known_confidence",
    "event",
    "purpose",
    "started",
    "ended",
    "published",
    "grades_said",
    "texts_said",
    "topics_said",
    "pilot",
    "supersedes_id",
)


INSPECTION, EVENT = FACT.index("inspection_id"), FACT.index("event")
CONFIDENCE = {one.value: one for one in Confidence}


def of_bodies(rows: QuerySet[Any], kind: str, ids: Collection[str] | None) -> QuerySet[Any]:
    """The rows about bodies of one kind (``ids``: only about these), in the order of `register.queries.bodies`."""
    rows = rows.filter(inspection__body__kind=kind)
    if ids is not None:
        rows = rows.filter(inspection__body__code__in={id_.partition(":")[2] for id_ in ids})
    return rows.order_by(*(f"inspection__body__{name}" for name in ORDER[kind]), "inspection_id", "id")


def inspections(kind: str, ids: Collection[str] | None = None) -> Iterator[tuple[str, Inspection]]:
    """Each body's id with one of its inspections as its facts tell it, body by body."""
    stored = InspectionFact.objects.filter(COMPLETE).annotate(
        **{f"{name}_said": Cast(name, TextField()) for name in ("grades", "texts", "topics")}
    )
    rows = of_bodies(stored, kind, ids).values_list(*FACT).iterator()
    held: list[Sequence[Any]] = []
    # One pass with no iterator for each inspection: nearly all have a single fact.
    for row in rows:
        if held and row[INSPECTION] != held[0][INSPECTION]:
            yield from _told(held)
            held = []
        held.append(row)
    yield from _told(held)


def _told(rows: Sequence[Sequence[Any]]) -> Iterator[tuple[str, Inspection]]:
    """The inspection that some rows, all of one, tell of, if any says which event it was."""
    if len(rows) == 1 and rows[0][EVENT]:
        yield _only(rows[0])
        return
    facts = [_fact(row) for row in rows]
    if facts and tells_event(facts):
        yield facts[0].body, current_view(facts)


def _only(row: Sequence[Any]) -> tuple[str, Inspection]:
    """As `current_view` of the one fact in a row: the way that nearly all rows go, and so without a fact in between."""
    kind, code, regime, inspection, _, _, source, _, known_on, confidence, *said = row
    event, purpose, started, ended, published, grades, texts, topics, pilot, _ = said
    body, judged, words = f"{kind}:{code}", _read(grades), _read(texts)
    return body, Inspection(
        id=str(inspection),
        body=body,
        regime=regime,
        event=event,
        started=started,
        ended=ended,
        published=published,
        known_on=known_on,
        known_confidence=CONFIDENCE[confidence],
        grades=judged,
        texts=words if words.keys() == judged.keys() else {name: words.get(name, "") for name in judged},
        purpose=purpose or None,
        topics=tuple(_read(topics)),
        pilot=bool(pilot),
        sources=(source,),
    )


def tells_event(facts: Sequence[Fact]) -> bool:
    """Whether a standing fact says which event it was. Without one an inspection is out of view: see `untold`."""
    return bool(facts[0].event) if len(facts) == 1 else any(fact.event for fact in standing(facts))


def _fact(row: Sequence[Any]) -> Fact:
    kind, code, regime, inspection, id_, source_kind, source, until, known_on, confidence, *said = row
    event, purpose, started, ended, published, grades, texts, topics, pilot, supersedes = said
    return Fact(
        id=id_,
        inspection=str(inspection),
        body=f"{kind}:{code}",
        regime=regime,
        source_kind=source_kind,
        place=source,
        tells_until=until,
        known_on=known_on,
        known_confidence=CONFIDENCE[confidence],
        event=event or None,
        purpose=purpose or None,
        started=started,
        ended=ended,
        published=published,
        grades=_read(grades),
        texts=_read(texts),
        topics=tuple(_read(topics)),
        pilot=pilot,
        supersedes=supersedes,
    )


@lru_cache(maxsize=65536)
def _read(text: str) -> Any:
    """Stored JSON. The same few grades stand in very many facts, which share what is read: nobody changes it."""
    return json.loads(text)


def frozen(row: InspectionFact) -> Fact:
    """One stored fact as the pure functions take it."""
    return Fact(
        id=row.pk,
        inspection=str(row.inspection_id),
        body=row.inspection.body.key,
        regime=row.inspection.regime,
        source_kind=row.source_kind,
        place=row.source,
        tells_until=row.run.tells_until if row.run else None,
        recorded=row.recorded_at,
        known_on=row.known_on,
        known_confidence=Confidence(row.known_confidence),
        event=row.event or None,
        purpose=row.purpose or None,
        started=row.started,
        ended=row.ended,
        published=row.published,
        grades=row.grades,
        texts=row.texts,
        topics=tuple(row.topics),
        pilot=row.pilot,
        supersedes=row.supersedes_id,
    )


def findings(kind: str, ids: Collection[str] | None = None) -> Iterator[tuple[str, FrozenFinding]]:
    """Each body's id with one of its findings that stand, body by body."""
    standing = Finding.objects.filter(taken_back_at__isnull=True).select_related("inspection__body")
    for row in of_bodies(standing, kind, ids).iterator():
        yield row.inspection.body.key, frozen_finding(row)


def frozen_finding(row: Finding) -> FrozenFinding:
    """One stored finding as engines take it."""
    return FrozenFinding(
        id=str(row.pk),
        inspection=str(row.inspection_id),
        kind=FindingKind(row.kind),
        text=row.text,
        known_on=row.known_on,
        put_right_by=row.put_right_by,
        responsible=row.responsible or None,
        confirmer=row.confirmer or None,
        confirmed_on=row.confirmed_on,
    )


def gathered(rows: Iterable[tuple[str, T]]) -> Iterator[tuple[str, list[T]]]:
    """A stream of (body id, item), body by body."""
    for body, group in groupby(rows, key=itemgetter(0)):
        yield body, [item for _, item in group]


class ByBody(Generic[T]):
    """A stream of (body id, item) in the order of ``bodies``, taken body by body.

    Items of a body that is not among ``bodies`` are left out: somebody added it after the bodies were read.
    """

    def __init__(self, rows: Iterable[tuple[str, T]], bodies: Collection[str]) -> None:
        self._groups = groupby((row for row in rows if row[0] in bodies), key=itemgetter(0))
        self._next = next(self._groups, None)

    def of(self, body: str) -> tuple[T, ...]:
        """The body's items; ask in the order of the bodies, each once."""
        if self._next is None or self._next[0] != body:
            return ()
        found = tuple(item for _, item in self._next[1])
        self._next = next(self._groups, None)
        return found
