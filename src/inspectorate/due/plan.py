"""An edition made ready for many bodies: each duty with its ids written out and the events that answer it gathered.

Built once per edition and kept while the process lives, so that working through a country does no work twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from inspectorate.due.identity import Same
from inspectorate.framework.model import Anchor, Duty, Edition, Event, EventKind, Pathway, Pause, RegisterRule


@dataclass(frozen=True, slots=True, eq=False)
class DutyPlan:
    """One duty of an ``edition``.

    ``rule`` is the part of an obligation's key that names it, the same in every edition of the regime; ``reason`` names
    it in this edition; ``answers`` are the events that carry it out (its own, and those that take its place);
    ``asked`` are the judgements that its own condition reads; ``source`` is the title of its source, ``facts`` what
    every reason keeps of it.
    """

    id: str
    edition: str
    rule: str
    reason: str
    duty: Duty
    event: Event
    answers: frozenset[str]
    asked: frozenset[str]
    source: str
    facts: Mapping[str, object]

    @property
    def year(self) -> bool:
        """Whether it is the first or second inspection of each inspection year."""
        return self.duty.anchor is Anchor.INSPECTION_YEAR

    @property
    def conversation(self) -> bool:
        """Whether it is the annual conversation, to which unconfirmed findings return."""
        return self.event.kind is EventKind.CONVERSATION


@dataclass(frozen=True, slots=True, eq=False)
class PathwayPlan:
    """One pathway, with the duties of every pathway after its own.

    ``graded`` is the graded event that it leads to, leaving aside what only a request makes due; ``years`` are the
    inspections of an inspection year, the first before the second.
    """

    id: str
    reason: str
    pathway: Pathway
    duties: tuple[DutyPlan, ...]
    graded: DutyPlan | None
    years: tuple[DutyPlan, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class PausePlan:
    """One pause of the framework, with the name that reasons give it."""

    reason: str
    pause: Pause

    def stops(self, event: str) -> bool:
        """Whether events of this id were not carried out during the pause."""
        return not self.pause.events or event in self.pause.events


@dataclass(frozen=True, slots=True, eq=False)
class StandingPlan:
    """What waits while a setting stands so on the register, with the name that reasons give it."""

    reason: str
    rule: RegisterRule


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """One edition. ``regimes``: its own and those it goes on from; ``read``: the judgements that its pathways read.

    ``scale`` holds every grade, those of judgements with a scale of their own too; ``slips`` are second
    inspections that may slip into the next year, one for each way in which one may.
    """

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
    standings: tuple[StandingPlan, ...]
    slips: tuple[DutyPlan, ...]


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
        scale=edition.every_grade,
        judged=tuple(plan for plan in pathways if not plan.pathway.unjudged),
        unjudged=tuple(plan for plan in pathways if plan.pathway.unjudged),
        read=tuple(sorted(read)),
        graded_events=frozenset(id_ for id_, event in edition.events.items() if event.graded),
        pauses=tuple(PausePlan(f"{edition.id}#pauses.{id_}", pause) for id_, pause in edition.pauses.items()),
        standings=tuple(StandingPlan(f"{edition.id}#standings.{id_}", r) for id_, r in edition.standings.items()),
        slips=tuple({one.duty.may_slip: one for held in pathways for one in held.years if one.duty.may_slip}.values()),
    )


def _pathway(edition: Edition, id_: str, pathway: Pathway) -> PathwayPlan:
    own = (_duty(edition, f"{id_}.{name}", f"pathways.{id_}.due.{name}", duty) for name, duty in pathway.due.items())
    always = (_duty(edition, f"always.{name}", f"always.{name}", duty) for name, duty in edition.always.items())
    duties = (*own, *always)
    leads_to = (plan for plan in duties if plan.event.graded and plan.duty.anchor is not Anchor.REQUEST)
    years = sorted((plan for plan in duties if plan.year), key=lambda plan: plan.duty.nth or 0)
    return PathwayPlan(id_, f"{edition.id}#pathways.{id_}", pathway, duties, next(leads_to, None), tuple(years))


def _duty(edition: Edition, name: str, path: str, duty: Duty) -> DutyPlan:
    standing_in = (name for name, event in edition.events.items() if duty.event in event.takes_place_of)
    return DutyPlan(
        id=name.rpartition(".")[2],
        edition=edition.id,
        rule=f"{edition.regime}.{name}",
        reason=f"{edition.id}#{path}",
        duty=duty,
        event=edition.events[duty.event],
        answers=frozenset({duty.event, *standing_in}),
        asked=duty.after.judgements(),
        source=edition.sources[duty.source].title if duty.source in edition.sources else duty.source,
        facts={
            "event": duty.event,
            "purpose": duty.purpose,
            "anchor": duty.anchor.value,
            "basis": duty.basis.value,
            "statutory": duty.statutory,
        },
    )
