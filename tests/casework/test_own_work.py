"""Nobody approves, releases or looks over their own work, and a part in a case does not end with its membership."""

from __future__ import annotations

import pytest
import time_machine
from django.utils import timezone
from tests.casework.people import GOOD, People, Story, on_site

from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.casework.actions import cases
from inspectorate.webapp.casework.actions import report as drafting
from inspectorate.webapp.casework.models import Case
from inspectorate.webapp.casework.parts import parts_of
from inspectorate.webapp.casework.queries import cases as every_case
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db


def in_assurance(people: People, council: Body, clock: time_machine.Traveller) -> Story:
    """A focused visit whose letter the quality assurer reads."""
    story = on_site(people, council, clock, event="focused_visit", topics=("The front door",))
    assert story.case.ends is not None
    story.on(story.case.ends, 17).take("lead", "write", done_on=timezone.localdate()).write()
    return story.take("lead", "send_to_assurance")


@pytest.mark.parametrize("rows", [Case.objects, every_case()], ids=["one", "listed"])
def test_whoever_once_worked_on_a_case_neither_releases_it_nor_sits_on_its_panel(
    people: People, council: Body, clock: time_machine.Traveller, rows: object
) -> None:
    story = in_assurance(people, council, clock)
    by = people.actor("scheduler")
    member = cases.add_member(by=by, case=story.case, user=people.users["senior"], part="inspector")
    cases.end_member(by=by, member=member)
    case = rows.get(pk=story.case.pk)
    assert parts_of(people.actor("senior"), case) == set()
    story.take("assurer", "send_to_body").answer().approve()
    with pytest.raises(PermissionRefused, match="outside the case"):
        story.release()


def test_an_assurer_does_not_approve_what_they_wrote(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = in_assurance(people, council, clock).write("assurer", "Managers know their staff.", "findings")
    story.take("assurer", "send_to_body").answer()
    with pytest.raises(CaseRefused, match="Nobody approves their own work"):
        story.approve()


def test_what_the_team_has_worded_anew_is_no_longer_the_assurers_work(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = in_assurance(people, council, clock).write("assurer", "Managers know their staff.", "findings")
    story.take("assurer", "send_to_body").answer()
    paragraph = story.case.paragraphs.get(section="findings")
    over = paragraph.wordings.get().pk
    drafting.reword(by=people.actor("lead"), paragraph=paragraph, text="Managers know most of their staff.", over=over)
    assert story.approve().release().case.stage == "scheduled"


@pytest.mark.parametrize("area", ["leadership", "in_care"])
def test_a_final_grade_that_the_panel_looks_at_needs_the_panel_even_where_another_was_moderated(
    people: People, council: Body, clock: time_machine.Traveller, area: str
) -> None:
    story = on_site(people, council, clock, edition="ilacs/2023-01-01")
    assert story.case.ends is not None
    story.on(story.case.ends, 17).take("lead", "judge", done_on=timezone.localdate())
    story.grade("lead", "provisional", **GOOD).take("lead", "draft").write().take("lead", "send_to_assurance")
    story.grade("assurer", "moderated", **GOOD).take("assurer", "send_to_body").answer()
    story.grade("assurer", "final", **GOOD | {area: "outstanding"})
    with pytest.raises(CaseRefused, match=r"panel has not agreed that .* is outstanding"):
        story.approve()
    story.grade("senior", "panel", **{area: "outstanding"}).approve()
    assert story.release().case.stage == "scheduled"
