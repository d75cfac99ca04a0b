"""The rules about people: nobody has more in a week than they can give, nor too many weeks in a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from inspectorate.planning.model import Person, Plan, Problem


@dataclass(frozen=True, slots=True)
class _Held:
    """What an event takes of one of its people in a week. ``whole``: they may do nothing else then."""

    event: str
    half_days: int
    whole: bool
    locked: bool


def people_breaches(problem: Problem, plan: Plan) -> Iterator[str]:
    """Each breach as a sentence; one among locked events alone is none of the plan's."""
    events = {event.id: event for event in problem.events}
    held: dict[str, dict[int, list[_Held]]] = defaultdict(lambda: defaultdict(list))
    for placement in plan.placements:
        event = events[placement.event]
        for week, half_days in enumerate(event.held, placement.week - event.before):
            if 0 <= week < len(problem.weeks):
                found = _Held(event.id, half_days, len(event.held) > 1, event.locked is not None)
                for name in placement.people:
                    held[name][week].append(found)
    for person in problem.people:
        for week, found_in_week in sorted(held[person.id].items()):
            yield from _week_breaches(problem, person, week, found_in_week)
        yield from _running_breaches(problem, person, held[person.id])


def _week_breaches(problem: Problem, person: Person, week: int, held: list[_Held]) -> Iterator[str]:
    if all(one.locked for one in held):
        return
    can = max(0, min(person.half_days, problem.weeks.half_days(week)) - person.lost.get(week, 0))
    asked = sum(one.half_days for one in held)
    if asked > can:
        yield f"“{person.id}” has {asked} half-days in {_week(problem, week)} and can give {can}."
    if len(held) > 1 and any(one.whole for one in held):
        names = ", ".join(f"“{one.event}”" for one in held)
        yield f"“{person.id}” has {names} in {_week(problem, week)}, one of which takes the whole week."


def _week(problem: Problem, week: int) -> str:
    return f"the week of {problem.weeks.monday(week).isoformat()}"


def _running_breaches(problem: Problem, person: Person, held: dict[int, list[_Held]]) -> Iterator[str]:
    if person.most_running is None:
        return
    run: list[int] = []
    for week in range(len(problem.weeks) + 1):
        if week in held:
            run.append(week)
            continue
        if len(run) > person.most_running and any(not one.locked for place in run for one in held[place]):
            monday = problem.weeks.monday(run[0]).isoformat()
            yield f"“{person.id}” has events in {len(run)} weeks in a row from {monday}; {person.most_running} may be."
        run = []
