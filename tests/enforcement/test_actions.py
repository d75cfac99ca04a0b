"""Opening cases and taking steps: who may, what is asked for, and what follows for the register and what is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.accounts.people import SOMEBODY
from tests.enforcement.conftest import TODAY, visited

from inspectorate.history.model import FindingKind
from inspectorate.history.register import NoticeKind
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.audit.sentences import sentence
from inspectorate.webapp.enforcement.actions import NewStep, StepRefused, open_case, strike_step, take_step
from inspectorate.webapp.enforcement.models import Case
from inspectorate.webapp.enforcement.queries import cases, notices, stand
from inspectorate.webapp.inspections.actions import EventRefused, NewFinding, confirm_finding, record_finding
from inspectorate.webapp.inspections.models import Inspection
from inspectorate.webapp.inspections.register_actions import RegistrationRefused, record_standing
from inspectorate.webapp.programme.queries import owed
from inspectorate.webapp.register.models import Body, Setting

NEW = NewStep(day=date(2026, 11, 2), reason="Staff had not been checked.", regulation="Regulation 32",
              put_right_by=date(2026, 11, 20))  # fmt: skip


def notice(body: Body, **more: Any) -> Case:
    return open_case(by=SOMEBODY, body=body, kind="compliance_notice", step="serve", new=replace(NEW, **more))


def visit(body: Body) -> Inspection:
    """The inspection of May, before anything was served."""
    return Inspection.objects.get(body=body, facts__event="full")


def due_of(body: Body, on: date = TODAY) -> dict[str, tuple[date | None, date | None, str]]:
    found = owed(on, bodies=[body.key], kind="setting")
    return {
        one.obligation.key.split("/")[1]: (one.obligation.window.earliest, one.obligation.window.latest,
                                           one.obligation.status.value)
        for one in found
    }  # fmt: skip


def test_a_notice_makes_a_visit_due_the_day_after_to_five_working_days_on(settings_of: dict[str, Body]) -> None:
    home = settings_of["home"]
    assert "sccif.always.notice_follow_up" not in due_of(home)
    case = notice(home)
    follow_up = (date(2026, 11, 21), date(2026, 11, 27), "open")
    assert due_of(home)["sccif.always.notice_follow_up"] == follow_up
    (served,) = notices([home.key])[home.key]
    assert (served.kind, served.served_on, served.put_right_by, served.ended_on) == (
        NoticeKind.COMPLIANCE, NEW.day, NEW.put_right_by, None)  # fmt: skip
    take_step(by=SOMEBODY, case=case, step="met", new=replace(NEW, day=TODAY, inspection=visited(home, TODAY)))
    assert "sccif.always.notice_follow_up" not in due_of(home)
    assert notices()[home.key][0].ended_on == TODAY


def test_a_suspension_shows_on_the_register_and_what_is_due_waits_until_it_is_lifted(
    settings_of: dict[str, Body],
) -> None:
    agency = settings_of["agency"]
    new = replace(NEW, day=TODAY, ends_on=date(2027, 1, 4))
    case = open_case(by=SOMEBODY, body=agency, kind="suspension", step="suspend_urgently", new=new)
    assert Setting.objects.get(body=agency).standing == "suspended"
    assert due_of(agency)["sccif.good.cycle"][2] == "waits"
    take_step(by=SOMEBODY, case=case, step="lift", new=replace(NEW, day=TODAY))
    assert Setting.objects.get(body=agency).standing == "active"
    assert due_of(agency)["sccif.good.cycle"][2] == "open"
    case.refresh_from_db()
    assert (case.state, case.ended) == ("ended", True)


def test_a_cancelled_setting_owes_nothing_more(settings_of: dict[str, Body]) -> None:
    home = settings_of["home"]
    agreed = replace(NEW, agreed_by="Ada Reed", day=date(2026, 9, 1), put_right_by=None)
    case = open_case(by=SOMEBODY, body=home, kind="cancellation", step="propose", new=agreed)
    take_step(by=SOMEBODY, case=case, step="decide_early", new=replace(agreed, day=date(2026, 10, 1)))
    take_step(by=SOMEBODY, case=case, step="take_effect", new=replace(agreed, day=TODAY))
    assert Setting.objects.get(body=home).standing == "cancelled"
    assert due_of(home) == {}
    assert list(cases()) == []
    assert list(cases(open_only=False, kind="cancellation", region="North West")) == [case]


@pytest.mark.parametrize(
    ("who", "kind", "step", "new", "sentence"),
    [
        ("school", "compliance_notice", "serve", NEW,
         "Boarding schools are inspected and not regulated: they take recommendations only."),
        ("agency", "restriction", "serve", NEW, "Restriction of accommodation is open against children's homes and"),
        ("home", "compliance_notice", "met", NEW, "Choose a step that opens a case."),
        ("home", "compliance_notice", "serve", replace(NEW, reason=" "), "Enter why."),
        ("home", "compliance_notice", "serve", replace(NEW, regulation=""), "Enter the regulation that was breached."),
        ("home", "compliance_notice", "serve", replace(NEW, put_right_by=None), "Enter the day by which it must be"),
        ("home", "compliance_notice", "serve", replace(NEW, put_right_by=NEW.day), "must come after the day of"),
        ("home", "compliance_notice", "serve", replace(NEW, day=date(2026, 11, 24)), "must not be in the future"),
        ("home", "cancellation", "propose", NEW, "Enter who else agreed"),
        ("home", "cancellation", "propose", replace(NEW, agreed_by=SOMEBODY.name), "never taken by one person alone"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_one_sentence(
    settings_of: dict[str, Body], who: str, kind: str, step: str, new: NewStep, sentence: str
) -> None:
    with pytest.raises(StepRefused, match=sentence):
        open_case(by=SOMEBODY, body=settings_of[who], kind=kind, step=step, new=new)
    assert not Case.objects.exists()


def test_a_restriction_is_open_against_homes_and_family_centres(settings_of: dict[str, Body]) -> None:
    for name in ("home", "centre"):
        open_case(by=SOMEBODY, body=settings_of[name], kind="restriction", step="serve", new=NEW)


def test_a_restriction_is_not_reviewed_months_after_its_twelve_weeks(settings_of: dict[str, Body]) -> None:
    served = replace(NEW, day=date(2026, 1, 1))
    case = open_case(by=SOMEBODY, body=settings_of["home"], kind="restriction", step="serve", new=served)
    with pytest.raises(StepRefused, match=r"no later than 25 March 2026\. Instead: record that it lapsed") as refused:
        take_step(by=SOMEBODY, case=case, step="review", new=replace(NEW, day=date(2026, 9, 1)))
    assert refused.value.field == "day"
    take_step(by=SOMEBODY, case=case, step="lapse", new=replace(NEW, day=date(2026, 9, 1)))
    (notice,) = notices([case.body.key])[case.body.key]
    assert (notice.kind, notice.ended_on) == (NoticeKind.RESTRICTION, date(2026, 9, 1))


def test_only_bodies_on_the_register_of_settings_are_enforced_against(settings_of: dict[str, Body]) -> None:
    stranger = Body.objects.create(kind="setting", code="SC900009", name="Nobody")
    with pytest.raises(StepRefused, match="against settings only"):
        notice(stranger)
    with pytest.raises(RegistrationRefused, match="Nothing is on record of the registration"):
        record_standing(by=SOMEBODY, body=stranger, standing="active", on=TODAY, source="x")


def test_a_further_step_fits_its_case(settings_of: dict[str, Body]) -> None:
    case = notice(settings_of["home"])
    for step, new, told in (
        ("appeal", NEW, "Choose a step of this kind of case."),
        ("withdraw", replace(NEW, day=date(2026, 11, 1)), "The step before it was on 2 November 2026."),
        ("not_met", replace(NEW, day=date(2026, 11, 20), inspection=visit(case.body)), "not before 20 November"),
        ("met", replace(NEW, day=TODAY), "Choose the visit that found it."),
        ("close", replace(NEW, day=TODAY), "the case does not allow it"),
    ):  # fmt: skip
        with pytest.raises(StepRefused, match=told):
            take_step(by=SOMEBODY, case=case, step=step, new=new)
    assert stand(case).state_id == "served"


def test_the_last_step_can_be_struck_out_with_a_reason_and_stays_stored(settings_of: dict[str, Body]) -> None:
    case = notice(settings_of["home"])
    first = case.steps.get()
    seen = replace(NEW, day=TODAY, inspection=visited(case.body, TODAY))
    met = take_step(by=SOMEBODY, case=case, step="met", new=seen)
    with pytest.raises(StepRefused, match="Only the last step"):
        strike_step(by=SOMEBODY, step=first, reason="Wrong home.")
    with pytest.raises(StepRefused, match=r"Enter why it is struck out\."):
        strike_step(by=SOMEBODY, step=met, reason=" ")
    strike_step(by=SOMEBODY, step=met, reason="Recorded for the wrong home.")
    case.refresh_from_db()
    assert (case.state, case.ended, case.steps.count()) == ("served", False, 2)
    with pytest.raises(StepRefused, match="keeps its first step"):
        strike_step(by=SOMEBODY, step=first, reason="Wrong home.")


def test_a_step_that_changed_the_register_is_not_struck_out(settings_of: dict[str, Body]) -> None:
    new = replace(NEW, day=TODAY, ends_on=date(2027, 1, 4))
    case = open_case(by=SOMEBODY, body=settings_of["home"], kind="suspension", step="suspend_urgently", new=new)
    lifted = take_step(by=SOMEBODY, case=case, step="lift", new=replace(NEW, day=TODAY))
    with pytest.raises(StepRefused, match="This step changed the register"):
        strike_step(by=SOMEBODY, step=lifted, reason="A mistake.")


def test_every_change_is_in_the_audit_record_in_words(settings_of: dict[str, Body]) -> None:
    new = replace(NEW, day=TODAY, ends_on=date(2027, 1, 4))
    open_case(by=SOMEBODY, body=settings_of["home"], kind="suspension", step="suspend_urgently", new=new)
    told = [sentence(entry) for entry in AuditEntry.objects.filter(action__in=("step_taken", "registration_recorded"))]
    assert sorted(told) == [
        "recorded what the register says of Children's home SC900001",
        "took a step (suspend urgently) against Children's home SC900001: suspension",
    ]


def test_who_may_not_enforce_is_refused(settings_of: dict[str, Body]) -> None:
    nobody = Actor("nobody", ())
    with pytest.raises(PermissionRefused, match="take steps of enforcement"):
        open_case(by=nobody, body=settings_of["home"], kind="compliance_notice", step="serve", new=NEW)
    case = notice(settings_of["home"])
    with pytest.raises(PermissionRefused):
        take_step(by=nobody, case=case, step="withdraw", new=replace(NEW, day=TODAY))
    with pytest.raises(PermissionRefused):
        strike_step(by=nobody, step=case.steps.get(), reason="x")


REQUIREMENT = NewFinding(kind=FindingKind.REQUIREMENT, text="Check staff.", regulation="Regulation 32",
                         known_on=date(2026, 5, 4), put_right_by=date(2026, 6, 30))  # fmt: skip


def test_a_requirement_names_its_regulation_and_day_and_is_met_or_not(settings_of: dict[str, Body]) -> None:
    finding = record_finding(by=SOMEBODY, inspection=visit(settings_of["home"]), new=REQUIREMENT)
    assert (finding.regulation, finding.confirmed_on) == ("Regulation 32", None)
    confirmed = confirm_finding(by=SOMEBODY, finding=finding, on=TODAY, note="Seen at the visit.")
    assert confirmed.confirmed_on == TODAY


@pytest.mark.parametrize(
    ("who", "new", "sentence"),
    [
        ("school", REQUIREMENT, "Only a regulated setting has requirements; record a recommendation."),
        ("home", replace(REQUIREMENT, regulation=""), "Enter the regulation that is breached."),
        ("home", replace(REQUIREMENT, put_right_by=None), "Enter the day by which the requirement is to be met."),
        ("home", replace(REQUIREMENT, kind=FindingKind.CONCERN), "Choose a kind of finding that bodies of this kind"),
    ],
)
def test_requirements_that_do_not_fit_are_refused(
    settings_of: dict[str, Body], who: str, new: NewFinding, sentence: str
) -> None:
    with pytest.raises(EventRefused, match=sentence):
        record_finding(by=SOMEBODY, inspection=visit(settings_of[who]), new=new)


def test_a_school_takes_recommendations(settings_of: dict[str, Body]) -> None:
    new = replace(REQUIREMENT, kind=FindingKind.RECOMMENDATION, regulation="", put_right_by=None)
    assert record_finding(by=SOMEBODY, inspection=visit(settings_of["school"]), new=new).pk
