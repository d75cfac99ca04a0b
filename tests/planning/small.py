"""Small programmes to test with: a place, people and events, each by the few things that matter in a test."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from inspectorate.planning.model import Event, Person, Places, Problem, Weeks
from inspectorate.planning.rules import rules

MONDAY = date(2026, 4, 13)


def event(name: str, on_site: int = 4, **fields: Any) -> Event:
    """An event of one inspector at body ``name`` within weeks 0 to 3, best in week 0."""
    made = Event(name, f"body-{name}", "north", "town", "inspection", on_site, 0, 0, 1, 0, 0, 3)
    return replace(made, **fields)


def person(name: str, **fields: Any) -> Person:
    return replace(Person(name, "north", "town"), **fields)


def problem(
    events: list[Event], people: list[Person], *, working_days: tuple[int, ...] = (5, 5, 5, 5), **fields: Any
) -> Problem:
    """Events and people in one town, an hour from the village; no price but those that a test names under ``rules``."""
    free = {"early": 0, "late": 1, "travel": 0, "unpredictability": 0, "over_share": 0, "school_holiday": 0}
    made = Problem(
        weeks=Weeks(MONDAY, working_days),
        events=tuple(events),
        people=tuple(people),
        places=Places(("town", "village"), ((0, 60), (60, 0))),
        rules=rules(**{**free, **fields.pop("rules", {})}),
    )
    return replace(made, **fields)
