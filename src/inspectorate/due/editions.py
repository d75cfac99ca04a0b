"""Which edition governs a body on a day, and the judgement that it goes on from.

The edition in force governs, save for two things. A body whose pathway under an earlier regime carries over stays on
that pathway until its own end (councils awaiting re-inspection when SIF ended finished under SIF, though ILACS was in
force). And a regime that is named is asked what it would say, in force or not: a draft is used only so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from inspectorate.due.grades import Choice, Reading, choose, read_grades
from inspectorate.due.identity import Same
from inspectorate.due.known import Known
from inspectorate.due.plan import Plan
from inspectorate.due.reigns import asked, in_force, reign
from inspectorate.framework.library import Library
from inspectorate.history.model import Body, Inspection


@dataclass(frozen=True, slots=True)
class Governed:
    """A body under one edition: the last inspection that counts there, what it says, and the pathways left open.

    ``made`` is the edition that the last inspection was made under; ``instead_of`` the one that would govern, were it
    not for a pathway that carries over.
    """

    plan: Plan
    last: Inspection | None
    reading: Reading
    choice: Choice
    made: Plan | None = None
    instead_of: Plan | None = None


def governed(known: Known, library: Library, regimes: Collection[str] | None) -> Iterator[Governed]:
    """The body under each edition that governs it (or that is named), on the day of ``known``.

    Raises ``KeyError`` where ``regimes`` names one that the library does not hold.
    """
    same, kind = Same(library), known.kind
    if regimes is not None:
        plans = (asked(same, named, known.as_of, kind) for named in regimes)
        yield from (_under(known, library, plan) for plan in plans if kind in plan.edition.applies_to)
        return
    for plan in in_force(same, kind, known.as_of):
        found = _under(known, library, plan)
        yield _carried_over(known, library, found) or found


def judged_by(known: Known, library: Library, plan: Plan, day: date) -> Governed:
    """The body under an edition by what had been carried out by ``day``, a day before that of ``known``."""
    graded = tuple(event for event in known.graded if event.carried_out is None or event.carried_out <= day)
    return _under(replace(known, graded=graded), library, plan)


def _under(known: Known, library: Library, plan: Plan) -> Governed:
    counted = [event for event in known.graded if event.regime in plan.regimes]
    if not counted:
        return Governed(plan, None, Reading((), {}), Choice(plan.unjudged))
    last = counted[-1]
    made = made_under(library, last, known.body)
    others = ((event, made_under(library, event, known.body)) for event in reversed(counted[:-1]))
    reading = read_grades(chain([(last, made)], others), plan)
    return Governed(plan, last, reading, choose(plan, reading.grades), made)


def made_under(library: Library, event: Inspection, body: Body | None = None) -> Plan | None:
    """The edition of its own regime that an event was carried out under, if the library holds the regime.

    The body tells of which type a setting was on that day. Without it, or where the regime has no edition for the
    type, what is common to all types answers.
    """
    day = event.started or event.carried_out or event.known_on
    found = reign(library, event.regime, body.type_on(day)) if body else None
    found = found or reign(library, event.regime)
    return found.latest(day) if found else None


def _carried_over(known: Known, library: Library, found: Governed) -> Governed | None:
    """The body under its earlier regime, if its pathway there carries over beyond the regime's end."""
    if found.last is None or found.last.regime == found.plan.regime:
        return None
    earlier = reign(library, found.last.regime, known.kind)
    if earlier is None or earlier.on(known.as_of):
        return None
    old = _under(known, library, earlier.latest(known.as_of))
    if not old.choice.certain:
        return None
    for pathway in old.choice.pathways:
        rule = pathway.pathway
        if rule.carries_over and (rule.carries_over_until is None or known.as_of <= rule.carries_over_until):
            return Governed(old.plan, old.last, old.reading, old.choice, old.made, instead_of=found.plan)
    return None
