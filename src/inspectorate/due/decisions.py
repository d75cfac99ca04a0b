"""People's decisions about what is due: how each one changes an obligation, and the reason that then shows it.

A decision holds until it expires or is ended; from then on the obligation is what it was, and a reason tells of the
decision that has lapsed. Only a pause leaves a trace, since the time in which the clock stood still has passed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from inspectorate.calendars import inspection_year
from inspectorate.due.known import Known, fulfilled
from inspectorate.due.model import Reason, Window
from inspectorate.due.plan import Plan
from inspectorate.due.start import ONE_DAY
from inspectorate.due.windows import NO_DAY, Standstill
from inspectorate.history.model import Decision, DecisionKind

SECOND = frozenset({DecisionKind.INSPECT_AGAIN, DecisionKind.NO_SECOND})
"""Decisions about a second inspection in an inspection year, where law leaves it to one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An obligation as decisions leave it. ``decision`` is the last that changed it; ``held``: nothing is due for now;
    ``brought``: it was brought forward, so that it waits for no series.

    ``year`` (``2022-23``) is given where only a decision makes it due: the inspection year that it would speak of;
    ``second`` says what has been decided."""

    event: str
    purpose: str
    window: Window
    held: bool = False
    brought: bool = False
    decision: str | None = None
    reasons: tuple[Reason, ...] = ()
    year: str | None = None
    second: DecisionKind | None = None


def speaks_of(made: Decision, key: str, rule: str) -> bool:
    """Whether a decision answers the obligation: it names its key, or none, and its rule, or none."""
    return made.obligation in (None, key) and made.rule in (None, rule)


def standstills(known: Known, key: str, rule: str) -> Iterator[Standstill]:
    """The times for which people paused the obligation, as far as they are fixed or have already lasted."""
    for made in known.decisions:
        if made.kind is DecisionKind.PAUSE and speaks_of(made, key, rule):
            last = _last_day(made, known.as_of)
            if last >= made.made_on:
                yield Standstill(made.made_on, last, decision_reason(made, last=last), made.id)


def _last_day(made: Decision, as_of: date) -> date:
    """The last day of a person's pause: the day before it goes on or was ended; without an end, today."""
    ends = [made.expires] if made.expires else []
    ends += [made.until - ONE_DAY] if made.until else []
    ends += [made.ended_on - ONE_DAY] if made.ended_on and made.ended_on <= as_of else []
    return min(ends, default=as_of)


def decided(known: Known, plan: Plan, key: str, rule: str, answer: Answer) -> Answer:
    """The obligation as the decisions in force leave it, in the order in which they were made."""
    for made in known.decisions:
        if (
            made.kind in _APPLY
            and speaks_of(made, key, rule)
            and _concerns(made, answer)
            and not fulfilled(made, known)
        ):
            if made.in_force(known.as_of):
                answer = _APPLY[made.kind](made, plan, answer)
            else:
                answer = _told(answer, decision_reason(made, "decision_lapsed", kind=made.kind.value))
    return answer


def _concerns(made: Decision, answer: Answer) -> bool:
    """Whether a decision about a second inspection speaks of this obligation's year; others speak of any."""
    if made.kind not in SECOND:
        return True
    if answer.year is None:
        return False
    return made.obligation is not None or inspection_year(made.made_on).label == answer.year


def _told(answer: Answer, reason: Reason) -> Answer:
    return replace(answer, reasons=(*answer.reasons, reason))


def _by(made: Decision, answer: Answer) -> Answer:
    return replace(_told(answer, decision_reason(made)), decision=made.id)


def _defer(made: Decision, _: Plan, answer: Answer) -> Answer:
    """Not before the day deferred to, or else the day after the decision expires; with neither, not for now."""
    day = made.until or (made.expires + ONE_DAY if made.expires else None)
    window = _not_before(answer.window, day) if day else NO_DAY
    return replace(_by(made, answer), window=window, held=day is None)


def _bring_forward(made: Decision, _: Plan, answer: Answer) -> Answer:
    """From the decision on, and no later than the day brought forward to, where it names one."""
    found = answer.window
    earliest = min(found.earliest, made.made_on) if found.earliest else None
    window = Window(earliest, _no_later(found.usual, made.until), _no_later(found.latest, made.until))
    return replace(_by(made, answer), window=window, held=False, brought=True)


def _on_request(made: Decision, plan: Plan, answer: Answer) -> Answer:
    """A re-inspection that was granted comes forward, where the framework has no rule of its own for requests."""
    return _bring_forward(made, plan, answer) if answer.purpose == "reinspection" else answer


def _exempt(made: Decision, _: Plan, answer: Answer) -> Answer:
    """Not before the exemption has expired. The obligation stays in sight, so that nothing goes silently."""
    window = _not_before(answer.window, made.expires + ONE_DAY) if made.expires else NO_DAY
    return replace(_by(made, answer), window=window, held=made.expires is None)


def _convert(made: Decision, plan: Plan, answer: Answer) -> Answer:
    """Another event of the edition in its place. One that names no obligation speaks of the graded ones."""
    if made.obligation is None and answer.event not in plan.graded_events:
        return answer
    if made.event is None or made.event not in plan.edition.events:
        return _told(answer, decision_reason(made, "decision_no_such_event", edition=plan.id))
    told = _told(answer, decision_reason(made, edition=plan.id))
    return replace(told, event=made.event, decision=made.id)


def _inspect_again(made: Decision, _: Plan, answer: Answer) -> Answer:
    """Due from the decision to the end of the year, or by the day that it names."""
    earliest = max(answer.window.earliest or made.made_on, made.made_on)
    window = Window(earliest, _no_later(answer.window.usual, made.until), _no_later(answer.window.latest, made.until))
    return replace(_by(made, answer), window=window, second=made.kind)


def _no_second(made: Decision, _: Plan, answer: Answer) -> Answer:
    return replace(_by(made, answer), second=made.kind)


_APPLY = {
    DecisionKind.DEFER: _defer,
    DecisionKind.BRING_FORWARD: _bring_forward,
    DecisionKind.REINSPECT_ON_REQUEST: _on_request,
    DecisionKind.EXEMPT: _exempt,
    DecisionKind.CONVERT: _convert,
    DecisionKind.INSPECT_AGAIN: _inspect_again,
    DecisionKind.NO_SECOND: _no_second,
}


def _not_before(found: Window, day: date) -> Window:
    return Window(
        max(found.earliest or day, day),
        max(found.usual, day) if found.usual else None,
        max(found.latest, day) if found.latest else None,
    )


def _no_later(day: date | None, by: date | None) -> date | None:
    return min(day or by, by) if by else day


def decision_reason(made: Decision, rule: str | None = None, **more: object) -> Reason:
    """The reason that tells of a decision: what was decided, by whom, when, why and until when."""
    facts = {
        "decision": made.id,
        "by": made.by,
        "reason": made.reason,
        "made_on": made.made_on,
        "until": made.until,
        "expires": made.expires,
        "ended_on": made.ended_on,
        "event": made.event,
        **more,
    }
    return Reason(rule or f"decision_{made.kind.value}", facts)


def request_reason(made: Decision) -> Reason:
    """The reason that shows a re-inspection at the body's own request."""
    return decision_reason(made)
