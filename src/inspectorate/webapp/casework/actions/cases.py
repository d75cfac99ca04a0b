"""Opening a case, its days, and its moves from stage to stage."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from inspectorate.calendars import working_days_between
from inspectorate.framework.library import load_library
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, PermissionRefused, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.casework import queries
from inspectorate.webapp.casework.language import faults
from inspectorate.webapp.casework.models import Case, Move
from inspectorate.webapp.casework.needs import CHECKS
from inspectorate.webapp.casework.parts import check_part, parts_of
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.casework.report import Worded
from inspectorate.webapp.casework.table import Move as Rule
from inspectorate.webapp.casework.table import table
from inspectorate.webapp.casework.times import DAYS, check_times, hides_days
from inspectorate.webapp.frameworks.actions import pin
from inspectorate.webapp.register.models import Body

LETTERS = "bcdfghjkmnpqrstvwxyz23456789"
CHANGEABLE = frozenset({"planned", "notified", "preparing"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """What is planned: an event of an edition, its days if they are set, whether the body is told beforehand."""

    edition: str
    event: str
    purpose: str = ""
    topics: tuple[str, ...] = ()
    obligation: str = ""
    announced: bool = True
    starts: date | None = None
    ends: date | None = None
    slug: str = ""  # its name in addresses; where none is given, one that nobody can guess


@transaction.atomic
def open_case(*, by: Actor, body: Body, new: NewCase) -> Case:
    """Plan an event at a body under an edition, which the case pins. Raises PermissionRefused, or CaseRefused."""
    check_has(by, Permission.PLAN_CASES, body=body.key, region=body.ofsted_region)
    library = load_library()
    edition = library.edition(new.edition)
    if new.event not in edition.events:
        raise CaseRefused("Choose an event of this framework.", field="event")
    _check_days(new.starts, new.ends)
    for named in faults([Worded(0, "", topic) for topic in new.topics], edition, {}):
        if named.blocks:
            raise CaseRefused(f"The public reads what it looks at. {named.sentence}", field="topics")
    over = [id_ for id_, stage in table().stages.items() if stage.end]
    same = Case.objects.filter(body=body, event=new.event, pinned__edition__startswith=f"{edition.regime}/")
    if same.exclude(stage__in=over).exists():
        raise CaseRefused("A case of this kind is open at this body already.", field="event")
    case = Case.objects.create(
        slug=new.slug or "".join(secrets.choice(LETTERS) for _ in range(8)),
        body=body,
        pinned=pin(by=by, library=library, edition=edition),
        stage_since=timezone.now(),
        **{name: getattr(new, name) for name in NewCase.__slots__ if name not in ("edition", "topics", "slug")},
        topics=list(new.topics),
    )
    record(by=by, action="case_opened", subject=case, body=str(body), event=new.event, obligation=new.obligation)
    return case


def _check_days(starts: date | None, ends: date | None) -> None:
    if (starts is None) != (ends is None):
        raise CaseRefused("Enter both days on site, or neither.", field="starts")
    if starts and ends and ends < starts:
        raise CaseRefused("The last day must not be before the first.", field="ends")


@transaction.atomic
def change_days(*, by: Actor, case: Case, starts: date, ends: date, reason: str) -> Case:
    """Set or change the days on site before the work begins. It is kept with the moves of the case."""
    case = locked(case)
    check_part(by, case, "scheduler")
    if case.stage not in CHANGEABLE:
        raise CaseRefused("The work on site has begun; its days are not changed now.")
    _check_days(starts, ends)
    if case.starts and not reason.strip():
        raise CaseRefused("Enter why the days change.", field="reason")
    told = {"was": case.starts, "starts": starts, "reason": reason}
    case.starts, case.ends = starts, ends
    case.save(update_fields=("starts", "ends"))
    Move.objects.create(
        case=case, move="days", came_from=case.stage, went_to=case.stage, reason=reason,
        said={"starts": _plain(starts), "ends": _plain(ends)}, by=by.name, user_id=by.user_id,
    )  # fmt: skip
    record(by=by, action="case_days_set", subject=case, body=str(case.body), **({} if hides_days(case) else told))
    return case


@transaction.atomic
def take_move(*, by: Actor, case: Case, move: str, said: Mapping[str, Any] | None = None) -> Case:
    """Take a case from one stage to another, as the table of stages allows.

    Of two who press at once the second is told where the case stands now. Raises PermissionRefused, or CaseRefused with
    what is missing.
    """
    case, said = locked(case), said or {}
    edition = queries.edition_of(case)
    rule = table().moves.get(move)
    if rule is None:
        raise CaseRefused("There is no such move.")
    _check_part(by, case, rule)
    if move not in dict(table().moves_from(case.stage, queries.traits(case, edition))):
        raise CaseRefused(f"{rule.label}: not possible now. The case stands at “{table().stages[case.stage].label}”.")
    for name in rule.asks:
        if said.get(name) in (None, ""):
            raise CaseRefused(MISSING[name], field=name)
    for need in rule.needs:
        if missing := CHECKS[need](case, edition, said, by):
            raise CaseRefused(missing)
    check_times(said)
    return move_on(by=by, case=case, move=move, said=said)


MISSING = {
    "reason": "Enter why.",
    "told": "Enter who was told, and how.",
    "done_on": "Enter the day.",
    "until": "Enter the day on which it is to go on.",
    "starts": "Enter the first day on site.",
    "ends": "Enter the last day on site.",
    "event": "Choose what it becomes.",
    "publish_at": "Enter when it is to be published.",
}


def _check_part(by: Actor, case: Case, rule: Rule) -> None:
    if "clock" in rule.by and by.user_id is None and by.name.startswith(("worker:", "command-line:")):
        return
    if not parts_of(by, case) & set(rule.by):
        names = " or ".join(table().parts[part].lower() for part in rule.by)
        raise PermissionRefused(f"You may not do this: {rule.label.lower()} is for the {names}.")


def move_on(*, by: Actor, case: Case, move: str, said: Mapping[str, Any]) -> Case:
    """Write a move that was checked, with what follows from it for the case."""
    rule, before = table().moves[move], case.stage
    for change in EFFECTS.get(move, ()):
        change(case, said)
    after = rule.leads_to(before)
    if after != before:
        case.stage, case.stage_since = after, timezone.now()
    case.save()
    told = {name: _plain(value) for name, value in said.items() if name != "reason" and value not in (None, "")}
    Move.objects.create(
        case=case, move=move, came_from=before, went_to=after, reason=said.get("reason", ""), said=told,
        by=by.name, user_id=by.user_id,
    )  # fmt: skip
    open_to_all = {name: value for name, value in told.items() if not (hides_days(case) and name in DAYS)}
    record(by=by, action="case_moved", subject=case, body=str(case.body), move=move, deed=rule.done, **open_to_all)
    return case


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _set(name: str, said_name: str | None = None) -> Callable[[Case, Mapping[str, Any]], None]:
    def change(case: Case, said: Mapping[str, Any]) -> None:
        setattr(case, name, said[said_name or name])

    return change


def _sent_today(case: Case, said: Mapping[str, Any]) -> None:
    case.draft_sent_on, case.draft_received_on, case.answer_days_held = timezone.localdate(), None, 0


def _time_given_back(case: Case, said: Mapping[str, Any]) -> None:
    if case.draft_received_on is not None:
        held_on = timezone.localdate(case.stage_since)
        case.answer_days_held += working_days_between(held_on, timezone.localdate())


def _no_embargo(case: Case, said: Mapping[str, Any]) -> None:
    case.publish_at = None


EFFECTS: dict[str, tuple[Callable[[Case, Mapping[str, Any]], None], ...]] = {
    "convert": (_set("event"), _set("ends")),
    "extend": (_set("ends"),),
    "judge": (_set("ends", "done_on"),),
    "write": (_set("ends", "done_on"),),
    "send_to_body": (_sent_today,),
    "deliver": (_set("draft_received_on", "done_on"),),
    "release": (_set("publish_at"),),
    "revoke": (_no_embargo,),
    "hold": (_no_embargo,),
    "cancel": (_no_embargo,),
    "withdraw": (_no_embargo,),
    "lift_to_body": (_time_given_back,),
    "defer": (_set("until"),),
    "pause": (_set("until"),),
    "plan_again": (_set("starts"), _set("ends")),
    "resume": (_set("ends"),),
}


def locked(case: Case) -> Case:
    """The case as it now is, held until the transaction ends."""
    return Case.objects.select_for_update(of=("self",)).select_related("body", "pinned").get(pk=case.pk)
