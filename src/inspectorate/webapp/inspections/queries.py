"""Reads of the record: histories for engines, what sources disagree on, what was kept aside."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from django.db.models import Max, QuerySet

from inspectorate.due.editions import made_under
from inspectorate.framework.check import Judged
from inspectorate.framework.library import Library
from inspectorate.history.facts import Disagreement, Fact, disagreements, standing
from inspectorate.history.model import Body as FrozenBody
from inspectorate.history.model import Coverage as FrozenCoverage
from inspectorate.history.model import History
from inspectorate.webapp.inspections import streams
from inspectorate.webapp.inspections.models import Coverage, ImportRun, InspectionFact, KeptAside, Mapping
from inspectorate.webapp.inspections.streams import COMPLETE as COMPLETE
from inspectorate.webapp.inspections.streams import ByBody
from inspectorate.webapp.inspections.streams import frozen as frozen
from inspectorate.webapp.inspections.streams import frozen_finding as frozen_finding
from inspectorate.webapp.inspections.streams import tells_event as tells_event
from inspectorate.webapp.register.queries import bodies


def facts(ids: Collection[str] | None = None, *, kind: str | None = None) -> QuerySet[InspectionFact]:
    """The facts that count (by hand, or of complete runs), body by body; ``ids`` are ``kind:code``."""
    rows = InspectionFact.objects.filter(COMPLETE).select_related("inspection__body", "run")
    if kind is not None:
        rows = rows.filter(inspection__body__kind=kind)
    if ids is not None:
        rows = rows.filter(inspection__body__code__in={id_.partition(":")[2] for id_ in ids})
    return rows.order_by("inspection__body_id", "inspection_id", "id")


def by_inspection(rows: Iterable[InspectionFact]) -> Iterator[list[Fact]]:
    """Facts gathered inspection by inspection; those of which nothing says which event it was are `untold`."""
    for _, group in groupby(rows, key=lambda row: row.inspection_id):
        facts = [frozen(row) for row in group]
        if tells_event(facts):
            yield facts


def untold() -> list[int]:
    """Inspections of which files in view tell, and none tells which event it was: they count nowhere.

    That happens when the run that told it is reversed and another that relied on it is not. What a person took back,
    as a withdrawn report, is not meant.
    """
    groups = groupby(facts().iterator(), key=lambda row: row.inspection_id)
    return [id_ for id_, group in groups if _lost([frozen(row) for row in group])]


def _lost(told: list[Fact]) -> bool:
    return not tells_event(told) and all(fact.source_kind != "manual" for fact in standing(told))


def histories(ids: Collection[str] | None = None, kind: str = "authority") -> Iterator[History]:
    """The record of each body, in the order of `register.queries.bodies`.

    There is a fixed number of queries, however many bodies there are.
    Bodies, facts and findings are streams in one order, merged as they come, so that memory does not grow with the
    record. Decisions are not in it: the programme adds them. A body's predecessors come with their own records.
    """
    wanted = bodies(kind, ids)
    covered = tuple(coverage(kind))
    links = {link.predecessor for body in wanted for link in body.predecessors}
    before = [body for body in wanted if body.id in links] if ids is None else bodies(kind, links) if links else []
    earlier = {history.body.id: history for history in _histories(before, links, kind, covered)}
    for history in _histories(wanted, ids, kind, covered):
        come_from = tuple(earlier[link.predecessor] for link in history.body.predecessors)
        yield replace(history, predecessors=come_from) if come_from else history


def _histories(
    wanted: Collection[FrozenBody], ids: Collection[str] | None, kind: str, covered: tuple[FrozenCoverage, ...]
) -> Iterator[History]:
    if not wanted:
        return
    names = {body.id for body in wanted}
    told = ByBody(streams.inspections(kind, ids), names)
    found = ByBody(streams.findings(kind, ids), names)
    for body in wanted:
        carried_out = sorted(told.of(body.id), key=lambda view: (str(view.carried_out or ""), view.id))
        yield History(body=body, inspections=tuple(carried_out), findings=found.of(body.id), coverage=covered)


def coverage(kind: str = "authority") -> Iterator[FrozenCoverage]:
    """What complete runs claim to cover; a file that was loaded several times claims it once."""
    rows = Coverage.objects.filter(body_kind=kind, run__state=ImportRun.State.COMPLETE).select_related("run")
    claims = (_covered(row) for row in rows)
    yield from dict.fromkeys(claims)


def _covered(row: Coverage) -> FrozenCoverage:
    types = frozenset(row.types)
    return FrozenCoverage(row.regime, frozenset(row.events), row.first, row.last, row.run.file, types, row.latest_only)


def judged(library: Library, kind: str = "authority") -> Iterator[Judged]:
    """The grades of every graded inspection on record with the edition that it was made under, body by body."""
    for history in histories(kind=kind):
        for one in history.inspections:
            plan = made_under(library, one, history.body) if one.graded else None
            if plan is not None:
                when = one.carried_out.isoformat() if one.carried_out else "of an unknown day"
                yield Judged(f"{history.body.name}, {one.event.replace('_', ' ')} {when}", plan.edition, one.grades)


def mappings() -> dict[tuple[str, str], str]:
    """What people answered about unknown texts; the newest answer to each holds."""
    return {(row.unknown, row.text): row.value for row in Mapping.objects.all()}


def names_meant() -> dict[str, str]:
    """Which code each name of an authority means that people answered about."""
    return {text: value for (unknown, text), value in mappings().items() if unknown == "name"}


def all_disagreements(ids: Collection[str] | None = None, *, kind: str | None = None) -> Iterator[Disagreement]:
    """Every field of every inspection on which sources differ, for a person to settle."""
    for told in by_inspection(facts(ids, kind=kind).iterator()):
        yield from disagreements(told)


def to_check(ids: Collection[str] | None = None) -> QuerySet[InspectionFact]:
    """Facts that were matched to an inspection by their grades alone, or against a conflict."""
    return facts(ids).filter(to_check=True)


def kept_aside() -> QuerySet[KeptAside]:
    """What the newest complete run of each file did not take."""
    newest = ImportRun.objects.filter(state=ImportRun.State.COMPLETE).values("file").annotate(newest=Max("id"))
    return KeptAside.objects.filter(run__in=[row["newest"] for row in newest]).select_related("run")
