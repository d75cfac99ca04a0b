"""From the workforce to the people and places of a programme.

Homes and settings have no coordinates here, so that travel is told by region: somebody's own is near, and only teams
are drawn from other ones. Minutes are assumed (unverified).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from inspectorate.planning.model import Person, Places, Weeks
from inspectorate.webapp.workforce.supply import Supply, supply

NEAR, FAR, TOO_FAR = 60, 150, 300
"""Minutes: within a region; from another region, for a team; from another region, for somebody alone (who is not
sent: the rules have a limit between the last two)."""
AROUND = 2
"""Weeks of preparation and of writing beside those on site: a programme counts all weeks with events in a row."""
PENCE_A_POINT = 10_000
"""Of a contractor's half-day."""
FRIDAY = 4


def place(region: str, *, together: bool) -> str:
    """The place of an event in a region: where a team goes together, people come from farther away."""
    return f"{region}, teams" if together else region


def places(regions: Iterable[str]) -> Places:
    """All places of some regions, with the minutes between them."""
    listed = sorted(set(regions))
    names = [*listed, *(place(region, together=True) for region in listed)]
    of = [*listed, *listed]
    minutes = tuple(
        tuple(NEAR if here == there else FAR if column >= len(listed) else TOO_FAR for column, there in enumerate(of))
        for here in of
    )
    return Places(tuple(names), minutes)


def people(weeks: Weeks) -> tuple[Person, ...]:
    """Everybody who works in some of the weeks, by code. Raises CalendarUnknown beyond the years whose bank holidays
    are known."""
    found = supply([weeks.monday(week) for week in range(len(weeks))])
    return tuple(sorted((_person(one, weeks) for one in found), key=lambda one: one.id))


def _person(one: Supply, weeks: Weeks) -> Person:
    could = [min(one.half_days, weeks.half_days(week)) for week in range(len(weeks))]
    return Person(
        id=one.code,
        region=one.region,
        home=one.region,
        grade=one.grade,
        half_days=one.half_days,
        lost={week: could[week] - left for week, left in enumerate(one.left) if left < could[week]},
        skills={skill: _last_week(last, weeks) for skill, last in one.skills.items()},
        conflicts=tuple(sorted(one.conflicts)),
        cost=(one.cost or 0) // PENCE_A_POINT,
        most_running=one.most_weeks and one.most_weeks + AROUND,
    )


def _last_week(last: date | None, weeks: Weeks) -> int | None:
    """The last week that lies wholly before the end of something."""
    return None if last is None else weeks.week_of(last) - (last.weekday() < FRIDAY)
