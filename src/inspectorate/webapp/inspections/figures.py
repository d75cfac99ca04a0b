"""The figures of settings that imported files publish themselves, beside those that the record gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inspectorate.formats.figures import measured
from inspectorate.framework.library import load_library
from inspectorate.history.reconcile import Figure, Measure, Published, Record, reconcile
from inspectorate.webapp.inspections import queries
from inspectorate.webapp.inspections.models import ImportRun, PublishedCount, RegisterList


def reconciled() -> tuple[Figure, ...]:
    """Every published figure of settings with ours, in the order of the files; none where no file has any."""
    rows = tuple(published())
    return tuple(reconcile(rows, record())) if rows else ()


def published() -> Iterator[Published]:
    """The rows of tables about settings in files that are in view; a file loaded twice publishes them once."""
    rows = PublishedCount.objects.filter(run__state=ImportRun.State.COMPLETE).order_by("id")
    seen: set[tuple[str, str]] = set()
    for row in rows:
        counts = measured(row.title)
        if counts and (row.title, row.period) not in seen:
            seen.add((row.title, row.period))
            measure, types = counts
            yield Published(row.table, row.period, Measure(measure), types, _in_order(row.counts))


def _in_order(counts: Mapping[str, int]) -> dict[str, int]:
    """Figures with the best grade first, else by name: a database may keep them in an order of its own."""
    grades = [grade for grade in load_library().of_regime("sccif")[0].grades if grade in counts]
    return {name: counts[name] for name in (*grades, *sorted(counts.keys() - grades))}


def record() -> Record:
    """What is needed of the record to compute them."""
    lists = RegisterList.objects.filter(run__state=ImportRun.State.COMPLETE)
    newest = load_library().of_regime("sccif")[0]
    equal = {was: grade for grade, step in newest.scale.items() for was in step.equals.values()}
    return Record(
        histories=tuple(queries.histories(kind="setting")),
        listed=frozenset(lists.filter(complete=True).values_list("as_of", flat=True)),
        in_part=frozenset(lists.filter(complete=False).values_list("as_of", flat=True)),
        disputed=frozenset(one.inspection for one in queries.all_disagreements()),
        equal=equal,
    )
