"""What was known about one body on a day: facts that had reached the record by then, and nothing later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from inspectorate.history.model import (
    Body,
    Coverage,
    Decision,
    DecisionKind,
    Finding,
    History,
    Inspection,
    Notice,
    NoticeKind,
)

CONTINUES = frozenset({"renamed", "recoded", "continues"})
"""Kinds of succession in which the same body goes on under a new name or code, with its judgements and its clock."""


@dataclass(frozen=True, slots=True)
class Known:
    """One body's facts, each tuple in the order in which things happened. Pilot inspections are left out.

    ``body`` has the registrations that were known; ``kind`` is what editions apply to: ``authority``, or the type of a
    setting on the day. ``notices`` are the compliance notices in force that set a day.
    """

    body: Body
    kind: str
    as_of: date
    events: tuple[Inspection, ...]
    graded: tuple[Inspection, ...]
    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...]
    coverage: tuple[Coverage, ...]
    notices: tuple[Notice, ...]
    predecessors: tuple[Known, ...]

    @property
    def registered(self) -> bool:
        """Whether the register does not say that it has gone; bodies that are not registered never have."""
        found = self.body.registration(self.as_of)
        return found is None or found.standing is None or found.standing.registered

    def inspection(self, id_: str) -> Inspection | None:
        """The event of this id, if it is known."""
        return next((event for event in self.events if event.id == id_), None)


def knowledge(history: History, as_of: date) -> Known:
    """What was known on ``as_of``. A finding that was confirmed later was still open; a decision not yet made is none.

    A body that goes on under a new code keeps the facts stored under the old one; other predecessors stay apart.
    """
    before = [knowledge(predecessor, as_of) for predecessor in history.predecessors]
    kinds = {link.predecessor: link.kind for link in history.body.predecessors} if before else {}
    same = [known for known in before if kinds.get(known.body.id) in CONTINUES]
    events = [event for event in history.inspections if event.known_on <= as_of and not event.pilot]
    findings = [finding for finding in history.findings if finding.known_on <= as_of]
    for known in same:
        events += known.events
        findings += known.findings
    events.sort(key=position)
    findings.sort(key=lambda finding: (finding.known_on, finding.id))
    decisions = [made for made in history.decisions if made.known_on <= as_of and made.made_on <= as_of]
    decisions.sort(key=lambda made: (made.made_on, made.id))
    notices = [notice for notice in history.notices if _stands(notice, as_of)]
    notices.sort(key=lambda notice: (notice.put_right_by or notice.served_on, notice.id))
    body = _registered(history.body, as_of)
    return Known(
        body=body,
        kind=body.type_on(as_of),
        as_of=as_of,
        events=tuple(events),
        graded=tuple([event for event in events if event.graded]),
        findings=tuple(findings),
        decisions=tuple(decisions),
        coverage=history.coverage,
        notices=tuple(notices),
        predecessors=tuple([known for known in before if known not in same]),
    )


def _registered(body: Body, as_of: date) -> Body:
    known = tuple([one for one in body.registrations if one.known_on <= as_of])
    return body if len(known) == len(body.registrations) else replace(body, registrations=known)


def own_register(history: History) -> History:
    """The record as the regulator itself has it: what its register says is known on its day, and not only when a list
    of it is published. Before its first entry in the lists a setting is taken as that entry says."""
    body = history.body
    if not body.registrations:
        return history
    first, *later = body.registrations
    known = [replace(first, known_on=date.min)] + [replace(one, known_on=min(one.first, one.known_on)) for one in later]
    return replace(history, body=replace(body, registrations=tuple(known)))


def own_record(history: History) -> History:
    """The record as the regulator itself has it: its own register, and an inspection known once it is carried out."""
    events = (replace(event, known_on=event.carried_out or event.known_on) for event in history.inspections)
    return replace(own_register(history), inspections=tuple(events))


def seen_on(history: History, day: date) -> bool:
    """Whether a setting was there on ``day`` as far as anything shows. One that vanished from the register between two
    lists may have left on any day after the last sign of it."""
    body = history.body
    if body.gone_by is None or body.closed is not None:
        return True
    signs = chain((one.first for one in body.registrations), (event.carried_out for event in history.inspections))
    return any(sign is not None and sign >= day for sign in signs)


def _stands(notice: Notice, as_of: date) -> bool:
    """Whether it is a compliance notice, known and in force, that sets a day by which to put things right."""
    served = notice.kind is NoticeKind.COMPLIANCE and notice.put_right_by is not None
    over = notice.ended_on is not None and notice.ended_on <= as_of
    return served and notice.served_on <= as_of and notice.known_on <= as_of and not over


def position(event: Inspection) -> tuple[date, date, str]:
    """Where an event stands in time. One that no source dates comes first: it is nobody's latest inspection."""
    return event.carried_out or date.min, event.known_on, event.id


def is_open(finding: Finding, as_of: date) -> bool:
    """Whether nobody had confirmed by ``as_of`` that it was put right."""
    return finding.confirmed_on is None or finding.confirmed_on > as_of


def fulfilled(made: Decision, known: Known) -> bool:
    """Whether a re-inspection that was granted on request has since been carried out."""
    days = (event.carried_out for event in known.graded)
    return made.kind is DecisionKind.REINSPECT_ON_REQUEST and any(
        day is not None and day >= made.made_on for day in days
    )
