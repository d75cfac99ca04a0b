"""The sentences that say why an event of a plan is in its week: names for codes, days for weeks, one a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.planning.small import event, person, problem
from tests.programme.places import NORTH, place
from tests.workforce.people import iris

from inspectorate.planning.certificate import Certificate, Prices
from inspectorate.planning.files import digest, write
from inspectorate.planning.model import Elsewhere, NewLead, Placement, Problem
from inspectorate.planning.model import Plan as Placed
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_reasons import reasons

MONDAY = date(2026, 4, 13)
P, Q = person("p", skills={"authority": None}, grade=1), person("q", skills={"authority": None})
A = event("a", 10, body="authority:X1", usual=1, latest=3, skills=("authority",))
B = event("b", 10, body="authority:X2", latest=3, kind="ilacs short")


def kept(found: Problem, *placements: Placement, **prices: int) -> Plan:
    left = {one.id for one in found.events} - {one.event for one in placements}
    proof = Certificate(digest(found), Placed(placements, tuple(sorted(left))), Prices(1, prices, {}), 0, 0)
    return Plan(
        start=MONDAY, weeks=4, as_of=MONDAY, seed=0, problem=write(found).decode(),
        certificate=write(proof).decode(), cost=0, bound=0, placed=0, unplaced=0, seconds=0,
    )  # fmt: skip


def at(name: str, week: int, *people: str) -> Placement:
    return Placement(name, week, tuple(sorted(people)), people[0])


def test_the_sentences_of_an_event_with_names_and_days(db: None) -> None:
    place("Ashmere", 7, NORTH)
    iris("p", "Iris Elm")
    prices = {"late": 2, "travel": 6, "past_latest": 5, "grace": 1, "unpredictability": 0, "school_holiday": 3}
    asked = replace(A, latest=2, needs_schools=True)
    found = problem([asked, B], [replace(P, home="village")], rules=prices)
    found = replace(found, weeks=replace(found.weeks, school_holidays=(3,)))
    assert reasons(kept(found, at("a", 3, "p"), at("b", 1, "p"), b=20), "a") == [
        "It may first be on site in the weeks of 13 to 27 April 2026; its usual week is that of 20 April 2026.",
        "It is 2 weeks after its usual week, at 4 points.",
        "That is 1 week past its latest one, at a further 5 points.",
        "Schools are closed in that week, at 3 points.",
        "1 inspector with the skill for it (authorities) can be sent there without a conflict of interest, of whom 1 "
        "may lead.",
        "Iris Elm goes, at 6 points for travel.",
        "To other events the time would be worth 8 points, at the prices of this plan.",
        "In the weeks of 13 April 2026 and 27 April 2026 it would cost 10 to 12 points less, and Iris Elm could go: "
        "this plan is not the best that can be.",
        "In the week of 20 April 2026 it would cost 12 points less, but Iris Elm is with X2 (ilacs short); at the "
        "prices of this plan the time is worth 12 points to others.",
    ]


def test_a_team_has_its_lead_and_the_grade_that_leads(db: None) -> None:
    asked = replace(A, team=2, lead_grade=1, cover=("fostering",), announced=False, usual=0)
    people = [P, replace(Q, skills={"authority": None, "fostering": None}), replace(P, id="r")]
    found = problem([asked, B], people, rules={"unpredictability": 1})
    found = replace(found, seed=next(seed for seed in range(99) if _drawn(replace(found, seed=seed))))
    told = " ".join(reasons(kept(found, at("a", 0, "p", "q"), at("b", 0, "r")), "a"))
    assert "It is in its usual week. It is not announced; so that nobody can foresee it, chance added 1 point" in told
    assert "3 inspectors with the skill for it (authorities) can be sent" in told
    assert "of whom 2 may lead (HM Inspector or above). Somebody on the team must have the skill for fostering." in told
    assert "p leads, with q." in told


def _drawn(found: Problem) -> bool:
    return any("chance added" in one for one in reasons(kept(found, at("a", 0, "p", "q"), at("b", 0, "r")), "a"))


@pytest.mark.parametrize(
    ("events", "more", "placed", "says"),
    [
        ([A], {"people": [replace(P, lost={1: 1})]}, [at("a", 3, "p")], "no team that the rules allow has the time"),
        ([A], {"working_days": (5, 4, 5, 5)}, [at("a", 3, "p")], "there are too few working days for it"),
        (
            [A],
            {"elsewhere": (Elsewhere(A.body, 0, "joint visit"),)},
            [at("a", 3, "p")],
            "something else at the same body is too near: joint visit.",
        ),
        (
            [A, replace(B, body=A.body)],
            {"people": [P, Q]},
            [at("a", 3, "p"), at("b", 0, "q")],
            "2 points less, but another event at the same body is too near: X1 (ilacs short).",
        ),
        (
            [A, B],
            {"people": [P, Q], "rules": {"most_starts": {"north": 1}}},
            [at("a", 3, "p"), at("b", 1, "q")],
            "but as many events begin in the region as may.",
        ),
        (
            [A, B],
            {"people": [replace(P, most_running=1)]},
            [at("a", 3, "p"), at("b", 0, "p")],
            "but p would be with events for too many weeks in a row.",
        ),
        (
            [A, B],
            {"people": [replace(P, home="village"), Q], "rules": {"travel": 6}},
            [at("a", 1, "p"), at("b", 1, "q")],
            "In the week of 20 April 2026 it would cost 6 points less with q, but q is with X2 (ilacs short).",
        ),
        (
            [A, replace(B, body=A.body)],
            {
                "people": [P, replace(Q, home="village")],
                "rules": {"travel": 6, "spacing": 1},
                "new_leads": (NewLead(("a", "b")),),
            },
            [at("a", 1, "q"), at("b", 3, "p")],
            "6 points less with p, but p leads another event there, and nobody is to lead both: X1 (ilacs short).",
        ),
        ([A], {}, [at("a", 1, "p")], "No other week would be cheaper, even if everybody were free."),
        ([A], {}, [], "It is in no week. Leaving it out costs 1,000 points."),
        ([replace(A, locked=at("a", 2, "p"))], {}, [at("a", 2, "p")], "it stays in the week of 27 April 2026."),
    ],
)
def test_what_is_in_the_way_of_other_weeks(
    db: None, events: list[Any], more: dict[str, Any], placed: list[Placement], says: str
) -> None:
    fields = {"people": [P], **more}
    assert says in " ".join(reasons(kept(problem(events, **fields), *placed), "a"))


def test_the_weeks_that_would_save_most_come_first_and_the_rest_is_counted(db: None) -> None:
    others = [event(f"b{week}", 10, body=f"x{week}", latest=9, usual=0) for week in range(8)]
    placed = [at(f"b{week}", week, "p") for week in range(8)]
    found = problem([replace(A, usual=0, latest=9), *others], [P], working_days=(5,) * 10)
    told = reasons(kept(found, at("a", 9, "p"), *placed), "a")
    assert next(one for one in told if "points less" in one).startswith("In the week of 13 April 2026 it would cost 9")
    assert told[-1] == "In 3 further weeks it would save less, and others hold the time or the place."
