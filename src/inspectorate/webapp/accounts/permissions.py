"""What a person may do, and the question whether they may."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspectorate.webapp.accounts.actors import Actor, Grant


class Permission(StrEnum):
    """One thing to be allowed. The value is what the audit record and pages show."""

    VIEW_REGISTER = "view_register"
    VIEW_DUE = "view_due"
    TAKE_DECISION = "take_decision"
    RECORD_EVENT = "record_event"
    CORRECT_FACT = "correct_fact"
    IMPORT_DATA = "import_data"
    MAP_UNKNOWN = "map_unknown"
    VIEW_FRAMEWORKS = "view_frameworks"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_CONTACTS = "manage_contacts"
    VIEW_AUDIT = "view_audit"
    # Goes with planning and releasing, which let people open every case of their region and so see its days. Whoever is
    # named in a case sees its days without it; nobody else does, in the audit record neither.
    VIEW_UNANNOUNCED_DATES = "view_unannounced_dates"
    SEE_FORECASTS = "see_forecasts"
    # Sums by deprivation fifth, which tell of no single body.
    VIEW_CONTEXT = "view_context"
    # Groups of second gradings, which tell of no single case and nobody who graded.
    VIEW_CONSISTENCY = "view_consistency"
    COMPARE_REGIMES = "compare_regimes"
    VIEW_ENFORCEMENT = "view_enforcement"
    ENFORCE = "enforce"
    VIEW_CASES = "view_cases"
    PLAN_CASES = "plan_cases"
    WORK_ON_CASES = "work_on_cases"
    ASSURE_REPORTS = "assure_reports"
    RELEASE_REPORTS = "release_reports"
    ANSWER_DRAFTS = "answer_drafts"
    SEND_PLANS = "send_plans"
    ASK_REINSPECTION = "ask_reinspection"
    REPORT_FAULTS = "report_faults"
    ANSWER_FAULTS = "answer_faults"
    VIEW_CONCERNS = "view_concerns"
    RECORD_CONCERN = "record_concern"
    # Goes with reading what whistleblowers say, which nobody else does.
    TRIAGE_CONCERN = "triage_concern"
    NOTIFY_EVENTS = "notify_events"
    VIEW_WORKFORCE = "view_workforce"
    MANAGE_WORKFORCE = "manage_workforce"
    VIEW_OWN_AVAILABILITY = "view_own_availability"


# How each permission reads after "may not".
DEEDS: dict[Permission, str] = {
    Permission.VIEW_REGISTER: "see the register",
    Permission.VIEW_DUE: "see what is due",
    Permission.TAKE_DECISION: "take decisions",
    Permission.RECORD_EVENT: "record inspections",
    Permission.CORRECT_FACT: "correct what is recorded",
    Permission.IMPORT_DATA: "import data",
    Permission.MAP_UNKNOWN: "say what unknown names and codes mean",
    Permission.VIEW_FRAMEWORKS: "see the frameworks",
    Permission.MANAGE_PEOPLE: "manage people and their roles",
    Permission.MANAGE_CONTACTS: "change contacts",
    Permission.VIEW_AUDIT: "see the audit record",
    Permission.VIEW_UNANNOUNCED_DATES: "see the dates of unannounced inspections",
    Permission.SEE_FORECASTS: "see forecasts",
    Permission.VIEW_CONTEXT: "see how well forecasts do, and on whom signals fall",
    Permission.VIEW_CONSISTENCY: "see how far inspectors agree",
    Permission.COMPARE_REGIMES: "compare regimes in the laboratory",
    Permission.VIEW_ENFORCEMENT: "see enforcement",
    Permission.ENFORCE: "take steps of enforcement",
    Permission.VIEW_CASES: "see cases that they have a part in",
    Permission.PLAN_CASES: "plan inspections and name their teams",
    Permission.WORK_ON_CASES: "work on cases that they are named in",
    Permission.ASSURE_REPORTS: "assure the quality of cases that they are named in",
    Permission.RELEASE_REPORTS: "release reports",
    Permission.ANSWER_DRAFTS: "answer on the factual accuracy of drafts",
    Permission.SEND_PLANS: "send action plans",
    Permission.ASK_REINSPECTION: "ask for an earlier re-inspection",
    Permission.REPORT_FAULTS: "report faults of this software",
    Permission.ANSWER_FAULTS: "answer reports of faults",
    Permission.VIEW_CONCERNS: "see concerns",
    Permission.RECORD_CONCERN: "record concerns",
    Permission.TRIAGE_CONCERN: "triage concerns and read what whistleblowers say",
    Permission.NOTIFY_EVENTS: "tell the inspectorate of events",
    Permission.VIEW_WORKFORCE: "see the workforce",
    Permission.MANAGE_WORKFORCE: "keep the record of the workforce",
    Permission.VIEW_OWN_AVAILABILITY: "see what is kept of them as an inspector",
}

# A regional role reads about every body and changes only what lies in its region.
CHANGES = frozenset(
    {
        Permission.TAKE_DECISION,
        Permission.RECORD_EVENT,
        Permission.CORRECT_FACT,
        Permission.MANAGE_CONTACTS,
        Permission.ENFORCE,
        Permission.PLAN_CASES,
        Permission.RELEASE_REPORTS,
        Permission.RECORD_CONCERN,
        Permission.TRIAGE_CONCERN,
        Permission.MANAGE_WORKFORCE,
    }
)


class PermissionRefused(Exception):
    """Somebody may not do what they asked for; the message is a sentence to show them."""


def has(actor: Actor, permission: Permission, *, body: str | None = None, region: str | None = None) -> bool:
    """Whether ``actor`` may, at all or about one ``body`` (``kind:code``) that lies in ``region``.

    Pass both when the question is about one body. A regional role is refused a change to a body whose region is not
    given, because nobody could say that it lies in theirs.
    """
    return any(_allows(grant, permission, body, region) for grant in actor.grants)


def check_has(actor: Actor, permission: Permission, *, body: str | None = None, region: str | None = None) -> None:
    """As `has`; raises PermissionRefused with a sentence that says what is missing."""
    if has(actor, permission, body=body, region=region):
        return
    deed = DEEDS[permission]
    if not has(actor, permission):
        raise PermissionRefused(f"You may not {deed}. Your role does not allow it.")
    regional = [grant for grant in actor.grants if permission in grant.permissions and grant.body is None]
    if regional:
        names = " and ".join(sorted({grant.region for grant in regional}))
        raise PermissionRefused(f"You may not {deed} here. Your role is limited to {names}.")
    raise PermissionRefused(f"You may not {deed} here. Your role is limited to your own organisation.")


def _allows(grant: Grant, permission: Permission, body: str | None, region: str | None) -> bool:
    if permission not in grant.permissions:
        return False
    if body is None and region is None:
        return True
    if grant.body is not None and grant.body != body:
        return False
    return not grant.region or permission not in CHANGES or grant.region == region
