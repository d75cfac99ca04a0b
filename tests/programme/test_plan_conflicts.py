"""What is in no week of a plan, and who is missing for it, at the command line."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.cli.commands import run
from tests.programme.test_plans import MONDAY, made

from inspectorate.cli.plan_conflicts import conflict_in_words
from inspectorate.planning.effort import Effort
from inspectorate.planning.files import write
from inspectorate.planning.infeasible import Conflict, Missing
from inspectorate.planning.model import Weeks
from inspectorate.planning.solve import solve
from inspectorate.webapp.programme.plan_queries import problem_and_proof


@pytest.mark.usefixtures("workforce")
def test_an_obligation_that_wants_a_skill_which_nobody_has_is_named_and_nothing_else() -> None:
    plan = made()
    problem, proof = problem_and_proof(plan)
    first, *others = problem.events
    wanting = replace(first, skills=(*first.skills, "secure accommodation"))
    settled = solve(replace(problem, events=(wanting, *others)), effort=Effort(iterations=10, turns=1))
    plan.problem = write(replace(problem, events=(wanting, *others))).decode()
    plan.certificate = write(replace(proof, plan=settled.plan)).decode()
    plan.save()
    assert first.id in settled.plan.unplaced
    told = json.loads(run("plan", "conflicts", "--format", "json").stdout)
    (one,) = (found for found in told if found["obligation"] == first.id)
    assert (one["obligations"], one["irreducible"], one["smallest"]) == ([first.id], True, True)
    assert "secure accommodation" in one["missing"]["skills"]
    said = run("plan", "conflicts").stdout
    assert f"{first.id} cannot be placed. Missing: {wanting.team} more in {wanting.region}" in said
    assert run("plan", "conflicts", "--format", "csv").exit_code == 1


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (None, "not shown"),
        (Conflict(("a", "b"), True, False, None), "a, b cannot all be placed. Any one less, and the others fit. More"),
        (Conflict(("a", "b"), False, False, None), "Some of them may not matter"),
        (Conflict(("a",), True, True, Missing("North", 2, 6, (), 0, 1, 2)), "2 more in North, for 6 half-days each"),
    ],
)
def test_a_conflict_is_said_in_words(found: Conflict | None, says: str) -> None:
    assert says in conflict_in_words("a", found, Weeks(MONDAY, (5, 5, 5)))
