"""Every role: who it is for and what it allows. The one table that pages, commands and checks read."""

from dataclasses import dataclass
from enum import StrEnum

from inspectorate.webapp.accounts.permissions import Permission


class OrganisationKind(StrEnum):
    INSPECTORATE = "inspectorate"
    AUTHORITY = "authority"
    PROVIDER = "provider"
    DEPARTMENT = "department"


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    SCHEDULER = "scheduler"
    ANALYST = "analyst"
    INSPECTOR = "inspector"
    LEAD_INSPECTOR = "lead_inspector"
    QUALITY_ASSURER = "quality_assurer"
    SENIOR_INSPECTOR = "senior_inspector"
    POLICY_ANALYST = "policy_analyst"
    DIRECTOR = "director"
    NOMINEE = "nominee"
    DATA_OFFICER = "data_officer"
    REGISTERED_MANAGER = "registered_manager"
    RESPONSIBLE_INDIVIDUAL = "responsible_individual"
    DEPARTMENT_OFFICIAL = "department_official"


@dataclass(frozen=True, slots=True)
class RoleRow:
    """``at`` is the kind of organisation in which the role exists; ``regional`` roles may be held for one region."""

    role: Role
    label: str
    description: str
    at: OrganisationKind
    permissions: frozenset[Permission]
    regional: bool = False


_READ = frozenset({Permission.VIEW_REGISTER, Permission.VIEW_FRAMEWORKS, Permission.REPORT_FAULTS})
_STAFF = _READ | {Permission.VIEW_DUE}
_CASEWORK = _STAFF | {Permission.VIEW_ENFORCEMENT, Permission.VIEW_CASES}
_INSPECTS = _CASEWORK | {Permission.RECORD_EVENT, Permission.WORK_ON_CASES, Permission.VIEW_OWN_AVAILABILITY}
_ANSWERS = _READ | {Permission.MANAGE_CONTACTS, Permission.VIEW_CASES, Permission.ANSWER_DRAFTS}
_AT = OrganisationKind

ROLES: dict[Role, RoleRow] = {
    row.role: row
    for row in (
        RoleRow(
            Role.ADMINISTRATOR,
            "Administrator",
            "Gives people their roles and looks after the data that were loaded.",
            _AT.INSPECTORATE,
            _STAFF
            | {
                Permission.MANAGE_PEOPLE,
                Permission.MANAGE_CONTACTS,
                Permission.IMPORT_DATA,
                Permission.MAP_UNKNOWN,
                Permission.VIEW_AUDIT,
                Permission.ANSWER_FAULTS,
            },
        ),
        RoleRow(
            Role.SCHEDULER,
            "Scheduler",
            "Sees who is due what and why, decides, records what was carried out.",
            _AT.INSPECTORATE,
            _CASEWORK
            | {
                Permission.TAKE_DECISION,
                Permission.PLAN_CASES,
                Permission.RECORD_EVENT,
                Permission.CORRECT_FACT,
                Permission.MANAGE_CONTACTS,
                Permission.VIEW_UNANNOUNCED_DATES,
                Permission.SEE_FORECASTS,
                Permission.VIEW_CONTEXT,
                Permission.VIEW_CONCERNS,
                Permission.RECORD_CONCERN,
                Permission.VIEW_WORKFORCE,
                Permission.MANAGE_WORKFORCE,
            },
            regional=True,
        ),
        RoleRow(
            Role.ANALYST,
            "Intelligence analyst",
            "Loads data, settles what could not be read, looks for reasons to act.",
            _AT.INSPECTORATE,
            _STAFF
            | {
                Permission.IMPORT_DATA,
                Permission.MAP_UNKNOWN,
                Permission.CORRECT_FACT,
                Permission.SEE_FORECASTS,
                Permission.VIEW_CONTEXT,
                Permission.VIEW_CONSISTENCY,
                Permission.COMPARE_REGIMES,
                Permission.VIEW_CONCERNS,
                Permission.RECORD_CONCERN,
                Permission.TRIAGE_CONCERN,
            },
        ),
        RoleRow(
            Role.INSPECTOR,
            "Inspector",
            "Prepares and carries out inspections and records them.",
            _AT.INSPECTORATE,
            _INSPECTS,
            regional=True,
        ),
        RoleRow(
            Role.LEAD_INSPECTOR,
            "Lead inspector",
            "Leads an inspection and its team, and answers for what is recorded of it.",
            _AT.INSPECTORATE,
            _INSPECTS | {Permission.CORRECT_FACT},
            regional=True,
        ),
        RoleRow(
            Role.QUALITY_ASSURER,
            "Quality assurer",
            "Reads what inspectors recorded, corrects it and answers for it.",
            _AT.INSPECTORATE,
            _CASEWORK
            | {
                Permission.RECORD_EVENT,
                Permission.CORRECT_FACT,
                Permission.VIEW_AUDIT,
                Permission.ASSURE_REPORTS,
                Permission.VIEW_CONSISTENCY,
            },
        ),
        RoleRow(
            Role.SENIOR_INSPECTOR,
            "Senior inspector",
            "Answers for the inspections of a region: decides, approves, releases.",
            _AT.INSPECTORATE,
            _CASEWORK
            | {
                Permission.TAKE_DECISION,
                Permission.RECORD_EVENT,
                Permission.CORRECT_FACT,
                Permission.VIEW_UNANNOUNCED_DATES,
                Permission.ENFORCE,
                Permission.WORK_ON_CASES,
                Permission.ASSURE_REPORTS,
                Permission.RELEASE_REPORTS,
                Permission.SEE_FORECASTS,
                Permission.VIEW_CONTEXT,
                Permission.VIEW_CONSISTENCY,
                Permission.COMPARE_REGIMES,
                Permission.VIEW_WORKFORCE,
                Permission.VIEW_OWN_AVAILABILITY,
            },
            regional=True,
        ),
        RoleRow(
            Role.POLICY_ANALYST,
            "Policy analyst",
            "Compares frameworks and looks at whether the rules were kept.",
            _AT.INSPECTORATE,
            _STAFF | {Permission.VIEW_CONTEXT, Permission.VIEW_CONSISTENCY, Permission.COMPARE_REGIMES},
        ),
        RoleRow(
            Role.DIRECTOR,
            "Director of children's services",
            "Answers for an authority's services to children.",
            _AT.AUTHORITY,
            _ANSWERS | {Permission.SEND_PLANS, Permission.ASK_REINSPECTION, Permission.NOTIFY_EVENTS},
        ),
        RoleRow(
            Role.NOMINEE,
            "Nominee",
            "Speaks for an authority during an inspection.",
            _AT.AUTHORITY,
            _ANSWERS | {Permission.SEND_PLANS},
        ),
        RoleRow(Role.DATA_OFFICER, "Data officer", "Gives an authority's data and lists.", _AT.AUTHORITY, _READ),
        RoleRow(
            Role.REGISTERED_MANAGER,
            "Registered manager",
            "Runs a setting from day to day.",
            _AT.PROVIDER,
            _ANSWERS | {Permission.NOTIFY_EVENTS},
        ),
        RoleRow(
            Role.RESPONSIBLE_INDIVIDUAL,
            "Responsible individual",
            "Answers for a provider's settings.",
            _AT.PROVIDER,
            _ANSWERS | {Permission.NOTIFY_EVENTS},
        ),
        RoleRow(
            Role.DEPARTMENT_OFFICIAL,
            "Department official",
            "Reads judgements by area for the government department.",
            _AT.DEPARTMENT,
            _READ | {Permission.COMPARE_REGIMES},
        ),
    )
}
