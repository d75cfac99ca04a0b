"""The conditions of a registration that are in effect: imposed or ordered, and neither varied nor removed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspectorate.history.register import NoticeKind
from inspectorate.webapp.enforcement.ladder import ladder
from inspectorate.webapp.enforcement.models import Case, StepTaken
from inspectorate.webapp.enforcement.queries import stand
from inspectorate.webapp.register.models import Body


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in effect since a day, by a case; ``text`` is empty where nobody has recorded it."""

    case: Case
    since: date
    text: str


def conditions_of(body: Body) -> list[Condition]:
    """The conditions in effect on the registration of a setting, oldest first."""
    cases = body.enforcement.prefetch_related("steps")
    since = {case: day for case in cases if (day := in_effect_since(case))}
    changed = {step.changes_id for case in since for step in _standing(case)}
    found = [Condition(case, day, text_of(case)) for case, day in since.items() if case.pk not in changed]
    return sorted((one for one in found if _imposes(one.case)), key=lambda one: (one.since, one.case.pk))


def changes_of(case: Case) -> list[Case]:
    """The cases that are to vary or remove what a case has imposed, oldest first."""
    changing = Case.objects.filter(steps__changes=case, steps__struck_at__isnull=True)
    return list(changing.select_related("body").prefetch_related("steps").order_by("opened_on", "pk"))


def in_effect_since(case: Case) -> date | None:
    """The day on which what a case did to conditions took effect; ``None`` where it did not, or does no more."""
    kind, state = ladder().kinds[case.kind], stand(case).state
    if state.end and not state.holds:
        return None
    return next((one.day for one in _standing(case) if kind.steps[one.step].notice is NoticeKind.CONDITION), None)


def text_of(case: Case) -> str:
    """The condition of a case as it is to read; empty where nobody has recorded it."""
    return next((one.condition for one in reversed(_standing(case)) if one.condition), "")


def _imposes(case: Case) -> bool:
    """Whether it leaves a condition in effect; one that removes a condition asks for no text."""
    steps = ladder().kinds[case.kind].steps
    return any("condition" in steps[one.step].asks for one in _standing(case))


def _standing(case: Case) -> list[StepTaken]:
    return [one for one in case.steps.all() if one.struck_at is None]
