"""What an event's place in a plan costs, part by part."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from inspectorate.planning.book import Book, Held
from inspectorate.planning.greedy import above_share


@dataclass(frozen=True, slots=True)
class Parts:
    """The points of each line of the price list. ``spread``: what keeps the week from being foreseen."""

    early: int = 0
    late: int = 0
    past_latest: int = 0
    school_holiday: int = 0
    spread: int = 0
    travel: int = 0
    contractors: int = 0
    over_share: int = 0

    @property
    def total(self) -> int:
        return sum(getattr(self, one.name) for one in fields(self))


def parts(book: Book, number: int, held: Held | None) -> Parts:
    """What an event that is not in the book would cost where ``held`` says; nothing where that is nowhere."""
    if held is None:
        return Parts()
    programme = book.programme
    event, rules, weeks = programme.events[number], programme.problem.rules, programme.problem.weeks
    away = held.week - event.usual
    early, late = event.weight * rules.early * max(-away, 0), event.weight * rules.late * max(away, 0)
    past = rules.past_latest * max(held.week - event.latest, 0)
    school = rules.school_holiday if event.needs_schools and held.week in weeks.school_holidays else 0
    among = programme.pairs.of(number)
    people = int(programme.pairs.cost[among][np.isin(programme.pairs.person[among], held.people)].sum())
    contractors = sum(event.held) * sum(programme.problem.people[row].cost for row in held.people)
    return Parts(
        early=early,
        late=late,
        past_latest=past,
        school_holiday=school,
        spread=int(programme.week_cost[number, held.week]) - early - late - past - school,
        travel=people - contractors,
        contractors=contractors,
        over_share=int(above_share(book, number, np.array(held.people)).sum()),
    )
