"""What can be done with a concern, in which state, and what stays of it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from tests.accounts.people import SOMEBODY, person
from tests.monitoring.concern_stories import (
    WEDNESDAY,
    analyst,
    another_analyst,
    go,
    holder,
    now,
    recorded,
    said,
    triaged,
)
from tests.programme.places import place

from inspectorate.formats.concerns import KINDS as KINDS_IN_FILES
from inspectorate.webapp.accounts.actions import end_role
from inspectorate.webapp.accounts.models import Membership
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.monitoring import concern_actions as actions
from inspectorate.webapp.monitoring.concern_actions import ConcernRefused
from inspectorate.webapp.monitoring.concern_kinds import KINDS, triage_by
from inspectorate.webapp.monitoring.models import Concern, ConcernStep
from inspectorate.webapp.register.models import Body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ANALYST = holder(Role.ANALYST)


def test_kinds_are_the_same_in_files_and_on_pages() -> None:
    assert set(KINDS) == set(KINDS_IN_FILES)


@pytest.mark.parametrize(
    ("kind", "received", "last"),
    [
        ("serious_incident", date(2026, 11, 25), date(2026, 11, 26)),
        ("whistleblowing", date(2026, 11, 27), date(2026, 11, 30)),
        ("workforce_shock", date(2026, 11, 25), date(2026, 11, 30)),
        ("complaint", date(2026, 12, 22), date(2026, 12, 31)),
        ("complaint", date(2026, 11, 21), date(2026, 11, 27)),
    ],
)
def test_triage_is_due_some_working_days_after_receipt(kind: str, received: date, last: date) -> None:
    """Weekends, Christmas Day and the day off for Boxing Day, a Saturday, are not counted."""
    assert triage_by(kind, received) == last


def test_a_concern_begins_untriaged_with_its_clock_running(body: Body) -> None:
    made = recorded(body, kind="serious_incident")
    assert (made.state, made.ends_on, made.owner, made.origin) == ("untriaged", date(2026, 11, 26), None, "staff")
    entry = AuditEntry.objects.get(action="concern_recorded")
    assert entry.summary == {"body": "Ashmere"}


def test_a_form_that_is_sent_twice_makes_one_concern(body: Body) -> None:
    sent = uuid4()
    first, second = (
        actions.record_concern(by=ANALYST, body=body, said=said(text=text), sent=sent) for text in ("One.", "Two.")
    )
    assert first == second
    assert [one.text for one in first.versions.all()] == ["One."]
    assert AuditEntry.objects.filter(action="concern_recorded").count() == 1


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"text": " "}, "text", "Enter what was reported"),
        ({"kind": "grumble"}, "kind", "Select a kind"),
        ({"received_on": WEDNESDAY + timedelta(1)}, "received_on", "must not be in the future"),
        ({"happened_on": WEDNESDAY + timedelta(1)}, "happened_on", "before it was received"),
        ({"areas": ("gardens",)}, "areas", "“gardens” is no area"),
        ({"received_on": date(2001, 1, 1)}, "received_on", "outside the calendar"),
    ],
)
def test_what_lacks_something_is_refused_at_its_field(
    body: Body, more: dict[str, object], field: str, sentence: str
) -> None:
    with pytest.raises(ConcernRefused, match=sentence) as refusal:
        recorded(body, **more)
    assert refusal.value.field == field
    assert not Concern.objects.exists()


def test_a_concern_is_triaged_given_to_another_postponed_closed_and_opened_again(
    body: Body, clock: time_machine.Traveller
) -> None:
    made, other = triaged(recorded(body)), person(Role.SCHEDULER)
    assert (made.state, made.owner, made.priority, made.ends_on) == (
        "triaged", analyst(), "high", date(2026, 12, 4)
    )  # fmt: skip
    with pytest.raises(ConcernRefused, match="Select somebody whose role"):
        actions.assign(by=ANALYST, concern=made, owner=other, reason="She knows it.")
    actions.postpone(by=ANALYST, concern=made, ends_on=date(2026, 12, 11), reason="An answer is awaited.")
    assert now(made).ends_on == date(2026, 12, 11)
    actions.close(by=ANALYST, concern=made, outcome="raised", reason="The authority mended it.")
    closed = now(made)
    assert (closed.state, closed.outcome, closed.ends_on, closed.owner) == ("closed", "raised", None, analyst())
    go(clock, date(2026, 12, 14))
    actions.reopen(by=ANALYST, concern=made, reason="A second letter came.")
    again = now(made)
    assert (again.state, again.owner, again.priority, again.outcome) == ("untriaged", None, "", "")
    assert again.ends_on == date(2026, 12, 21), "five working days from the day on which it was opened again"
    assert list(ConcernStep.objects.values_list("step", "reason")) == [
        ("triage", "To be read."), ("postpone", "An answer is awaited."), ("close", "The authority mended it."),
        ("reopen", "A second letter came."),
    ]  # fmt: skip
    assert AuditEntry.objects.filter(action="concern_step_taken").count() == 4


def test_another_analyst_may_become_the_owner_and_the_same_one_not_again(body: Body) -> None:
    made = triaged(recorded(body))
    with pytest.raises(ConcernRefused, match="owns it already"):
        actions.assign(by=ANALYST, concern=made, owner=analyst(), reason="Again.")
    second = another_analyst()
    actions.assign(by=ANALYST, concern=made, owner=second, reason="The first one left.")
    assert now(made).owner == second


STEPS = {
    "triage": lambda one: actions.triage(
        by=ANALYST, concern=one, owner=analyst(), priority="low", ends_on=WEDNESDAY, reason="Why."
    ),
    "assign": lambda one: actions.assign(by=ANALYST, concern=one, owner=analyst(), reason="Why."),
    "postpone": lambda one: actions.postpone(by=ANALYST, concern=one, ends_on=WEDNESDAY, reason="Why."),
    "close": lambda one: actions.close(by=ANALYST, concern=one, outcome="no_action", reason="Why."),
    "reopen": lambda one: actions.reopen(by=ANALYST, concern=one, reason="Why."),
}


@pytest.mark.parametrize(
    ("state", "refused"),
    [
        ("untriaged", ["assign", "postpone", "close", "reopen"]),
        ("triaged", ["triage", "reopen"]),
        ("closed", ["triage", "assign", "postpone", "close"]),
    ],
)
def test_a_step_is_taken_only_from_its_states(body: Body, state: str, refused: list[str]) -> None:
    made = recorded(body)
    if state != "untriaged":
        triaged(made)
    if state == "closed":
        STEPS["close"](made)
    for step in refused:
        with pytest.raises(ConcernRefused, match=f"stands as {state}"):
            STEPS[step](made)
    assert now(made).state == state


@pytest.mark.parametrize("ends_on", [WEDNESDAY - timedelta(1), WEDNESDAY])
def test_the_day_of_the_work_is_today_or_later(body: Body, ends_on: date) -> None:
    made = recorded(body)
    if ends_on < WEDNESDAY:
        with pytest.raises(ConcernRefused, match="must not be in the past") as refusal:
            triaged(made, ends_on)
        assert refusal.value.field == "ends_on"
    else:
        assert triaged(made, ends_on).ends_on == ends_on


@pytest.mark.parametrize(
    ("step", "wrong", "field"),
    [
        ("triage", {"priority": "huge"}, "priority"),
        ("triage", {"reason": " "}, "reason"),
        ("close", {"outcome": "lost"}, "outcome"),
        ("postpone", {"ends_on": date(2026, 12, 4)}, "ends_on"),
        ("close", {"reason": ""}, "reason"),
    ],
)
def test_a_step_without_what_it_needs_is_refused_at_its_field(
    body: Body, step: str, wrong: dict[str, object], field: str
) -> None:
    made = recorded(body)
    given: dict[str, object] = {"reason": "Why."}
    if step == "triage":
        given |= {"owner": analyst(), "priority": "low", "ends_on": WEDNESDAY}
    else:
        triaged(made)
        given |= {"outcome": "no_action"} if step == "close" else {}
    with pytest.raises(ConcernRefused) as refusal:
        getattr(actions, step)(by=ANALYST, concern=made, **given | wrong)
    assert refusal.value.field == field


def test_a_correction_is_a_new_version_and_what_was_said_stays(body: Body) -> None:
    made = recorded(body)
    better = said(kind="serious_incident", text="Nobody called back, and a child was hurt.")
    actions.correct_concern(by=ANALYST, concern=made, said=better, reason="The letter says more.")
    versions = [(one.number, one.kind, one.text, one.reason) for one in made.versions.all()]
    assert versions == [
        (1, "complaint", "Nobody called back.", ""),
        (2, "serious_incident", "Nobody called back, and a child was hurt.", "The letter says more."),
    ]
    assert (now(made).kind, now(made).ends_on) == ("serious_incident", date(2026, 11, 26))


def test_a_correction_leaves_the_day_that_a_person_set(body: Body) -> None:
    made = triaged(recorded(body))
    actions.correct_concern(by=ANALYST, concern=made, said=said(kind="serious_incident"), reason="Misread.")
    assert now(made).ends_on == date(2026, 12, 4)


def test_a_correction_of_what_was_opened_again_counts_from_that_day(body: Body, clock: time_machine.Traveller) -> None:
    made = triaged(recorded(body))
    STEPS["close"](made)
    go(clock, date(2026, 12, 14))
    STEPS["reopen"](made)
    actions.correct_concern(by=ANALYST, concern=made, said=said(kind="whistleblowing"), reason="Misread.")
    assert now(made).ends_on == date(2026, 12, 15)


@pytest.mark.parametrize(
    ("more", "reason", "sentence"), [({}, "Why.", "Nothing is changed"), ({"text": "A."}, "", "why")]
)
def test_a_correction_says_something_else_and_why(body: Body, more: dict[str, str], reason: str, sentence: str) -> None:
    made = recorded(body)
    with pytest.raises(ConcernRefused, match=sentence):
        actions.correct_concern(by=ANALYST, concern=made, said=said(**more), reason=reason)
    assert made.versions.count() == 1


def test_a_body_tells_of_itself_once_and_it_is_received_today(body: Body) -> None:
    director, sent = holder(Role.DIRECTOR, body=body.key), uuid4()
    told = said(kind="change_of_director", received_on=date(2026, 1, 1), text="She leaves in May.")
    made = [actions.notify_event(by=director, body=body, said=told, sent=sent) for _ in range(2)]
    assert made[0] == made[1]
    assert (made[0].origin, made[0].received_on, made[0].versions.get().came_by) == ("body", WEDNESDAY, "On this site")


@pytest.mark.parametrize("kind", ["complaint", "whistleblowing", "change_of_manager", "provider_notification", "none"])
def test_an_authority_does_not_tell_of_what_others_tell_of(body: Body, kind: str) -> None:
    with pytest.raises(ConcernRefused, match="Select what you tell us of"):
        actions.notify_event(by=holder(Role.DIRECTOR, body=body.key), body=body, said=said(kind=kind), sent=uuid4())


@pytest.mark.parametrize(
    "change",
    [
        {"state": "triaged"},
        {"state": "closed", "outcome": "no_action"},
        {"ends_on": None},
        {"priority": "high"},
        {"origin": "file"},
    ],
)
def test_the_database_holds_no_concern_that_stands_nowhere(body: Body, change: dict[str, object]) -> None:
    made = recorded(body)
    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.filter(pk=made.pk).update(**change)


def test_an_owner_who_leaves_the_role_is_found(body: Body) -> None:
    from inspectorate.webapp.monitoring.concern_queries import standing

    triaged(recorded(body))
    assert standing("", WEDNESDAY).nobodys == 0
    end_role(by=SOMEBODY, membership=Membership.objects.get(user=analyst()), last=WEDNESDAY)
    assert standing("", WEDNESDAY).nobodys == 0
    assert standing("", WEDNESDAY + timedelta(1)).nobodys == 1


def test_a_body_that_no_framework_governs_has_no_areas(body: Body) -> None:
    from inspectorate.webapp.monitoring.concern_queries import areas_of

    assert {"leadership", "in_care"} < set(areas_of(body))
    assert "overall" not in areas_of(body)
    assert areas_of(Body(kind="elsewhere", code="1")) == {}
    assert place("Brindle", 8)
