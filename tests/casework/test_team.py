"""Who may be named to a case, its days, and what a case hides from those who work on it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from tests.accounts.people import SOMEBODY, organisation
from tests.casework.people import GOOD, INADEQUATE, People, Story, begun, on_site, planned, published

from inspectorate.webapp.accounts.actions import give_role
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.audit.sentences import sentence as told
from inspectorate.webapp.casework.actions import cases, judging, preparing, team
from inspectorate.webapp.casework.models import Sample, SecondOpinion
from inspectorate.webapp.casework.opinions import owed_by
from inspectorate.webapp.casework.parts import reads_grades
from inspectorate.webapp.casework.presenters import happened
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "part", "sentence"),
    [
        ("analyst", "inspector", "holds no role for this"),
        ("outsider", "assurer", "holds no role for this"),
        ("lead", "inspector", "has a part in this case already"),
        ("outsider", "lead", "Somebody has this part"),
        ("outsider", "cook", "Choose a part"),
        ("senior", "assurer", "Somebody has this part"),
        ("outsider", "panel", "holds no role for this"),
    ],
)
def test_who_cannot_be_named_and_why(
    people: People, council: Body, clock: time_machine.Traveller, name: str, part: str, sentence: str
) -> None:
    story = planned(people, council, clock)
    with pytest.raises(CaseRefused, match=sentence):
        team.add_member(by=people.actor("scheduler"), case=story.case, user=people.users[name], part=part)


def test_nobody_checks_their_own_work(people: People, council: Body, clock: time_machine.Traveller) -> None:
    """A senior inspector may work on cases and may assure them, and never the same one."""
    story = planned(people, council, clock)
    by, senior = people.actor("scheduler"), people.users["senior"]
    member = team.add_member(by=by, case=story.case, user=senior, part="inspector")
    team.end_member(by=by, member=member)
    with pytest.raises(CaseRefused, match="has ended already"):
        team.end_member(by=by, member=member)
    team.end_member(by=by, member=story.case.members.get(part="assurer"))
    with pytest.raises(CaseRefused, match="has worked on this case and cannot assure its quality"):
        team.add_member(by=by, case=story.case, user=senior, part="assurer")


def test_the_consistency_panel_is_outside_the_case(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = planned(people, council, clock)
    by, senior = people.actor("scheduler"), people.users["senior"]
    ended = team.add_member(by=by, case=story.case, user=senior, part="inspector")
    team.end_member(by=by, member=ended)
    with pytest.raises(CaseRefused, match="has had a part in this case, and the panel is outside it"):
        team.add_member(by=by, case=story.case, user=senior, part="panel")
    other = planned(people, council, clock, event="focused_visit", topics=("The front door",))
    team.end_member(by=by, member=other.name_for_panel("senior").case.members.get(part="panel"))
    with pytest.raises(CaseRefused, match="was named for the consistency panel, which is outside the case"):
        team.add_member(by=by, case=other.case, user=senior, part="inspector")


def test_days_change_with_a_reason_until_the_work_begins(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = planned(people, council, clock)
    by, days = people.actor("scheduler"), {"starts": date(2026, 12, 7), "ends": date(2026, 12, 11)}
    with pytest.raises(CaseRefused, match="Enter why the days change"):
        cases.change_days(by=by, case=story.case, reason=" ", **days)
    with pytest.raises(CaseRefused, match="must not be before the first"):
        cases.change_days(by=by, case=story.case, reason="x", starts=days["ends"], ends=days["starts"])
    cases.change_days(by=by, case=story.case, reason="The council merges.", **days)
    story.on("2026-12-07").take("lead", "give_notice", told="The director", done_on=date(2026, 12, 7))
    story.take("lead", "begin")
    with pytest.raises(CaseRefused, match="has begun"):
        cases.change_days(by=by, case=story.case, reason="x", **days)


@pytest.mark.parametrize("announced", [True, False])
def test_when_somebody_comes_unannounced_stands_in_the_case_and_not_in_the_audit_record(
    people: People, council: Body, clock: time_machine.Traveller, announced: bool
) -> None:
    story, by = planned(people, council, clock, announced=announced), people.actor("scheduler")
    days = {"starts": date(2026, 12, 14), "ends": date(2026, 12, 16)}
    cases.change_days(by=by, case=story.case, reason="From 14 December on all are there.", **days)
    story.take("scheduler", "defer", until=date(2027, 1, 11), reason="A flood.")
    story.take("scheduler", "plan_again", starts=date(2027, 1, 18), ends=date(2027, 1, 20))
    summaries = " ".join(str(entry.summary) for entry in AuditEntry.objects.all())
    for day in ("2026-12-14", "14 December", "2027-01-11", "2027-01-18", "2027-01-20"):
        assert (day in summaries) is announced
    told = [(one.what, dict(one.said)) for one in happened(story.case)]
    assert told[0] == ("Planned the case again", {"Starts": "18 January 2027", "Ends": "20 January 2027"})
    assert told[2] == ("Set the days on site", {"Starts": "14 December 2026", "Ends": "16 December 2026"})


def test_the_days_of_an_unannounced_visit_stand_in_the_audit_record_once_it_has_begun(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = on_site(people, council, clock, announced=False)
    story.take("lead", "extend", ends=date(2026, 12, 9), reason="More records.")
    assert AuditEntry.objects.filter(summary__ends="2026-12-09").exists()


def test_one_case_of_a_kind_at_a_time(people: People, council: Body, clock: time_machine.Traveller) -> None:
    planned(people, council, clock)
    with pytest.raises(CaseRefused, match="open at this body already"):
        planned(people, council, clock)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [({"event": "no_such"}, "Choose an event"), ({"ends": None}, "Enter both days on site, or neither")],
)
def test_what_cannot_be_planned_says_why(
    people: People, council: Body, clock: time_machine.Traveller, more: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(CaseRefused, match=sentence):
        planned(people, council, clock, **more)


def test_a_second_opinion_is_blind_given_once_and_changes_nothing(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = on_site(people, council, clock)
    by = people.actor("lead")
    refused = {
        "inspector": "has had a part",
        "analyst": "neither inspects nor assures reports",
        "senior": "can read the team's grades",
    }
    for name, sentence in refused.items():
        with pytest.raises(CaseRefused, match=sentence):
            judging.ask_second_opinion(by=by, case=story.case, user=people.users[name])
    asked = judging.ask_second_opinion(by=by, case=story.case, user=people.users["outsider"])
    with pytest.raises(CaseRefused, match="is to be given first"):
        team.add_member(by=people.actor("scheduler"), case=story.case, user=people.users["outsider"], part="inspector")
    with pytest.raises(CaseRefused, match="was asked already"):
        judging.ask_second_opinion(by=by, case=story.case, user=people.users["outsider"])
    grades = dict.fromkeys(("overall", "leadership", "help_and_protection", "in_care", "care_leavers"), "good")
    with pytest.raises(PermissionRefused):
        judging.give_second_opinion(by=by, asked=asked, grades=grades, rationale="x")
    outsider = people.actor("outsider")
    for wrong, sentence in (({**grades, "in_care": "fine"}, "Choose a grade for"), (grades, "Enter why")):
        with pytest.raises(CaseRefused, match=sentence):
            judging.give_second_opinion(by=outsider, asked=asked, grades=wrong, rationale=" ")
    judging.give_second_opinion(by=outsider, asked=asked, grades=grades, rationale="As I read it.")
    with pytest.raises(CaseRefused, match="given already"):
        judging.give_second_opinion(by=outsider, asked=asked, grades=grades, rationale="Again.")
    assert SecondOpinion.objects.get().grades == grades
    assert not story.case.judged.exists()


def test_a_second_opinion_is_asked_for_and_given_while_there_is_evidence_and_no_report(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    def ask(name: str) -> SecondOpinion:
        return judging.ask_second_opinion(by=people.actor("lead"), case=story.case, user=people.users[name])

    def give(asked: SecondOpinion) -> SecondOpinion:
        by = people.actor(asked.user.name.lower())
        return judging.give_second_opinion(by=by, asked=asked, grades=GOOD, rationale="As I read it.")

    story = planned(people, council, clock)
    with pytest.raises(CaseRefused, match="Before that there is no evidence to read"):
        ask("outsider")
    story = begun(story)
    asked, late = ask("outsider"), ask("checker")
    story.take("lead", "pause", until=story.case.ends, reason="Snow.")
    give(asked)
    published(story.take("lead", "resume", ends=story.case.ends), GOOD)
    for refused in (lambda: give(late), lambda: ask("inspector")):
        with pytest.raises(CaseRefused, match="afterwards the grades can be known"):
            refused()
    story.take("senior", "amend", reason="A wrong figure.", public_reason="A figure was wrong.")
    with pytest.raises(CaseRefused, match="afterwards the grades can be known"):
        give(late)
    assert owed_by(people.actor("checker")) == []


def test_a_quality_assurer_outside_the_case_may_be_asked_for_a_second_opinion(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = on_site(people, council, clock)
    with pytest.raises(CaseRefused, match="has had a part"):
        judging.ask_second_opinion(by=people.actor("lead"), case=story.case, user=people.users["assurer"])
    asked = judging.ask_second_opinion(by=people.actor("lead"), case=story.case, user=people.users["checker"])
    assert not reads_grades(people.actor("checker"), story.case)
    assert owed_by(people.actor("checker")) == [asked]
    given = judging.give_second_opinion(by=people.actor("checker"), asked=asked, grades=GOOD, rationale="So I read it.")
    assert given.grades == GOOD


def test_who_no_longer_holds_a_role_for_it_gives_no_second_opinion(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = on_site(people, council, clock)
    asked = judging.ask_second_opinion(by=people.actor("lead"), case=story.case, user=people.users["checker"])
    people.users["checker"].memberships.all().delete()
    with pytest.raises(PermissionRefused, match="Only whoever was asked"):
        judging.give_second_opinion(by=people.actor("checker"), asked=asked, grades=GOOD, rationale="x")


def test_who_was_given_a_role_that_reads_the_grades_since_gives_no_second_opinion(
    client: Client, people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story, checker = on_site(people, council, clock), people.users["checker"]
    asked = judging.ask_second_opinion(by=people.actor("lead"), case=story.case, user=checker)
    client.force_login(checker, "allauth.account.auth_backends.AuthenticationBackend")
    address = f"/cases/opinions/{asked.pk}/"
    assert client.get(address).status_code == 200
    assert address in client.get("/cases/").text
    role = Role.SENIOR_INSPECTOR
    give_role(by=SOMEBODY, user=checker, organisation=organisation(role), role=role, first=date(2020, 1, 1))
    with pytest.raises(PermissionRefused, match="your opinion is not blind"):
        judging.give_second_opinion(by=people.actor("checker"), asked=asked, grades=GOOD, rationale="x")
    assert client.get(address).status_code == 403
    assert address not in client.get("/cases/").text


@pytest.mark.parametrize("step", ["panel", "provisional"])
def test_the_audit_record_does_not_tell_those_who_grade_blind_how_high_or_low_a_grade_is(
    people: People, council: Body, clock: time_machine.Traveller, step: str
) -> None:
    story = on_site(people, council, clock)
    story.find("strength", "Foster carers are helped at once.")
    if step == "panel":
        story.on(story.case.ends or date.max, 17).take("lead", "judge", done_on=story.case.ends)
        story.grade("lead", "provisional", **INADEQUATE).take("lead", "draft").write().take("lead", "send_to_assurance")
    story.grade("senior" if step == "panel" else "lead", step, leadership="inadequate")
    graded = AuditEntry.objects.filter(action="area_graded").latest("id")
    found = AuditEntry.objects.get(action="case_finding_added")
    assert graded.summary == {"body": str(council), "judgement": "leadership"}
    assert told(graded) == f"graded leadership of {council}"
    assert found.summary == {"body": str(council)}
    assert told(found) == f"noted a finding in a case at {council}"


def draw(people: People, story: Story, **more: Any) -> Sample:
    values: dict[str, Any] = {
        "drawn_from": "List 8",
        "identifiers": [f"C{number}" for number in range(40)],
        "size": 6,
        "seed": 7,
    } | more
    return preparing.draw_sample(by=people.actor("lead"), case=story.case, **values)


def test_the_same_list_and_seed_draw_the_same_records(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = planned(people, council, clock)
    first, again = draw(people, story), draw(people, story, identifiers=[f"C{number}" for number in range(39, -1, -1)])
    assert first.drawn == again.drawn
    assert len(set(first.drawn)) == 6
    assert draw(people, story, seed=8).drawn != first.drawn


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        *(
            ({"identifiers": ["C1", name], "size": 1}, "looks like a name")
            for name in ("Jo Smith", "Smith, Jack", "Smith_Jack", "smith.jack", "Smith,Jack")
        ),
        ({"identifiers": ["C1", "C2", "C1"], "size": 1}, "C1 stands twice"),
        ({"identifiers": ["C1", " ", "C2"], "size": 3}, "Draw between 1 and 2 records"),
        ({"size": 0}, "Draw between 1 and 40 records"),
    ],
)
def test_what_cannot_be_drawn_says_why(
    people: People, council: Body, clock: time_machine.Traveller, more: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(CaseRefused, match=sentence):
        draw(people, planned(people, council, clock), **more)


def test_lines_of_enquiry_and_meetings_are_kept(people: People, council: Body, clock: time_machine.Traveller) -> None:
    story = on_site(people, council, clock)
    by = people.actor("lead")
    preparing.add_line(by=by, case=story.case, text="Are visits in time? ")
    for text, sentence in ((" ", "Enter what"), ("Are visits in time?", "is there already")):
        with pytest.raises(CaseRefused, match=sentence):
            preparing.add_line(by=by, case=story.case, text=text)
    meeting: dict[str, Any] = {"held_on": date(2026, 11, 30), "present": "The director"}
    preparing.note_meeting(by=by, case=story.case, said="Visits are late.", **meeting)
    with pytest.raises(CaseRefused, match="Enter what was said"):
        preparing.note_meeting(by=by, case=story.case, said=" ", **meeting)
    with pytest.raises(CaseRefused, match="must not be in the future"):
        preparing.note_meeting(by=by, case=story.case, held_on=date(2027, 1, 1), present="x", said="x")
