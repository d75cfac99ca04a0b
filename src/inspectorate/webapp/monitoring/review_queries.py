"""Reads of reviews between inspections: what people made of what was computed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.monitoring import computed_queries as computed
from inspectorate.webapp.monitoring.hidden import hidden_from
from inspectorate.webapp.monitoring.models import Computation, Review
from inspectorate.webapp.register.models import Body

KEPT_OF_A_SIGNAL = (
    "id", "indicator", "area", "kind", "period", "value", "comparator", "limit", "strength", "sample",
    "expected_false_alarms",
)  # fmt: skip


def latest_reviews() -> dict[int, Review]:
    """The newest review of each body, by the body's id."""
    return {row.body_id: row for row in Review.objects.select_related("body").order_by("id")}


def reviews_of(body: Body) -> list[Review]:
    """All reviews of a body, newest first, with what became of them."""
    return list(Review.objects.filter(body=body).select_related("body", "answer", "drawn__draw"))


def to_raise(reviews: Iterable[Review]) -> list[Review]:
    """What reviews of a body want raised at the annual conversation with it, in their order."""
    return [review for review in reviews if review.outcome == Review.Outcome.RAISE]


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
    signals, nowcast = computed.newest(computed.Kind.SIGNALS), computed.newest(computed.Kind.NOWCAST)
    kept: dict[str, Any] = {
        "signals": [
            {name: getattr(one, name) for name in KEPT_OF_A_SIGNAL} for one in computed.signals_of(signals, body)
        ],
        "nowcasts": [
            {"area": one.area, "probabilities": one.probabilities, "interval": one.interval}
            for one in computed.nowcasts_of(nowcast, body)
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
