"""Problems, plans and certificates survive being written, and a file that is none is refused with its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.planning.small import event, person, problem

from inspectorate.planning.certificate import Certificate, Prices, Seat
from inspectorate.planning.check import check_certificate
from inspectorate.planning.files import FileInvalid, digest, plan_of, read, write
from inspectorate.planning.model import Elsewhere, NewLead, Placement, Plan, Problem
from inspectorate.planning.valid import ProblemInvalid

PLAN = Plan((Placement("a", 1, ("p", "q"), "p"),), ("b",))
PROBLEM = problem(
    [event("a", team=2, skills=("education",), locked=PLAN.placements[0]), event("b")],
    [
        person("p", lost={2: 4}, skills={"education": None}, most_running=3),
        person("q", skills={"education": 3}, share=40),
    ],
    elsewhere=(Elsewhere("body-a", 2, "area inspection"),),
    new_leads=(NewLead(("a", "c")), NewLead(("c", "b"), ("p",))),
    rules={"farthest": 90, "most_starts": {"north": 3}},
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
    with pytest.raises(FileInvalid, match=r"Certificate, prices\.scale: Input should be greater than or equal to 1"):
        read(Certificate, write(replace(CERTIFICATE, prices=replace(CERTIFICATE.prices, scale=0))))
    with pytest.raises(FileInvalid, match=r"Plan, whole file: Invalid JSON"):
        read(Plan, b"plan")


Place = tuple[str | int, ...]


def numbers(kept: Any, place: Place = ()) -> Iterator[Place]:
    """The places of all numbers of a file."""
    if isinstance(kept, dict | list):
        for name, part in kept.items() if isinstance(kept, dict) else enumerate(kept):
            yield from numbers(part, (*place, name))
    elif isinstance(kept, int) and not isinstance(kept, bool):
        yield place


def with_number(kept: Problem | Plan, place: Place, number: int) -> bytes:
    """The file with a number in a place."""
    found = part = json.loads(write(kept))
    for name in place[:-1]:
        part = part[name]
    part[place[-1]] = number
    return json.dumps(found).encode()


@pytest.mark.parametrize("kept", [PROBLEM, PLAN])
@pytest.mark.parametrize(("number", "than"), [(10**30, "less than "), (-(10**30), "greater than -")])
def test_each_number_that_is_too_large_is_refused_with_its_place(kept: Problem | Plan, number: int, than: str) -> None:
    places = list(numbers(json.loads(write(kept))))
    assert places
    for place in places:
        at = ".".join(map(str, place))
        says = rf"^{type(kept).__name__}, {at}: Input should be {than}\d+\.$"
        with pytest.raises(FileInvalid, match=says):
            read(type(kept), with_number(kept, place, number))


def said_of(problem: bytes) -> tuple[str, ...]:
    """Why a problem is refused, or what is wrong with the certificate for it."""
    try:
        found = read(Problem, problem)
    except (FileInvalid, ProblemInvalid) as refused:
        return (str(refused),)
    return check_certificate(found, replace(CERTIFICATE, problem=digest(found))).breaches


@pytest.mark.parametrize("number", [2**14 - 1, 2**20 - 1, 1 - 2**14, 1 - 2**20])
def test_whatever_number_is_in_a_problem_what_is_said_of_it_is_a_sentence(number: int) -> None:
    """Every number is small enough to be reckoned with where it is not refused; the certificate claims too little."""
    for place in numbers(json.loads(write(PROBLEM))):
        said = said_of(with_number(PROBLEM, place, number))
        assert said
        assert all(one.endswith(".") for one in said)


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
