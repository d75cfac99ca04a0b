"""The compiled loops made ready before a clock runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from inspectorate.planning.check import check_certificate
from inspectorate.planning.effort import Effort
from inspectorate.planning.executors import Here
from inspectorate.planning.model import Event, Person, Places, Problem, Weeks
from inspectorate.planning.ruin import rearrange
from inspectorate.planning.rules import rules
from inspectorate.planning.saved import book_of
from inspectorate.planning.solve import certificate, solve


@cache
def compile_loops() -> None:
    """Solve a small problem by every loop of the planner, and check the answer. What has not been compiled since it was
    installed or changed then is, which takes half a minute or more, and is kept on disk for every other process."""
    problem = _small()
    settled = solve(problem, effort=Effort(iterations=12, turns=4))
    check_certificate(problem, certificate(problem, settled))
    rearrange(book_of(problem, settled.plan), seed=(0,), warm=1, cold=1, executor=Here())


def _small() -> Problem:
    """Twelve events for one and one for a team, of people who need their rest."""
    places, weeks = Places(("here",), ((0,),)), Weeks(date(2026, 4, 13), (5,) * 6)
    visit = Event(
        "visit",
        "body",
        "region",
        "here",
        "visit",
        on_site=4,
        preparation=0,
        writing=0,
        team=1,
        earliest=0,
        usual=1,
        latest=5,
    )
    alone = [
        replace(visit, id=f"{number}", body=f"body-{number}", on_site=size, usual=number % 4)
        for number, size in enumerate((4, 6, 8, 10) * 3)
    ]
    team = replace(visit, id="team", on_site=10, team=2)
    people = tuple(Person(f"{number}", "region", "here", most_running=2) for number in range(4))
    return Problem(weeks, (*alone, team), people, places, rules())
