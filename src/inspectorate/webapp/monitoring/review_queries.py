"""Reads for the review between inspections: what was computed last, and what people made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.monitoring.hidden import hidden_from
from inspectorate.webapp.monitoring.models import (
    BodyRank,
    Computation,
    FoundNowcast,
    FoundSignal,
    Review,
)
from inspectorate.webapp.register.models import Body

KEPT_OF_A_SIGNAL = (
    "id", "indicator", "area", "kind", "period", "value", "comparator", "limit", "strength", "sample",
    "expected_false_alarms",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest complete computation of a kind, and a newer one that failed, where there is one."""

    complete: Computation | None
    failed: Computation | None


def newest(kind: Computation.Kind) -> Newest:
    """What pages show of a kind, and what failed since."""
    rows = Computation.objects.filter(kind=kind)
    complete = rows.filter(state=Computation.State.COMPLETE).order_by("-id").first()
    failed = rows.filter(state=Computation.State.FAILED, pk__gt=complete.pk if complete else 0).order_by("-id").first()
    return Newest(complete, failed)


def ranks(computation: Computation | None) -> list[BodyRank]:
    """The bodies of a computation, the first in rank first; without one, none."""
    if computation is None:
        return []
    return list(computation.ranks.select_related("body"))


def strongest(computation: Computation | None) -> dict[int, tuple[int, FoundSignal]]:
    """By id of the body: how many signals it has, and the strongest for the worse."""
    if computation is None:
        return {}
    found: dict[int, tuple[int, FoundSignal]] = {}
    for signal in computation.signals.order_by("-strength", "id"):
        number, first = found.get(signal.body_id, (0, signal))
        found[signal.body_id] = number + 1, first
    return found


def signals_of(computation: Computation | None, body: Body) -> list[FoundSignal]:
    """The signals of a body, the strongest for the worse first."""
    return list(computation.signals.filter(body=body)) if computation else []


def nowcasts_of(computation: Computation | None, body: Body) -> list[FoundNowcast]:
    """The nowcasts of a body, in the order of its areas."""
    return list(computation.nowcasts.filter(body=body)) if computation else []


def latest_reviews() -> dict[int, Review]:
    """The newest review of each body, by the body's id."""
    return {row.body_id: row for row in Review.objects.select_related("body").order_by("id")}


def reviews_of(body: Body) -> list[Review]:
    """All reviews of a body, newest first, with what became of them."""
    return list(Review.objects.filter(body=body).select_related("body", "answer", "drawn__draw"))


def to_raise(body: Body) -> list[Review]:
    """What reviews want raised at the annual conversation with a body, newest first."""
    return list(Review.objects.filter(body=body, outcome=Review.Outcome.RAISE))


def recommended_to(actor: Actor, region: str = "") -> list[Review]:
    """Reviews that ask for a decision which nobody has taken or refused, the oldest first, without those of bodies
    whose reviews are hidden from somebody."""
    rows = Review.objects.filter(outcome__in=Review.FOR_THE_PROGRAMME, answer__isnull=True)
    if region:
        rows = rows.filter(body__ofsted_region=region)
    found = list(rows.select_related("body").order_by("id"))
    hidden = hidden_from(actor) if found else frozenset()
    return [review for review in found if review.body_id not in hidden]


def snapshot_of(body: Body) -> tuple[Computation | None, dict[str, Any]]:
    """What a review rests on as it stands now: rank, signals and nowcasts of a body as JSON holds them."""
    signals, nowcast = newest(Computation.Kind.SIGNALS).complete, newest(Computation.Kind.NOWCAST).complete
    kept: dict[str, Any] = {
        "signals": [{name: getattr(one, name) for name in KEPT_OF_A_SIGNAL} for one in signals_of(signals, body)],
        "nowcasts": [
            {"area": one.area, "probabilities": one.probabilities, "interval": one.interval}
            for one in nowcasts_of(nowcast, body)
        ],
    }
    if signals and (rank := signals.ranks.filter(body=body).first()):
        kept["rank"] = {"place": rank.place, "of": signals.ranks.count(), "strength": rank.strength}
    if nowcast:
        kept["nowcast_as_of"] = nowcast.as_of.isoformat()
    return signals, kept


def first_on_the_same_data(computation: Computation | None) -> int:
    """Id of the first complete computation on the data of this one: reviews since then saw what is newest."""
    if computation is None:
        return 0
    same = Computation.objects.filter(
        kind=computation.kind, state=Computation.State.COMPLETE, revision=computation.revision
    )
    return same.order_by("pk").values_list("pk", flat=True)[0]
