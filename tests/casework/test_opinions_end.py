"""A second opinion that can no longer be given ends by itself: it says so, is owed no more, and is nobody's answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.accounts.people import SOMEBODY, organisation
from tests.casework.people import GOOD, People, Story, on_site, published

from inspectorate.webapp.accounts.actions import end_role, give_role
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.accounts.sign_in import close_account, open_account
from inspectorate.webapp.casework.actions import judging, team
from inspectorate.webapp.casework.models import SecondOpinion
from inspectorate.webapp.casework.opinions import Ending, ending, not_given, owed_by
from inspectorate.webapp.casework.second_gradings import studies
from inspectorate.webapp.casework.weighed import weighed_bodies
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db
MONDAY, DAY = date(2026, 11, 30), timedelta(days=1)


@pytest.fixture
def story(people: People, council: Body, clock: time_machine.Traveller) -> Story:
    """A case on site since Monday 30 November 2026."""
    return on_site(people, council, clock)


@pytest.fixture
def asked(story: Story, people: People) -> SecondOpinion:
    """An inspector outside the case was asked for a second opinion on that Monday."""
    return judging.ask_second_opinion(by=people.actor("lead"), case=story.case, user=people.users["outsider"])


def held(people: People, role: Role, *, first: date, last: date | None) -> None:
    """The inspector outside holds another role for some days."""
    user, place = people.users["outsider"], organisation(role)
    member = give_role(by=SOMEBODY, user=user, organisation=place, role=role, first=first)
    if last is not None:
        end_role(by=SOMEBODY, membership=member, last=last)


def left(people: People, last: date) -> None:
    end_role(by=SOMEBODY, membership=people.users["outsider"].memberships.get(role=Role.INSPECTOR), last=last)


def ended(asked: SecondOpinion) -> Ending | None:
    """How the opinion has ended by now; every list of what is owed must agree."""
    ((one, end),) = not_given(SecondOpinion.objects.filter(pk=asked.pk))
    assert owed_by(Actor.of(one.user)) == ([] if end else [one])
    return end


def gives(people: People, asked: SecondOpinion) -> None:
    """The opinion is given after all."""
    judging.give_second_opinion(by=people.actor("outsider"), asked=asked, grades=GOOD, rationale="As I read it.")


def test_the_first_of_several_ends_is_the_one_that_is_told(story: Story, people: People, asked: SecondOpinion) -> None:
    assert ending(asked, MONDAY) is None
    left(people, MONDAY + 3 * DAY)
    story.on(MONDAY + 2 * DAY).take("scheduler", "cancel", reason="A flood.")
    asked.refresh_from_db()
    for today in (MONDAY + 2 * DAY, MONDAY + 30 * DAY):
        assert ending(asked, today) == Ending("case_over", MONDAY + 2 * DAY)


@pytest.mark.parametrize("how", ["cancelled", "published"])
def test_it_ends_with_the_case_on_the_day_that_ends_it(
    story: Story, people: People, asked: SecondOpinion, how: str
) -> None:
    assert ended(asked) is None
    if how == "published":
        published(story, GOOD)
    else:
        story.on(MONDAY + DAY)
        assert ended(asked) is None  # the day before
        story.on(MONDAY + 2 * DAY, 9)
        assert ended(asked) is None  # on the day, before it ends
        story.take("scheduler", "cancel", reason="A flood.")
    on = timezone.localdate()
    expected = Ending("report_out" if how == "published" else "case_over", on)
    assert ended(asked) == expected
    story.on(on + DAY)
    assert ended(asked) == expected


def test_it_ends_on_the_first_day_without_a_role_and_stays_so_when_they_come_back(
    story: Story, people: People, asked: SecondOpinion
) -> None:
    last = MONDAY + 3 * DAY
    left(people, last)
    held(people, Role.QUALITY_ASSURER, first=last + 2 * DAY, last=None)
    for day, expected in (
        (last - DAY, None),
        (last, None),
        (last + DAY, Ending("left_role", last + DAY)),
        (last + 2 * DAY, Ending("left_role", last + DAY)),
    ):
        story.on(day)
        assert ended(asked) == expected
    with pytest.raises(PermissionRefused, match="since 4 December 2026 you have held no role"):
        gives(people, asked)


def test_one_role_after_the_other_leaves_no_gap(story: Story, people: People, asked: SecondOpinion) -> None:
    last = MONDAY + 3 * DAY
    left(people, last)
    held(people, Role.QUALITY_ASSURER, first=last + DAY, last=None)
    story.on(last + DAY)
    assert ended(asked) is None
    gives(people, asked)


def test_who_could_read_the_grades_for_a_day_is_not_blind_when_that_role_has_ended(
    story: Story, people: People, asked: SecondOpinion
) -> None:
    on = MONDAY + 2 * DAY
    held(people, Role.SENIOR_INSPECTOR, first=on, last=on)
    for day, expected in (
        (on - DAY, None),
        (on, Ending("reads_grades", on)),
        (on + DAY, Ending("reads_grades", on)),
    ):
        story.on(day)
        assert ended(asked) == expected
    with pytest.raises(PermissionRefused, match="since 2 December 2026 you could read the team's grades"):
        gives(people, asked)


def test_a_role_that_ended_before_they_were_asked_ends_nothing(story: Story, people: People) -> None:
    held(people, Role.SENIOR_INSPECTOR, first=MONDAY - 9 * DAY, last=MONDAY - DAY)
    asked = judging.ask_second_opinion(by=people.actor("lead"), case=story.case, user=people.users["outsider"])
    assert ended(asked) is None


def test_a_closed_account_owes_nothing_until_it_is_opened(people: People, asked: SecondOpinion) -> None:
    close_account(by=SOMEBODY, user=people.users["outsider"])
    assert ended(asked) == Ending("account_closed", None)
    open_account(by=SOMEBODY, user=people.users["outsider"])
    assert ended(asked) is None


def test_whoever_owes_none_any_more_may_be_named_to_the_case_and_sees_forecasts_with_the_others(
    story: Story, people: People, council: Body, asked: SecondOpinion
) -> None:
    user = people.users["outsider"]
    for judgement in GOOD:
        story.case.judged.create(judgement=judgement, step="final", grade="good", rationale="x", by="x")
    assert weighed_bodies(people.actor("outsider")) == {council.pk}
    held(people, Role.SENIOR_INSPECTOR, first=MONDAY + DAY, last=MONDAY + DAY)
    story.on(MONDAY + DAY)
    assert weighed_bodies(people.actor("outsider")) == set()
    team.add_member(by=people.actor("scheduler"), case=story.case, user=user, part="inspector")
    assert story.case.members.filter(user=user).exists()


def test_what_was_never_given_is_no_answer_in_any_study(story: Story, asked: SecondOpinion) -> None:
    published(story, GOOD)
    assert {one.kind for one in studies()[0].gradings} == {"audit"}


def browse(client: Client, people: People, name: str) -> Callable[[str], tuple[int, str]]:
    """The pages of the case as somebody sees them, whatever the day: status and text."""
    client.force_login(people.users[name], "allauth.account.auth_backends.AuthenticationBackend")

    def page(address: str) -> tuple[int, str]:
        answer = client.get(address)
        return answer.status_code, " ".join(answer.text.split())

    return page


def test_the_person_and_the_team_are_told_why_and_the_person_for_four_weeks(
    client: Client, story: Story, people: People, asked: SecondOpinion
) -> None:
    own = f"/cases/opinions/{asked.pk}/"
    story.on(MONDAY + 2 * DAY).take("scheduler", "cancel", reason="A flood.")
    told = "It can no longer be given: the case ended without a report on 2 December 2026."
    for days, listed in ((0, True), (27, True), (28, False)):
        story.on(MONDAY + (2 + days) * DAY)
        page = browse(client, people, "outsider")
        assert (told in page("/cases/")[1], told in page("/cases/?state=all")[1]) == (listed, True)
        assert own not in page("/cases/")[1]
        status, text = page(own)
        assert status == 410
        assert "You were asked for it on 30 November 2026, and the case ended without a report" in text
        assert "Give this opinion" not in text
    assert (
        "Outsider: asked, and never given: the case ended without a report"
        in browse(client, people, "lead")(f"/cases/{story.case.slug}/judgements/")[1]
    )
