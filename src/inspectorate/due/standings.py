"""What the register's word on a setting means for what it is due: what waits while it is suspended, about to close or
without children, and what is due once that is over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from inspectorate.due.chain import stated
from inspectorate.due.known import Known
from inspectorate.due.model import Reason, Window
from inspectorate.due.plan import DutyPlan, Plan, StandingPlan
from inspectorate.due.windows import count
from inspectorate.framework.model import RegisterState
from inspectorate.history.model import Registration, Standing

MATTER = (Standing.SUSPENDED, Standing.PROPOSED_TO_CLOSE)
"""The standings that an edition may have a rule for."""


@dataclass(frozen=True, slots=True)
class Stood:
    """A rule about a standing of the setting: from which day it stood so, and (if it does no more) until which."""

    rule: StandingPlan
    since: date
    over: date | None


def stood(known: Known, plan: Plan) -> tuple[Stood, ...]:
    """The edition's rules that the register gives cause for, each with the last time in which it did."""
    begun = [one for one in known.body.registrations if one.first <= known.as_of]
    if not any(one.standing in MATTER or one.children_placed is False for one in begun):
        return ()
    found = ((rule, _last_run(begun, rule.rule.state, known.as_of)) for rule in plan.standings)
    return tuple(Stood(rule, *run) for rule, run in found if run)


def _last_run(begun: list[Registration], state: RegisterState, as_of: date) -> tuple[date, date | None] | None:
    """The first day of the last time in which the register said so, and the first day on which it no longer did: that
    of another word, or the day after the last day that it gave itself."""
    since, over = None, None
    for one in begun:
        if _is(one, state):
            if since is None or (over and over < one.first):
                since = one.first
            over = _day_after(one, state)
        elif since:
            over = min(over or one.first, one.first)
    return (since, over if over and over <= as_of else None) if since else None


def _day_after(one: Registration, state: RegisterState) -> date | None:
    if one.standing_until is None or state is RegisterState.NO_CHILDREN_PLACED:
        return None
    return one.standing_until + timedelta(days=1)


def _is(one: Registration, state: RegisterState) -> bool:
    if state is RegisterState.NO_CHILDREN_PLACED:
        return one.children_placed is False
    wanted = Standing.SUSPENDED if state is RegisterState.SUSPENDED else Standing.PROPOSED_TO_CLOSE
    return one.standing is wanted


def waiting(found: tuple[Stood, ...], plan: DutyPlan) -> tuple[Stood, ...]:
    """The standings that the duty's event waits for now."""
    return tuple(one for one in found if one.over is None and plan.duty.event in one.rule.rule.waits)


def waited(found: tuple[Stood, ...], plan: DutyPlan, start: date | None, window: Window) -> tuple[Window, list[Stood]]:
    """The window after the standings that the event waited for since its clock started: none ends sooner than the
    rule allows once they are over."""
    moved = []
    for one in found:
        rule = one.rule.rule
        lasted = one.over is not None and (start is None or one.over > start)
        if lasted and one.over and rule.within and window.latest and plan.duty.event in rule.waits:
            by = count(one.over, rule.within)
            if by > window.latest:
                window = replace(window, latest=by)
                moved.append(one)
    return window, moved


def standing_reason(plan: Plan, one: Stood, **more: object) -> Reason:
    """The reason that a rule about a standing gives."""
    facts = {"since": one.since, "over": one.over, **more}
    return stated(plan, one.rule.rule, one.rule.reason, facts)
