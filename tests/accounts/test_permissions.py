"""Who may do what, about which body."""

import pytest
from django.contrib.auth.models import AnonymousUser

from inspectorate.webapp.accounts.actors import Actor, AnonymousActor, Grant
from inspectorate.webapp.accounts.permissions import DEEDS, Permission, PermissionRefused, check_has, has
from inspectorate.webapp.accounts.roles import ROLES, Role

NORTH, SOUTH = "North East", "South East"


def holder(role: Role, region: str = "", body: str | None = None) -> Actor:
    return Actor("robin@example.org", (Grant(ROLES[role].permissions, role, region, body),), 1)


def test_every_role_and_permission_is_described() -> None:
    assert set(ROLES) == set(Role)
    assert set(DEEDS) == set(Permission)


@pytest.mark.parametrize(
    ("role", "allowed", "refused"),
    [
        (Role.SCHEDULER, Permission.TAKE_DECISION, Permission.IMPORT_DATA),
        (Role.ANALYST, Permission.IMPORT_DATA, Permission.TAKE_DECISION),
        (Role.INSPECTOR, Permission.RECORD_EVENT, Permission.SEE_FORECASTS),
        (Role.INSPECTOR, Permission.VIEW_DUE, Permission.VIEW_UNANNOUNCED_DATES),
        (Role.ADMINISTRATOR, Permission.MANAGE_PEOPLE, Permission.TAKE_DECISION),
        (Role.NOMINEE, Permission.VIEW_REGISTER, Permission.VIEW_DUE),
        (Role.DEPARTMENT_OFFICIAL, Permission.VIEW_REGISTER, Permission.VIEW_DUE),
    ],
)
def test_roles_allow_what_their_work_needs(role: Role, allowed: Permission, refused: Permission) -> None:
    assert has(holder(role), allowed)
    assert not has(holder(role), refused)


def test_nobody_outside_the_inspectorate_sees_dates_forecasts_or_the_audit_record() -> None:
    secret = {Permission.VIEW_UNANNOUNCED_DATES, Permission.SEE_FORECASTS, Permission.VIEW_AUDIT, Permission.VIEW_DUE}
    assert not any(row.permissions & secret for row in ROLES.values() if row.at != "inspectorate")


def test_the_dates_of_unannounced_inspections_are_for_those_who_open_every_case_of_their_region() -> None:
    opens = {Permission.PLAN_CASES, Permission.RELEASE_REPORTS}
    for row in ROLES.values():
        assert (Permission.VIEW_UNANNOUNCED_DATES in row.permissions) is bool(row.permissions & opens), row.role


def test_a_regional_scheduler_reads_everywhere_and_decides_at_home() -> None:
    scheduler = holder(Role.SCHEDULER, NORTH)
    body = "authority:E06000001"
    assert has(scheduler, Permission.VIEW_DUE, body=body, region=SOUTH)
    assert has(scheduler, Permission.TAKE_DECISION)
    assert has(scheduler, Permission.TAKE_DECISION, body=body, region=NORTH)
    assert not has(scheduler, Permission.TAKE_DECISION, body=body, region=SOUTH)


def test_a_body_whose_region_is_not_given_lies_in_no_ones_region() -> None:
    assert not has(holder(Role.SCHEDULER, NORTH), Permission.TAKE_DECISION, body="authority:E06000001")
    assert has(holder(Role.SCHEDULER), Permission.TAKE_DECISION, body="authority:E06000001")


def test_an_authority_changes_only_its_own_contacts() -> None:
    director = holder(Role.DIRECTOR, body="authority:E06000001")
    assert has(director, Permission.MANAGE_CONTACTS, body="authority:E06000001")
    assert not has(director, Permission.MANAGE_CONTACTS, body="authority:E06000002")


def test_two_roles_do_not_lend_each_other_their_limits() -> None:
    both = Actor("robin", (*holder(Role.SCHEDULER, NORTH).grants, *holder(Role.QUALITY_ASSURER).grants))
    assert has(both, Permission.CORRECT_FACT, body="authority:E06000002", region=SOUTH)
    assert not has(both, Permission.TAKE_DECISION, body="authority:E06000002", region=SOUTH)


@pytest.mark.parametrize(
    ("actor", "sentence"),
    [
        (holder(Role.ANALYST), "You may not take decisions. Your role does not allow it."),
        (holder(Role.SCHEDULER, NORTH), "You may not take decisions here. Your role is limited to North East."),
    ],
)
def test_a_refusal_says_what_is_missing(actor: Actor, sentence: str) -> None:
    with pytest.raises(PermissionRefused) as refusal:
        check_has(actor, Permission.TAKE_DECISION, body="authority:E06000001", region=SOUTH)
    assert str(refusal.value) == sentence


def test_an_authority_is_told_that_it_answers_for_itself() -> None:
    with pytest.raises(PermissionRefused, match="limited to your own organisation"):
        check_has(
            holder(Role.DIRECTOR, body="authority:E06000001"),
            Permission.MANAGE_CONTACTS,
            body="authority:E06000002",
        )


def test_commands_and_jobs_act_under_their_own_names() -> None:
    assert Actor.command_line("sam").name == "command-line:sam"
    assert Actor.worker("import").name == "worker:import"
    assert Actor.worker("import").permissions == frozenset(Permission)


def test_nobody_is_not_an_actor() -> None:
    with pytest.raises(AnonymousActor):
        Actor.of(AnonymousUser())
