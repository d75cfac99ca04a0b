"""Demand against supply: the half-days that events need in each span of a programme, and those that people have.

An event is needed in the weeks of its window alike: `needed` is the mean over the weeks in which it may begin. What
`must` fall into a span is the least over all of them, slips that the rules allow among them: whatever is planned, if
the event is placed at all, so much falls there. Of an event that is locked both are what it takes.

Demand of a region is of the events there, and supply of the people who live there, though a team may come from far.
Somebody with two skills is in the supply of both. Only of the lead are half-days asked of a grade, and only of one of a
team those of a skill that somebody must bring.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from inspectorate.planning.greedy import has_skill
from inspectorate.planning.model import Event, Person, Problem
from inspectorate.planning.pairs import Floats, Ints
from inspectorate.planning.programme import programme
from inspectorate.planning.spans import Span, within


class By(StrEnum):
    """What demand and supply are told of."""

    ALL = "all"
    REGION = "region"
    SKILL = "skill"
    GRADE = "grade"


@dataclass(frozen=True, slots=True)
class Line:
    """Of a region, a skill, a lead's grade or all: the half-days of each span."""

    by: By
    name: str
    needed: tuple[float, ...]
    must: tuple[int, ...]
    supply: tuple[int, ...]


Key = tuple[By, str]


def capacity(problem: Problem, spans: Sequence[Span]) -> tuple[Line, ...]:
    """Demand against supply, of all first, then by region, skill and grade. What no week can hold is left out."""
    needed: dict[Key, Floats] = defaultdict(lambda: np.zeros(len(spans)))
    must: dict[Key, Ints] = defaultdict(lambda: np.zeros(len(spans), dtype=np.int64))
    for event, mean, least in _demand(problem, spans):
        for key, people in _asked(event).items():
            needed[key] = needed[key] + mean * people / event.team
            must[key] = must[key] + least * people // event.team
    supply = _supply(problem, spans, set(needed))
    order = list(By)
    return tuple(
        Line(by, name, *(tuple(table[by, name].tolist()) for table in (needed, must, supply)))
        for by, name in sorted({*needed, *supply}, key=lambda key: (order.index(key[0]), key[1]))
    )


def _demand(problem: Problem, spans: Sequence[Span]) -> Iterator[tuple[Event, Floats, Ints]]:
    """Events with the mean and the least of what they take in each span."""
    prepared = programme(problem)
    for event, allowed in zip(prepared.events, prepared.allowed, strict=True):
        weeks = np.flatnonzero(allowed).tolist()
        if weeks:
            # A week past the latest one is taken where none is left before it.
            due = [week for week in weeks if week <= event.latest] or weeks
            takes = {week: within(event, week, spans) for week in weeks}
            yield event, np.mean([takes[week] for week in due], axis=0), np.min([*takes.values()], axis=0)
    for event in problem.events:
        if event.locked:
            told = np.array(within(event, event.locked.week, spans))
            yield event, told, told


def _asked(event: Event) -> dict[Key, int]:
    """Of how many people of an event each line asks."""
    lines: dict[Key, int] = {(By.ALL, ""): event.team, (By.REGION, event.region): event.team}
    lines |= {(By.SKILL, skill): 1 for skill in event.cover}
    lines |= {(By.SKILL, skill): event.team for skill in event.skills}
    return lines | ({(By.GRADE, str(event.lead_grade)): 1} if event.lead_grade else {})


def _supply(problem: Problem, spans: Sequence[Span], asked: set[Key]) -> dict[Key, Ints]:
    # Without any event nothing is locked, and all that people have is free.
    free = programme(replace(problem, events=())).free
    found: dict[Key, Ints] = defaultdict(lambda: np.zeros(len(spans), dtype=np.int64))
    for row, person in enumerate(problem.people):
        for place, span in enumerate(spans):
            for week in span.weeks:
                for key in _offered(person, week, asked):
                    found[key][place] += free[row, week]
    return {**{key: found[key] for key in asked}, **found}


def _offered(person: Person, week: int, asked: set[Key]) -> Iterator[Key]:
    yield By.ALL, ""
    yield By.REGION, person.region
    yield from (
        key for skill in person.skills if (key := (By.SKILL, skill)) in asked and has_skill(person, skill, week)
    )
    yield from (key for grade in range(1, person.grade + 1) if (key := (By.GRADE, str(grade))) in asked)
