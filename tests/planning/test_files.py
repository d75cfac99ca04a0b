"""Problems, plans and certificates survive being written, and a file that is none is refused with its place."""

from __future__ import annotations

import pytest
from tests.planning.small import event, person, problem

from inspectorate.planning.certificate import Certificate, Prices, Seat
from inspectorate.planning.files import FileInvalid, digest, plan_of, read, write
from inspectorate.planning.model import Elsewhere, NewLead, Placement, Plan, Problem
from inspectorate.planning.valid import ProblemInvalid

PLAN = Plan((Placement("a", 1, ("p", "q"), "p"),), ("b",))
PROBLEM = problem(
    [event("a", team=2, skills=("education",), locked=PLAN.placements[0]), event("b")],
    [person("p", lost={2: 4}, skills={"education": None}), person("q", skills={"education": 3}, share=40)],
    elsewhere=(Elsewhere("body-a", 2, "area inspection"),),
    new_leads=(NewLead(("a", "c")), NewLead(("c", "b"), ("p",))),
)
CERTIFICATE = Certificate(digest(PROBLEM), PLAN, Prices(1024, {"b": 5}, {"a": (Seat(1, "p", -3),)}), 7, 5)


@pytest.mark.parametrize("kept", [PROBLEM, PLAN, CERTIFICATE])
def test_what_is_written_is_read_again(kept: Problem | Plan | Certificate) -> None:
    assert read(type(kept), write(kept)) == kept


def test_the_plan_of_a_certificate_is_read_without_its_prices() -> None:
    assert plan_of(write(CERTIFICATE)) == PLAN
    assert plan_of(b'{"plan": {"placements": [], "unplaced": ["b"]}, "prices": "none"}') == Plan((), ("b",))
    with pytest.raises(FileInvalid, match=r"Certificate’s plan, plan: Field required"):
        plan_of(write(PLAN))


def test_two_problems_have_two_digests() -> None:
    assert digest(PROBLEM) == digest(read(Problem, write(PROBLEM)))
    assert digest(PROBLEM) != digest(problem([], []))


def test_a_file_that_is_no_plan_is_refused_with_its_place() -> None:
    with pytest.raises(FileInvalid, match=r"Plan, placements\.0\.week: Field required"):
        read(Plan, b'{"placements": [{"event": "a", "people": [], "lead": "p"}], "unplaced": []}')
    with pytest.raises(FileInvalid, match=r"Plan, unplacd: Unexpected keyword argument"):
        read(Plan, b'{"placements": [], "unplaced": [], "unplacd": []}')
    with pytest.raises(FileInvalid, match=r"Plan, whole file: Invalid JSON"):
        read(Plan, b"plan")


def test_a_problem_that_asks_for_no_new_lead_is_written_as_before_there_was_such_a_rule() -> None:
    """So what was written before it is still read, and is still the problem that its certificate names."""
    found = problem([event("a")], [person("p")])
    assert b"new_leads" not in write(found)
    assert read(Problem, write(found)) == found


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (problem([event("a"), event("a")], []), "There are 2 of event “a”"),
        (problem([event("a")], [], new_leads=(NewLead(("a", "a")),)), "“a” and “a” want a new lead; these must be two"),
        (problem([event("a"), event("b")], [], new_leads=(NewLead(("a", "b")),)), "“a” and “b” want a new lead"),
    ],
)
def test_a_problem_that_contradicts_itself_is_refused(found: Problem, says: str) -> None:
    with pytest.raises(ProblemInvalid, match=says):
        read(Problem, write(found))
