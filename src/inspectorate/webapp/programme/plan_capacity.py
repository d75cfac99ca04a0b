"""Capacity of a plan for pages and commands: demand against supply, who is missing, the price of a day, and how well
weeks can be foreseen. A plan is never edited, so what was worked out is kept in the cache."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache

from inspectorate.due.labels import listed
from inspectorate.formats.workforce_words import GRADES, SKILLS
from inspectorate.planning.account import account
from inspectorate.planning.capacity import By, Line, capacity
from inspectorate.planning.model import HALF_DAYS, Problem
from inspectorate.planning.price import DayPrice
from inspectorate.planning.shortage import More, Shortage, shortage
from inspectorate.planning.spans import Span, months
from inspectorate.planning.unforeseen import Unforeseen, unforeseen
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_prices import day_prices_of
from inspectorate.webapp.programme.plan_queries import problem_and_proof

KEPT_SECONDS = 24 * 60 * 60
NOT_SHOWN = "Whether that is enough was not shown: a first plan with them leaves some event in no week."
FOR_THE_PROOF = 20.0
"""Seconds in which the fewest missing inspectors are sought."""


@dataclass(frozen=True, slots=True)
class Demanded:
    """Demand against supply over some months, and who is missing at least."""

    months: tuple[Span, ...]
    lines: tuple[Line, ...]
    missing: Shortage


@dataclass(frozen=True, slots=True)
class Capacity:
    """The same of a plan, with the price of a day by region and week, and how well its weeks can be foreseen."""

    demanded: Demanded
    days: tuple[DayPrice, ...]
    unforeseen: Unforeseen


def capacity_of(kept: Plan) -> Capacity:
    """The capacity of a plan, from the cache if it is there."""
    key = f"plan-capacity-{kept.pk}-{kept.made_at.timestamp()}"
    found = cache.get(key)
    if not isinstance(found, Capacity):
        problem, proof = problem_and_proof(kept)
        found = Capacity(demanded(problem), day_prices_of(kept), unforeseen(account(problem, proof)))
        cache.set(key, found, KEPT_SECONDS)
    return found


def demanded(problem: Problem) -> Demanded:
    """Demand against supply of a problem, planned or not."""
    spans = months(problem.weeks)
    return Demanded(spans, capacity(problem, spans), shortage(problem, seconds=FOR_THE_PROOF))


def line_label(line: Line) -> str:
    """What a line is of, in words."""
    if line.by is By.SKILL:
        return f"Skill: {skill_label(line.name)}"
    if line.by is By.GRADE:
        return f"Lead: {grade_label(int(line.name))}"
    return line.name or ("Region not known" if line.by is By.REGION else "All")


def skill_label(name: str) -> str:
    """A skill in a sentence."""
    return SKILLS[name].label.lower() if name in SKILLS else name.replace("_", " ")


def grade_label(grade: int) -> str:
    """A grade, counted from 0, or one above."""
    labels = [word.label for word in GRADES.values()]
    return f"{labels[grade]} or above" if grade < len(labels) else f"grade {grade} or above"


def missing_sentences(missing: Shortage) -> list[str]:
    """Who is missing at least, and how sure that is."""
    if not missing.proven:
        return ["How many inspectors are missing was not proven in the time that there is."]
    nowhere = len(missing.nowhere)
    told = [f"{nowhere:,} {'event' if nowhere == 1 else 'events'} no week can hold, whoever comes."] if nowhere else []
    if not missing.more:
        first = "By their half-days, skills, grades and homes, the inspectors that there are could do all events."
        return [first, *([] if missing.enough else [NOT_SHOWN]), *told]
    people = "inspector is" if missing.people == 1 else "inspectors are"
    kinds = "; ".join(map(_kind, missing.more))
    last = "With them a plan places all events, so that it takes no more." if missing.enough else NOT_SHOWN
    return [f"At least {missing.people:,} further full-time {people} needed to do all events: {kinds}.", last, *told]


def _kind(one: More) -> str:
    skills = f", for {listed([skill_label(name) for name in one.skills], 'and')}" if one.skills else ""
    return f"{one.people:,} in {one.home}{skills}{f' ({grade_label(one.grade)})' if one.grade else ''}"


def unforeseen_sentences(found: Unforeseen) -> list[str]:
    """How well weeks can be foreseen, and what it costs that they cannot."""
    if not found.events:
        return ["No event of this plan is unannounced and still open."]
    return [
        f"To somebody who knows all but the seed, the week of an unannounced event has {found.bits:.1f} bits on the "
        f"average. If events were planned one by one, a guess at the likeliest week would be right for "
        f"{found.likeliest:.0%} of them; in this plan it is right for {found.right:,} of {len(found.events):,}.",
        f"Chance added {found.drawn:,} points to the cost of this plan. That events are not in their cheapest weeks "
        f"costs {found.price:,.0f} points, on the average of all seeds.",
    ]


def days(half_days: Sequence[float]) -> list[float]:
    """Half-days as days."""
    return [one / HALF_DAYS for one in half_days]
