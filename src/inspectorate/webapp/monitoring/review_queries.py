"""Reads of reviews between inspections: what people made of what was computed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.monitoring import computed_queries as computed
from inspectorate.webapp.monitoring.concern_kinds import CLOSED, TO_REVIEW
from inspectorate.webapp.monitoring.hidden import hidden_from, reads_reasons
from inspectorate.webapp.monitoring.models import Computation, Concern, ConcernStep, Review
from inspectorate.webapp.register.models import Body

KEPT_OF_A_SIGNAL = (
    "id", "indicator", "area", "kind", "period", "value", "comparator", "limit", "strength", "sample",
    "expected_false_alarms",
)  # fmt: skip


def told() -> QuerySet[Review]:
    """Reviews that stand among the reviews by now."""
    return Review.objects.filter(told_at__lte=timezone.now()).select_related("body")


def latest_reviews(actor: Actor) -> dict[int, Review]:
    """The newest review of each body, by the body's id.

    To whoever reads why, one that was drawn at random is none: nobody has looked at the body. To others it is one like
    any other.
    """
    return {row.body_id: row for row in _looks(actor).order_by("told_at", "id")}


def _looks(actor: Actor) -> QuerySet[Review]:
    return told().filter(drawn__isnull=True) if reads_reasons(actor) else told()


def passed_to_review(actor: Actor) -> QuerySet[Concern]:
    """Concerns that were closed as passed to review, and whose body was not reviewed since; the oldest pass first.

    Which reviews count is as in `latest_reviews`.
    """
    rows = Concern.objects.filter(state=CLOSED, outcome=TO_REVIEW).select_related("body", "owner")
    # The last step of a closed concern is that which closed it.
    last = ConcernStep.objects.filter(concern=OuterRef("pk")).order_by("-id")
    rows = rows.annotate(passed_at=Subquery(last.values("taken_at")[:1]))
    since = _looks(actor).filter(body=OuterRef("body"), told_at__gt=OuterRef("passed_at"))
    return rows.filter(~Exists(since)).order_by("passed_at", "id")


def waiting_with_concerns(actor: Actor, region: str = "") -> int:
    """How many bodies wait for a review to which a concern was passed, in a region or in all, without those that are
    hidden from somebody."""
    rows = passed_to_review(actor)
    if region:
        rows = rows.filter(body__ofsted_region=region)
    bodies = {one.body_id for one in rows}
    return len(bodies - hidden_from(actor)) if bodies else 0


def reviews_of(body: Body) -> list[Review]:
    """All reviews of a body, newest first, with what became of them."""
    return list(told().filter(body=body).select_related("answer", "drawn__draw"))


def to_raise(reviews: Iterable[Review], held: Collection[date]) -> list[Review]:
    """What reviews of a body want raised at the next annual conversation with it, in their order. ``held`` are the days
    of its conversations: one on a day after the review was told has ended the wait."""
    last = max(held, default=date.min)
    asked = (review for review in reviews if review.outcome == Review.Outcome.RAISE)
    return [review for review in asked if timezone.localdate(review.told_at) >= last]


def recommended_to(actor: Actor, region: str = "") -> list[Review]:
    """Reviews that ask for a decision which nobody has taken or refused, the oldest first, without those of bodies
    whose reviews are hidden from somebody."""
    rows = told().filter(outcome__in=Review.FOR_THE_PROGRAMME, answer__isnull=True)
    if region:
        rows = rows.filter(body__ofsted_region=region)
    found = list(rows.order_by("told_at", "id"))
    hidden = hidden_from(actor) if found else frozenset()
    return [review for review in found if review.body_id not in hidden]


def snapshot_of(body: Body) -> tuple[Computation | None, dict[str, Any]]:
    """What a review rests on as it stands now: rank, signals and nowcasts of a body as JSON holds them."""
    newest = computed.newest_of_each()
    signals, nowcast = newest.get(computed.Kind.SIGNALS), newest.get(computed.Kind.NOWCAST)
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
