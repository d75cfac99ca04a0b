"""Which second gradings count in studies of agreement: blind ones and audits, in cases with final grades."""

from __future__ import annotations

import pytest
import time_machine
from django.utils import timezone
from tests.casework.people import AREAS, GOOD, People, Story, on_site, published

from inspectorate.webapp.casework.actions import judging
from inspectorate.webapp.casework.models import Case, SecondOpinion
from inspectorate.webapp.casework.second_gradings import studies
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db
FOUR = ("outstanding", "good", "requires_improvement", "inadequate")


@pytest.fixture
def story(people: People, council: Body, clock: time_machine.Traveller) -> Story:
    """A case on site of which somebody outside was asked for a second opinion, and gave it."""
    story = on_site(people, council, clock)
    asked = judging.ask_second_opinion(by=people.actor("lead"), case=story.case, user=people.users["outsider"])
    grades = GOOD | {"in_care": "requires_improvement"}
    judging.give_second_opinion(by=people.actor("outsider"), asked=asked, grades=grades, rationale="As I read it.")
    return story


def test_nothing_counts_before_the_grades_of_the_case_are_final(story: Story) -> None:
    story.grade("lead", "provisional", **GOOD)
    assert studies() == ()
    story.case.judged.create(judgement="overall", step="final", grade="good", rationale="x", by="x")
    assert studies() == ()


def test_a_blind_grade_and_an_audit_stand_beside_the_teams_own(story: Story) -> None:
    published(story, GOOD)
    (study,) = studies()
    assert (study.framework, study.scale, set(study.areas)) == ("ilacs", FOUR, set(AREAS))
    assert study.areas["help_and_protection"] == "help and protection"
    told = {(one.kind, one.area): (one.first, one.second) for one in study.gradings}
    assert told == {("blind", area): (1, 2 if area == "in_care" else 1) for area in AREAS} | {
        ("audit", area): (1, 1) for area in AREAS
    }
    assert {one.inspection for one in study.gradings} == {story.case.pk}


def test_an_opinion_given_once_the_report_was_out_is_not_blind(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = on_site(people, council, clock)
    asked = judging.ask_second_opinion(by=people.actor("lead"), case=story.case, user=people.users["outsider"])
    published(story, GOOD)
    # Nobody can give one now; records of earlier years hold some.
    SecondOpinion.objects.filter(pk=asked.pk).update(grades=GOOD, rationale="As I read it.", given_at=timezone.now())
    assert {one.kind for one in studies()[0].gradings} == {"audit"}


def test_what_the_team_graded_after_it_was_moderated_is_no_grade_of_its_own(story: Story) -> None:
    def give(step: str, grade: str, *areas: str) -> None:
        for area in areas:
            story.case.judged.create(judgement=area, step=step, grade=grade, rationale="x", by="x")

    give("provisional", "outstanding", "overall")
    give("provisional", "good", "overall", "leadership")
    give("moderated", "requires_improvement", "overall")
    give("moderated", "good", "overall")
    give("provisional", "requires_improvement", "overall")
    give("final", "good", *AREAS)
    (study,) = studies()
    told = {(one.kind, one.area): (one.first, one.second) for one in study.gradings}
    assert told["audit", "overall"] == (1, 2)
    assert told["audit", "leadership"] == (1, None)  # not moderated: not known
    assert told["blind", "in_care"] == (None, 2)


def test_a_case_without_a_second_grading_tells_nothing(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    case: Case = on_site(people, council, clock).case
    for area in AREAS:
        case.judged.create(judgement=area, step="final", grade="good", rationale="x", by="x")
    assert studies() == ()
