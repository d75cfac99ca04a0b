"""Computing signals and nowcasts and keeping them, so that pages need not compute.

A computation is written in short transactions and counts once it is complete; one that fails keeps a sentence that
says why. Computed rows may go: only the newest few computations of a kind are kept, since all can be made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from django.db import models, transaction
from django.utils import timezone

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, PermissionRefused, has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.inspections.queries import histories
from inspectorate.webapp.inspections.revision import record_revision
from inspectorate.webapp.monitoring.computed_queries import CUT_SHORT, Kind, State, cut_short
from inspectorate.webapp.monitoring.models import BodyRank, Computation, FoundNowcast, FoundSignal
from inspectorate.webapp.monitoring.readings import NothingKnown, read, standing
from inspectorate.webapp.register.models import Body

KEPT = 3
"""Complete computations of a kind that are kept."""

BATCH = 500


def may_compute(actor: Actor) -> bool:
    """Whoever loads data may, as loading starts it too; and whoever reads signals and nowcasts, to have them new."""
    return has(actor, Permission.IMPORT_DATA) or has(actor, Permission.SEE_FORECASTS)


def revision() -> str:
    """Changes whenever the record or the loaded files do."""
    return "/".join("" if part is None else str(part) for part in record_revision())[:200]


def compute_signals(*, by: Actor, as_of: date) -> Computation:
    """Compute and keep the signals of authorities and each one's rank, by what was known on a day.

    Raises PermissionRefused. Where nothing is known of any core indicator the computation has failed, and says so.
    """
    return _compute(by, Kind.SIGNALS, as_of, _signals)


def compute_nowcasts(*, by: Actor, as_of: date) -> Computation:
    """Compute and keep the nowcast of every authority and area, by what was known on a day. Settings are left out:
    the command `inspectorate nowcast --applies-to settings` computes theirs when asked.

    Raises PermissionRefused. Where no judgement is known the computation has failed, and says so.
    """
    return _compute(by, Kind.NOWCAST, as_of, _nowcasts)


def compute(*, by: Actor, kind: str, as_of: date) -> Computation:
    """Compute what is of a kind, ``signals`` or ``nowcast``."""
    return compute_signals(by=by, as_of=as_of) if kind == Kind.SIGNALS else compute_nowcasts(by=by, as_of=as_of)


Rows = Iterator[models.Model]


def _compute(by: Actor, kind: str, as_of: date, make: Callable[[Computation], Rows]) -> Computation:
    if not may_compute(by):
        raise PermissionRefused("You may not compute signals and nowcasts. Your role does not allow it.")
    made = _begin(by, kind, as_of)
    try:
        rows = _keep(make(made))
    except NothingKnown as problem:
        return _fail(by, made, str(problem))
    # Whatever it is, it is kept as the failure that pages show, and raised again for the log: none is swallowed.
    except Exception as problem:
        _fail(by, made, f"The software stopped at a fault ({type(problem).__name__}: {problem}). Report the fault.")
        raise
    return _complete(by, made, rows)


@transaction.atomic
def _begin(by: Actor, kind: str, as_of: date) -> Computation:
    for left in cut_short(kind):
        _end(left, State.FAILED, CUT_SHORT)
    made = Computation.objects.create(kind=kind, as_of=as_of, revision=revision(), by=by.name)
    record(by=by, action="computation_begun", subject=made, kind=kind, as_of=as_of.isoformat())
    return made


def _keep(rows: Rows) -> dict[str, int]:
    """Write the rows in short transactions; how many of each kind of row there were."""
    written: dict[str, int] = {}
    for batch in _batches(rows):
        model = type(batch[0])
        with transaction.atomic():
            model._default_manager.bulk_create(batch)
        name = str(model._meta.verbose_name_plural)
        written[name] = written.get(name, 0) + len(batch)
    return written


def _batches(rows: Iterable[models.Model]) -> Iterator[Sequence[models.Model]]:
    """At most `BATCH` rows of one kind at a time."""
    batch: list[models.Model] = []
    for row in rows:
        if batch and (len(batch) == BATCH or type(row) is not type(batch[0])):
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


@transaction.atomic
def _complete(by: Actor, made: Computation, rows: dict[str, int]) -> Computation:
    complete = Computation.objects.filter(kind=made.kind, state=State.COMPLETE)
    same = complete.filter(revision=made.revision).order_by("id").first()
    _end(made, State.COMPLETE)
    made.data_since = same.data_since if same else made.finished_at
    made.save(update_fields=("data_since",))
    kept = complete.order_by("-as_of", "-id")[:KEPT]
    old = Computation.objects.filter(kind=made.kind, id__lt=made.pk).exclude(state=State.RUNNING)
    removed, _ = old.exclude(pk__in=[one.pk for one in kept]).delete()
    record(by=by, action="computation_done", subject=made, kind=made.kind, rows=rows, removed=removed)
    return made


@transaction.atomic
def _fail(by: Actor, made: Computation, sentence: str) -> Computation:
    _end(made, State.FAILED, sentence)
    record(by=by, action="computation_failed", subject=made, kind=made.kind, problem=sentence)
    return made


def _end(made: Computation, state: str, problem: str = "") -> None:
    made.state, made.problem, made.finished_at = state, problem, timezone.now()
    made.save(update_fields=("state", "problem", "finished_at"))


def _ids() -> dict[str, int]:
    """The stored ids of authorities by ``authority:CODE``."""
    return {f"authority:{code}": id for id, code in Body.objects.filter(kind="authority").values_list("id", "code")}


def _signals(made: Computation) -> Rows:
    from inspectorate.intelligence.ranking import rank
    from inspectorate.intelligence.signals import signals

    panels, neighbours = read(made.as_of)
    ids = _ids()
    about = standing(made.as_of)
    for one in signals(panels, neighbours, as_of=made.as_of, about=about):
        yield FoundSignal(
            computation=made,
            body_id=ids[one.body],
            indicator=one.indicator,
            area=one.area,
            kind=one.kind.value,
            period=one.period.label,
            first=one.period.first,
            last=one.period.last,
            published=one.published,
            value=one.value,
            comparator=one.comparator,
            limit=one.limit,
            strength=one.strength,
            sample=one.sample,
            p_value=one.p_value,
            expected_false_alarms=one.expected_false_alarms,
        )
    # Ranks weigh every reading, also those that alone would not stand out.
    every = signals(panels, neighbours, as_of=made.as_of, about=about, q=1.0)
    for place, (body, strength) in enumerate(rank(every).items(), 1):
        yield BodyRank(computation=made, body_id=ids[body], strength=strength, place=place)


def _nowcasts(made: Computation) -> Rows:
    from inspectorate.framework.library import load_library
    from inspectorate.intelligence.nowcast import fit_nowcast, nowcasts

    known = list(histories(kind="authority"))
    ids, any_found = _ids(), False
    for one in nowcasts(known, fit_nowcast(known, load_library(), made.as_of)):
        any_found = True
        yield FoundNowcast(
            computation=made,
            body_id=ids[one.body.id],
            area=one.area,
            last_grade=one.last_grade,
            last_date=one.last_date,
            judgements=one.judgements,
            probabilities=dict(one.probabilities),
            interval={grade: list(ends) for grade, ends in one.interval.items()},
        )
    if not any_found:
        raise NothingKnown("The record knew of no judgement to forecast from. Import the published files.")
