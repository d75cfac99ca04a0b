"""A decision's life through the pages: taken, changed, ended; who may, what is asked, what the audit record keeps."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.test import Client
from tests.accounts.people import SOMEBODY
from tests.programme.places import LONDON, TODAY, day, sign_in

from inspectorate.history.model import DecisionKind
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.programme.actions import Answer, end_decision, take_decision
from inspectorate.webapp.programme.models import Decision
from inspectorate.webapp.programme.snapshot import snapshot
from inspectorate.webapp.register.models import Body

PAGE = "/authorities/X10000001/"


@pytest.fixture
def scheduler(client: Client, places: dict[str, Body]) -> Client:
    return sign_in(client, Role.SCHEDULER)


def key(event: str = "standard") -> str:
    """The key of what Quernshire is due."""
    (found,) = [row.key for row in snapshot(TODAY).due if row.code == "X10000001" and row.event == event]
    return found


def decide(kind: str, event: str = "standard") -> str:
    return f"{PAGE}decide/?{urlencode({'obligation': key(event), 'kind': kind})}"


DEFERRED = {**day("until", date(2027, 4, 1)), "reason": "Elections", **day("taken_on", TODAY)}


def test_deferring_moves_the_window_and_says_so(scheduler: Client) -> None:
    answer = scheduler.post(decide("defer"), DEFERRED, follow=True)
    assert answer.redirect_chain == [(f"{PAGE}#decisions", 302)]
    assert "Deferred. The decision is recorded." in answer.text
    assert "<strong>Next:</strong> standard inspection, on 1 April 2027." in answer.text
    assert "Deferred to 1 April 2027 by scheduler@example.org on 23 November 2026: Elections." in answer.text
    decision = Decision.objects.get()
    assert decision.edition.edition == "ilacs/2026-04-01"
    entry = AuditEntry.objects.get(action="decision_taken")
    assert entry.actor == "scheduler@example.org"
    assert entry.summary["reason"] == "Elections"


def test_the_kind_is_asked_first(scheduler: Client) -> None:
    address = f"{PAGE}decide/?{urlencode({'obligation': key()})}"
    assert "What do you decide?" in scheduler.get(address).text
    answer = scheduler.get(f"{address}&kind=")
    assert "Error: Take a decision" in answer.text
    assert "Select what you decide" in answer.text


@pytest.mark.parametrize(
    ("kind", "asked", "said", "stored"),
    [
        ("pause", "Day on which it goes on", day("until", date(2027, 1, 4)), {"until": date(2027, 1, 4)}),
        ("bring_forward", "Due by", day("until", date(2026, 12, 4)), {"until": date(2026, 12, 4)}),
        ("convert", "The event it becomes", {"event": "short"}, {"event": "short"}),
        (
            "exempt",
            "Last day on which it holds",
            day("expires", date(2027, 11, 22)),
            {"rule": "ilacs.requires_improvement.standard", "obligation": "", "expires": date(2027, 11, 22)},
        ),
    ],
)
def test_each_kind_asks_what_it_needs(
    scheduler: Client, kind: str, asked: str, said: dict[str, str], stored: dict[str, object]
) -> None:
    assert asked in scheduler.get(decide(kind)).text
    scheduler.post(decide(kind), {**said, "reason": "Because", **day("taken_on", TODAY)})
    decision = Decision.objects.get()
    assert decision.kind == kind
    assert {name: getattr(decision, name) for name in stored} == stored


def test_a_reinspection_on_request_is_about_the_authority(scheduler: Client) -> None:
    page = scheduler.get(f"{PAGE}decide/").text
    assert "About all that the authority is due." in page
    assert "Grant a re-inspection on request" in page
    assert "Convert" not in page
    said = {**day("until", date(2027, 3, 1)), "reason": "They asked", **day("taken_on", TODAY)}
    scheduler.post(f"{PAGE}decide/?kind=reinspect_on_request", said)
    assert Decision.objects.get().kind == DecisionKind.REINSPECT_ON_REQUEST
    assert "All that is due" in scheduler.get(PAGE).text


def test_a_visit_that_no_rule_asks_for_is_due_once_decided_on(scheduler: Client) -> None:
    page = scheduler.get(f"{PAGE}decide/?kind=visit").text
    assert "Focused visit" in page
    assert "Short inspection" not in page  # a graded inspection is brought forward
    said = {"event": "focused_visit", "topic": "Front door", **day("until", date(2027, 3, 1)), "reason": "Referrals"}
    scheduler.post(f"{PAGE}decide/?kind=visit", {**said, **day("taken_on", TODAY)})
    assert Decision.objects.get().topic == "Front door"
    assert "Focused visit on Front door by 1 March 2027, decided on by" in scheduler.get(PAGE).text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"reason": ""}, "Enter why"),
        ({"until-day": "", "until-month": "", "until-year": ""}, "Enter the day: not due before"),
        ({"until-month": "13"}, "Not due before must be a real date"),
        (day("until", date(2026, 11, 22)), "The new day must not be before the day the decision is taken."),
        (day("taken_on", date(2026, 11, 24)), "The day the decision was taken must not be in the future."),
        (day("expires", date(2026, 11, 22)), "The decision must not expire before it is taken."),
    ],
)
def test_what_is_missing_or_does_not_fit_is_said_at_its_field(
    scheduler: Client, changed: dict[str, str], sentence: str
) -> None:
    answer = scheduler.post(decide("defer"), DEFERRED | changed)
    assert "Error: Defer, Quernshire" in answer.text
    assert answer.text.count(sentence) == 2  # in the summary and at the field
    assert not Decision.objects.exists()


def test_what_is_no_longer_due_leads_back(scheduler: Client) -> None:
    address = f"{PAGE}decide/?{urlencode({'obligation': 'authority:X10000001/ilacs.x.y/1', 'kind': 'defer'})}"
    answer = scheduler.post(address, DEFERRED, follow=True)
    assert "That is no longer due" in answer.text
    assert not Decision.objects.exists()


def test_changing_keeps_the_earlier_decision_and_ends_it(scheduler: Client) -> None:
    scheduler.post(decide("defer"), DEFERRED)
    earlier = Decision.objects.get()
    page = scheduler.get(f"/decisions/{earlier.pk}/change/").text
    assert 'value="2027"' in page
    later = {**day("until", date(2027, 5, 4)), "reason": "Longer", **day("taken_on", TODAY)}
    answer = scheduler.post(f"/decisions/{earlier.pk}/change/", later, follow=True)
    assert "The decision is changed." in answer.text
    assert "on 4 May 2027" in answer.text
    earlier.refresh_from_db()
    assert earlier.ended_on == TODAY
    assert earlier.replaced_by.until == date(2027, 5, 4)
    actions = list(AuditEntry.objects.filter(action__startswith="decision").values_list("action", flat=True))
    assert sorted(actions) == ["decision_ended", "decision_taken", "decision_taken"]


def test_an_ended_decision_cannot_be_changed(scheduler: Client) -> None:
    scheduler.post(decide("defer"), DEFERRED)
    decision = Decision.objects.get()
    scheduler.post(f"/decisions/{decision.pk}/end/", {**day("on", TODAY), "reason": "Over"})
    answer = scheduler.post(f"/decisions/{decision.pk}/change/", DEFERRED)
    assert "This decision has already ended." in answer.text
    assert Decision.objects.count() == 1


def test_ending_gives_the_rules_back(scheduler: Client) -> None:
    scheduler.post(decide("defer"), DEFERRED)
    decision = Decision.objects.get()
    answer = scheduler.post(
        f"/decisions/{decision.pk}/end/", {**day("on", TODAY), "reason": "Elections are over"}, follow=True
    )
    assert "The decision is ended." in answer.text
    assert "Ended on 23 November 2026 by scheduler@example.org: Elections are over" in answer.text
    assert "14 October 2025 to 14 October 2026" in answer.text
    assert AuditEntry.objects.get(action="decision_ended").summary == {
        "on": "2026-11-23",
        "reason": "Elections are over",
    }


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({**day("on", date(2026, 11, 22)), "reason": "Over"}, "must not end before the day it was taken"),
        ({**day("on", date(2026, 11, 24)), "reason": "Over"}, "must not be in the future"),
        ({**day("on", TODAY), "reason": " "}, "Enter why it ends"),
    ],
)
def test_an_end_that_does_not_fit_is_refused(scheduler: Client, said: dict[str, str], sentence: str) -> None:
    scheduler.post(decide("defer"), DEFERRED)
    answer = scheduler.post(f"/decisions/{Decision.objects.get().pk}/end/", said)
    assert "Error: End a decision" in answer.text
    assert sentence in answer.text
    assert Decision.objects.get().ended_on is None


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.ANALYST, Role.POLICY_ANALYST, Role.DIRECTOR])
def test_only_who_may_decide_decides(client: Client, places: dict[str, Body], role: Role) -> None:
    sign_in(client, role, body="authority:X10000001" if role is Role.DIRECTOR else "")
    answer = client.post(decide("defer"), DEFERRED)
    assert answer.status_code == 403
    assert "You may not take decisions." in answer.text
    assert "/decide/" not in client.get(PAGE).text
    assert not Decision.objects.exists()


def test_a_regional_scheduler_decides_in_their_region_only(client: Client, places: dict[str, Body]) -> None:
    sign_in(client, Role.SCHEDULER, region=LONDON)
    answer = client.get(decide("defer"))
    assert answer.status_code == 403
    assert f"Your role is limited to {LONDON}." in answer.text
    assert client.get("/authorities/X10000002/decide/").status_code == 200


def taken(places: dict[str, Body], **said: object) -> Decision:
    """A decision about Quernshire, taken three weeks ago."""
    whole = {"kind": DecisionKind.PAUSE, "reason": "Flood", "taken_on": date(2026, 11, 2), "until": date(2027, 1, 4)}
    answer = Answer(**whole | said)
    return take_decision(by=SOMEBODY, body=places["quernshire"], edition="ilacs/2026-04-01", answer=answer)


@pytest.mark.parametrize(
    ("said", "sentences"),
    [
        ({}, ("Paused: All that is due", "Until 4 January 2027", "Stands")),
        ({"expires": date(2026, 12, 31)}, ("Stands until 31 December 2026",)),
        ({"expires": date(2026, 11, 22)}, ("Expired on 22 November 2026",)),
        (
            {"kind": DecisionKind.EXEMPT, "rule": "ilacs.inadequate.monitoring", "expires": date(2027, 1, 1)},
            ("Exempted from a rule: Monitoring visit", "lifts the rule"),
        ),
        (
            {"kind": DecisionKind.CONVERT, "obligation": "authority:X10000001/ilacs.x.gone_by/1", "event": "short"},
            ("Converted: Gone by", "becomes short inspection"),
        ),
    ],
)
def test_the_page_says_where_each_decision_stands(
    scheduler: Client, places: dict[str, Body], said: dict[str, object], sentences: tuple[str, ...]
) -> None:
    taken(places, **said)
    page = scheduler.get(PAGE).text.partition('id="decisions"')[2]
    for sentence in sentences:
        assert sentence in page


def test_on_a_day_before_its_end_a_decision_still_stood(scheduler: Client, places: dict[str, Body]) -> None:
    end_decision(by=SOMEBODY, decision=taken(places), on=date(2026, 11, 20), reason="Dry")
    assert "Ended on 20 November 2026" in scheduler.get(f"{PAGE}?as_of=2026-11-20").text
    before = scheduler.get(f"{PAGE}?as_of=2026-11-19").text
    assert "Ended on" not in before
    assert "Flood" in before
    assert "Flood" not in scheduler.get(f"{PAGE}?as_of=2026-11-01").text.partition('id="decisions"')[2]
