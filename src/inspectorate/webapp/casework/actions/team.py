"""Who works on a case: naming somebody, and ending their part."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.permissions import Permission, has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.casework import letters
from inspectorate.webapp.casework.actions.cases import locked
from inspectorate.webapp.casework.models import Case, Member
from inspectorate.webapp.casework.opinions import not_given
from inspectorate.webapp.casework.parts import check_part
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.casework.table import table

NEEDED = {
    "lead": Permission.WORK_ON_CASES,
    "inspector": Permission.WORK_ON_CASES,
    "assurer": Permission.ASSURE_REPORTS,
    "panel": Permission.RELEASE_REPORTS,
}
SEVERAL = frozenset({"inspector", "panel"})
"""Parts that more than one person may have in a case."""


@transaction.atomic
def add_member(*, by: Actor, case: Case, user: User, part: str) -> Member:
    """Name somebody to a case. The quality assurer is never of the team, and the panel of neither: nobody checks their
    own work. Once it has ended, only somebody who sends the letters that it owes is named."""
    case = locked(case)
    check_part(by, case, "scheduler")
    if part not in NEEDED:
        raise CaseRefused("Choose a part.", field="part")
    if table().stages[case.stage].end and not (part in letters.SENDERS and letters.owed(case)):
        raise CaseRefused("This case has ended.")
    if not has(Actor.of(user), NEEDED[part]):
        raise CaseRefused(f"{user.name} holds no role for this.", field="user")
    if part == "panel" and case.members.filter(user=user).exclude(part="panel").exists():
        raise CaseRefused(f"{user.name} has had a part in this case, and the panel is outside it.", field="user")
    if part != "panel" and case.members.filter(user=user, part="panel").exists():
        raise CaseRefused(f"{user.name} was named for the consistency panel, which is outside the case.", field="user")
    if part == "assurer" and case.members.filter(user=user, part__in=("lead", "inspector")).exists():
        raise CaseRefused(f"{user.name} has worked on this case and cannot assure its quality.", field="user")
    if part != "assurer" and case.members.filter(user=user, part="assurer").exists():
        raise CaseRefused(f"{user.name} assures the quality of this case and cannot work on it.", field="user")
    if case.members.filter(user=user, ended_at__isnull=True).exists():
        raise CaseRefused(f"{user.name} has a part in this case already.", field="user")
    if any(ended is None for _, ended in not_given(case.second_opinions.filter(user=user))):
        raise CaseRefused(f"{user.name} was asked for a second opinion, which is to be given first.", field="user")
    if part not in SEVERAL and case.members.filter(part=part, ended_at__isnull=True).exists():
        raise CaseRefused("Somebody has this part; end theirs first.", field="part")
    member = Member.objects.create(case=case, user=user, part=part, added_by=by.name)
    record(by=by, action="case_member_added", subject=member, body=str(case.body), name=user.name, part=part)
    return member


@transaction.atomic
def end_member(*, by: Actor, member: Member) -> Member:
    """End somebody's part in a case; what they did in it stays theirs."""
    case = locked(member.case)
    check_part(by, case, "scheduler")
    member = Member.objects.select_for_update().select_related("user").get(pk=member.pk)
    if member.ended_at is not None:
        raise CaseRefused("This part has ended already.")
    member.ended_at, member.ended_by = timezone.now(), by.name
    member.save(update_fields=("ended_at", "ended_by"))
    record(by=by, action="case_member_ended", subject=member, body=str(case.body), name=member.user.name)
    return member
