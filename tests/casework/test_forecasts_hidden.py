"""Strength, nowcast, rank and reviews are hidden from everyone on a case, from the day they are named until its grades
are final: every page of the review, for every part."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.accounts.people import SOMEBODY, organisation
from tests.casework.people import GOOD, INADEQUATE, People, Story, on_site, planned, published
from tests.programme.places import place
from tests.programme.reviewing import computed, forecast, ranked, signal, stored

from inspectorate.webapp.accounts.actions import give_role
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.casework.actions import judging, team
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.casework.weighed import weighed_bodies
from inspectorate.webapp.monitoring.hidden import check_may_see, hidden_from
from inspectorate.webapp.monitoring.models import BodyRank, Computation, Review
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WHY = "is hidden from you while you are on a case about it"
ROUTES = {"reviews", "review", "recommendations", "recommendation"}
FOCUSED = {"event": "focused_visit", "topics": ("The front door",)}


@pytest.fixture
def review(council: Body) -> Review:
    """Lornmere is first of all, strongly, and a visit is recommended."""
    of = computed()
    ranked(of, council)
    signal(of, council, 7.7)
    forecast(computed("nowcast"), council)
    return stored(council, "visit", event="focused_visit", topic="Care leavers")


def also(people: People, name: str, role: Role) -> User:
    """Somebody of the case who holds another role as well."""
    user = people.users[name]
    give_role(by=SOMEBODY, user=user, organisation=organisation(role), role=role, first=date(2020, 1, 1))
    return user


def sees(client: Client, user: User, review: Review) -> bool:
    """Whether somebody sees what signals say of Lornmere on any page of the review; all pages must agree."""
    client.force_login(user, backend=BACKEND)
    page = client.get(reverse("programme:review", args=[review.body.code]))
    queue = client.get("/reviews/").text
    listed = "7.7 standard deviations" in queue
    assert listed == (page.status_code == 200)
    assert listed == (reverse("programme:review", args=[review.body.code]) in queue)
    assert ("Hidden from you while you are on their case" in queue) != listed
    if not listed:
        assert page.status_code == 403
        assert WHY in page.text
        sent = {"token": "0" * 32, "outcome": "no_action", "reason": "x"}
        assert client.post(reverse("programme:review", args=[review.body.code]), sent).status_code == 403
        assert Review.objects.count() == 1
    return listed


def decides(client: Client, user: User, review: Review) -> bool:
    """Whether somebody who takes decisions finds the recommendation, on every page that shows one."""
    client.force_login(user, backend=BACKEND)
    found = "Care leavers" in client.get("/reviews/waiting/").text
    assert found == ("a review recommends" in client.get("/?region=all").text)
    address = reverse("programme:recommendation", args=[review.token])
    assert client.get(address).status_code == (200 if found else 403)
    if not found:
        assert client.post(address, {"answer": "yes"}).status_code == 403
        assert not hasattr(Review.objects.get(), "answer")
    return found


@pytest.mark.parametrize("name", ["lead", "inspector", "assurer"])
@pytest.mark.parametrize("role", [Role.ANALYST, Role.SCHEDULER, Role.SENIOR_INSPECTOR])
def test_no_part_sees_them_whatever_the_role_allows_elsewhere(
    client: Client, people: People, council: Body, clock: time_machine.Traveller, review: Review, name: str, role: Role
) -> None:
    user = also(people, name, role)
    assert sees(client, user, review)
    planned(people, council, clock)
    assert not sees(client, user, review)
    if role is not Role.ANALYST:
        assert not decides(client, user, review)


def test_no_gap_in_the_places_tells_where_a_hidden_body_stands(
    client: Client, people: People, council: Body, clock: time_machine.Traveller, review: Review
) -> None:
    behind = place("Behindham", 9)
    made = Computation.objects.get(kind="signals")
    at = made.ranks.count() + 1
    BodyRank.objects.create(computation=made, body=behind, place=at, strength=0.5)
    user = also(people, "lead", Role.ANALYST)
    client.force_login(user, backend=BACKEND)
    assert f"Place {at} of {at};" in client.get(f"/reviews/{behind.code}/").text
    planned(people, council, clock)
    assert f"Place {at - 1} of {at - 1};" in client.get(f"/reviews/{behind.code}/").text


def test_who_is_on_no_case_goes_on_seeing_them(
    client: Client, people: People, council: Body, clock: time_machine.Traveller, review: Review
) -> None:
    planned(people, council, clock)
    for name in ("analyst", "senior", "scheduler"):
        assert sees(client, people.users[name], review), name
    assert decides(client, people.users["senior"], review)


@pytest.mark.parametrize("name", ["lead", "inspector", "outsider", "assurer", "director", "nominee", "stranger"])
def test_who_may_not_see_forecasts_never_does(client: Client, people: People, review: Review, name: str) -> None:
    client.force_login(people.users[name], backend=BACKEND)
    for address in (
        "/reviews/",
        f"/reviews/{review.body.code}/",
        "/reviews/waiting/",
        f"/reviews/waiting/{review.token}/",
    ):
        assert client.get(address).status_code == 403


def test_who_left_the_team_stays_inside(
    people: People, council: Body, clock: time_machine.Traveller, review: Review
) -> None:
    story = planned(people, council, clock)
    by = people.actor("scheduler")
    member = team.add_member(by=by, case=story.case, user=people.users["senior"], part="inspector")
    team.end_member(by=by, member=member)
    assert hidden_from(people.actor("senior")) == {council.pk}


def test_nobody_grades_for_the_panel_who_could_read_them_until_then(
    client: Client, people: People, council: Body, clock: time_machine.Traveller, review: Review
) -> None:
    story, senior = on_site(people, council, clock), people.users["senior"]
    story.on(story.case.ends, 17).take("lead", "judge", done_on=timezone.localdate())
    story.grade("lead", "provisional", **INADEQUATE).take("lead", "draft").write().take("lead", "send_to_assurance")
    given = judging.Grading(judgement="leadership", grade="inadequate", rationale="As they say.")
    assert sees(client, senior, review)
    with pytest.raises(CaseRefused, match="have the scheduler name you for the panel of this case first"):
        judging.grade(by=people.actor("senior"), case=story.case, step="panel", given=given)
    story.name_for_panel("senior")
    assert not sees(client, senior, review)
    judging.grade(by=people.actor("senior"), case=story.case, step="panel", given=given)
    member = story.case.members.get(part="panel")
    team.end_member(by=people.actor("scheduler"), member=member)
    assert not sees(client, senior, review)
    with pytest.raises(CaseRefused, match="name you for the panel"):
        judging.grade(by=people.actor("senior"), case=story.now(), step="panel", given=given)


@pytest.mark.parametrize("number", [1, 3])
def test_however_many_cases_somebody_has_their_grades_are_one_question(
    people: People, council: Body, clock: time_machine.Traveller, number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for more in ({}, FOCUSED, {"event": "monitoring_visit"})[:number]:
        planned(people, council, clock, **more)
    lead = people.actor("lead")
    weighed_bodies(lead)  # which reads the edition, once
    with django_assert_num_queries(3):
        assert weighed_bodies(lead) == {council.pk}


@pytest.mark.parametrize("weighs", ["asked for a second opinion", "in the consistency panel"])
def test_whoever_grades_from_outside_the_case_is_on_it(
    client: Client, people: People, council: Body, clock: time_machine.Traveller, review: Review, weighs: str
) -> None:
    story, senior = planned(people, council, clock), people.users["senior"]
    if weighs == "asked for a second opinion":
        story.case.second_opinions.create(user=senior, asked_by="lead@example.org")
    else:
        story.case.judged.create(
            judgement="overall", step="panel", grade="good", rationale="x", by="x", user_id=senior.pk
        )
    assert not sees(client, senior, review)


def test_they_are_shown_again_when_the_grades_are_final(
    client: Client, people: People, council: Body, clock: time_machine.Traveller, review: Review
) -> None:
    user = also(people, "lead", Role.ANALYST)
    story = on_site(people, council, clock)
    assert not sees(client, user, review)
    published(story, GOOD)
    assert sees(client, user, review)


def test_who_still_owes_a_second_opinion_does_not_see_them_when_the_grades_are_final(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = on_site(people, council, clock)
    opinions = {
        name: judging.ask_second_opinion(by=people.actor("lead"), case=story.case, user=people.users[name])
        for name in ("outsider", "checker")
    }
    judging.give_second_opinion(by=people.actor("checker"), asked=opinions["checker"], grades=GOOD, rationale="So.")
    for judgement in GOOD:
        story.case.judged.create(judgement=judgement, step="final", grade="good", rationale="x", by="x")
    told = {name: weighed_bodies(people.actor(name)) for name in ("lead", "checker", "outsider")}
    assert told == {"lead": set(), "checker": set(), "outsider": {council.pk}}
    published(story, GOOD)
    assert weighed_bodies(people.actor("outsider")) == set()


def test_a_visit_without_grades_hides_them_until_it_is_over(
    client: Client, people: People, council: Body, clock: time_machine.Traveller, review: Review
) -> None:
    user = also(people, "lead", Role.ANALYST)
    story: Story = on_site(people, council, clock, **FOCUSED)
    assert not sees(client, user, review)
    published(story)
    assert sees(client, user, review)


def test_another_body_stays_open(people: People, council: Body, clock: time_machine.Traveller) -> None:
    also(people, "lead", Role.ANALYST)
    planned(people, council, clock)
    other = Body.objects.get(name="Quernshire")
    check_may_see(people.actor("lead"), other)
    with pytest.raises(PermissionRefused, match="What signals and forecasts say of Lornmere is hidden"):
        check_may_see(people.actor("lead"), council)


def test_every_page_of_the_review_is_tried_here() -> None:
    """A new page of the review fails this until it is."""
    names = {key for key in _programme() if isinstance(key, str) and ("review" in key or "recommendation" in key)}
    assert names == ROUTES


def _programme() -> dict[object, object]:
    return dict.fromkeys(get_resolver().namespace_dict["programme"][1].reverse_dict)
