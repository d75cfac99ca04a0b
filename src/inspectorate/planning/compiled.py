"""The compiled loops made ready before a solver's clock runs."""

from __future__ import annotations

from datetime import date
from functools import cache

from inspectorate.planning.model import Event, Person, Places, Problem, Weeks
from inspectorate.planning.rules import rules
from inspectorate.planning.solve import Effort, solve


@cache
def compile_loops() -> None:
    """Solve a small problem by every loop: what has not been compiled since it was installed or changed is, which takes
    some 20 seconds, and is kept on disk for every other process."""
    solve(_small(), effort=Effort(iterations=12, turns=4))


def _small() -> Problem:
    """Twelve events for one and one for a team, of people who need their rest."""
    places, weeks = Places(("here",), ((0,),)), Weeks(date(2026, 4, 13), (5,) * 6)
    alone = [
        Event(f"{number}", f"body-{number}", "region", "here", "visit", size, 0, 0, 1, 0, number % 4, 5)
        for number, size in enumerate((4, 6, 8, 10) * 3)
    ]
    team = Event("team", "body", "region", "here", "visit", 10, 0, 0, 2, 0, 1, 5)
    people = tuple(Person(f"{number}", "region", "here", most_running=2) for number in range(4))
    return Problem(weeks, (*alone, team), people, places, rules())
