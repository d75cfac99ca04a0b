"""Programmes made at random for properties: tiny ones that can be enumerated, and some with tens of events."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from random import Random

from tests.planning.small import event, person, problem

from inspectorate.planning.check import check_plan
from inspectorate.planning.model import Elsewhere, Event, NewLead, Person, Placement, Plan, Problem


def tiny(seed: int) -> Problem:
    """Up to three events, three people and four weeks, with every rule in play."""
    return made(seed, events=Random(seed).randint(1, 3), people=Random(-seed - 1).randint(1, 3), weeks=4)


def of_teams(seed: int, *, events: int = 3, people: int = 3, weeks: int = 4) -> Problem:
    """The same with events for two or three that mostly leave nobody on them time for another in the week."""
    draw, drawn = Random(seed), made(seed, events=events, people=people, weeks=weeks)
    return replace(drawn, events=tuple(one if one.locked else _for_team(draw, one) for one in drawn.events))


def at_one_body(seed: int) -> Problem:
    """The same at one body, where all events want different leads, or those that some of the people would lead."""
    draw, drawn = Random(seed), of_teams(seed) if seed % 2 else tiny(seed)
    events = tuple(replace(one, body="body-1", lead_grade=0) for one in drawn.events)
    names = tuple(one.id for one in drawn.people)
    return replace(
        drawn,
        events=events,
        rules=replace(drawn.rules, spacing=1),
        new_leads=tuple(
            NewLead((one.id, other.id), draw.choice((None, None, names[:1]))) for one, other in combinations(events, 2)
        ),
    )


def _for_team(draw: Random, one: Event) -> Event:
    return replace(one, team=draw.choice((2, 2, 3)), on_site=max(one.on_site, draw.choice((5, 6, 6, 10))))


def of_one(seed: int, *, events: int, people: int, weeks: int) -> Problem:
    """The same with events for one that take one week, but for those that are locked."""
    drawn = made(seed, events=events, people=people, weeks=weeks)
    short = (replace(one, team=1, on_site=min(one.on_site, 8)) for one in drawn.events if one.locked is None)
    return replace(drawn, events=(*(one for one in drawn.events if one.locked), *short))


def made(seed: int, *, events: int, people: int, weeks: int) -> Problem:
    draw = Random(seed)
    working_days = tuple(draw.choice((5, 5, 5, 4)) for _ in range(weeks))
    names = [f"p{number}" for number in range(people)]
    inspectors = [_person(draw, name, weeks) for name in names]
    found = [_event(draw, f"e{number}", weeks) for number in range(events)]
    if draw.random() < 0.3 and events > 1:
        found[0] = replace(found[0], locked=_lock(draw, found[0], names, weeks))
    most = {"north": draw.randint(1, 3)} if draw.random() < 0.3 else {}
    at_one_body = [(one.id, other.id) for one, other in combinations(found, 2) if one.body == other.body]
    return problem(
        found,
        inspectors,
        working_days=working_days,
        elsewhere=(Elsewhere("body-1", draw.randrange(weeks), "joint visit"),) if draw.random() < 0.3 else (),
        seed=seed,
        rules={
            "travel": 5,
            "unpredictability": draw.choice((0, 3)),
            "over_share": draw.choice((0, 2)),
            "school_holiday": 4,
            "late": draw.randint(1, 4),
            "early": draw.randint(0, 2),
            "grace": draw.choice((0, 1)),
            "spacing": draw.choice((1, 2)),
            "farthest": draw.choice((None, None, 30)),
            "unplaced_policy": draw.choice((8, 100)),
            "most_starts": most,
        },
        new_leads=tuple(
            NewLead(pair, draw.choice((None, None, tuple(names[:2])))) for pair in at_one_body if draw.random() < 0.7
        ),
    )


def _person(draw: Random, name: str, weeks: int) -> Person:
    return person(
        name,
        home=draw.choice(("town", "town", "village")),
        grade=draw.randint(0, 1),
        half_days=draw.choice((10, 10, 6)),
        lost={draw.randrange(weeks + 1): draw.randint(2, 10)} if draw.random() < 0.4 else {},
        skills={skill: draw.choice((None, draw.randrange(weeks))) for skill in ("s", "t") if draw.random() < 0.6},
        conflicts=("body-2",) if draw.random() < 0.2 else (),
        leads_not=("body-1",) if draw.random() < 0.2 else (),
        cost=draw.choice((0, 0, 1)),
        most_running=draw.choice((None, 1, 2)),
        share=draw.choice((None, 6)),
    )


def _event(draw: Random, name: str, weeks: int) -> Event:
    earliest = draw.randrange(weeks)
    latest = draw.randrange(earliest, weeks)
    long = draw.random() < 0.25
    return event(
        name,
        draw.choice((10, 12)) if long else draw.randint(1, 8),
        preparation=draw.choice((0, 2)),
        body=f"body-{draw.randint(1, 3)}",
        place=draw.choice(("town", "village")),
        team=draw.choice((1, 1, 2)),
        earliest=earliest,
        usual=draw.randint(earliest, latest),
        latest=latest,
        lead_grade=draw.choice((0, 0, 1)),
        skills=("s",) if draw.random() < 0.2 else (),
        cover=("t",) if draw.random() < 0.2 else (),
        statutory=draw.random() < 0.3,
        announced=draw.random() < 0.3,
        needs_schools=draw.random() < 0.3,
        weight=draw.randint(1, 2),
    )


def _lock(draw: Random, found: Event, names: list[str], weeks: int) -> Placement:
    people = tuple(sorted(draw.sample(names, min(found.team, len(names)))))
    return Placement(found.id, draw.randrange(-1, weeks), people, people[0])


def best(found: Problem) -> int:
    """The least cost of any plan, by trying every plan there is and asking the checker about each."""
    locked = tuple(one.locked for one in found.events if one.locked)
    free = [one for one in found.events if one.locked is None]
    costs = []
    for chosen in product(*(_choices(found, one) for one in free)):
        placed = tuple(choice for choice in chosen if choice)
        left = tuple(one.id for one, choice in zip(free, chosen, strict=True) if choice is None)
        checked = check_plan(found, Plan(locked + placed, left))
        if checked.passes and checked.cost is not None:
            costs.append(checked.cost)
    return min(costs)


def _choices(found: Problem, one: Event) -> list[Placement | None]:
    """Every placement of an event that breaks no rule by itself, and none. Who of a team leads makes a difference only
    where another event wants a new lead."""
    bound = any(one.id in asked.events for asked in found.new_leads)
    names = sorted(inspector.id for inspector in found.people)
    alone = replace(found, events=(one,))
    possible: list[Placement | None] = [None]
    for week, team in product(range(len(found.weeks)), combinations(names, one.team)):
        for lead in team:
            placement = Placement(one.id, week, team, lead)
            if check_plan(alone, Plan((placement,), ())).passes:
                possible.append(placement)
                if not bound:
                    break
    return possible


def fit_together(found: Problem, names: tuple[str, ...]) -> bool:
    """Whether some plan places all of these events, whatever becomes of the others."""
    locked = tuple(one.locked for one in found.events if one.locked)
    others = tuple(one.id for one in found.events if one.locked is None and one.id not in names)
    wanted = [one for one in found.events if one.id in names]
    for chosen in product(*(_choices(found, one) for one in wanted)):
        placed = tuple(choice for choice in chosen if choice)
        if len(placed) == len(wanted) and check_plan(found, Plan(locked + placed, others)).passes:
            return True
    return False
