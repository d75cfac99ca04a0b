"""Where a case stands: its state, its clocks the day before, on and after, and the steps that are open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from inspectorate.webapp.enforcement.ladder import ladder
from inspectorate.webapp.enforcement.standing import CaseStanding, standing_of

ONE = timedelta(days=1)


@dataclass(frozen=True)
class Taken:
    step: str
    day: date
    put_right_by: date | None = None
    ends_on: date | None = None


def case(kind: str, *steps: Taken) -> CaseStanding:
    return standing_of(ladder().kinds[kind], steps)


def ends(stands: CaseStanding) -> dict[str, date]:
    return {running.id: running.ends for running in stands.clocks()}


SERVED = date(2026, 10, 1)
NOTICE = Taken("serve", SERVED, put_right_by=date(2026, 10, 30))  # a Friday


def test_a_compliance_notice_is_followed_up_within_five_working_days_of_its_day() -> None:
    assert ends(case("compliance_notice", NOTICE)) == {"comply": date(2026, 10, 30), "follow_up": date(2026, 11, 6)}


@pytest.mark.parametrize(
    ("day", "open_"), [(date(2026, 10, 29), False), (date(2026, 10, 30), False), (date(2026, 10, 31), True)]
)
def test_that_a_notice_was_not_met_is_found_only_after_its_day(day: date, open_: bool) -> None:
    stands = case("compliance_notice", NOTICE)
    steps = dict(stands.possible(day))
    assert ("not_met" in steps) is open_
    assert {"met", "withdraw"} <= set(steps)
    refused = stands.refused(stands.kind.steps["not_met"], day)
    assert refused == ("" if open_ else "Record that it was not met: not before 30 October 2026 has passed.")


def test_a_restriction_is_reviewed_before_twelve_weeks() -> None:
    stands = case("restriction", Taken("serve", SERVED))
    assert ends(stands) == {"review": SERVED + ONE * 83, "limit": SERVED + ONE * 84}
    reviewed = case("restriction", Taken("serve", SERVED), Taken("review", date(2026, 11, 1)))
    assert ends(reviewed) == {"limit": SERVED + ONE * 84}


REVIEWED = Taken("review", SERVED + ONE * 40)
CONTINUED = Taken("continue_beyond", SERVED + ONE * 84, ends_on=SERVED + ONE * 120)
OPEN = {"lift", "appeal"}


@pytest.mark.parametrize(
    ("steps", "after", "possible"),
    [
        ((), 82, {"review"}),
        ((), 83, {"review"}),
        ((), 84, {"review_late"}),
        ((), 85, {"lapse"}),
        ((REVIEWED,), 83, {"continue_beyond"}),
        ((REVIEWED,), 84, {"continue_beyond"}),
        ((REVIEWED,), 85, {"lapse"}),
        ((Taken("review_late", SERVED + ONE * 84),), 84, {"continue_beyond"}),
        ((Taken("review_late", SERVED + ONE * 84),), 85, {"lapse"}),
        ((REVIEWED, CONTINUED), 119, {"continue_further"}),
        ((REVIEWED, CONTINUED), 120, {"continue_further"}),
        ((REVIEWED, CONTINUED), 121, {"run_out"}),
    ],
)
def test_a_restriction_is_reviewed_and_continued_in_time_or_lapses(
    steps: tuple[Taken, ...], after: int, possible: set[str]
) -> None:
    stands = case("restriction", Taken("serve", SERVED), *steps)
    assert set(dict(stands.possible(SERVED + ONE * after))) == possible | OPEN


@pytest.mark.parametrize(
    ("steps", "step", "after", "refused"),
    [
        ((), "review", 84, "Record the review: no later than 23 December 2026. Instead: record a late review."),
        ((), "review", 243, "Record the review: no later than 23 December 2026. "
                            "Instead: record that it lapsed after 12 weeks."),
        ((), "review_late", 85, "Record a late review: no later than 24 December 2026. "
                                "Instead: record that it lapsed after 12 weeks."),
        ((REVIEWED,), "continue_beyond", 85, "Continue it beyond 12 weeks: no later than 24 December 2026. "
                                             "Instead: record that it lapsed after 12 weeks."),
        ((REVIEWED, CONTINUED), "continue_further", 121, "Continue it further: no later than 29 January 2027. "
                                                         "Instead: record that it ended."),
        ((), "continue_beyond", 85,
         "Continue it beyond 12 weeks: the case does not allow it as it stands, “In force”."),
    ],
)  # fmt: skip
def test_what_comes_too_late_for_a_restriction_is_refused_with_what_can_be_done(
    steps: tuple[Taken, ...], step: str, after: int, refused: str
) -> None:
    stands = case("restriction", Taken("serve", SERVED), *steps)
    assert stands.refused(stands.kind.steps[step], SERVED + ONE * after) == refused


@pytest.mark.parametrize("steps", [(), (REVIEWED,)])
def test_a_restriction_past_its_twelve_weeks_says_so_until_somebody_records_it(steps: tuple[Taken, ...]) -> None:
    stands = case("restriction", Taken("serve", SERVED), *steps)
    assert stands.words(SERVED + ONE * 84) == stands.state.label
    assert stands.words(SERVED + ONE * 85) == "Restriction ran out, not recorded"
    lapsed = case("restriction", Taken("serve", SERVED), *steps, Taken("lapse", SERVED + ONE * 85))
    assert (lapsed.words(SERVED + ONE * 86), lapsed.state.end) == ("Lapsed", True)


@pytest.mark.parametrize(("after", "early", "decided"), [(27, False, False), (28, False, False), (29, True, False)])
def test_without_representations_a_decision_waits_twenty_eight_days(after: int, early: bool, decided: bool) -> None:
    steps = dict(case("cancellation", Taken("propose", SERVED)).possible(SERVED + ONE * after))
    assert ("decide_early" in steps, "decide" in steps) == (early, decided)


@pytest.mark.parametrize(("after", "appeal", "effect"), [(27, True, False), (28, True, False), (29, False, True)])
def test_a_decision_can_be_appealed_for_twenty_eight_days_and_then_takes_effect(
    after: int, appeal: bool, effect: bool
) -> None:
    stands = case("cancellation", Taken("propose", SERVED), Taken("represent", SERVED), Taken("decide", SERVED))
    steps = dict(stands.possible(SERVED + ONE * after))
    assert ("appeal" in steps, "take_effect" in steps) == (appeal, effect)


def test_an_appeal_stops_the_step_that_waits_for_it() -> None:
    stands = case("restriction", Taken("serve", SERVED))
    assert "appeal_allowed" not in dict(stands.possible(SERVED))
    refused = stands.refused(stands.kind.steps["appeal_allowed"], SERVED)
    assert refused == "Record that an appeal was allowed: only once there is “appealed against”."
    appealed = case("restriction", Taken("serve", SERVED), Taken("appeal", SERVED))
    assert appealed.state_id == "in_force"
    assert "appeal_allowed" in dict(appealed.possible(SERVED))


def test_a_step_of_another_state_is_refused_with_where_the_case_stands() -> None:
    stands = case("suspension", Taken("propose", SERVED))
    assert stands.refused(stands.kind.steps["lift"], SERVED) == (
        "Lift the suspension: the case does not allow it as it stands, “Proposed”.")  # fmt: skip


def test_an_extension_comes_while_the_suspension_holds() -> None:
    stands = case("suspension", Taken("suspend_urgently", SERVED, ends_on=date(2026, 11, 12)))
    extend = stands.kind.steps["extend"]
    assert stands.refused(extend, date(2026, 11, 12)) == ""
    assert stands.refused(extend, date(2026, 11, 13)) == (
        "Extend the suspension: no later than 12 November 2026. Instead: record that it ended."
    )
    longer = case("suspension", Taken("suspend_urgently", SERVED, ends_on=date(2026, 11, 12)),
                  Taken("extend", date(2026, 11, 10), ends_on=date(2026, 12, 24)))  # fmt: skip
    assert ends(longer) == {"until": date(2026, 12, 24)}


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 11), "Suspended"),
        (date(2026, 11, 12), "Suspended"),
        (date(2026, 11, 13), "Suspension ran out, not recorded"),
    ],
)
def test_a_suspension_past_its_last_day_says_so_until_somebody_records_what_is_so(day: date, words: str) -> None:
    steps = (Taken("suspend_urgently", SERVED, ends_on=date(2026, 11, 12)),)
    assert case("suspension", *steps).words(day) == words
    assert case("suspension", *steps, Taken("run_out", day)).words(day) == "Ended"


@pytest.mark.parametrize(("begun", "open_"), [(date(2027, 4, 1), True), (date(2027, 4, 2), False)])
def test_proceedings_begin_within_six_months_of_being_considered(begun: date, open_: bool) -> None:
    stands = case("prosecution", Taken("consider", SERVED), Taken("decide", date(2026, 12, 1)))
    assert ends(stands) == {"proceedings": date(2027, 4, 1)}
    assert ("begin" in dict(stands.possible(begun))) is open_


def test_before_its_first_step_a_case_stands_nowhere() -> None:
    with pytest.raises(ValueError, match="stands nowhere"):
        case("suspension")
