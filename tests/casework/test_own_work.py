"""Nobody approves, releases or looks over their own work, and a part in a case does not end with its membership."""

from __future__ import annotations

import pytest
import time_machine
from django.utils import timezone
from tests.accounts.people import SOMEBODY, organisation
from tests.casework.people import GOOD, MONDAY, People, Story, on_site

from inspectorate.webapp.accounts.actions import give_role
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.casework import own_work
from inspectorate.webapp.casework.actions import release, team
from inspectorate.webapp.casework.actions import report as drafting
from inspectorate.webapp.casework.models import Case
from inspectorate.webapp.casework.parts import parts_of
from inspectorate.webapp.casework.queries import cases as every_case
from inspectorate.webapp.casework.queries import content_hash, edition_of
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
    member = team.add_member(by=by, case=story.case, user=people.users["senior"], part="inspector")
    team.end_member(by=by, member=member)
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


def reword(story: Story, who: str, *texts: str) -> None:
    """Somebody words the last paragraph anew, and again."""
    paragraph = story.now().paragraphs.last()
    assert paragraph is not None
    for text in texts:
        newest = paragraph.wordings.order_by("id").last()
        assert newest is not None
        drafting.reword(by=story.people.actor(who), paragraph=paragraph, text=text, over=newest.pk)


BY_THE_ASSURER = "Managers know their staff."


@pytest.mark.parametrize(
    ("texts", "theirs"),
    [
        (("Managers, know their staff",), True),
        (("Managers know most of their staff.",), True),
        (("Leaders praise every worker, and managers do so too.",), True),
        (("", BY_THE_ASSURER), True),
        (("Leaders praise every worker.",), False),
        (("",), False),
    ],
)
def test_what_an_assurer_wrote_stays_theirs_while_a_word_of_it_is_left(
    people: People, council: Body, clock: time_machine.Traveller, texts: tuple[str, ...], theirs: bool
) -> None:
    story = in_assurance(people, council, clock).write("assurer", BY_THE_ASSURER, "findings")
    story.take("assurer", "send_to_body").answer()
    reword(story, "lead", *texts)
    assert (people.users["assurer"].pk in own_work.authors(story.case)) is theirs
    if theirs:
        with pytest.raises(CaseRefused, match="Nobody approves their own work"):
            story.approve()
    else:
        assert story.approve().release().case.stage == "scheduled"


def test_a_comma_makes_no_author_and_a_number_does(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story, lead, assurer = in_assurance(people, council, clock), people.users["lead"].pk, people.users["assurer"].pk
    reword(story, "assurer", "Social workers know children well, and visit them often")
    assert own_work.authors(story.case) == {lead}
    reword(story, "assurer", "Social workers know 12 children well, and visit them often.")
    assert own_work.authors(story.case) == {lead, assurer}


def finalising(people: People, council: Body, clock: time_machine.Traveller, moderated: dict[str, str]) -> Story:
    """A short inspection that the lead graded good throughout, before its final grades."""
    story = on_site(people, council, clock)
    assert story.case.ends is not None
    story.on(story.case.ends, 17).take("lead", "judge", done_on=timezone.localdate())
    story.grade("lead", "provisional", **GOOD).take("lead", "draft").write().take("lead", "send_to_assurance")
    return story.grade("assurer", "moderated", **moderated).take("assurer", "send_to_body").answer()


@pytest.mark.parametrize("moderated", ["good", "requires_improvement"])
def test_whoever_alone_gave_a_final_grade_does_not_approve_it(
    people: People, council: Body, clock: time_machine.Traveller, moderated: str
) -> None:
    final = GOOD | {"in_care": "requires_improvement"}
    story = finalising(people, council, clock, GOOD | {"in_care": moderated}).grade("assurer", "final", **final)
    with pytest.raises(CaseRefused, match="You alone gave the final grade of: The experiences"):
        story.approve()
    story.grade("senior", "panel", in_care="requires_improvement")
    assert story.approve().release().case.stage == "scheduled"


def test_another_assurer_approves_a_final_grade_that_one_alone_gave(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = finalising(people, council, clock, GOOD)
    story.grade("assurer", "final", **GOOD | {"in_care": "requires_improvement"})
    second, role, by = people.users["outsider"], Role.QUALITY_ASSURER, people.actor("scheduler")
    give_role(by=SOMEBODY, user=second, organisation=organisation(role), role=role, first=MONDAY)
    team.end_member(by=by, member=story.case.members.get(part="assurer"))
    team.add_member(by=by, case=story.case, user=second, part="assurer")
    told = content_hash(story.now(), edition_of(story.case))
    release.approve(by=people.actor("outsider"), case=story.case, sha256=told)
    assert story.release().case.stage == "scheduled"


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
