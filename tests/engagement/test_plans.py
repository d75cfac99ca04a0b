"""Action plans: which inspections call for one, by which day, who sends, records and answers it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.accounts.people import SOMEBODY
from tests.casework.people import People
from tests.engagement.conftest import PUBLISHED, Clock
from tests.programme.places import TODAY, judge, place

from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.engagement.actions.plans import answer_plan, receive_plan, send_plan
from inspectorate.webapp.engagement.models import ActionPlan
from inspectorate.webapp.engagement.plans import Called, called, late_statements, may_send, waiting
from inspectorate.webapp.engagement.refusals import EngagementRefused
from inspectorate.webapp.inspections.actions import Said, record_event
from inspectorate.webapp.inspections.files import MOST_BYTES, read
from inspectorate.webapp.inspections.models import Finding, ImportRun, Inspection, InspectionFact
from inspectorate.webapp.programme.queries import owed
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db
# 70 working days from Monday 2 November 2026; Christmas, Boxing Day and New Year's Day lie between.
LAST = date(2027, 2, 11)


def only(body: Body, day: date = TODAY) -> Called:
    (found,) = called(body, day)
    return found


def send(people: People, inspection: Inspection, who: str = "director", **more: Any) -> ActionPlan:
    said = {"name": "plan.txt", "content": b"We will see every child.", "words": "Agreed on Monday."} | more
    body = Body.objects.get(pk=inspection.body_id)
    return send_plan(by=people.actor(who), body=body, inspection=inspection.pk, **said)


def owes_plan(body: Body, day: date) -> list[date | None]:
    found = (one.obligation for one in owed(day, bodies=[body.key]))
    return [one.window.latest for one in found if one.event == "action_plan"]


def test_an_area_for_priority_action_calls_for_a_plan_by_the_day_that_is_due(council: Body, priority: Finding) -> None:
    found = only(council)
    assert (found.title, found.areas, found.last) == ("Action plan", (priority.text,), LAST)
    assert owes_plan(council, TODAY) == [LAST]
    assert found.standing == "by 11 February 2027; not sent"


def test_an_inadequate_area_alone_calls_for_a_statement_by_the_same_day(council: Body) -> None:
    found = only(council)
    assert (found.title, found.areas, found.last) == ("Statement of proposed action", (), LAST)


@pytest.mark.parametrize(("days", "count"), [(0, 0), (1, 1)])
def test_a_statement_that_has_not_come_by_its_day_is_on_a_list(council: Body, days: int, count: int) -> None:
    on = LAST + timedelta(days=days)
    late = [(body.name, one.title) for body, one in late_statements(on)]
    assert late == [("Hollinmoor", "Statement of proposed action")] * count
    assert len(late_statements(on, council.ofsted_region)) == count
    assert late_statements(on, "Somewhere else") == []


def test_one_that_was_sent_is_on_it_no_more(
    council: Body, people: People, inspection: Inspection, clock: Clock
) -> None:
    clock.on(LAST)
    send(people, inspection)
    assert late_statements(LAST + timedelta(days=1)) == []


def test_a_plan_that_is_late_is_on_the_due_list_instead(council: Body, priority: Finding) -> None:
    assert late_statements(LAST + timedelta(days=1)) == []


@pytest.mark.parametrize("grade", ["requires_improvement", "good", "outstanding"])
def test_a_better_authority_owes_nothing(clock: Clock, grade: str) -> None:
    body = place("Merewick", 6)
    judge(body, grade, date(2026, 9, 11), PUBLISHED, edition="ilacs/2024-04-05")
    assert called(body, TODAY) == []


def test_of_an_inspection_that_only_a_file_tells_of_nobody_can_say_whether_a_statement_came(clock: Clock) -> None:
    body = place("Filemoor", 7)
    run = ImportRun.objects.create(file="all.csv", sha256="1" * 64, state="complete", finished_at=PUBLISHED_AT)
    told = Inspection.objects.create(body=body, regime="ilacs")
    InspectionFact.objects.create(
        inspection=told, run=run, source_kind="official", source="all.csv", event="standard", ended=date(2026, 9, 11),
        published=PUBLISHED, known_on=PUBLISHED, known_confidence="official", grades={"overall": "inadequate"},
    )  # fmt: skip
    assert called(body, TODAY) == []


PUBLISHED_AT = "2026-11-02T10:00:00Z"


@pytest.mark.parametrize(
    ("day", "late"), [(date(2026, 11, 27), False), (date(2026, 11, 30), False), (date(2026, 12, 1), True)]
)
def test_a_draft_of_an_action_plan_is_to_come_within_twenty_working_days(
    council: Body, priority: Finding, day: date, late: bool
) -> None:
    found = only(council, day)
    assert (found.draft, found.draft_late(day)) == (date(2026, 11, 30), late)


def test_a_draft_in_time_is_answered_and_the_plan_itself_is_still_to_come(
    people: People, council: Body, inspection: Inspection, priority: Finding, clock: Clock
) -> None:
    draft, lead = send(people, inspection, draft=True), people.actor("lead")
    found = only(council, date(2027, 3, 1))
    assert found.standing == "by 11 February 2027; a draft was sent on 23 November 2026"
    assert (found.draft_late(date(2027, 3, 1)), found.late(LAST), found.late(date(2027, 3, 1))) == (False, False, True)
    with pytest.raises(EngagementRefused, match="This is a draft"):
        receive_plan(by=lead, plan=draft, on=TODAY)
    assert list(waiting()) == [draft]
    answer_plan(by=lead, plan=draft, reflects=False, reason="It names nobody.")
    assert list(waiting()) == []
    clock.on(date(2027, 2, 10))
    receive_plan(by=lead, plan=send(people, inspection), on=date(2027, 2, 10))
    assert not only(council, date(2027, 3, 1)).late(date(2027, 3, 1))
    assert not only(council, date(2027, 3, 1)).draft_late(date(2027, 3, 1))


def test_a_statement_has_no_draft(people: People, council: Body, inspection: Inspection) -> None:
    assert only(council).draft is None
    assert not only(council).draft_late(date.max)
    with pytest.raises(EngagementRefused, match="No draft is asked for") as fault:
        send(people, inspection, draft=True)
    assert fault.value.field == "draft"


def test_what_was_sent_stays_in_sight_after_the_next_inspection(
    people: People, council: Body, inspection: Inspection, clock: Clock
) -> None:
    plan = send(people, inspection)
    clock.on(date(2029, 6, 1))
    judge(council, "good", date(2029, 4, 20), date(2029, 5, 28), edition="ilacs/2026-04-01")
    assert only(council, date(2029, 6, 1)).sent == (plan,)


@pytest.mark.parametrize(("after", "late"), [(-1, False), (0, False), (1, True)])
def test_a_plan_that_has_not_come_is_late_from_the_day_after_the_last(council: Body, after: int, late: bool) -> None:
    day = LAST + timedelta(after)
    assert only(council, day).late(day) is late


@pytest.mark.parametrize(("after", "late"), [(-1, False), (0, False), (1, True)])
def test_a_plan_counts_by_the_day_on_which_it_was_sent_and_not_by_when_it_was_recorded(
    people: People, council: Body, inspection: Inspection, clock: Clock, after: int, late: bool
) -> None:
    clock.on(LAST + timedelta(after))
    send(people, inspection)
    clock.on(date(2027, 4, 12))
    assert only(council, date(2027, 4, 12)).late(date(2027, 4, 12)) is late


def test_a_plan_is_kept_under_its_hash_and_the_row_says_who_sent_it(people: People, inspection: Inspection) -> None:
    plan = send(people, inspection)
    assert read(plan.sha256) == b"We will see every child."
    assert (plan.size, plan.sent_by) == (24, "director@example.org")
    assert AuditEntry.objects.get(action="plan_sent").summary["sha256"] == plan.sha256


def test_recording_it_puts_the_event_on_record_that_meets_what_is_due(
    people: People, council: Body, inspection: Inspection, priority: Finding, clock: Clock
) -> None:
    plan = send(people, inspection)
    assert only(council).standing == "by 11 February 2027; sent on 23 November 2026, not yet recorded as received"
    clock.on(date(2026, 11, 25))
    receive_plan(by=people.actor("lead"), plan=plan, on=date(2026, 11, 24))
    assert owes_plan(council, date(2026, 11, 25)) == []
    found = only(council, date(2026, 11, 25))
    assert (found.received, found.standing) == (
        date(2026, 11, 24), "by 11 February 2027; received on 24 November 2026"
    )  # fmt: skip
    fact = InspectionFact.objects.get(event="action_plan")
    assert fact.source == "lead@example.org: plan.txt, sent by director@example.org"
    with pytest.raises(EngagementRefused, match="recorded as received already"):
        receive_plan(by=people.actor("lead"), plan=plan, on=date(2026, 11, 24))


def test_an_event_that_is_on_record_already_is_not_recorded_twice(
    people: People, council: Body, inspection: Inspection, priority: Finding
) -> None:
    said = Said(source="By post", event="action_plan", started=TODAY)
    record_event(by=SOMEBODY, body=council, edition="ilacs/2026-04-01", said=said)
    receive_plan(by=people.actor("lead"), plan=send(people, inspection), on=TODAY)
    assert InspectionFact.objects.filter(event="action_plan").count() == 1


@pytest.mark.parametrize(
    ("on", "refused"),
    [(date(2026, 11, 1), True), (PUBLISHED, False), (TODAY, False), (TODAY + timedelta(1), True)],
)
def test_it_came_between_the_report_and_today(people: People, inspection: Inspection, on: date, refused: bool) -> None:
    plan = send(people, inspection)
    if refused:
        with pytest.raises(EngagementRefused, match="between the report and today") as fault:
            receive_plan(by=people.actor("lead"), plan=plan, on=on)
        assert fault.value.field == "on"
    else:
        assert receive_plan(by=people.actor("lead"), plan=plan, on=on).received_on == on


def test_a_plan_that_does_not_reflect_the_findings_calls_for_another(
    people: People, council: Body, inspection: Inspection
) -> None:
    lead, plan = people.actor("lead"), send(people, inspection)
    with pytest.raises(EngagementRefused, match="Record the plan as received first"):
        answer_plan(by=lead, plan=plan, reflects=False, reason="It names nobody.")
    receive_plan(by=lead, plan=plan, on=TODAY)
    assert not may_send(only(council))
    with pytest.raises(EngagementRefused, match="received on 23 November 2026 already"):
        send(people, inspection)
    with pytest.raises(EngagementRefused, match="Enter why") as fault:
        answer_plan(by=lead, plan=plan, reflects=False, reason=" ")
    assert fault.value.field == "reason"
    answer_plan(by=lead, plan=plan, reflects=False, reason="It names nobody.")
    with pytest.raises(EngagementRefused, match="answered already"):
        answer_plan(by=lead, plan=plan, reflects=True, reason="It does.")
    assert may_send(only(council))
    assert only(council).standing == "by 11 February 2027; received on 23 November 2026; another is to be sent"
    better = send(people, inspection, content=b"The head of the front door will.")
    assert list(waiting()) == [better]
    receive_plan(by=lead, plan=better, on=TODAY)
    answer_plan(by=lead, plan=better, reflects=True, reason="Each area has its own measures.")
    assert list(waiting()) == []
    assert InspectionFact.objects.filter(event="action_plan").count() == 1


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"content": b""}, "file", "plan.txt is empty"),
        ({"content": b"x" * (MOST_BYTES + 1)}, "file", "larger than 50 MB"),
    ],
)
def test_a_file_is_refused_with_what_is_wrong(
    people: People, inspection: Inspection, said: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(EngagementRefused, match=sentence) as fault:
        send(people, inspection, **said)
    assert fault.value.field == field


def test_an_inspection_that_calls_for_none_takes_none(people: People, council: Body, inspection: Inspection) -> None:
    other = judge(place("Merewick", 6), "inadequate", date(2026, 9, 11), PUBLISHED, edition="ilacs/2024-04-05")
    with pytest.raises(EngagementRefused, match="calls for no plan"):
        send_plan(by=people.actor("director"), body=council, inspection=other.pk, name="plan.txt", content=b"x")


WHO = {
    "director": "sends", "nominee": "sends", "stranger": "", "scheduler": "records", "lead": "records",
    "inspector": "records", "assurer": "records", "senior": "records", "analyst": "",
}  # fmt: skip


@pytest.mark.parametrize("who", WHO)
def test_the_authoritys_people_send_and_staff_who_record_events_record(
    people: People, inspection: Inspection, who: str
) -> None:
    if WHO[who] == "sends":
        assert send(people, inspection, who).sent_by == f"{who}@example.org"
    else:
        with pytest.raises(PermissionRefused):
            send(people, inspection, who)
    plan = send(people, inspection)
    if WHO[who] == "records":
        receive_plan(by=people.actor(who), plan=plan, on=TODAY)
        answer_plan(by=people.actor(who), plan=plan, reflects=True, reason="It does.")
    else:
        for act in (
            lambda: receive_plan(by=people.actor(who), plan=plan, on=TODAY),
            lambda: answer_plan(by=people.actor(who), plan=plan, reflects=True, reason="It does."),
        ):
            with pytest.raises(PermissionRefused):
                act()
