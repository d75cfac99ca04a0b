"""What is done about the workforce: things are added, ended or struck out, never removed, and only by who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.accounts.people import person
from tests.monitoring.concern_stories import holder
from tests.programme.places import LONDON, NORTH, TODAY
from tests.workforce.people import JOINED, SCHEDULER, agreed, iris, leave, skill

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.accounts.roles import ROLES, OrganisationKind, Role
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.audit.sentences import sentence
from inspectorate.webapp.register.models import Body
from inspectorate.webapp.workforce import actions
from inspectorate.webapp.workforce.actions import NewEntry, WorkforceRefused
from inspectorate.webapp.workforce.models import Absence, Inspector, Skill, Terms
from inspectorate.webapp.workforce.queries import (
    Member,
    Sought,
    by_region,
    inspector_with_all,
    lapses_soon,
    members,
    region_of,
    terms_on,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("body")]
OUTSIDE = {role for role, row in ROLES.items() if row.at != OrganisationKind.INSPECTORATE}


def test_an_inspector_is_added_on_terms_that_hold_from_the_first_day() -> None:
    made = iris(share=Decimal("0.6"), working_days="123", cost_per_day=42_500, most_weeks=3)
    held = made.terms.get()
    assert (held.first, held.region, held.home, held.grade, held.share, held.working_days) == (
        JOINED, NORTH, "Lornmere", "inspector", Decimal("0.6"), "123"
    )  # fmt: skip
    assert (held.cost_per_day, held.most_weeks, held.recorded_by) == (42_500, 3, SCHEDULER.name)
    assert sentence(AuditEntry.objects.get(action="inspector_added")) == "added Iris Elm (N-1) to the workforce"


@pytest.mark.parametrize(
    ("wrong", "field", "told"),
    [
        ({"region": "Atlantis"}, "region", "has no region “Atlantis”. Its regions are London, North West."),
        ({"share": Decimal(0)}, "share", "more than 0"),
        ({"share": Decimal("1.1")}, "share", "at most 1"),
        ({"working_days": ""}, "working_days", "Select the days"),
        ({"code": "n-1"}, "code", "with the code n-1 already"),
    ],
)
def test_what_cannot_be_so_is_refused_at_its_field(wrong: dict[str, Any], field: str, told: str) -> None:
    iris()
    with pytest.raises(WorkforceRefused, match=told) as refusal:
        iris(**{"code": "N-2"} | wrong)
    assert refusal.value.field == field
    assert Inspector.objects.count() == 1


def test_terms_hold_from_their_day_and_the_earlier_ones_before_it() -> None:
    made, later = iris(), date(2027, 4, 1)
    actions.set_terms(by=SCHEDULER, inspector=made, agreed=agreed(region=LONDON, share=Decimal("0.5")), first=later)
    assert [region_of(made, day) for day in (JOINED - timedelta(1), JOINED, later - timedelta(1), later)] == [
        NORTH, NORTH, NORTH, LONDON
    ]  # fmt: skip
    actions.set_terms(by=SCHEDULER, inspector=made, agreed=agreed(region=LONDON, share=Decimal("0.4")), first=later)
    held = terms_on(made.terms.all(), later)
    assert held is not None
    assert held.share == Decimal("0.4"), "of two from the same day the newer ones hold"
    assert Terms.objects.count() == 3
    with pytest.raises(WorkforceRefused, match="must not begin before") as refusal:
        actions.set_terms(by=SCHEDULER, inspector=made, agreed=agreed(), first=JOINED - timedelta(1))
    assert refusal.value.field == "first"


def test_somebody_without_terms_works_nowhere() -> None:
    made = Inspector.objects.create(code="N-9", name="Nobody", first=JOINED, recorded_by="tester")
    assert (region_of(made, TODAY), members(TODAY)) == ("", [])


def test_a_name_an_account_and_a_last_day_are_changed_and_what_was_before_stays_in_the_audit_record() -> None:
    made, user = iris(), person(Role.INSPECTOR)
    changed = actions.change_inspector(by=SCHEDULER, inspector=made, name="Iris Ash", user=user, last=TODAY)
    assert (changed.name, changed.user, changed.last) == ("Iris Ash", user, TODAY)
    kept = AuditEntry.objects.get(action="inspector_changed").summary
    assert kept["before"] == {"name": "Iris Elm", "account": None, "last": None}
    with pytest.raises(WorkforceRefused, match="Nothing is changed"):
        actions.change_inspector(by=SCHEDULER, inspector=made, name="Iris Ash", user=user, last=TODAY)
    with pytest.raises(WorkforceRefused, match="must not be before") as refusal:
        actions.change_inspector(by=SCHEDULER, inspector=made, name="I", user=user, last=JOINED - timedelta(1))
    assert refusal.value.field == "last"
    with pytest.raises(WorkforceRefused, match=r"belongs to Iris Ash \(N-1\)"):
        iris("N-2", user=user)


def test_what_is_recorded_is_ended_or_struck_out_and_stays_stored() -> None:
    made = iris()
    held = leave(made, date(2026, 12, 1), date(2026, 12, 11))
    ended = actions.end_entry(by=SCHEDULER, held=held, last=date(2026, 12, 4))
    assert ended.last == date(2026, 12, 4)
    assert AuditEntry.objects.get(action="workforce_entry_ended").summary["before"] == "2026-12-11"
    for last, told in ((date(2026, 12, 4), "already"), (date(2026, 11, 30), "Strike out what did not take place")):
        with pytest.raises(WorkforceRefused, match=told) as refusal:
            actions.end_entry(by=SCHEDULER, held=held, last=last)
        assert refusal.value.field == "last"
    with pytest.raises(WorkforceRefused, match="Enter why") as refusal:
        actions.strike_entry(by=SCHEDULER, held=held, reason=" ")
    assert refusal.value.field == "reason"
    actions.strike_entry(by=SCHEDULER, held=held, reason="The trip was called off.")
    struck = Absence.objects.get()
    assert (struck.struck_by, struck.struck_reason) == (SCHEDULER.name, "The trip was called off.")
    with pytest.raises(WorkforceRefused, match="This is struck out"):
        actions.end_entry(by=SCHEDULER, held=held, last=date(2026, 12, 2))
    told = [sentence(one) for one in AuditEntry.objects.filter(action__startswith="workforce_entry").order_by("id")]
    assert told == [
        "recorded a new absence of Iris Elm",
        "set the last day of a recorded absence of Iris Elm",
        "struck out a recorded absence of Iris Elm",
    ]


def test_the_audit_record_does_not_say_that_somebody_is_ill() -> None:
    leave(iris(), TODAY, None, "sickness")
    assert "sick" not in str(list(AuditEntry.objects.values())).lower()


@pytest.mark.parametrize(
    ("new", "field", "told"),
    [
        (NewEntry(what="absence", kind="leave"), "first", "Enter the first day"),
        (NewEntry(what="conflict", kind="declared"), "body", "Enter the body"),
        (NewEntry(what="skill", kind="secure", first=TODAY, last=TODAY - timedelta(1)), "last", "not be before"),
        (NewEntry(what="skill", kind="fostering"), None, "on record already"),
    ],
)
def test_an_entry_that_lacks_something_is_refused(new: NewEntry, field: str | None, told: str) -> None:
    made = iris()
    skill(made, "fostering")
    with pytest.raises(WorkforceRefused, match=told) as refusal:
        actions.add_entry(by=SCHEDULER, inspector=made, new=new)
    assert refusal.value.field == field


def test_a_conflict_names_its_body(body: Body) -> None:
    made = iris()
    new = NewEntry(what="conflict", kind="lives_there", body=body)
    held = actions.add_entry(by=SCHEDULER, inspector=made, new=new)
    assert str(held) == "Lives there: Iris Elm, Ashmere"
    with pytest.raises(WorkforceRefused, match="on record already"):
        actions.add_entry(by=SCHEDULER, inspector=made, new=new)


Act = Callable[[Actor, Inspector], object]
ACTS: dict[str, Act] = {
    "add": lambda by, one: actions.add_inspector(by=by, code="N-2", name="I", agreed=agreed(), first=TODAY),
    "change": lambda by, one: actions.change_inspector(by=by, inspector=one, name="Else", user=None),
    "terms": lambda by, one: actions.set_terms(by=by, inspector=one, agreed=agreed(home="Else"), first=TODAY),
    "entry": lambda by, one: actions.add_entry(by=by, inspector=one, new=NewEntry(what="skill", kind="secure")),
    "end": lambda by, one: actions.end_entry(by=by, held=one.skills.get(), last=TODAY),
    "strike": lambda by, one: actions.strike_entry(by=by, held=one.skills.get(), reason="Why."),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("act", ACTS)
def test_only_schedulers_keep_the_workforce(role: Role, act: str) -> None:
    made = iris()
    skill(made, "fostering")
    entries = AuditEntry.objects.count()
    by = holder(role, body="authority:X10000007" if role in OUTSIDE else None)
    if role is Role.SCHEDULER:
        ACTS[act](by, made)
        assert AuditEntry.objects.count() == entries + 1
    else:
        with pytest.raises(PermissionRefused, match="Your role does not allow it"):
            ACTS[act](by, made)
        assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(("region", "may"), [(NORTH, True), (LONDON, False)])
def test_a_regional_scheduler_keeps_the_workforce_of_their_region(act: str, region: str, may: bool) -> None:
    made = iris()
    skill(made, "fostering")
    by = holder(Role.SCHEDULER, region=region)
    if may:
        ACTS[act](by, made)
    else:
        with pytest.raises(PermissionRefused, match="limited to London"):
            ACTS[act](by, made)


def test_nobody_moves_an_inspector_into_a_region_that_is_not_theirs() -> None:
    made = iris()
    with pytest.raises(PermissionRefused, match="limited to North West"):
        actions.set_terms(
            by=holder(Role.SCHEDULER, region=NORTH), inspector=made, agreed=agreed(region=LONDON), first=TODAY
        )
    assert Terms.objects.count() == 1


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Skill, {"first": TODAY, "last": TODAY - timedelta(1)}),
        (Skill, {"struck_by": "somebody"}),
        (Terms, {"share": Decimal(0)}),
        (Terms, {"working_days": ""}),
        (Inspector, {"last": JOINED - timedelta(1)}),
    ],
)
def test_the_database_holds_nothing_that_cannot_be(model: Any, change: dict[str, object]) -> None:
    skill(iris(), "fostering")
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**change)


def found(**sought: Any) -> list[str]:
    return [one.inspector.code for one in members(TODAY, Sought(**sought))]


def test_the_workforce_of_a_day_is_found_by_region_skill_and_words() -> None:
    first, second, gone = iris(), iris("L-1", "Lena Ash", region=LONDON), iris("N-0", "Una Oak")
    skill(first, "fostering", TODAY)
    skill(second, "fostering", TODAY - timedelta(1))
    actions.strike_entry(by=SCHEDULER, held=skill(second, "adoption"), reason="Misread.")
    actions.change_inspector(by=SCHEDULER, inspector=gone, name="Una Oak", user=None, last=TODAY - timedelta(1))
    assert (found(), found(gone=True)) == (["N-1", "L-1"], ["N-0"])
    assert (found(region=LONDON), found(words="ash"), found(words="n-1")) == (["L-1"], ["L-1"], ["N-1"])
    assert (found(skill="fostering"), found(skill="adoption")) == (["N-1"], [])


def test_regions_are_counted_and_then_all_of_them() -> None:
    first, second = iris(share=Decimal("0.6")), iris("L-1", "Lena Ash", region=LONDON, cost_per_day=40_000)
    leave(first, TODAY, TODAY)
    leave(second, TODAY + timedelta(1), None, "sickness")
    skill(first, "fostering", TODAY + timedelta(90))
    skill(second, "fostering", TODAY + timedelta(91))
    rows = by_region(TODAY)
    shown = [(one.region, one.inspectors, one.contracts, one.contractors, one.away, one.lapsing) for one in rows]
    assert shown == [
        (LONDON, 1, Decimal(1), 1, 0, 0), (NORTH, 1, Decimal("0.6"), 0, 1, 1),
        ("All regions", 2, Decimal("1.6"), 1, 1, 1),
    ]  # fmt: skip
    Inspector.objects.filter(code="L-1").update(first=TODAY + timedelta(1))
    assert [one.region for one in by_region(TODAY)] == [NORTH], "who is still to come is not counted"
    assert len(members(TODAY)) == 2
    assert [one.region for one in by_region(TODAY, NORTH)] == [NORTH]
    assert by_region(TODAY, "Wales") == []


def test_a_skill_without_a_last_day_does_not_lapse() -> None:
    held = skill(iris(), "fostering")
    assert isinstance(held, Skill)
    assert not lapses_soon(held, TODAY)
    (one,) = members(TODAY)
    assert isinstance(one, Member)
    assert (one.skills, one.absence, one.conflicts) == ((held,), None, 0)


def test_rows_have_names() -> None:
    made = iris()
    held = [skill(made, "fostering"), leave(made, TODAY, None)]
    assert [str(one) for one in (made, made.terms.get(), *held)] == [
        "Iris Elm", "terms of Iris Elm from 2020-01-06", "Fostering: Iris Elm", "Leave: Iris Elm"
    ]  # fmt: skip
    assert inspector_with_all(code="N-1") == made
    assert inspector_with_all(code="N-2") is None
