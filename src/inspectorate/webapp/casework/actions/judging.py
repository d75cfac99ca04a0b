"""What people judge and find in a case."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from inspectorate.framework.check import open_grades
from inspectorate.framework.model import Edition
from inspectorate.framework.setting_types import setting_types
from inspectorate.framework.wording import limit_text
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.permissions import Permission, PermissionRefused, has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.casework import queries, report
from inspectorate.webapp.casework.actions.cases import locked
from inspectorate.webapp.casework.models import Case, CaseFinding, Judged, Note, SecondOpinion
from inspectorate.webapp.casework.opinions import OF_CASE, ending, gives, takes_opinions
from inspectorate.webapp.casework.parts import check_part, reads_grades
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.register.models import Setting

GIVEN: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "provisional": (("lead",), frozenset({"on_site", "judging", "drafting"})),
    "moderated": (("assurer",), frozenset({"quality_assurance"})),
    "panel": (("releaser",), frozenset({"quality_assurance", "finalising"})),
    "final": (("assurer",), frozenset({"finalising"})),
}
"""Who gives a grade of each step, and in which stages."""
NOT_NAMED = (
    "Until now you could read what signals and forecasts say of this body. A grade for the consistency panel is given "
    "by somebody from whom they are hidden: have the scheduler name you for the panel of this case first."
)
OPEN_FOR_FINDINGS = frozenset({"on_site", "judging", "drafting", "finalising"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """A grade for one area, why, and why against a limit where one speaks against it."""

    judgement: str
    grade: str
    rationale: str
    against: str = ""
    notes: Collection[str] = field(default_factory=tuple)


@transaction.atomic
def grade(*, by: Actor, case: Case, step: str, given: Grading) -> Judged:
    """Grade one area: provisional by the lead, moderated and final by the quality assurer, outstanding and inadequate
    looked at by the consistency panel.

    A grade that a limit without exception closes is refused; one that a limit makes unusual needs a reason against it.
    Nobody grades for the panel who could read what is forecast of the body until then: whoever may see forecasts is to
    be named for the panel before, which hides them. Nothing is computed. Raises PermissionRefused, or CaseRefused with
    a sentence.
    """
    case = locked(case)
    edition = queries.edition_of(case)
    parts, stages = GIVEN[step]
    check_part(by, case, *parts)
    if step == "panel" and has(by, Permission.SEE_FORECASTS) and not _named_for_panel(by, case):
        raise CaseRefused(NOT_NAMED)
    if case.stage not in stages:
        raise CaseRefused("Grades of this step are not given at this stage.")
    if not edition.events[case.event].graded or given.judgement not in edition.judgements:
        raise CaseRefused("This event has no such judgement.", field="judgement")
    if given.grade not in edition.scale_of(given.judgement):
        raise CaseRefused("Choose a grade.", field="grade")
    if not given.rationale.strip():
        raise CaseRefused("Enter why this grade.", field="rationale")
    held = {id_: one.grade for id_, one in queries.grades(case, step).items() if id_ != given.judgement}
    opened = open_grades(edition, given.judgement, held)[given.grade]
    if not opened.allowed:
        raise CaseRefused(f"A limit closes this grade: {limits(edition, opened.closed_by)}", field="grade")
    if not opened.usual and not given.against.strip():
        why = limits(edition, opened.unusual_by)
        raise CaseRefused(f"A limit makes this grade unusual: {why} Enter why it is right here.", field="against")
    judged = Judged.objects.create(
        case=case, judgement=given.judgement, step=step, grade=given.grade, rationale=given.rationale,
        against=given.against, by=by.name, user_id=by.user_id,
    )  # fmt: skip
    judged.notes.set(_notes(case, given.notes))
    # Whoever is to grade blind may read the audit record, and a step for the panel tells how high or low the grade is;
    # who graded is hidden from them there until they have.
    record(by=by, action="area_graded", subject=judged, body=str(case.body), judgement=given.judgement)
    return judged


def _named_for_panel(actor: Actor, case: Case) -> bool:
    return any(one.part == "panel" and one.user_id == actor.user_id for one in case.serving)


def limits(edition: Edition, ids: Collection[str]) -> str:
    """What the limits named say."""
    return " ".join(limit_text(edition.limits[id_], edition) for id_ in ids)


def _notes(case: Case, ids: Collection[str]) -> list[Note]:
    return list(Note.objects.filter(case=case, pk__in=ids))


@transaction.atomic
def ask_second_opinion(*, by: Actor, case: Case, user: User) -> SecondOpinion:
    """Ask an inspector or a quality assurer outside the case to grade it without seeing the team's grades.

    Raises PermissionRefused, or CaseRefused with a sentence.
    """
    case = locked(case)
    check_part(by, case, "assurer", "lead")
    _check_takes_opinions(case)
    if not gives(Actor.of(user)):
        raise CaseRefused(f"{user.name} neither inspects nor assures reports.", field="user")
    if case.members.filter(user=user).exists():
        raise CaseRefused(f"{user.name} has had a part in this case.", field="user")
    if reads_grades(Actor.of(user), case):
        raise CaseRefused(f"{user.name} can read the team's grades in this case.", field="user")
    if case.second_opinions.filter(user=user).exists():
        raise CaseRefused(f"{user.name} was asked already.", field="user")
    asked = SecondOpinion.objects.create(case=case, user=user, asked_by=by.name)
    record(by=by, action="second_opinion_asked", subject=asked, body=str(case.body), name=user.name)
    return asked


@transaction.atomic
def give_second_opinion(*, by: Actor, asked: SecondOpinion, grades: Mapping[str, str], rationale: str) -> SecondOpinion:
    """Give the grades that were asked for, once. They are kept for studies of consistency and change nothing.

    Raises PermissionRefused, or CaseRefused with a sentence.
    """
    case = locked(asked.case)
    asked = SecondOpinion.objects.select_for_update().select_related("case__body", "case__pinned").get(pk=asked.pk)
    check_gives_opinion(by, asked)
    if asked.given_at is not None:
        raise CaseRefused("This opinion was given already.")
    _check_takes_opinions(case)
    edition = queries.edition_of(asked.case)
    for judgement, held in edition.judgements.items():
        if grades.get(judgement) not in edition.scale_of(judgement):
            raise CaseRefused(f"Choose a grade for {held.label.lower()}.", field=judgement)
    if not rationale.strip():
        raise CaseRefused("Enter why these grades.", field="rationale")
    asked.grades, asked.rationale, asked.given_at = dict(grades), rationale, timezone.now()
    asked.save(update_fields=("grades", "rationale", "given_at"))
    record(by=by, action="second_opinion_given", subject=asked, body=str(asked.case.body))
    return asked


def check_gives_opinion(actor: Actor, asked: SecondOpinion) -> None:
    """Raises PermissionRefused unless somebody was asked for this opinion, still holds a role for it, and has none by
    which they read the grades, nor had one since they were asked."""
    if actor.user_id != asked.user_id or not gives(actor):
        raise PermissionRefused("Only whoever was asked gives this opinion.")
    if reads_grades(actor, asked.case):
        raise PermissionRefused("You can read the team's grades in this case now, so that your opinion is not blind.")
    ended = ending(asked, timezone.localdate())
    if ended is not None and ended.why not in OF_CASE:
        raise PermissionRefused(f"This opinion can no longer be given: {ended.told('you')}.")


def _check_takes_opinions(case: Case) -> None:
    if not takes_opinions(case):
        raise CaseRefused(
            "A second opinion is asked for and given from the first day on site until the report is out. Before that"
            " there is no evidence to read, and afterwards the grades can be known."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding: what kind, about which area, what is to be put right by whom and when."""

    kind: str
    text: str
    area: str = ""
    regulation: str = ""
    put_right_by: date | None = None
    responsible: str = ""
    confirmer: str = ""
    notes: Collection[str] = field(default_factory=tuple)


def kinds_for(case: Case) -> tuple[str, ...]:
    """The kinds of finding that an event at this body may have."""
    if case.body.kind != "setting":
        return report.OF_AUTHORITIES
    setting = Setting.objects.filter(body=case.body).first()
    regulated = setting is not None and setting_types()[setting.type].regulated
    return report.OF_SETTINGS if regulated else tuple(kind for kind in report.OF_SETTINGS if kind != "requirement")


@transaction.atomic
def add_finding(*, by: Actor, case: Case, found: Found) -> CaseFinding:
    """Note what the case found. Raises PermissionRefused, or CaseRefused with a sentence."""
    case = locked(case)
    check_part(by, case, "team")
    if case.stage not in OPEN_FOR_FINDINGS:
        raise CaseRefused("Findings are not changed at this stage.")
    edition = queries.edition_of(case)
    if found.kind not in kinds_for(case):
        raise CaseRefused("Choose a kind of finding that bodies of this kind have.", field="kind")
    if not found.text.strip():
        raise CaseRefused("Enter what was found.", field="text")
    if found.area and found.area not in edition.judgements:
        raise CaseRefused("Choose an area of this framework.", field="area")
    if found.kind == "requirement" and not found.regulation.strip():
        raise CaseRefused("Enter the regulation that is breached.", field="regulation")
    if found.kind in ("requirement", "concern_to_be_put_right") and found.put_right_by is None:
        raise CaseRefused("Enter the day by which it is to be put right.", field="put_right_by")
    if found.kind == "concern_to_be_put_right" and not (found.responsible.strip() and found.confirmer.strip()):
        raise CaseRefused("Enter who puts it right and who confirms it.", field="responsible")
    values = {name: getattr(found, name) for name in Found.__slots__ if name != "notes"}
    made = CaseFinding.objects.create(case=case, recorded_by=by.name, **values)
    made.notes.set(_notes(case, found.notes))
    record(by=by, action="case_finding_added", subject=made, body=str(case.body))
    return made


@transaction.atomic
def strike_finding(*, by: Actor, finding: CaseFinding) -> CaseFinding:
    """Strike out a finding before the report is approved; it stays stored."""
    case = locked(finding.case)
    check_part(by, case, "team")
    if case.stage not in OPEN_FOR_FINDINGS:
        raise CaseRefused("Findings are not changed at this stage.")
    finding = CaseFinding.objects.select_for_update().get(pk=finding.pk)
    if finding.struck_at is None:
        finding.struck_at, finding.struck_by = timezone.now(), by.name
        finding.save(update_fields=("struck_at", "struck_by"))
        record(by=by, action="case_finding_struck", subject=finding, body=str(case.body))
    return finding
