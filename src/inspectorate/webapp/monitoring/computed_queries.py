"""Reads of what was computed: the newest complete computation, its signals, ranks and nowcasts, and what failed since.

Given no computation, each finds nothing: a page tells that apart from a computation that found nothing by `newest`.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from inspectorate.webapp.monitoring.models import BodyRank, Computation, FoundNowcast, FoundSignal
from inspectorate.webapp.monitoring.queue import PATIENCE
from inspectorate.webapp.register.models import Body

Kind, State = Computation.Kind, Computation.State
CUT_SHORT = "It was cut short before it was done."


def newest(kind: str) -> Computation | None:
    """The complete computation of a kind for the latest day; of one day, the last one made."""
    return newest_of_each().get(kind)


def newest_of_each() -> dict[str, Computation]:
    """The newest complete computation of each kind that has one."""
    return {one.kind: one for one in Computation.objects.filter(state=State.COMPLETE).order_by("as_of", "id")}


def trouble(kind: str) -> Computation | None:
    """The last attempt of a kind where it failed or was cut short: a page shows its ``problem`` beside what is still
    the newest."""
    return trouble_of_each().get(kind)


def trouble_of_each() -> dict[str, Computation]:
    """The last attempt of each kind of which that one failed or was cut short."""
    ended = Q(state__in=(State.COMPLETE, State.FAILED))
    last = {one.kind: one for one in Computation.objects.filter(ended | _over()).order_by("id")}
    for one in last.values():
        one.problem = one.problem or CUT_SHORT
    return {kind: one for kind, one in last.items() if one.state != State.COMPLETE}


def running(kind: str) -> Computation | None:
    """A computation that is being made."""
    return Computation.objects.filter(kind=kind, state=State.RUNNING).exclude(_over()).order_by("-id").first()


def cut_short(kind: str) -> QuerySet[Computation]:
    """Computations that seem to run and were cut short."""
    return Computation.objects.filter(_over(), kind=kind)


def _over() -> Q:
    return Q(state=State.RUNNING, started_at__lt=timezone.now() - PATIENCE)


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
