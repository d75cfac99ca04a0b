"""What a plan costs: only what a plan can change, so nothing of the events that are locked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from inspectorate.planning.model import Event, Plan, Problem

Whole = npt.NDArray[np.int64]


def cost(problem: Problem, plan: Plan) -> int:
    """The cost of a plan whose events and people are the problem's."""
    rules, minutes = problem.rules, problem.places.minutes
    places = {name: place for place, name in enumerate(problem.places.names)}
    events = {event.id: event for event in problem.events}
    people = {person.id: person for person in problem.people}
    total, load, told = 0, Counter[str](), Counter[str]()
    for placement in plan.placements:
        event = events[placement.event]
        half_days = sum(event.held)
        for name in placement.people:
            load[name] += half_days
            if event.locked:
                told[name] += half_days
            else:
                # Travel is in whole points.
                total += rules.travel * minutes[places[people[name].home]][places[event.place]] // 60
                total += people[name].cost * half_days
        if event.locked is None:
            total += week_cost(problem, event, placement.week)
    for name in plan.unplaced:
        if events[name].locked is None:
            total += unplaced_cost(problem, events[name])
    for name, half_days in load.items():
        share = people[name].share
        if share is not None:
            total += rules.over_share * max(0, half_days - max(share, told[name]))
    return total


def week_cost(problem: Problem, event: Event, week: int) -> int:
    """What the week costs, whoever comes."""
    rules, away = problem.rules, week - event.usual
    total = event.weight * (rules.late * away if away > 0 else -rules.early * away)
    if week > event.latest:
        total += rules.past_latest * (week - event.latest)
    if event.needs_schools and week in problem.weeks.school_holidays:
        total += rules.school_holiday
    if not event.announced:
        drawn = blake2b(f"{problem.seed}/{event.id}/{week}".encode(), digest_size=4).digest()
        total += int.from_bytes(drawn, "big") % (rules.unpredictability + 1)
    return total


def week_costs(problem: Problem, events: Sequence[Event], rows: Whole, weeks: Whole) -> Whole:
    """The same of many: of the events in ``rows``, each in the week beside it. (N,) each, and so small that all is
    below 2^63 (`check_range`)."""
    rules, away = problem.rules, weeks - np.array([event.usual for event in events], dtype=np.int64)[rows]
    weight = np.array([event.weight for event in events], dtype=np.int64)[rows]
    latest = np.array([event.latest for event in events], dtype=np.int64)[rows]
    schools = np.array([event.needs_schools for event in events], dtype=bool)[rows]
    found: Whole = weight * np.where(away > 0, rules.late * away, -rules.early * away)
    found += rules.past_latest * np.maximum(weeks - latest, 0)
    found += rules.school_holiday * (schools & np.isin(weeks, problem.weeks.school_holidays))
    secret = np.flatnonzero(~np.array([event.announced for event in events], dtype=bool)[rows])
    found[secret] += _drawn(problem, events, rows[secret], weeks[secret]) % (rules.unpredictability + 1)
    return found


def _drawn(problem: Problem, events: Sequence[Event], rows: Whole, weeks: Whole) -> Whole:
    """The numbers below 2^32 that the seed draws for events in weeks."""
    # What is drawn from begins the same for all weeks of an event.
    begun = [blake2b(f"{problem.seed}/{event.id}/".encode(), digest_size=4) for event in events]
    ends, drawn = {week: b"%d" % week for week in set(weeks.tolist())}, bytearray()
    for row, week in zip(rows.tolist(), weeks.tolist(), strict=True):
        named = begun[row].copy()
        named.update(ends[week])
        drawn += named.digest()
    return np.frombuffer(drawn, dtype=">u4").astype(np.int64)


def unplaced_cost(problem: Problem, event: Event) -> int:
    """What it costs to leave an event out."""
    rules = problem.rules
    return event.team * (rules.unplaced_statutory if event.statutory else rules.unplaced_policy)
