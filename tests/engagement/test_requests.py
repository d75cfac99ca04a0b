"""An authority asks for an earlier re-inspection: for which months, by when it is answered, and what an answer does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.casework.people import People
from tests.engagement.conftest import FOUND, PUBLISHED, Clock
from tests.programme.places import TODAY, judge, place

from inspectorate.history.model import DecisionKind
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.engagement.actions.requests import Asked, ask, grant, refuse
from inspectorate.webapp.engagement.models import ReinspectionRequest
from inspectorate.webapp.engagement.refusals import EngagementRefused
from inspectorate.webapp.engagement.requests import answer_by, late, months, reinspection_due
from inspectorate.webapp.programme.models import Decision
from inspectorate.webapp.programme.states import DecisionRefused
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db
SUMMER = date(2027, 6, 1)
# 20 working days from Monday 23 November 2026.
LAST = date(2026, 12, 21)


def asks(people: People, body: Body, who: str = "director", **more: object) -> ReinspectionRequest:
    said = {"month": SUMMER, "why": "The board wants to be seen.", "changed": "Caseloads fell."} | more
    return ask(by=people.actor(who), body=body, asked=Asked(**said))


def test_months_run_from_the_next_one_to_the_last_before_it_is_usual(council: Body) -> None:
    due = reinspection_due(council, TODAY)
    assert due is not None
    assert (due.window.earliest, due.window.usual) == (date(2028, 9, 11), date(2029, 3, 11))
    offered = list(months(due, TODAY))
    assert (offered[0], offered[-1], len(offered)) == (date(2026, 12, 1), date(2029, 2, 1), 27)


@pytest.mark.parametrize(
    ("month", "refused"),
    [
        (date(2026, 11, 1), True),
        (date(2026, 12, 1), False),
        (date(2029, 2, 1), False),
        (date(2029, 3, 1), True),
        (date(2027, 6, 2), True),
    ],
)
def test_only_a_month_that_is_offered_may_be_asked_for(
    people: People, council: Body, month: date, refused: bool
) -> None:
    if refused:
        with pytest.raises(EngagementRefused, match="Choose a month") as fault:
            asks(people, council, month=month)
        assert fault.value.field == "month"
    else:
        assert asks(people, council, month=month).month == month


@pytest.mark.parametrize(("field", "sentence"), [("why", "Enter why"), ("changed", "Enter what has changed")])
def test_a_request_says_why_and_what_has_changed(people: People, council: Body, field: str, sentence: str) -> None:
    with pytest.raises(EngagementRefused, match=sentence) as fault:
        asks(people, council, **{field: " "})
    assert fault.value.field == field


@pytest.mark.parametrize("grade", ["good", "requires_improvement"])
def test_an_authority_that_is_not_to_be_reinspected_has_nothing_to_ask_for(clock: Clock, grade: str) -> None:
    body = place("Merewick", 6)
    judge(body, grade, FOUND, PUBLISHED, edition="ilacs/2024-04-05")
    with pytest.raises(EngagementRefused, match="No re-inspection is due"):
        asks(People(body), body)


@pytest.mark.parametrize("who", ["nominee", "stranger", "scheduler", "senior", "analyst"])
def test_only_the_director_of_the_authority_asks(people: People, council: Body, who: str) -> None:
    with pytest.raises(PermissionRefused):
        asks(people, council, who)


def test_no_request_is_made_while_one_is_open(people: People, council: Body) -> None:
    first = asks(people, council)
    with pytest.raises(EngagementRefused, match="A request is open"):
        asks(people, council)
    refuse(by=people.actor("senior"), request=first, reason="It is too early to see what changed.")
    assert asks(people, council).pk != first.pk


@pytest.mark.parametrize(("after", "past"), [(-1, False), (0, False), (1, True)])
def test_a_request_is_late_from_the_day_after_its_last(people: People, council: Body, after: int, past: bool) -> None:
    made = asks(people, council)
    assert answer_by(made) == LAST
    assert late(made, LAST + timedelta(after)) is past


def test_a_request_that_is_granted_brings_the_reinspection_forward(people: People, council: Body) -> None:
    made = grant(
        by=people.actor("senior"), request=asks(people, council), until=date(2027, 9, 30), reason="It is time."
    )
    decision = Decision.objects.get()
    assert (decision.kind, decision.until, decision.reason) == (
        DecisionKind.REINSPECT_ON_REQUEST, date(2027, 9, 30), "It is time."
    )  # fmt: skip
    assert made.decision == decision
    due = reinspection_due(council, TODAY)
    assert due is not None
    assert (due.window.latest, due.decision) == (date(2027, 9, 30), str(decision.pk))
    assert AuditEntry.objects.get(action="reinspection_answered").summary["answer"] == "granted"


def test_a_request_that_is_refused_changes_nothing_that_is_due(people: People, council: Body) -> None:
    before = reinspection_due(council, TODAY)
    made = refuse(by=people.actor("scheduler"), request=asks(people, council), reason="Audits show too little yet.")
    assert (made.decision, made.answer) == (None, "Audits show too little yet.")
    assert reinspection_due(council, TODAY) == before
    with pytest.raises(EngagementRefused, match="answered already"):
        grant(by=people.actor("senior"), request=made, until=date(2027, 9, 30), reason="It is time.")


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        (date(2027, 5, 31), "asked for June 2027 or later"),
        (date(2027, 6, 1), ""),
        (date(2029, 9, 10), ""),
        (date(2029, 9, 11), "due by 11 September 2029"),
    ],
)
def test_it_is_granted_for_a_day_from_the_month_asked_for_and_before_it_is_due_anyway(
    people: People, council: Body, until: date, sentence: str
) -> None:
    made = asks(people, council)
    if sentence:
        with pytest.raises(EngagementRefused, match=sentence) as fault:
            grant(by=people.actor("senior"), request=made, until=until, reason="It is time.")
        assert fault.value.field == "until"
    else:
        assert grant(by=people.actor("senior"), request=made, until=until, reason="It is time.").decision


def test_an_answer_has_a_reason(people: People, council: Body) -> None:
    made = asks(people, council)
    with pytest.raises(DecisionRefused, match="Enter why"):
        grant(by=people.actor("senior"), request=made, until=date(2027, 9, 30), reason=" ")
    with pytest.raises(EngagementRefused, match="Enter why"):
        refuse(by=people.actor("senior"), request=made, reason=" ")


@pytest.mark.parametrize("who", ["director", "nominee", "lead", "inspector", "assurer", "analyst", "stranger"])
def test_only_those_who_may_decide_answer(people: People, council: Body, who: str) -> None:
    made = asks(people, council)
    with pytest.raises(PermissionRefused):
        grant(by=people.actor(who), request=made, until=date(2027, 9, 30), reason="It is time.")
    with pytest.raises(PermissionRefused):
        refuse(by=people.actor(who), request=made, reason="It is not time.")
