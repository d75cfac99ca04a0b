"""When a decision may be taken and ended. Who may is in `permissions`; this is what must be true of the decision."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from inspectorate.framework.model import Edition
from inspectorate.history.model import DecisionKind
from inspectorate.webapp.design.refusals import Refused

if TYPE_CHECKING:
    from inspectorate.webapp.programme.actions import Answer
    from inspectorate.webapp.programme.models import Decision


class DecisionRefused(Refused):
    """The decision cannot be taken or ended as it stands."""


# What each kind of decision must say beside its reason: field, and the sentence shown when it is missing.
NEEDED: dict[DecisionKind, tuple[tuple[str, str], ...]] = {
    DecisionKind.DEFER: (
        ("obligation", "Choose which obligation is deferred."),
        ("until", "Enter the day it is deferred to."),
    ),
    DecisionKind.PAUSE: (("until", "Enter the day the pause ends."),),
    DecisionKind.BRING_FORWARD: (
        ("obligation", "Choose which obligation is brought forward."),
        ("until", "Enter the day by which it must now happen."),
    ),
    DecisionKind.CONVERT: (
        ("obligation", "Choose which obligation is converted."),
        ("event", "Choose the event it becomes."),
    ),
    DecisionKind.EXEMPT: (
        ("rule", "Choose the rule that is lifted."),
        ("expires", "Enter the day the exemption ends. No exemption is without end."),
    ),
    DecisionKind.REINSPECT_ON_REQUEST: (("until", "Enter the day by which the re-inspection must happen."),),
    DecisionKind.INSPECT_AGAIN: (
        ("obligation", "Choose which second inspection is decided on."),
        ("until", "Enter the day by which it must happen."),
    ),
    DecisionKind.NO_SECOND: (("obligation", "Choose which second inspection is decided on."),),
    DecisionKind.VISIT: (
        ("event", "Choose the visit."),
        ("until", "Enter the day by which it must happen."),
    ),
}


def check_answer(answer: Answer) -> None:
    """Raise DecisionRefused unless the answer has a reason and all that its kind needs."""
    if not answer.reason.strip():
        raise DecisionRefused("Enter why you decided so.", field="reason")
    if answer.taken_on > timezone.localdate():
        raise DecisionRefused("The day the decision was taken must not be in the future.", field="taken_on")
    for field, sentence in NEEDED[answer.kind]:
        if not getattr(answer, field):
            raise DecisionRefused(sentence, field=field)
    if answer.until and answer.until < answer.taken_on:
        raise DecisionRefused("The new day must not be before the day the decision is taken.", field="until")
    if answer.expires and answer.expires < answer.taken_on:
        raise DecisionRefused("The decision must not expire before it is taken.", field="expires")


def check_fits(answer: Answer, edition: Edition, body: str) -> None:
    """Raise DecisionRefused unless the obligation is the body's, and the edition has the rule and the event named."""
    if answer.obligation and not answer.obligation.startswith(f"{body}/"):
        raise DecisionRefused("This obligation belongs to another body.", field="obligation")
    if answer.event and answer.event not in edition.events:
        raise DecisionRefused(f"Choose an event of {edition.title}.", field="event")
    if answer.kind is DecisionKind.VISIT and edition.events[answer.event].graded:
        raise DecisionRefused("A graded inspection is brought forward, not decided on as a visit.", field="event")
    if answer.rule and answer.rule not in _rules(edition):
        raise DecisionRefused(f"Choose a rule of {edition.title}.", field="rule")


def _rules(edition: Edition) -> set[str]:
    held = {name: pathway.due for name, pathway in edition.pathways.items()} | {"always": edition.always}
    return {f"{edition.regime}.{name}.{duty}" for name, due in held.items() for duty in due}


def check_can_end(decision: Decision, *, on: date, reason: str) -> None:
    """Raise DecisionRefused unless the decision still stands, and its end has a reason and does not precede it."""
    if decision.ended_at is not None:
        raise DecisionRefused("This decision has already ended.")
    if not reason.strip():
        raise DecisionRefused("Enter why the decision ends.", field="reason")
    if on > timezone.localdate():
        raise DecisionRefused("The day on which it ends must not be in the future.", field="on")
    if on < decision.taken_on:
        raise DecisionRefused("The decision must not end before the day it was taken.", field="on")
