"""What carried out a decision that a review asked for, and that no other report opens why it was asked for."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from tests.accounts.people import person
from tests.programme.places import TODAY, judge, visit
from tests.programme.test_reviews import key

from inspectorate.history.model import DecisionKind
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.monitoring.models import Review
from inspectorate.webapp.programme.actions import Answer, change_decision, end_decision
from inspectorate.webapp.programme.models import Decision
from inspectorate.webapp.programme.queries import histories
from inspectorate.webapp.programme.review_actions import decide_review
from inspectorate.webapp.programme.stratum import report_out
from inspectorate.webapp.register.models import Body

FIRST, SECOND, DONE, OUT = date(2026, 12, 1), date(2026, 12, 18), date(2027, 1, 12), date(2027, 2, 16)
UNTIL = date(2027, 3, 31)


@pytest.fixture
def by(places: dict[str, Body]) -> Actor:
    return Actor.of(person(Role.SENIOR_INSPECTOR))


def asked(by: Actor, body: Body, on: date, **said: str) -> Review:
    """A review whose decision is taken at once."""
    said = {"outcome": "visit", "reason": "Why", **said}
    with time_machine.travel(on):
        return decide_review(by=by, body=body, token=uuid4(), until=UNTIL, **said)


def seen(body: Body, *topics: str, ended: date = DONE, published: date | None = OUT) -> None:
    with time_machine.travel(OUT):
        visit(body, ended, published, *topics)


def judged(body: Body) -> None:
    with time_machine.travel(OUT):
        judge(body, "good", DONE, OUT)


def opened(*reviews: Review, on: date = OUT) -> list[bool]:
    with time_machine.travel(on):
        found = [Review.objects.get(pk=one.pk) for one in reviews]
        (history,) = histories([found[0].body.key])
        return [report_out(one, history) for one in found]


def test_a_visit_on_another_topic_opens_nothing(by: Actor, places: dict[str, Body]) -> None:
    """One was decided on earlier and is made later; the other is still to come when the letter of the first is out."""
    body = places["lornmere"]
    first = asked(by, body, FIRST, topic="Care leavers")
    second = asked(by, body, SECOND, topic="Children in care")
    seen(body, "Care leavers")
    assert opened(first, second) == [True, False]
    seen(body, "Children in care", ended=date(2027, 1, 20), published=date(2027, 2, 15))
    assert opened(first, second) == [True, True]


def test_one_visit_opens_one_of_two_that_it_fits(by: Actor, places: dict[str, Body]) -> None:
    body = places["lornmere"]
    first, second = (asked(by, body, on, topic="Care leavers") for on in (FIRST, SECOND))
    seen(body)
    assert opened(first, second) == [True, False]


def test_not_before_its_report_is_out(by: Actor, places: dict[str, Body]) -> None:
    body = places["lornmere"]
    made = asked(by, body, FIRST, topic="Care leavers")
    seen(body, "Care leavers", published=None)
    assert opened(made) == [False]


def test_a_decision_that_was_changed_is_followed(by: Actor, places: dict[str, Body]) -> None:
    body = places["lornmere"]
    made = asked(by, body, FIRST, topic="Care leavers")
    other = Answer(
        kind=DecisionKind.VISIT, reason="Another topic", taken_on=SECOND, event="focused_visit",
        until=UNTIL, topic="Children in care",
    )  # fmt: skip
    with time_machine.travel(SECOND):
        newer = change_decision(by=by, decision=Decision.objects.get(), answer=other)
    seen(body, "Children in care")
    assert opened(made) == [True]
    with time_machine.travel(OUT):
        end_decision(by=by, decision=newer, on=OUT, reason="Withdrawn")
    assert opened(made) == [False]


def test_an_inspection_brought_forward_opens_when_it_is_no_longer_owed(by: Actor, places: dict[str, Body]) -> None:
    body = places["quernshire"]
    owed = key()
    made = asked(by, body, TODAY, outcome="bring_forward", obligation=owed)
    seen(body, "Care leavers")
    assert opened(made) == [False]
    judged(body)
    assert opened(made, on=date(2027, 2, 15)) == [False]
    assert opened(made) == [True]


def test_a_graded_inspection_that_leaves_it_owed_opens_nothing(by: Actor, places: dict[str, Body]) -> None:
    body, seen_on, told_on = places["lornmere"], date(2026, 12, 4), date(2026, 12, 22)
    owed = f"{body.key}/ilacs.good_or_better.annual_conversation/2026"
    made = asked(by, body, TODAY, outcome="bring_forward", obligation=owed)
    with time_machine.travel(told_on):
        judge(body, "good", seen_on, told_on)
    assert opened(made, on=told_on) == [False]
