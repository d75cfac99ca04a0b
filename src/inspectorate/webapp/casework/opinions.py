"""Blind second opinions: which are owed, and how those ended that can no longer be given.

An opinion that was asked for is given once, or ends by itself: with the report, with the case, or with the role of
whoever was asked. Nothing is stored of such an end. It follows from the case and from the roles that somebody has held
since, so that it is there on its day and stays: who read the grades in between is not blind again when their role ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Model, Prefetch, Q, QuerySet
from django.utils import timezone

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import Membership
from inspectorate.webapp.accounts.permissions import Permission, has
from inspectorate.webapp.audit.hidden import Hidden
from inspectorate.webapp.casework.models import Case, SecondOpinion, Version
from inspectorate.webapp.casework.parts import reads_grades
from inspectorate.webapp.casework.table import table
from inspectorate.webapp.design.filters import day

GIVES = (Permission.WORK_ON_CASES, Permission.ASSURE_REPORTS)
"""Whoever grades in other cases may grade one blind: inspectors, and those who assure reports."""
OPEN = frozenset(
    {"on_site", "paused", "judging", "drafting"}
    | {"quality_assurance", "factual_accuracy", "finalising", "held", "scheduled"}
)
"""Stages in which a blind second opinion may be asked for and given."""
WHY = {
    "report_out": "the report has been out since {on}",
    "case_over": "the case ended without a report on {on}",
    "left_role": "since {on} {who} have held no role in which somebody gives one",
    "reads_grades": "since {on} {who} could read the team's grades",
    "account_closed": "the account is closed",
}
"""How an end is told; ``who`` is "you" or "they"."""
OF_CASE = frozenset({"report_out", "case_over"})
"""The ends that come with the case, whoever was asked."""
TOLD_FOR = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Ending:
    """Why an opinion can no longer be given (a key of `WHY`), and the first day of that where it is known."""

    why: str
    on: date | None

    def told_on(self, today: date) -> bool:
        """Whether it is still told where open work stands: for four weeks."""
        return self.on is not None and today < self.on + TOLD_FOR

    def told(self, who: str) -> str:
        """The reason as part of a sentence, to the one who was asked (you) or about them (they)."""
        return WHY[self.why].format(on=day(self.on), who=who)


def takes_opinions(case: Case) -> bool:
    """Whether a case takes second opinions: there is evidence to read, and no report from which to know the grades. An
    amended report was out before."""
    return case.stage in OPEN and not case.versions.exists()


def gives(actor: Actor) -> bool:
    """Whether somebody holds a role in which one gives second opinions."""
    return any(has(actor, one) for one in GIVES)


def not_given(asked: QuerySet[SecondOpinion]) -> list[tuple[SecondOpinion, Ending | None]]:
    """Those of some opinions that were not given, each with how it ended; those without an end are owed."""
    rows = asked.filter(given_at__isnull=True).select_related("case__body", "user")
    out = Prefetch("case__versions", Version.objects.only("case", "at"))
    rows = rows.prefetch_related("user__memberships__organisation", "case__members", out)
    today = timezone.localdate()
    return [(one, ending(one, today)) for one in rows]


def asked_of(actor: Actor) -> list[tuple[SecondOpinion, Ending | None]]:
    """As `not_given`, of all that somebody was asked for."""
    return [] if actor.user_id is None else not_given(SecondOpinion.objects.filter(user_id=actor.user_id))


def owed_by(actor: Actor) -> list[SecondOpinion]:
    """The second opinions that somebody was asked for, has not given, and can give now."""
    return [one for one, ended in asked_of(actor) if ended is None]


def ending(asked: SecondOpinion, today: date) -> Ending | None:
    """How an opinion that was not given came to its end by a day, the first of its ends; None where it can be given."""
    found = [*_ends_of_case(asked.case), *_ends_of_person(asked, today)]
    return min(found, key=lambda one: one.on or date.max, default=None)


def _ends_of_case(case: Case) -> Iterator[Ending]:
    out = min((timezone.localdate(version.at) for version in case.versions.all()), default=None)
    if out is not None:
        yield Ending("report_out", out)
    elif table().stages[case.stage].end:
        yield Ending("case_over", timezone.localdate(case.stage_since))


def _ends_of_person(asked: SecondOpinion, today: date) -> Iterator[Ending]:
    """Each change of roles since the opinion was asked for that left somebody unable to give it."""
    first = timezone.localdate(asked.asked_at)
    held = list(asked.user.memberships.all())
    changes = {first} | {one for role in held for one in _changes(role) if first < one <= today}
    for on in sorted(changes):
        then = Actor.holding(asked.user, [role for role in held if role.first <= on <= (role.last or today)])
        if not gives(then):
            yield Ending("left_role", on)
        elif reads_grades(then, asked.case):
            yield Ending("reads_grades", on)
    if not asked.user.is_active:
        yield Ending("account_closed", None)


def _changes(role: Membership) -> Iterator[date]:
    """The first day of a role, and the first day without it."""
    yield role.first
    if role.last is not None:
        yield role.last + timedelta(days=1)


def hidden_entries(actor: Actor) -> Iterator[Hidden]:
    """What the audit record holds of the cases on which somebody owes an opinion.

    Who graded tells how high or low, since the consistency panel looks at outstanding and inadequate alone. So does who
    was named for the panel, why a publication was refused, and what entries of earlier days kept of a grade's step.
    """
    for one in owed_by(actor):
        why = "is not shown to you until you have given it, since who graded can tell how."
        yield Hidden(
            _about(one.case), f"You owe a second opinion on {one.case.body.name}. What was done in its case {why}"
        )


def _about(case: Case) -> Q:
    """Audit entries about a case, or about anything that belongs to it."""
    found = Q(subject_kind=Case._meta.label_lower, subject_id=str(case.pk))
    for model, ids in _belonging(Case, [case.pk]):
        found |= Q(subject_kind=model._meta.label_lower, subject_id__in=[str(id_) for id_ in ids])
    return found


def _belonging(model: type[Model], ids: list[int]) -> Iterator[tuple[type[Model], list[int]]]:
    """The rows that belong to some rows of a model, and those that belong to these (a comment is of a paragraph), by
    their models and ids."""
    for relation in model._meta.related_objects:
        # What only cites a row, as a grade does its notes, belongs to the case itself.
        if not relation.many_to_many:
            rows = relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": ids})
            found = list(rows.values_list("pk", flat=True))
            if found:
                yield relation.related_model, found
                yield from _belonging(relation.related_model, found)
