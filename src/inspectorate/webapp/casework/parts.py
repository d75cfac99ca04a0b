"""Which parts somebody has in a case, and who may see what of it."""

from __future__ import annotations

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, PermissionRefused, has
from inspectorate.webapp.casework.models import Case
from inspectorate.webapp.casework.table import table

TEAM = frozenset({"lead", "team"})
INSIDE = TEAM | {"assurer"}
SHARED = frozenset({"factual_accuracy", "finalising", "scheduled", "published", "held", "withdrawn"})
"""Stages in which the body has had the draft."""
TOLD = SHARED | {"notified", "preparing", "on_site", "judging", "drafting", "quality_assurance", "paused"}
"""Stages in which the body knows of the case: notice was given, or the team is there."""


def parts_of(actor: Actor, case: Case) -> frozenset[str]:
    """The parts that somebody has in a case, by the memberships of the case and by their roles."""
    # Who is named for the panel stays the senior inspector outside the case: naming hides forecasts from them.
    found = {"lead": ("lead", "team"), "inspector": ("team",), "assurer": ("assurer",), "panel": ()}
    own = {part for one in case.serving if one.user_id == actor.user_id for part in found[one.part]}
    own = {part for part in own if _still_may(actor, part)}
    about = {"body": case.body.key, "region": case.body.ofsted_region}
    if has(actor, Permission.PLAN_CASES, **about):
        own.add("scheduler")
    # Whoever ever had a part in the case stays inside it: its grades and its report are their work too.
    ever = any(one.user_id == actor.user_id and one.part != "panel" for one in case.members.all())
    if not ever and has(actor, Permission.RELEASE_REPORTS, **about):
        own.add("releaser")
    if _answers_for(actor, case):
        own.add("body")
    return frozenset(own)


def _still_may(actor: Actor, part: str) -> bool:
    """A part in a case is worth what the role behind it still allows."""
    needed = Permission.ASSURE_REPORTS if part == "assurer" else Permission.WORK_ON_CASES
    return has(actor, needed)


def _answers_for(actor: Actor, case: Case) -> bool:
    """Whether somebody speaks for the very body that the case is about."""
    return any(Permission.ANSWER_DRAFTS in grant.permissions and grant.body == case.body.key for grant in actor.grants)


def knows(case: Case) -> bool:
    """Whether the body knows of a case: it was told, and what is deferred or cancelled after that does not vanish."""
    if case.stage in ("deferred", "cancelled"):
        return case.moves.filter(went_to__in=TOLD).exists()
    return case.stage in TOLD


def check_sees(actor: Actor, case: Case) -> frozenset[str]:
    """The parts of somebody who may open a case. Raises PermissionRefused for everybody else."""
    parts = parts_of(actor, case)
    if parts - {"body"} or ("body" in parts and knows(case)):
        return parts
    raise PermissionRefused("You may not see this case. Only its team, and those who answer for it, do.")


def check_inside(actor: Actor, case: Case) -> frozenset[str]:
    """As `check_sees`, for what only the team and its assurer see: evidence, judgements that are not final."""
    parts = check_sees(actor, case)
    if not parts & INSIDE and "releaser" not in parts:
        raise PermissionRefused("Only the team of this case and those who check its work see this.")
    return parts


def reads_grades(actor: Actor, case: Case) -> bool:
    """Whether somebody can open the team's grades before they are final, so that no opinion of theirs is blind."""
    return bool(parts_of(actor, case) & (INSIDE | {"releaser"}))


def was_of_team(actor: Actor, case: Case) -> bool:
    """Whether somebody is or was of the team that gathers the evidence of a case, and still holds the role for it."""
    named = (one for one in case.members.all() if one.part in ("lead", "inspector"))
    return has(actor, Permission.WORK_ON_CASES) and any(one.user_id == actor.user_id for one in named)


def check_sends(actor: Actor, case: Case) -> bool:
    """Whether what somebody sends comes after their part in the team has ended: it waited on their device until then.
    They may send it, and read nothing of the case by that. Raises PermissionRefused for who was never of the team."""
    if "team" in parts_of(actor, case) or not was_of_team(actor, case):
        check_part(actor, case, "team")
        return False
    return True


def check_part(actor: Actor, case: Case, *wanted: str) -> None:
    """Raises PermissionRefused unless somebody has one of the parts named."""
    if not parts_of(actor, case) & set(wanted):
        names = " or ".join(table().parts[part].lower() for part in wanted)
        raise PermissionRefused(f"You may not do this. Only the {names} does.")
