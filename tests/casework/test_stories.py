"""Whole cases from plan to publication, as the people in them live them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from tests.casework.people import MONDAY, People, Story, on_site, planned, sent

from inspectorate.history.model import DecisionKind
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.casework import queries
from inspectorate.webapp.casework.actions import evidence, judging, release
from inspectorate.webapp.casework.actions import report as drafting
from inspectorate.webapp.casework.chain import verify
from inspectorate.webapp.casework.models import Point, Version
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.inspections.models import Finding
from inspectorate.webapp.inspections.queries import histories
from inspectorate.webapp.programme.actions import Answer, take_decision
from inspectorate.webapp.programme.queries import owed
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db
THREE = ("help_and_protection", "in_care", "leadership")


def due_of(body: Body) -> dict[str, tuple[date | None, date | None]]:
    found = owed(timezone.localdate(), bodies=[body.key])
    return {one.obligation.event: (one.obligation.window.earliest, one.obligation.window.latest) for one in found}


def latest(body: Body) -> dict[str, str | None]:
    (history,) = histories([body.key])
    return dict(history.inspections[-1].grades)


def to_assurance(story: Story, **grades: str) -> Story:
    """From the end of the work on site to quality assurance."""
    story.on(story.case.ends or MONDAY, 17).take("lead", "judge", done_on=timezone.localdate())
    story.grade("lead", "provisional", **grades).take("lead", "draft").write()
    return story.take("lead", "send_to_assurance")


def test_a_short_inspection_under_the_proposal_is_turned_into_two_weeks_challenged_held_published_and_amended(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = planned(people, council, clock, edition="proposal-2017/2017-02-01", event="short")
    story.take("scheduler", "give_notice", told="The director, by telephone", done_on=MONDAY)
    story.take("lead", "prepare").on("2026-11-30").take("lead", "begin")
    for who in ("lead", "inspector"):
        receipt = evidence.receive(by=people.actor(who), case=story.case, sent=[sent(areas=("leadership",))])
        assert len(receipt.kept) == 1
    story.take("lead", "convert", event="two_week", ends=date(2026, 12, 11), reason="Children waited for a visit.")
    assert story.case.event == "two_week"
    story.on("2026-12-11", 17).take("lead", "judge", done_on=date(2026, 12, 11))
    with pytest.raises(CaseRefused, match="Grade every area first"):
        story.take("lead", "draft")
    story.grade("lead", "provisional", **dict.fromkeys(THREE, "requires_improvement"))
    story.take("lead", "draft").find("area_for_improvement", "Visits are often late.", area="help_and_protection")
    assert drafting.compose(by=people.actor("lead"), case=story.case) == 1
    story.write("inspector").take("lead", "send_to_assurance")
    paragraph = story.case.paragraphs.all()[0]
    asked = drafting.comment(by=people.actor("assurer"), paragraph=paragraph, text="How often?")
    with pytest.raises(CaseRefused, match="Resolve the comments first: 1 wait"):
        story.take("assurer", "send_to_body")
    drafting.answer_comment(by=people.actor("lead"), comment=asked, answer="In 12 of 30 records.")
    drafting.resolve_comment(by=people.actor("assurer"), comment=asked)
    story.grade("assurer", "moderated", **dict.fromkeys(THREE, "requires_improvement")).take("assurer", "send_to_body")

    director, nominee = people.actor("director"), people.actor("nominee")
    drafting.receive_draft(by=nominee, case=story.case)
    points = [
        drafting.make_point(by=who, paragraph=paragraph, proposed=text, evidence="Our audit")
        for who, text in ((director, "Visits were late in 10 records."), (nominee, "Visits are never late."))
    ]
    story.take("director", "answer")
    decisions = ((points[0], True, "The audit shows it."), (points[1], False, "Records show otherwise."))
    for point, accepted, reason in decisions:
        drafting.decide_point(by=people.actor("lead"), point=point, accepted=accepted, reason=reason)
    over = paragraph.wordings.order_by("id").last()
    assert over is not None
    drafting.reword(
        by=people.actor("lead"), paragraph=paragraph, text="Visits are late in 10 of 30 records.", over=over.pk,
        point=points[0],
    )  # fmt: skip
    story.take("senior", "hold", reason="A complaint about conduct came in.")
    with pytest.raises(CaseRefused, match="not possible now"):
        story.take("senior", "release", publish_at=timezone.now())
    story.take("senior", "lift", reason="It was answered.")
    story.grade("assurer", "final", **dict.fromkeys(THREE, "requires_improvement")).approve().release().publish()

    assert latest(council) == dict.fromkeys(THREE, "requires_improvement")
    first = Version.objects.get()
    assert "Visits are late in 10 of 30 records." in first.content
    assert first.released_by == ["assurer@example.org", "senior@example.org"]
    story.take("assurer", "amend", reason="A figure was wrong.")
    story.write("lead", "Of the 30 records, 10 were late.").approve().release().publish()
    again = Version.objects.get(number=2)
    assert (again.reason, again.previous) == ("A figure was wrong.", first.link)
    assert latest(council) == dict.fromkeys(THREE, "requires_improvement")
    assert verify() == []


def test_a_short_inspection_under_ilacs_ends_at_inadequate_with_an_overall_reached_by_people(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    grades = {"leadership": "inadequate", "help_and_protection": "inadequate", "in_care": "requires_improvement",
              "care_leavers": "good", "overall": "inadequate"}  # fmt: skip
    story = on_site(people, council, clock, edition="ilacs/2023-01-01")
    to_assurance(story, **grades)
    story.grade("assurer", "moderated", **grades)
    with pytest.raises(CaseRefused, match="The consistency panel has not agreed"):
        story.take("assurer", "send_to_body")
    bad = {area: grade for area, grade in grades.items() if grade == "inadequate"}
    story.grade("senior", "panel", **bad).take("assurer", "send_to_body").answer()
    story.grade("assurer", "final", **grades).approve().release().publish()
    assert latest(council) == grades
    assert "monitoring_visit" in due_of(council)


def test_a_limit_without_exception_closes_a_grade_and_one_with_some_asks_why(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = on_site(people, council, clock)
    story.grade("lead", "provisional", leadership="inadequate", help_and_protection="requires_improvement",
                in_care="requires_improvement", care_leavers="requires_improvement")  # fmt: skip
    with pytest.raises(CaseRefused, match="A limit closes this grade"):
        story.grade("lead", "provisional", overall="good")
    given = judging.Grading(judgement="overall", grade="requires_improvement", rationale="Every area but one.")
    with pytest.raises(CaseRefused, match="A limit makes this grade unusual"):
        judging.grade(by=people.actor("lead"), case=story.case, step="provisional", given=given)
    story.grade("lead", "provisional", overall="requires_improvement")
    assert queries.grades(story.case, "provisional")["overall"].against == "As the children told us."


def letter(story: Story) -> Story:
    """From the end of a visit to its publication, without a point of the body."""
    story.on(story.case.ends or MONDAY, 17).take("lead", "write", done_on=timezone.localdate()).write()
    story.take("lead", "send_to_assurance").take("assurer", "send_to_body").answer()
    return story.approve().release().publish()


def test_a_focused_visit_whose_concern_is_confirmed_put_right(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = on_site(people, council, clock, event="focused_visit", topics=("The front door",))
    story.find("concern_to_be_put_right", "Calls wait too long.", put_right_by=date(2027, 1, 29),
               responsible="The director", confirmer="The regional inspector")  # fmt: skip
    letter(story)
    assert story.case.stage == "published"
    finding = Finding.objects.get()
    assert (finding.text, finding.put_right_by) == ("Calls wait too long.", date(2027, 1, 29))
    assert finding.inspection == story.case.inspection
    assert Point.objects.count() == 0


def test_the_first_letter_of_a_series_of_monitoring_visits_is_not_public(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    for number in (1, 2):
        story = on_site(people, council, clock, event="monitoring_visit")
        letter(story)
        assert story.case.versions.get().public is (number == 2)


def test_an_amendment_of_a_letter_that_is_not_public_is_not_public_either(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = letter(on_site(people, council, clock, event="monitoring_visit"))
    story.take("assurer", "amend", reason="A figure was wrong.").write("lead", "A second paragraph.")
    story.approve().release().publish()
    assert [one.public for one in story.case.versions.order_by("number")] == [False, False]


def test_time_comes_for_a_release_and_not_before(people: People, council: Body, clock: time_machine.Traveller) -> None:
    story = on_site(people, council, clock, event="focused_visit")
    story.on(story.case.ends or MONDAY, 17).take("lead", "write", done_on=timezone.localdate()).write()
    story.take("lead", "send_to_assurance").take("assurer", "send_to_body").answer().approve()
    at = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=2)
    story.release(at)
    assert release.publish_due(by=story.people.actor("senior")) == []
    with pytest.raises(CaseRefused, match="Its time has not come"):
        story.publish()
    story.take("senior", "revoke", reason="A name is wrong.")
    with pytest.raises(CaseRefused, match="The quality assurer approves the last version first"):
        story.release(at)
    story.approve().release(at).on(at.date(), 9).publish()
    assert story.case.stage == "published"
    with pytest.raises(CaseRefused, match="not possible now"):
        story.publish()
    assert Version.objects.count() == 1


def test_nobody_releases_what_they_approved_and_nothing_is_released_that_was_changed_since(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = on_site(people, council, clock, event="focused_visit")
    story.on(story.case.ends or MONDAY, 17).take("lead", "write", done_on=timezone.localdate()).write()
    story.take("lead", "send_to_assurance").take("assurer", "send_to_body").answer().approve()
    story.write("lead", "One thing more.")
    with pytest.raises(CaseRefused, match="changed after it was approved"):
        story.release()
    with pytest.raises(PermissionRefused, match="release for publication is for the senior inspector"):
        story.take("assurer", "release", publish_at=timezone.now())
    story.approve().release()
    assert story.case.stage == "scheduled"


def test_a_focused_visit_that_finds_much_wrong_brings_the_inspection_forward_by_a_persons_decision(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = letter(on_site(people, council, clock, event="focused_visit"))
    before = due_of(council)["short"]
    (key,) = [one.obligation.key for one in owed(timezone.localdate(), bodies=[council.key])
              if one.obligation.event == "short"]  # fmt: skip
    soon = timezone.localdate() + timedelta(days=60)
    answer = Answer(kind=DecisionKind.BRING_FORWARD, reason="The visit found children at risk.",
                    taken_on=timezone.localdate(), obligation=key, until=soon)  # fmt: skip
    take_decision(by=people.actor("senior"), body=council, edition="ilacs/2024-04-05", answer=answer)
    assert due_of(council)["short"][1] == soon != before[1]
    assert story.case.stage == "published"
