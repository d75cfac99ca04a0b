"""What was computed about the invented country, as rows, and reviews of it."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.utils import timezone

from inspectorate.webapp.monitoring.models import BodyRank, Computation, FoundNowcast, FoundSignal, Review
from inspectorate.webapp.register.models import Body

AS_OF = date(2026, 11, 20)
INDICATOR = "agency_workers"


def computed(kind: str = "signals", *, state: str = "complete", revision: str = "first", **more: Any) -> Computation:
    """A computation that has ended."""
    now = timezone.now()
    values = {"as_of": AS_OF, "finished_at": now, "data_since": now, "by": "worker:test"} | more
    return Computation.objects.create(kind=kind, state=state, revision=revision, **values)


def signal(of: Computation, body: Body, strength: float, **more: Any) -> FoundSignal:
    """One signal: a third of social workers are of agencies."""
    values = {
        "indicator": INDICATOR, "area": "leadership", "kind": "funnel", "period": "2025", "first": date(2024, 10, 1),
        "last": date(2025, 9, 30), "published": date(2026, 2, 26), "value": 33.5, "comparator": 17.0, "limit": 29.0,
        "sample": 400.0, "p_value": 0.001, "expected_false_alarms": 3.0,
    } | more  # fmt: skip
    return FoundSignal.objects.create(computation=of, body=body, strength=strength, **values)


def ranked(of: Computation, *bodies: Body) -> None:
    """The bodies' places, in the order given."""
    for place, body in enumerate(bodies, 1):
        BodyRank.objects.create(computation=of, body=body, place=place, strength=10.0 - place)


def forecast(of: Computation, body: Body, area: str = "leadership") -> FoundNowcast:
    """What would probably be found in one area."""
    chances = {"outstanding": 0.06, "good": 0.31, "requires_improvement": 0.47, "inadequate": 0.16}
    return FoundNowcast.objects.create(
        computation=of, body=body, area=area, last_grade="requires_improvement", last_date=date(2023, 4, 14),
        judgements=3, probabilities=chances, interval={id_: [one - 0.05, one + 0.05] for id_, one in chances.items()},
    )  # fmt: skip


def stored(body: Body, outcome: str = "no_action", *, by: str = "analyst@example.org", **more: Any) -> Review:
    """A review as it lies in the database."""
    return Review.objects.create(token=uuid4(), body=body, outcome=outcome, reason="WHY-IT-WAS", by=by, **more)
