"""Reads of what was computed: the newest complete computation, its signals, ranks and nowcasts, and what failed since.

Every function that is given no computation reads the newest complete one; where there is none it finds nothing, which
`newest` and `trouble` tell apart from a computation that found nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from inspectorate.intelligence.model import Period, Signal, SignalKind
from inspectorate.webapp.monitoring.models import BodyRank, Computation, FoundNowcast, FoundSignal
from inspectorate.webapp.register.models import Body

Kind, State = Computation.Kind, Computation.State
YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Rank:
    """A body (``kind:code``), the strength of all its readings together, and its place among all: 1 is first."""

    body: str
    strength: float
    place: int


@dataclass(frozen=True, slots=True)
class KeptNowcast:
    """One area as it was computed for ``as_of``. ``age_years`` is that of the last grade on that day."""

    area: str
    last_grade: str
    last_date: date
    age_years: float
    judgements: int
    probabilities: Mapping[str, float]
    interval: Mapping[str, tuple[float, float]]


def newest(kind: str) -> Computation | None:
    """The complete computation of a kind for the latest day; of one day, the last one made."""
    return Computation.objects.filter(kind=kind, state=State.COMPLETE).order_by("-as_of", "-id").first()


def trouble(kind: str) -> Computation | None:
    """The last attempt where it failed: a page shows its ``problem`` beside what is still the newest."""
    last = Computation.objects.filter(kind=kind).exclude(state=State.RUNNING).order_by("-id").first()
    return last if last is not None and last.state == State.FAILED else None


def running(kind: str) -> Computation | None:
    """A computation that is being made."""
    return Computation.objects.filter(kind=kind, state=State.RUNNING).order_by("-id").first()


def age_days(made: Computation, on: date) -> int:
    """How many days ago the day was for which it was computed."""
    return (on - made.as_of).days


def signals_of(body: Body, made: Computation | None = None) -> list[Signal]:
    """The signals of one body, strongest for the worse first."""
    made = made or newest(Kind.SIGNALS)
    return [_signal(row, body.key) for row in FoundSignal.objects.filter(computation=made, body=body)] if made else []


def all_signals(made: Computation | None = None) -> dict[str, list[Signal]]:
    """The signals of every body that has any, by ``kind:code``, each strongest for the worse first."""
    made = made or newest(Kind.SIGNALS)
    found: dict[str, list[Signal]] = {}
    rows: Iterable[FoundSignal] = FoundSignal.objects.filter(computation=made).select_related("body") if made else ()
    for row in rows:
        found.setdefault(row.body.key, []).append(_signal(row, row.body.key))
    return found


def ranks(made: Computation | None = None) -> list[Rank]:
    """Every body with its place in the analyst's queue, the first first."""
    made = made or newest(Kind.SIGNALS)
    rows: Iterable[BodyRank] = BodyRank.objects.filter(computation=made).select_related("body") if made else ()
    return [Rank(row.body.key, row.strength, row.place) for row in rows]


def nowcasts_of(body: Body, made: Computation | None = None) -> list[KeptNowcast]:
    """The nowcast of each area of one body, in the order of its edition."""
    made = made or newest(Kind.NOWCAST)
    if made is None:
        return []
    return [_nowcast(row, made.as_of) for row in FoundNowcast.objects.filter(computation=made, body=body)]


def _nowcast(row: FoundNowcast, as_of: date) -> KeptNowcast:
    return KeptNowcast(
        area=row.area,
        last_grade=row.last_grade,
        last_date=row.last_date,
        age_years=(as_of - row.last_date).days / YEAR,
        judgements=row.judgements,
        probabilities=row.probabilities,
        interval={grade: (low, high) for grade, (low, high) in row.interval.items()},
    )


def _signal(row: FoundSignal, body: str) -> Signal:
    return Signal(
        body=body,
        indicator=row.indicator,
        area=row.area,
        kind=SignalKind(row.kind),
        period=Period(row.period, row.first, row.last),
        published=row.published,
        value=row.value,
        comparator=row.comparator,
        limit=row.limit,
        strength=row.strength,
        sample=row.sample,
        p_value=row.p_value,
        expected_false_alarms=row.expected_false_alarms,
    )
