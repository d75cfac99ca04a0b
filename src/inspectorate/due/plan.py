"""An edition made ready for many bodies: each duty with its ids written out and the events that answer it gathered.

Built once per edition and kept while the process lives, so that working through a country does no work twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from inspectorate.due.identity import Same
from inspectorate.framework.model import Anchor, Duty, Edition, Event, EventKind, Pathway, Pause


@dataclass(frozen=True, slots=True, eq=False)
class DutyPlan:
    """One duty of an ``edition``.

    ``rule`` is the part of an obligation's key that names it, the same in every edition of the regime; ``reason`` names
    it in this edition; ``answers`` are the events that carry it out (its own, and those that take its place).
    """

    id: str
    edition: str
    rule: str
    reason: str
    duty: Duty
    event: Event
    answers: frozenset[str]

    @property
    def conversation(self) -> bool:
        """Whether it is the annual conversation, to which unconfirmed findings return."""
        return self.event.kind is EventKind.CONVERSATION


@dataclass(frozen=True, slots=True, eq=False)
class PathwayPlan:
    """One pathway. ``graded`` is the graded event that it leads to, leaving aside what only a request makes due."""

    id: str
    reason: str
    pathway: Pathway
    duties: tuple[DutyPlan, ...]
    graded: DutyPlan | None


@dataclass(frozen=True, slots=True, eq=False)
class PausePlan:
    """One pause of the framework, with the name that reasons give it."""

    reason: str
    pause: Pause

    def stops(self, event: str) -> bool:
        """Whether events of this id were not carried out during the pause."""
        return not self.pause.events or event in self.pause.events


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """One edition. ``regimes``: its own and those it goes on from; ``read``: the judgements that its pathways read."""

    edition: Edition
    id: str
    regime: str
    regimes: frozenset[str]
    scale: tuple[str, ...]
    judged: tuple[PathwayPlan, ...]
    unjudged: tuple[PathwayPlan, ...]
    read: tuple[str, ...]
    graded_events: frozenset[str]
    pauses: tuple[PausePlan, ...]


def plan_of(edition: Edition) -> Plan:
    """The plan of an edition, built at its first use."""
    return _plan(Same(edition))


@lru_cache(maxsize=256)
def _plan(same: Same[Edition]) -> Plan:
    edition = same.value
    pathways = [_pathway(edition, id_, pathway) for id_, pathway in edition.pathways.items()]
    read = frozenset[str]().union(*(plan.pathway.when.judgements() for plan in pathways))
    return Plan(
        edition=edition,
        id=edition.id,
        regime=edition.regime,
        regimes=frozenset({edition.regime, *edition.reads}),
        scale=edition.grades,
        judged=tuple(plan for plan in pathways if not plan.pathway.unjudged),
        unjudged=tuple(plan for plan in pathways if plan.pathway.unjudged),
        read=tuple(sorted(read)),
        graded_events=frozenset(id_ for id_, event in edition.events.items() if event.graded),
        pauses=tuple(PausePlan(f"{edition.id}#pauses.{id_}", pause) for id_, pause in edition.pauses.items()),
    )


def _pathway(edition: Edition, id_: str, pathway: Pathway) -> PathwayPlan:
    duties = tuple(_duty(edition, id_, name, duty) for name, duty in pathway.due.items())
    leads_to = (plan for plan in duties if plan.event.graded and plan.duty.anchor is not Anchor.REQUEST)
    return PathwayPlan(id_, f"{edition.id}#pathways.{id_}", pathway, duties, next(leads_to, None))


def _duty(edition: Edition, pathway: str, id_: str, duty: Duty) -> DutyPlan:
    standing_in = (name for name, event in edition.events.items() if duty.event in event.takes_place_of)
    return DutyPlan(
        id=id_,
        edition=edition.id,
        rule=f"{edition.regime}.{pathway}.{id_}",
        reason=f"{edition.id}#pathways.{pathway}.due.{id_}",
        duty=duty,
        event=edition.events[duty.event],
        answers=frozenset({duty.event, *standing_in}),
    )
