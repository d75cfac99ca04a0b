"""What a plan spends: days of inspectors by regime, region and the last grade of the body, quarter by quarter.

Days are those of the whole team for preparation, on site and for writing, in the quarter in which their week begins.
The last grade is the overall one of the last graded inspection known on the plan's day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from inspectorate.due.editions import made_under
from inspectorate.framework.library import Library, load_library
from inspectorate.history.model import History
from inspectorate.planning.model import HALF_DAYS, Event
from inspectorate.planning.spans import quarters, spent
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_queries import problem_and_plan
from inspectorate.webapp.programme.queries import histories
from inspectorate.webapp.programme.snapshot import last_graded

NOT_JUDGED, NO_OVERALL, UNKNOWN = "not_judged", "no_overall_grade", "unknown"
"""In the place of a grade: nobody has judged; the last inspection gave no overall grade; no source tells it."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Of one regime, region and last grade: the days in each quarter, and those of events that are in no week."""

    regime: str
    region: str
    grade: str
    days: tuple[float, ...]
    in_no_week: float

    @property
    def total(self) -> float:
        """The days of all quarters."""
        return sum(self.days)


@dataclass(frozen=True, slots=True)
class Spending:
    """The first days of the quarters, and the rows by regime, region and grade."""

    quarters: tuple[date, ...]
    rows: tuple[Spent, ...]


def spending(kept: Plan) -> Spending:
    """What a plan spends, events that are locked among it."""
    problem, plan = problem_and_plan(kept)
    spans = quarters(problem.weeks)
    taken = spent(problem, plan, spans)
    grades = last_grades({event.body for event in problem.events}, kept.as_of)
    whole: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0] * (len(spans) + 1))
    for event in problem.events:
        row = whole[_regime(event), event.region, grades.get(event.body, NOT_JUDGED)]
        held = (*taken[event.id], 0) if event.id in taken else (*(0 for _ in spans), event.effort)
        for at, half_days in enumerate(held):
            row[at] += half_days
    rows = (
        Spent(*key, tuple(half_days / HALF_DAYS for half_days in row[:-1]), row[-1] / HALF_DAYS)
        for key, row in sorted(whole.items())
    )
    return Spending(tuple(span.first for span in spans), tuple(rows))


def last_grades(bodies: Collection[str], as_of: date) -> dict[str, str]:
    """The last grade of each body (``kind:code``) as known on a day."""
    library = load_library()
    return {
        history.body.id: _grade(history, library, as_of)
        for kind in sorted({body.partition(":")[0] for body in bodies})
        for history in histories([body for body in bodies if body.startswith(f"{kind}:")], kind)
    }


def _grade(history: History, library: Library, as_of: date) -> str:
    last = last_graded(history, as_of)
    under = made_under(library, last) if last else None
    if last is None or under is None:
        return NOT_JUDGED if last is None else UNKNOWN
    headline = library.edition(under.id).headline
    return NO_OVERALL if headline is None else last.grades.get(headline) or UNKNOWN


def _regime(event: Event) -> str:
    """The framework of an event, whose kind begins with it."""
    return event.kind.partition(" ")[0]
