"""What the pages of enforcement say: cases, their steps and clocks as ready text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import Truncator

from inspectorate.framework.model import Confidence
from inspectorate.webapp.design.filters import day
from inspectorate.webapp.enforcement.conditions import text_of
from inspectorate.webapp.enforcement.ladder import Basis, Kind, ladder
from inspectorate.webapp.enforcement.models import Case, StepTaken
from inspectorate.webapp.enforcement.queries import stand
from inspectorate.webapp.enforcement.standing import CaseStanding


@dataclass(frozen=True, slots=True)
class ClockRow:
    """A clock that runs; ``late``: its last day has passed."""

    label: str
    ends: date
    late: bool
    basis: str
    unverified: bool


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list, with the clock that ends first."""

    id: int
    body: str
    kind: str
    state: str
    opened: date
    ended: bool
    clock: ClockRow | None

    @property
    def href(self) -> str:
        """Its page."""
        return reverse("enforcement:case", args=[self.id])


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step as it was taken."""

    id: int
    done: str
    day: date
    details: tuple[tuple[str, str], ...]
    reason: str
    by: str
    basis: Basis
    struck: str
    last: bool


def case_rows(cases: Iterable[Case], today: date) -> list[CaseRow]:
    """Cases as rows."""
    return [_case_row(case, stand(case), today) for case in cases]


def _case_row(case: Case, stands: CaseStanding, today: date) -> CaseRow:
    clocks = clock_rows(stands, today)
    return CaseRow(
        id=case.pk,
        body=case.body.name,
        kind=stands.kind.label,
        state=stands.words(today),
        opened=case.opened_on,
        ended=case.ended,
        clock=clocks[0] if clocks else None,
    )


def clock_rows(stands: CaseStanding, today: date) -> list[ClockRow]:
    """The clocks that run, the one that ends first before the others."""
    sources = ladder().sources
    return [
        ClockRow(
            label=one.clock.label,
            ends=one.ends,
            late=one.ends < today,
            basis=sources[one.clock.basis].title,
            unverified=one.clock.confidence is Confidence.UNVERIFIED,
        )
        for one in stands.clocks()
    ]


def shortened(condition: str) -> str:
    """The beginning of a condition, as a list offers it."""
    return Truncator(condition or "Text not on record").chars(80)


def step_rows(kind: Kind, steps: Iterable[StepTaken]) -> list[StepRow]:
    """Every step of a case, those struck out too, the newest first."""
    held = list(steps)
    standing = [step.pk for step in held if step.struck_at is None]
    last = standing[-1] if len(standing) > 1 else None
    return [_step_row(kind, step, last=step.pk == last) for step in reversed(held)]


def _step_row(kind: Kind, step: StepTaken, *, last: bool) -> StepRow:
    rule = kind.steps[step.step]
    said = (
        ("Condition", step.condition),
        ("Varied or removed", shortened(text_of(step.changes)) if step.changes else ""),
        ("Regulation", step.regulation),
        ("To be put right by", day(step.put_right_by, "")),
        ("Holds until", day(step.ends_on, "")),
        ("Agreed by", step.agreed_by),
    )
    struck = f"Struck out by {step.struck_by}: {step.struck_reason}" if step.struck_at else ""
    return StepRow(
        id=step.pk,
        done=rule.done,
        day=step.day,
        details=tuple((label, value) for label, value in said if value),
        reason=step.reason,
        by=step.recorded_by,
        basis=ladder().sources[rule.basis],
        struck=struck,
        last=last and rule.register_as is None,
    )


def openings(type_: str, before: CaseStanding | None) -> list[tuple[str, str]]:
    """The steps that may open a case against a setting of a type, after another case or on its own, as choices:
    ``kind/step`` and words."""
    return [
        (f"{id_}/{name}", step.label)
        for id_, kind in ladder().kinds.items()
        if kind.open_to(type_) and (before is None or id_ in before.state.may_open)
        for name, step in kind.openings().items()
    ]
