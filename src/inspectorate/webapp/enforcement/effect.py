"""How a setting stands on the register by every case against it: one that ends gives back only what it took itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from inspectorate.history.register import Standing
from inspectorate.webapp.enforcement.standing import CaseStanding, Taken

GRAVEST = (Standing.CANCELLED, Standing.SUSPENDED)
"""What cases may make of a registration, the gravest first. Where none does, it is active."""


@dataclass(frozen=True, slots=True)
class Effect:
    """A standing on the register, and its last day where a notice sets one."""

    standing: Standing
    until: date | None = None


def effect(cases: Iterable[CaseStanding], day: date) -> Effect:
    """How a setting stands on a day by the cases against it: the gravest that one of them holds, for as long as the
    last of these does."""
    found = [one for case in cases if (one := _held(case, day))]
    for standing in GRAVEST:
        last = max((one.until or date.max for one in found if one.standing is standing), default=None)
        if last:
            return Effect(standing, None if last == date.max else last)
    return Effect(Standing.ACTIVE)


def days_of_effect(cases: Iterable[CaseStanding], first: date) -> list[date]:
    """The days from ``first`` on, which is one of them, on which steps changed how the setting stands."""
    return sorted({step.day for case in cases for step in _effective(case) if step.day >= first})


def _held(case: CaseStanding, day: date) -> Effect | None:
    """What a case holds on a day: what its last step by then made of the registration, unless that ran out before."""
    taken = [step for step in _effective(case) if step.day <= day]
    if not taken or (taken[-1].ends_on or day) < day:
        return None
    standing = case.kind.steps[taken[-1].step].register_as
    return Effect(standing, taken[-1].ends_on) if standing else None


def _effective(case: CaseStanding) -> list[Taken]:
    return [step for step in case.steps if case.kind.steps[step.step].register_as is not None]
