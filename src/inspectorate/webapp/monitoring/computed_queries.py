"""Reads of what was computed: the newest complete computation, its signals, ranks and nowcasts, and what failed since.

Given no computation, each finds nothing: a page tells that apart from a computation that found nothing by `newest`.
"""

from __future__ import annotations

from inspectorate.webapp.monitoring.models import BodyRank, Computation, FoundNowcast, FoundSignal
from inspectorate.webapp.register.models import Body

Kind, State = Computation.Kind, Computation.State


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


def ranks(made: Computation | None) -> list[BodyRank]:
    """The bodies of a computation, the first in rank first."""
    return list(made.ranks.select_related("body")) if made else []


def strongest(made: Computation | None) -> dict[int, tuple[int, FoundSignal]]:
    """By id of the body: how many signals it has, and the strongest for the worse."""
    found: dict[int, tuple[int, FoundSignal]] = {}
    for signal in made.signals.order_by("-strength", "id") if made else ():
        number, first = found.get(signal.body_id, (0, signal))
        found[signal.body_id] = number + 1, first
    return found


def signals_of(made: Computation | None, body: Body) -> list[FoundSignal]:
    """The signals of a body, the strongest for the worse first."""
    return list(made.signals.filter(body=body)) if made else []


def nowcasts_of(made: Computation | None, body: Body) -> list[FoundNowcast]:
    """The nowcasts of a body, in the order of its areas."""
    return list(made.nowcasts.filter(body=body)) if made else []
