"""The review between inspections: the queue, one page a body, what comes of a review, who decides."""

import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.accounts.people import SOMEBODY, person
from tests.programme.places import LONDON, TODAY, day, judge, sign_in, visit
from tests.programme.reviewing import computed, forecast, ranked, signal, stored

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.accounts.roles import ROLES, OrganisationKind, Role
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.inspections.actions import Said as Event
from inspectorate.webapp.inspections.actions import record_event
from inspectorate.webapp.monitoring.computing import revision
from inspectorate.webapp.monitoring.concern_actions import Said, close, record_concern, triage
from inspectorate.webapp.monitoring.models import BlindDraw, DrawnReview, Review, ReviewAnswer
from inspectorate.webapp.monitoring.models.reviews import ReviewKept
from inspectorate.webapp.monitoring.review_queries import recommended_to, reviews_of, to_raise, waiting_with_concerns
from inspectorate.webapp.programme.models import Decision
from inspectorate.webapp.programme.review_actions import ReviewRefused, accept, decide_review, refuse
from inspectorate.webapp.programme.snapshot import snapshot
from inspectorate.webapp.programme.states import DecisionRefused
from inspectorate.webapp.register.models import Body

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGE = "/reviews/X10000001/"
TOPIC = "Care leavers"
VISIT: dict[str, Any] = {"outcome": "visit", "reason": "Agency staff doubled", "topic": TOPIC}
BY = date(2027, 3, 1)


@pytest.fixture
def analyst(client: Client, places: dict[str, Body]) -> Client:
    return sign_in(client, Role.ANALYST)


def names(text: str) -> list[str]:
    """The bodies of the queue, as they stand."""
    return re.findall(r'href="/reviews/X\d+/">(\w+)<', text)


def sent(**said: Any) -> dict[str, Any]:
    return {"token": str(uuid4()), **said}


def actor(role: Role, **where: str) -> Actor:
    return Actor.of(person(role, **where))


def key(event: str = "standard") -> str:
    (found,) = [row.key for row in snapshot(TODAY).due if row.code == "X10000001" and row.event == event]
    return found


class TestQueue:
    def test_it_stands_in_the_order_of_rank_and_then_by_name(self, analyst: Client, places: dict[str, Body]) -> None:
        of = computed()
        ranked(of, places["pellwick"], places["quernshire"])
        signal(of, places["pellwick"], 2.5)
        signal(of, places["pellwick"], 4.5)
        text = analyst.get("/reviews/").text
        assert names(text) == ["Pellwick", "Quernshire", "Lornmere"]
        assert "33.5" in text
        assert "That is 4.5 standard deviations worse than expected." in text
        assert "Chance alone gives about 3 of this kind in a year" in text
        assert "2 signals in all" in text
        assert "30 September 2025" in text
        assert "1 year 1 month old" in text

    def test_it_says_when_nothing_was_computed(self, analyst: Client) -> None:
        text = analyst.get("/reviews/").text
        assert "Signals have not been computed yet." in text
        assert names(text) == ["Lornmere", "Pellwick", "Quernshire"]

    def test_it_says_when_a_newer_computation_failed(self, analyst: Client, places: dict[str, Body]) -> None:
        computed(state="failed", problem="The old one failed.")
        computed()
        text = analyst.get("/reviews/").text
        assert "Signals as of 20 November 2026, computed on 23 November 2026." in text
        assert "failed" not in text
        computed(state="failed", problem="A file was half there.")
        assert "A newer computation failed on 23 November 2026: A file was half there." in analyst.get("/reviews/").text

    @pytest.mark.parametrize(("as_of", "told"), [(date(2026, 11, 16), False), (date(2026, 11, 15), True)])
    def test_it_says_when_what_it_shows_is_old(
        self, analyst: Client, places: dict[str, Body], as_of: date, told: bool
    ) -> None:
        sentence = "What is shown is 8 days old; signals are computed once a day while a worker runs."
        computed(as_of=as_of)
        assert (sentence in analyst.get("/reviews/").text) is told
        assert (sentence in analyst.get(PAGE).text) is told
        computed(state="failed", problem="A file was half there.")
        text = analyst.get("/reviews/").text
        assert "A file was half there." in text
        assert (sentence in text) is told

    def test_it_says_when_the_record_has_changed_since(self, analyst: Client, places: dict[str, Body]) -> None:
        told = "The record has changed since: signals know of that when they are computed anew."
        computed(revision=revision())
        assert told not in analyst.get("/reviews/").text
        judge(places["lornmere"], "good", date(2026, 9, 1), date(2026, 10, 1))
        assert told in analyst.get("/reviews/").text
        assert told in analyst.get(PAGE).text

    def test_it_says_the_last_grade_and_its_age(self, analyst: Client) -> None:
        text = analyst.get("/reviews/").text
        assert "Requires improvement" in text
        assert "3 years 7 months ago" in text
        assert "Not judged" in text

    def test_a_review_holds_until_there_are_newer_data(self, analyst: Client, places: dict[str, Body]) -> None:
        first = computed()
        ranked(first, places["quernshire"])
        stored(places["quernshire"], computation=first.pk, as_of=first.as_of)
        told = "Reviewed on 23 November 2026 by analyst@example.org: no action"
        assert told in analyst.get("/reviews/").text
        assert names(analyst.get("/reviews/?state=reviewed").text) == ["Quernshire"]
        computed(data_since=first.data_since)  # the same data once more
        assert names(analyst.get("/reviews/?state=reviewed").text) == ["Quernshire"]
        computed(revision="second")
        assert names(analyst.get("/reviews/?state=reviewed").text) == []
        assert "Quernshire" in names(analyst.get("/reviews/?state=waits").text)

    def test_it_is_narrowed_by_region(self, analyst: Client) -> None:
        assert names(analyst.get(f"/reviews/?region={LONDON}").text) == ["Lornmere"]
        assert "No body fits what you chose." in analyst.get("/reviews/?region=Nowhere").text

    def test_a_page_that_is_none_gives_the_nearest(self, analyst: Client) -> None:
        assert "1 to 3 of 3." in analyst.get("/reviews/?page=nine").text


class TestPage:
    def test_it_shows_signals_and_forecasts_in_words(self, analyst: Client, places: dict[str, Body]) -> None:
        of = computed()
        ranked(of, places["quernshire"])
        signal(of, places["quernshire"], 4.5)
        forecast(computed("nowcast"), places["quernshire"])
        text = analyst.get(PAGE).text
        assert "Place 1 of 1; 1 signal." in text
        assert "Chance alone gives about 3 of this kind in a year" in text
        assert "A forecast, not a grade." in text
        assert "to be good: 47% (between 42% and 52%)" in text
        assert "3 years 7 months ago (14 April 2023), was requires improvement to be good" in text
        assert "app-grade" not in text.partition('id="forecast"')[2].partition('id="decide"')[0]

    def test_an_indicator_that_is_no_longer_core_is_still_told(self, analyst: Client, places: dict[str, Body]) -> None:
        signal(computed(), places["quernshire"], 2.0, indicator="of_old")
        assert "the indicator of_old stands out, and is no longer one of the core indicators" in analyst.get(PAGE).text

    def test_it_is_there_before_anything_is_loaded(self, analyst: Client) -> None:
        text = analyst.get(PAGE).text
        assert "No indicator of Quernshire is loaded." in text
        assert "Forecasts have not been computed yet." in text

    def test_it_asks_few_queries(self, analyst: Client, places: dict[str, Body]) -> None:
        of = computed()
        ranked(of, *places.values())
        for body in places.values():
            signal(of, body, 3.0)
            stored(body)
        for address in ("/reviews/", PAGE):
            analyst.get(address)
            with CaptureQueriesContext(connection) as asked:
                analyst.get(address)
            assert len(asked) <= 30, address


class TestOutcome:
    def test_no_action_is_kept_with_what_it_rested_on(self, analyst: Client, places: dict[str, Body]) -> None:
        of = computed()
        ranked(of, places["lornmere"], places["quernshire"])
        found = signal(of, places["quernshire"], 4.5)
        forecast(computed("nowcast"), places["quernshire"])
        answer = analyst.post(PAGE, sent(outcome="no_action", reason="They answered it"), follow=True)
        assert "The review is recorded." in answer.text
        review = Review.objects.get()
        assert (review.by, review.computation, review.as_of) == ("analyst@example.org", of.pk, of.as_of)
        assert review.snapshot["rank"] == {"place": 2, "of": 2, "strength": 8.0}
        assert review.snapshot["signals"][0]["id"] == found.pk
        assert review.snapshot["nowcasts"][0]["probabilities"]["good"] == 0.31
        of.signals.all().delete()
        of.ranks.all().delete()
        text = analyst.get(PAGE).text
        assert "Rested on: 1 signal as of 20 November 2026, place 2 of 2." in text
        assert "They answered it" in text

    def test_the_audit_record_tells_neither_of_whom_nor_what(self, analyst: Client) -> None:
        analyst.post(PAGE, sent(outcome="raise", reason="Agency staff"))
        entry = AuditEntry.objects.get(action="review_decided")
        assert entry.summary == {}
        assert entry.subject_id == str(Review.objects.get().pk)

    def test_a_form_sent_twice_is_recorded_once(self, analyst: Client) -> None:
        said = sent(outcome="raise", reason="Agency staff")
        for _ in range(2):
            assert "The review is recorded." in analyst.post(PAGE, said, follow=True).text
        assert Review.objects.count() == 1
        assert AuditEntry.objects.filter(action="review_decided").count() == 1

    def test_two_forms_are_two_reviews(self, analyst: Client) -> None:
        for _ in range(2):
            analyst.post(PAGE, sent(outcome="other", reason="To ask the region"))
        assert Review.objects.count() == 2

    @pytest.mark.parametrize("token", ["", "not-one"])
    def test_a_form_without_its_mark_is_none(self, analyst: Client, token: str) -> None:
        assert analyst.post(PAGE, {"token": token, "outcome": "no_action", "reason": "x"}).status_code == 400
        assert not Review.objects.exists()

    @pytest.mark.parametrize(
        ("said", "sentence"),
        [
            ({"outcome": "", "reason": "x"}, "Select what comes of it"),
            ({"outcome": "no_action", "reason": ""}, "Enter why"),
            (VISIT, "Enter the day by which it must happen."),
            ({**VISIT, **day("until", date(2026, 11, 22))}, "The new day must not be before"),
            ({"outcome": "bring_forward", "reason": "x", **day("until", BY)}, "Choose which obligation"),
        ],
    )
    def test_what_is_missing_is_said(self, analyst: Client, said: dict[str, Any], sentence: str) -> None:
        text = analyst.post(PAGE, sent(**said)).text
        assert sentence in text
        assert not Review.objects.exists()

    def test_to_raise_lists_what_is_for_the_conversation(self, analyst: Client, places: dict[str, Body]) -> None:
        analyst.post(PAGE, sent(outcome="raise", reason="Agency staff"))
        analyst.post(PAGE, sent(outcome="other", reason="Something else"))
        assert [one.reason for one in to_raise(reviews_of(places["quernshire"]), ())] == ["Agency staff"]
        assert "To raise at the annual conversation</h2>" in analyst.get(PAGE).text

    @pytest.mark.parametrize(("talked", "listed"), [(date(2026, 11, 10), True), (date(2026, 11, 11), False)])
    def test_the_next_conversation_on_record_ends_it(
        self, analyst: Client, places: dict[str, Body], talked: date, listed: bool
    ) -> None:
        heading = "To raise at the annual conversation</h2>"
        stored(places["quernshire"], "raise", told_at=datetime(2026, 11, 10, 10, tzinfo=UTC))
        visit(places["quernshire"], date(2026, 11, 16), date(2026, 11, 20))  # no conversation
        assert heading in analyst.get(PAGE).text
        conversation = Event(source="Note", event="annual_conversation", started=talked, ended=talked)
        record_event(by=SOMEBODY, body=places["quernshire"], edition="ilacs/2024-04-05", said=conversation)
        assert (heading in analyst.get(PAGE).text) is listed

    def test_a_review_is_never_changed(self, places: dict[str, Body]) -> None:
        review = stored(places["quernshire"])
        for act in (review.save, review.delete, Review.objects.all().delete, Review.objects.update):
            with pytest.raises(ReviewKept):
                act()


class TestRecommendation:
    def recommend(self, body: Body, **more: Any) -> Review:
        said = VISIT | {"until": BY} | more
        return decide_review(by=actor(Role.ANALYST), body=body, token=uuid4(), **said)

    def test_what_the_analyst_recommends_waits(self, client: Client, places: dict[str, Body]) -> None:
        self.recommend(places["quernshire"])
        assert not Decision.objects.exists()
        sign_in(client, Role.SCHEDULER)
        assert "decision that a review recommends waits to be taken" in client.get("/").text
        text = client.get("/reviews/waiting/").text
        assert f"Focused visit on {TOPIC}, by 1 March 2027" in text
        assert "Agency staff doubled" not in text

    def test_a_scheduler_takes_it_and_a_visit_is_due(self, client: Client, places: dict[str, Body]) -> None:
        review = self.recommend(places["quernshire"])
        sign_in(client, Role.SCHEDULER)
        client.post(f"/reviews/waiting/{review.token}/", {"answer": "yes"}, follow=True)
        decision = Decision.objects.get()
        assert (decision.kind, decision.event, decision.topic) == ("visit", "focused_visit", TOPIC)
        assert (decision.until, decision.reason) == (BY, "In the programme")
        assert ReviewAnswer.objects.get().decision == decision.pk
        assert [row.code for row in snapshot(TODAY).due if f"/visit/{decision.pk}" in row.key] == ["X10000001"]
        assert recommended_to(Actor.command_line()) == []
        text = client.get(f"/reviews/waiting/{review.token}/", follow=True).text
        assert "This was answered already." in text

    def test_or_does_not_and_says_why(self, client: Client, places: dict[str, Body]) -> None:
        review = self.recommend(places["quernshire"])
        sign_in(client, Role.SCHEDULER)
        address = f"/reviews/waiting/{review.token}/"
        assert "Enter why not." in client.post(address, {"answer": "no"}).text
        client.post(address, {"answer": "no", "reason": "Visited in June"})
        assert not Decision.objects.exists()
        assert ReviewAnswer.objects.get().reason == "Visited in June"
        assert "Not taken, 23 November 2026, by scheduler@example.org: Visited in June" in client.get(PAGE).text

    def test_it_is_answered_once(self, places: dict[str, Body]) -> None:
        review, scheduler = self.recommend(places["quernshire"]), actor(Role.SCHEDULER)
        accept(by=scheduler, review=review)
        with pytest.raises(ReviewRefused, match="answered already"):
            refuse(by=scheduler, review=review, reason="No")
        assert Decision.objects.count() == 1

    def test_a_review_without_a_decision_is_not_answered(self, places: dict[str, Body]) -> None:
        with pytest.raises(ReviewRefused, match="asks for no decision"):
            accept(by=actor(Role.SCHEDULER), review=stored(places["quernshire"]))

    def test_only_in_ones_own_region(self, places: dict[str, Body]) -> None:
        review = self.recommend(places["quernshire"])
        with pytest.raises(PermissionRefused, match="limited to London"):
            accept(by=actor(Role.SCHEDULER, region=LONDON), review=review)

    def test_who_may_decide_decides_at_once(self, places: dict[str, Body]) -> None:
        until = date(2027, 1, 15)
        said = {"outcome": "bring_forward", "reason": "Agency staff", "obligation": key(), "until": until}
        decide_review(by=actor(Role.SENIOR_INSPECTOR), body=places["quernshire"], token=uuid4(), **said)
        decision = Decision.objects.get()
        assert (decision.kind, decision.obligation, decision.until) == ("bring_forward", key(), until)
        assert decision.reason == "In the programme"
        assert list(AuditEntry.objects.filter(action="review_decided")) == []

    def test_what_is_no_longer_due_is_not_brought_forward(self, places: dict[str, Body]) -> None:
        said = {"outcome": "bring_forward", "obligation": f"{places['quernshire'].key}/ilacs.gone/x", "topic": ""}
        with pytest.raises(ReviewRefused, match="no longer due"):
            self.recommend(places["quernshire"], **said)

    def test_the_same_refusals_as_for_any_decision(self, places: dict[str, Body]) -> None:
        with pytest.raises(DecisionRefused, match="Enter the day"):
            self.recommend(places["quernshire"], until=None)

    def test_its_reason_is_kept_from_who_decides_until_the_report_is_out(
        self, client: Client, places: dict[str, Body]
    ) -> None:
        self.recommend(places["quernshire"])
        client.force_login(User.objects.get(), backend=BACKEND)
        assert "Agency staff doubled" in client.get(PAGE).text
        sign_in(client, Role.SCHEDULER)
        text = client.get(PAGE).text
        assert "Agency staff doubled" not in text
        assert "Kept from those who take decisions" in text
        judge(places["quernshire"], "good", TODAY, TODAY)
        visit(places["quernshire"], TODAY, TODAY)
        # What nobody has decided on has no report; nor has another event one that counts.
        assert "Agency staff doubled" not in client.get(PAGE).text
        accept(by=Actor.of(User.objects.get(email__startswith="scheduler")), review=Review.objects.get())
        assert "Agency staff doubled" in client.get(PAGE).text


ADDRESSES = ("/reviews/", PAGE, "/reviews/waiting/", "/reviews/waiting/TOKEN/")
SEES = {Role.ANALYST, Role.SCHEDULER, Role.SENIOR_INSPECTOR}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("address", ADDRESSES)
def test_who_may_open_what(client: Client, places: dict[str, Body], role: Role, address: str) -> None:
    """Analysts see and recommend; who takes decisions sees what waits for them; nobody else sees any of it."""
    at = address.replace("TOKEN", str(stored(places["quernshire"], "visit").token))
    allowed = SEES - {Role.ANALYST} if "waiting" in address else SEES
    staff = ROLES[role].at in (OrganisationKind.INSPECTORATE, OrganisationKind.DEPARTMENT)
    sign_in(client, role, **({} if staff else {"body": places["quernshire"].key}))
    assert client.get(at).status_code == (200 if role in allowed else 403)


def test_open_concerns_stand_beside_what_the_indicators_say(analyst: Client, places: dict[str, Body]) -> None:
    assert "None is open." in analyst.get(PAGE).text
    said = Said(kind="whistleblowing", received_on=TODAY, text="Nobody reads the referrals.")
    body = Body.objects.get(code="X10000001")
    record_concern(by=actor(Role.SCHEDULER), body=body, said=said, sent=uuid4())
    page = analyst.get(PAGE).text
    assert "Whistleblowing" in page
    assert "None is open." not in page


def passed_on(body: Body, kind: str = "whistleblowing") -> None:
    """A concern about a body, closed as passed to review."""
    owner = User.objects.get(email__startswith="analyst")
    by = Actor.of(owner)
    said = Said(kind=kind, received_on=TODAY, text="Nobody reads the referrals.")
    made = record_concern(by=by, body=body, said=said, sent=uuid4())
    triage(by=by, concern=made, owner=owner, priority="high", ends_on=date(2026, 12, 4), reason="To be read.")
    close(by=by, concern=made, outcome="review", reason="For the next review.")


def test_a_concern_passed_to_review_stands_there_until_the_body_was_reviewed(
    analyst: Client, places: dict[str, Body]
) -> None:
    body, heading, marked = places["quernshire"], "Concerns passed to this review", "1 concern passed to the next"
    stored(body)
    assert heading not in analyst.get(PAGE).text
    passed_on(body)
    assert "Nobody reads" not in analyst.get(PAGE).text
    assert "Whistleblowing" in analyst.get(PAGE).text.partition(heading)[2]
    assert names(analyst.get("/reviews/?state=passed").text) == ["Quernshire"]
    assert analyst.get("/reviews/").text.count(marked) == 1
    start = analyst.get("/").text
    assert "body waits for a review to which a concern was passed" in start
    assert 'href="/reviews/?state=passed"' in start
    stored(body)
    assert heading not in analyst.get(PAGE).text
    assert names(analyst.get("/reviews/?state=passed").text) == []
    assert "body waits for a review" not in analyst.get("/").text
    passed_on(body)
    assert heading in analyst.get(PAGE).text


def test_who_sees_no_concerns_is_told_of_none_that_was_passed_on(analyst: Client, places: dict[str, Body]) -> None:
    passed_on(places["quernshire"])
    sign_in(analyst, Role.SENIOR_INSPECTOR)
    assert "Concerns passed" not in analyst.get(PAGE).text
    assert "passed to the next" not in analyst.get("/reviews/?state=passed").text
    assert "to which a concern was passed" not in analyst.get("/").text


def test_a_review_that_was_drawn_looks_at_no_concern(places: dict[str, Body]) -> None:
    """To whoever may not know which were drawn, it ends the wait as any other does."""
    sign_in(Client(), Role.ANALYST)
    passed_on(places["quernshire"])
    draw = BlindDraw.objects.create(edition="x", year=2026, share=0.1, bodies=[], seed_sha256="0" * 64, drawn_by="a")
    DrawnReview.objects.create(draw=draw, review=stored(places["quernshire"], "visit"))
    assert waiting_with_concerns(Actor.of(User.objects.get(email__startswith="analyst"))) == 1
    assert waiting_with_concerns(actor(Role.SCHEDULER)) == 0


def test_a_body_of_nobody_is_not_found(client: Client, places: dict[str, Body]) -> None:
    sign_in(client, Role.ANALYST)
    assert client.get("/reviews/X99999999/").status_code == 404
