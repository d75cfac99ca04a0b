"""The clocks of a case, on the day before, on the day and after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from tests.casework.people import MONDAY, People, Story, on_site, planned

from inspectorate.calendars import add_working_days
from inspectorate.webapp.casework import queries
from inspectorate.webapp.casework.actions import report as drafting
from inspectorate.webapp.casework.clocks import Running, answer_time_ends, running
from inspectorate.webapp.casework.models import Case
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db


def clock_of(story: Story) -> Running:
    case = story.now()
    found = running(case, queries.edition_of(case))
    assert found is not None
    return found


def sent(people: People, council: Body, clock: time_machine.Traveller) -> Story:
    """A visit whose letter lies with the body."""
    story = on_site(people, council, clock, event="focused_visit")
    story.on(story.case.ends or MONDAY, 17).take("lead", "write", done_on=timezone.localdate()).write()
    return story.take("lead", "send_to_assurance").take("assurer", "send_to_body")


def test_notice_is_due_five_working_days_before_an_inspection(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = planned(people, council, clock)
    assert story.case.starts == date(2026, 11, 30)
    found = clock_of(story)
    assert found.ends == date(2026, 11, 23)
    assert [found.late(found.ends + timedelta(days)) for days in (-1, 0, 1)] == [False, False, True]


def test_a_visit_without_notice_has_until_its_first_day(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = planned(people, council, clock, announced=False)
    assert clock_of(story).ends == story.case.starts


def test_a_case_without_days_waits_for_them(people: People, council: Body, clock: time_machine.Traveller) -> None:
    story = planned(people, council, clock, starts=None, ends=None)
    assert (clock_of(story).ends, clock_of(story).waits) == (None, "the days on site")
    assert not clock_of(story).late(date.max)


def test_the_bodys_time_runs_from_the_day_on_which_it_opened_the_draft(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = sent(people, council, clock)
    assert (clock_of(story).label, clock_of(story).ends) == ("The body is to open the draft", date(2026, 12, 8))
    with pytest.raises(CaseRefused, match="Open the draft first"):
        story.take("director", "answer")
    with pytest.raises(CaseRefused, match="its time has not begun"):
        story.take("lead", "close_answers")
    story.on("2026-12-14")
    for _ in range(2):
        drafting.receive_draft(by=people.actor("director"), case=story.now())
        story.on("2026-12-15")
    ends = add_working_days(date(2026, 12, 14), 5)
    assert clock_of(story).ends == ends == answer_time_ends(story.now(), queries.edition_of(story.case))


def test_a_draft_that_nobody_opens_traps_no_case(people: People, council: Body, clock: time_machine.Traveller) -> None:
    story = sent(people, council, clock).on("2026-12-08")
    for on in (date(2026, 11, 30), date(2026, 12, 9)):
        with pytest.raises(CaseRefused, match="must lie between"):
            story.take("lead", "deliver", told="By recorded post", done_on=on)
    story.take("lead", "deliver", told="By recorded post", done_on=date(2026, 12, 7))
    assert clock_of(story).ends == add_working_days(date(2026, 12, 7), 5)
    with pytest.raises(CaseRefused, match="has opened the draft already"):
        story.take("lead", "deliver", told="Again", done_on=date(2026, 12, 8))


def test_a_complaint_takes_nothing_of_the_bodys_time_to_answer(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = sent(people, council, clock)
    drafting.receive_draft(by=people.actor("director"), case=story.now())
    ends = clock_of(story).ends
    assert ends is not None
    for held, lifted, days in (("2026-12-07", "2026-12-09", 2), ("2026-12-10", "2026-12-14", 4)):
        story.on(held).take("senior", "hold", reason="A complaint came in.").on(lifted)
        with pytest.raises(CaseRefused, match="not possible now"):
            story.take("senior", "lift", reason="It was answered.")
        story.take("senior", "lift_to_body", reason="It was answered.")
        assert (story.case.stage, clock_of(story).ends) == ("factual_accuracy", add_working_days(ends, days))
    assert answer_time_ends(story.case, queries.edition_of(story.case)) == add_working_days(ends, 4)
    assert story.take("director", "answer").case.stage == "finalising"
    with pytest.raises(CaseRefused, match="not possible now"):
        story.take("senior", "hold", reason="Another.").take("senior", "lift_to_body", reason="It was answered.")
    assert story.take("senior", "lift", reason="It was answered.").case.stage == "finalising"


def test_a_complaint_before_the_draft_was_opened_leaves_the_body_its_whole_time(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = sent(people, council, clock).take("senior", "hold", reason="A complaint came in.").on("2026-12-14")
    story.take("senior", "lift_to_body", reason="It was answered.")
    drafting.receive_draft(by=people.actor("director"), case=story.now())
    assert clock_of(story).ends == add_working_days(date(2026, 12, 14), 5)


@pytest.mark.parametrize(("after", "answers"), [(-1, True), (0, True), (1, False)])
def test_the_body_may_answer_to_the_end_of_the_last_day(
    people: People, council: Body, clock: time_machine.Traveller, after: int, answers: bool
) -> None:
    story = sent(people, council, clock)
    drafting.receive_draft(by=people.actor("nominee"), case=story.now())
    ends = clock_of(story).ends
    assert ends is not None
    story.on(ends + timedelta(days=after), hour=23)
    paragraph = story.case.paragraphs.all()[0]
    if answers:
        drafting.make_point(by=people.actor("director"), paragraph=paragraph, proposed="Late.", evidence="")
        with pytest.raises(CaseRefused, match="runs to the end of"):
            story.take("lead", "close_answers")
    else:
        with pytest.raises(CaseRefused, match="The time to answer is over; what was written is kept"):
            drafting.make_point(by=people.actor("director"), paragraph=paragraph, proposed="Late.", evidence="")
        assert story.take("lead", "close_answers").case.stage == "finalising"


def test_a_clock_that_no_published_rule_gives_says_that_it_is_a_default(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    told = {"edition": "proposal-2017/2017-02-01", "event": "focused_visit"}
    story = on_site(people, council, clock, **told)
    story.on(story.case.ends or MONDAY, 17).take("lead", "write", done_on=timezone.localdate())
    assert clock_of(story).default
    assert clock_of(story).ends == add_working_days(story.case.ends or MONDAY, 18)


@pytest.mark.parametrize("stage", ["published", "cancelled", "withdrawn"])
def test_a_case_that_has_ended_has_no_clock(
    people: People, council: Body, clock: time_machine.Traveller, stage: str
) -> None:
    story = planned(people, council, clock)
    Case.objects.filter(pk=story.case.pk).update(stage=stage)
    case = story.now()
    assert running(case, queries.edition_of(case)) is None


def test_a_complaint_is_to_be_answered_and_a_deferral_goes_on(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = planned(people, council, clock)
    story.take("scheduler", "defer", until=date(2027, 2, 1), reason="A merger of councils.")
    assert clock_of(story).ends == date(2027, 2, 1)
    with pytest.raises(CaseRefused, match="must not be in the past"):
        story.take("scheduler", "plan_again", starts=date(2026, 1, 4), ends=date(2026, 1, 8))
    story.take("scheduler", "plan_again", starts=date(2027, 2, 1), ends=date(2027, 2, 5))
    assert (story.case.stage, story.case.starts) == ("planned", date(2027, 2, 1))


def test_what_is_late_stands_first_in_the_list(people: People, council: Body, clock: time_machine.Traveller) -> None:
    late = planned(people, council, clock, event="focused_visit")
    story = planned(people, council, clock)
    story.on("2026-12-02")
    Case.objects.filter(pk=story.case.pk).update(starts=date(2027, 1, 4), ends=date(2027, 1, 8))
    found = queries.seen_by(people.actor("scheduler"))
    assert [(one.case.pk, one.late) for one in found] == [(late.case.pk, True), (story.case.pk, False)]
