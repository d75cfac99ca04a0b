"""Opening cases and taking steps in them: the only ways in which enforcement changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from inspectorate.due.labels import article, capital, day_text, lowered
from inspectorate.framework.setting_types import setting_types
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.design.refusals import Refused
from inspectorate.webapp.enforcement.conditions import conditions_of
from inspectorate.webapp.enforcement.effect import days_of_effect, effect
from inspectorate.webapp.enforcement.ladder import Step, ladder
from inspectorate.webapp.enforcement.models import Case, StepTaken
from inspectorate.webapp.enforcement.queries import stand
from inspectorate.webapp.enforcement.standing import CaseStanding
from inspectorate.webapp.enforcement.visits import visits
from inspectorate.webapp.inspections.models import Inspection
from inspectorate.webapp.inspections.register_actions import record_standing
from inspectorate.webapp.register.models import Body, Setting

MISSING = {
    "regulation": "Enter the regulation that was breached.",
    "put_right_by": "Enter the day by which it must be put right.",
    "ends_on": "Enter the last day on which it holds.",
    "inspection": "Choose the visit that found it.",
    "condition": "Enter the condition as it is to read.",
}


class StepRefused(Refused):
    """A step cannot be taken as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStep:
    """What is said of a step: its day, why, and what its kind asks for."""

    day: date
    reason: str
    regulation: str = ""
    put_right_by: date | None = None
    ends_on: date | None = None
    inspection: Inspection | None = None
    condition: str = ""
    changes: Case | None = None
    agreed_by: str = ""


@transaction.atomic
def open_case(*, by: Actor, body: Body, kind: str, step: str, new: NewStep, follows: Case | None = None) -> Case:
    """Open a case of a kind against a setting with its first step.

    Raises PermissionRefused, or StepRefused with a sentence.
    """
    check_has(by, Permission.ENFORCE, body=body.key, region=body.ofsted_region)
    held = ladder().kinds[kind]
    _check_open_to(body, kind)
    if step not in held.openings():
        raise StepRefused("Choose a step that opens a case.", field="step")
    if follows:
        _check_follows(body, kind, follows)
    _check(by, held.steps[step], new, before=None)
    if held.steps[step].changes and new.changes:
        _check_in_effect(body, new.changes)
    case = Case.objects.create(body=body, kind=kind, follows=follows, state="", opened_on=new.day)
    _take(by, case, step, new)
    return case


@transaction.atomic
def take_step(*, by: Actor, case: Case, step: str, new: NewStep) -> StepTaken:
    """Take a further step in a case. Raises PermissionRefused, or StepRefused with a sentence."""
    case = Case.objects.select_for_update().select_related("body").get(pk=case.pk)
    held = ladder().kinds[case.kind]
    if step not in held.steps:
        raise StepRefused("Choose a step of this kind of case.", field="step")
    rule = held.steps[step]
    needed = Permission(rule.permission) if rule.permission else Permission.ENFORCE
    check_has(by, needed, body=case.body.key, region=case.body.ofsted_region)
    stands = stand(case)
    _check(by, rule, new, before=stands)
    if refused := stands.refused(rule, new.day):
        raise StepRefused(refused, field="day")
    if new.inspection and "inspection" in rule.asks:
        _check_visit(case.body, new.inspection, stands.first_visit(rule), new.day)
    return _take(by, case, step, new)


@transaction.atomic
def strike_step(*, by: Actor, step: StepTaken, reason: str) -> StepTaken:
    """Strike out the last step of a case, which was recorded by mistake; it stays stored with the reason."""
    case = Case.objects.select_for_update().select_related("body").get(pk=step.case_id)
    check_has(by, Permission.ENFORCE, body=case.body.key, region=case.body.ofsted_region)
    standing = list(case.steps.filter(struck_at__isnull=True))
    if not standing or standing[-1].pk != step.pk:
        raise StepRefused("Only the last step of a case can be struck out.")
    if len(standing) == 1:
        raise StepRefused("A case keeps its first step; withdraw it instead.")
    if not reason.strip():
        raise StepRefused("Enter why it is struck out.", field="reason")
    step = standing[-1]
    if ladder().kinds[case.kind].steps[step.step].register_as is not None:
        raise StepRefused("This step changed the register; record what is so now with a further step.")
    step.struck_at, step.struck_by, step.struck_reason = timezone.now(), by.name, reason
    step.save(update_fields=("struck_at", "struck_by", "struck_reason"))
    _keep_state(case)
    record(by=by, action="step_struck", subject=step, body=str(case.body), step=step.step, reason=reason)
    return step


def _check_open_to(body: Body, kind: str) -> None:
    found = Setting.objects.filter(body=body).first()
    if found is None:
        raise StepRefused("Enforcement is against settings only.")
    type_, held = setting_types()[found.type], ladder().kinds[kind]
    if held.open_to(found.type):
        return
    if not type_.regulated:
        raise StepRefused(f"{type_.plural} are inspected and not regulated: they take recommendations only.")
    open_to = " and ".join(setting_types()[name].plural.lower() for name in held.types)
    raise StepRefused(f"{held.label} is open against {open_to} only.", field="kind")


def _check_follows(body: Body, kind: str, before: Case) -> None:
    if before.body_id != body.pk:
        raise StepRefused("A case follows one against the same setting; open it as a case of its own.")
    stands = stand(before)
    if kind not in stands.state.may_open:
        what = capital(article(lowered(ladder().kinds[kind].label)))
        raise StepRefused(f"{what} does not follow {stands.named}; open it as a case of its own.")


def _check_in_effect(body: Body, changes: Case) -> None:
    if changes.pk not in {one.case.pk for one in conditions_of(body)}:
        raise StepRefused("Choose a condition of this registration that is in effect.", field="changes")


def _check(by: Actor, step: Step, new: NewStep, before: CaseStanding | None) -> None:
    if not new.reason.strip():
        raise StepRefused("Enter why.", field="reason")
    if new.day > timezone.localdate():
        raise StepRefused("The day must not be in the future.", field="day")
    if before and new.day < before.steps[-1].day:
        raise StepRefused(f"The step before it was on {day_text(before.steps[-1].day)}.", field="day")
    for name in step.asks:
        if not str(getattr(new, name) or "").strip():
            raise StepRefused(MISSING[name], field=name)
        if name in ("put_right_by", "ends_on") and getattr(new, name) <= new.day:
            raise StepRefused("This day must come after the day of the step.", field=name)
    if step.second_person and (not new.agreed_by.strip() or new.agreed_by.strip() == by.name):
        raise StepRefused("Enter who else agreed: this step is never taken by one person alone.", field="agreed_by")


def _check_visit(body: Body, visit: Inspection, first: date, last: date) -> None:
    if str(visit.pk) not in {one.id for one in visits(body, first, last)}:
        raise StepRefused(
            f"Choose a visit to this setting that was carried out from {day_text(first)} to {day_text(last)}; "
            "record it first where it is not on record.",
            field="inspection",
        )


def _take(by: Actor, case: Case, step: str, new: NewStep) -> StepTaken:
    rule = ladder().kinds[case.kind].steps[step]
    # What a step does not ask for is no part of it.
    said: dict[str, Any] = {name: getattr(new, name) for name in ("day", "reason", "agreed_by", *rule.asks)}
    if rule.changes:
        said["changes"] = new.changes
    taken = StepTaken(case=case, step=step, recorded_by=by.name, **said)
    taken.full_clean()
    taken.save()
    _keep_state(case)
    if rule.register_as is not None:
        _enter(by, case.body, new.day, f"Enforcement: {rule.done}")
    record(by=by, action="step_taken", subject=taken, body=str(case.body), kind=case.kind, step=step, day=new.day)
    return taken


def _enter(by: Actor, body: Body, first: date, source: str) -> None:
    """Say how a setting stands from a day on by every case against it: another may hold what this one has given back,
    and a step of another that was taken later stands on what this one says now."""
    cases = [stand(one) for one in body.enforcement.prefetch_related("steps")]
    for day in days_of_effect(cases, first):
        found = effect(cases, day)
        record_standing(by=by, body=body, standing=found.standing, on=day, source=source, until=found.until)


def _keep_state(case: Case) -> None:
    stands = stand(case)
    case.state, case.ended = stands.state_id, stands.state.end
    case.save(update_fields=("state", "ended"))
