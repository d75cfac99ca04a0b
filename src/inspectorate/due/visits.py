"""Events that no rule asks for: a person decided on them, or they were drawn for the programme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from inspectorate.due.changes import DECIDE
from inspectorate.due.decisions import Answer, decided, decision_reason, standstills
from inspectorate.due.editions import governed
from inspectorate.due.known import Known, knowledge
from inspectorate.due.model import Obligation, Reason, Window
from inspectorate.due.plan import Plan
from inspectorate.due.status import status
from inspectorate.due.windows import moved
from inspectorate.framework.library import Library
from inspectorate.history.model import Decision, DecisionKind, History, Inspection

RULE = "visit"
ROUTINE = "routine"


def visits(known: Known, plans: Sequence[Plan]) -> Iterator[Obligation]:
    """One obligation for each visit decided on, from the decision to its last day, until it was carried out.

    It is due under the first of the editions that govern the body which has the event. Where none has it, the decision
    makes nothing due and stays among the idle ones.
    """
    for made, plan, done in _decided_on(known, plans):
        if done is None and plan is not None:
            yield _visit(made, known, plan)


def visit_made(history: History, library: Library, decision: str, as_of: date) -> Inspection | None:
    """The event that carried out a visit decided on, by the decision's id, as far as was known on ``as_of``; ``None``
    while it is still to come, or where no such decision is in force."""
    known = knowledge(history, as_of)
    plans = [under.plan for under in governed(known, library, None)]
    return next((done for made, _, done in _decided_on(known, plans) if made.id == decision), None)


def _decided_on(known: Known, plans: Sequence[Plan]) -> Iterator[tuple[Decision, Plan | None, Inspection | None]]:
    """Each visit decided on that is in force, the edition that has its event, and what carried it out.

    One event carries out one decision: the earliest that it fits.
    """
    left = [event for event in known.events if event.carried_out is not None]
    for made in known.decisions:
        if made.kind is DecisionKind.VISIT and made.in_force(known.as_of):
            plan = next((one for one in plans if made.event in one.edition.events), None)
            done = next((event for event in left if plan is not None and _answers(event, made, plan)), None)
            if done is not None:
                left.remove(done)
            yield made, plan, done


def _visit(made: Decision, known: Known, plan: Plan) -> Obligation:
    event, key = str(made.event), f"{known.body.id}/{RULE}/{made.id}"
    # The framework's own pauses do not stop it: whoever decided on it knew of them. Other decisions change it, as they
    # do any obligation.
    window, moves = moved(Window(made.made_on, made.until, made.until), made.made_on, standstills(known, key, RULE))
    held = any(pause.first <= known.as_of <= pause.last for pause, _ in moves)
    by = next((pause.decision for pause, _ in reversed(moves)), made.id)
    answer = decided(known, plan, key, RULE, Answer(event, ROUTINE, window, held=held, decision=by))
    paused = (replace(pause.reason, facts={**pause.reason.facts, "days": days}) for pause, days in moves)
    return Obligation(
        body=known.body.id,
        regime=plan.regime,
        edition=plan.id,
        event=answer.event,
        purpose=answer.purpose,
        graded=plan.edition.events[answer.event].graded,
        window=answer.window,
        status=status(answer.window, known.as_of, covered=True, started=True, held=answer.held),
        key=key,
        reasons=(decision_reason(made, edition=plan.id, topic=made.topic), *paused, *answer.reasons),
        would_change=(Reason("would_end", {"decision": made.id}), DECIDE),
        decision=answer.decision,
    )


def _answers(event: Inspection, made: Decision, plan: Plan) -> bool:
    """Whether an event was such a visit, since the decision, on its topic as far as both name one."""
    same = (event.regime, event.event) == (plan.regime, made.event)
    topics = {topic.casefold() for topic in event.topics}
    fits = not (topics and made.topic) or made.topic.casefold() in topics
    return same and fits and event.carried_out is not None and event.carried_out >= made.made_on
