"""From what is due to the events of a programme: how long each takes, how many people, and in which weeks it may be.

Days on site, team and notice are those of the event in its edition. What no edition says is assumed here, once, and
marked so: none of it is an inspectorate's own figure (unverified).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from inspectorate.calendars import add_working_days
from inspectorate.due.model import DueStatus, Window
from inspectorate.formats.workforce_words import GRADES, skill_for
from inspectorate.framework.library import Library
from inspectorate.framework.schedule import EventKind, TeamSize
from inspectorate.history.model import Body
from inspectorate.planning.model import HALF_DAYS, Event, Weeks
from inspectorate.webapp.programme.queries import Owed
from inspectorate.webapp.programme.staff import place

VISITS = frozenset(
    {
        EventKind.INSPECTION,
        EventKind.FOCUSED_VISIT,
        EventKind.MONITORING_VISIT,
        EventKind.ASSURANCE_VISIT,
        EventKind.JOINT_INSPECTION,
        EventKind.EMERGENCY_VISIT,
    }
)
"""The kinds of event for which inspectors go somewhere."""

WEEK = 5
"""Working days."""
ON_SITE = 1
"""Days on site where the edition says nothing."""
ALONE, TOGETHER, WHOLE_WEEKS = 1, 3, 5
"""Half-days of preparation and, as many, of writing, of each member: alone, in a team, and in a team that is on site
for a week or more. A short or standard inspection of an authority takes four or five days of reading before it."""
SCHOOLS = frozenset({"boarding_school", "residential_special_school", "further_education_college"})
"""The types of setting where nobody lives while schools are closed."""
OVERDUE_WITHIN = 12
"""Weeks in which what is overdue is placed."""
OVERDUE_WEIGHT = 3
"""How much more a week of delay of something overdue costs than one of something that is not."""

NOT_PLANNED = {
    DueStatus.UNKNOWN: "the record does not tell whether it is due",
    DueStatus.AWAITS_DECISION: "a person has still to decide whether there is one",
    DueStatus.NOT_OWED: "a person decided that there is none",
    DueStatus.WAITS: "it waits while the setting is suspended, about to close or without children",
}
HAS_DAYS = "it has its days already"
LATER = "it is not due before the programme ends"
NO_VISIT = "nobody goes anywhere for it"


@dataclass(frozen=True, slots=True)
class Demand:
    """The events to be placed, each named by the key of its obligation; and how many obligations were left out, by
    why."""

    events: tuple[Event, ...]
    left_out: Counter[str]


def demand(owed: Iterable[Owed], weeks: Weeks, library: Library, planned: Collection[str] = ()) -> Demand:
    """What a programme has to place of what is due. ``planned``: keys of obligations that have their days.

    A week counts by its days: an event starts on a Monday on or after the first day of its window, and is over by the
    last one.
    """
    events, left_out = [], Counter[str]()
    for one in owed:
        why = _why_not(one, library, weeks, planned)
        if why:
            left_out[why] += 1
        else:
            events.append(_event(one, library, weeks))
    return Demand(tuple(sorted(events, key=lambda event: event.id)), left_out)


def _why_not(one: Owed, library: Library, weeks: Weeks, planned: Collection[str]) -> str:
    due = one.obligation
    if library.edition(due.edition).events[due.event].kind not in VISITS:
        return NO_VISIT
    if due.status in NOT_PLANNED:
        return NOT_PLANNED[due.status]
    if due.key in planned:
        return HAS_DAYS
    # Whatever may wait beyond the end may be placed by the programme that follows.
    last = due.window.latest or due.window.usual or due.window.earliest
    if last is None:
        return NOT_PLANNED[DueStatus.UNKNOWN]
    return LATER if (due.window.usual or last) >= weeks.monday(len(weeks)) else ""


def _event(one: Owed, library: Library, weeks: Weeks) -> Event:
    due, body = one.obligation, one.body
    says = library.edition(due.edition).events[due.event]
    days = says.on_site_working_days or ON_SITE
    team = _team(body, says.team)
    work = ALONE if team == 1 else TOGETHER if days < WEEK else WHOLE_WEEKS
    overdue = due.window.latest is not None and due.window.latest < weeks.start
    earliest, usual, latest = _window(due.window, weeks, days)
    return Event(
        id=due.key,
        body=body.id,
        region=body.region or "",
        place=place(body.region or "", together=team > 1),
        kind=f"{due.regime} {due.event}",
        on_site=days * HALF_DAYS,
        preparation=work,
        writing=work,
        team=team,
        earliest=earliest,
        usual=usual,
        latest=latest,
        lead_grade=_lead(team),
        skills=(skill_for(body.type_on(weeks.start)),),
        statutory=due.statutory,
        announced=bool(says.notice_working_days),
        needs_schools=body.type_on(weeks.start) in SCHOOLS,
        weight=OVERDUE_WEIGHT if overdue else 1,
    )


def _team(body: Body, size: TeamSize | None) -> int:
    """By the size of the body where the edition tells them apart; somebody alone where it says nothing."""
    if size is None:
        return 1
    return {"small": size.small, "large": size.large}.get(body.size or "usual") or size.usual


def _lead(team: int) -> int:
    """Teams are led by an HM Inspector, as reports name them; whoever goes alone may be of any grade."""
    return list(GRADES).index("inspector") if team > 1 else 0


def _window(window: Window, weeks: Weeks, days: int) -> tuple[int, int, int]:
    """The earliest, usual and latest week. What is overdue is wanted at once; where nothing names a usual day, it is
    the middle of the window."""
    if window.latest is not None and window.latest < weeks.start:
        return 0, 0, OVERDUE_WITHIN
    earliest = max(0, _first(window.earliest, weeks)) if window.earliest else 0
    latest = _last(window.latest, weeks, days) if window.latest else len(weeks) - 1
    latest = max(earliest, latest)
    usual = weeks.week_of(window.usual) if window.usual else (earliest + latest) // 2
    return earliest, min(max(usual, earliest), latest), latest


def _first(day: date, weeks: Weeks) -> int:
    """The first week whose Monday is not before a day."""
    return -((weeks.start - day).days // 7)


def _last(day: date, weeks: Weeks, days: int) -> int:
    """The last week in which so many working days from its first one on are over by a day."""
    week = weeks.week_of(day)
    # Beyond the programme nothing is placed, and bank holidays need not be known.
    while 0 < week < len(weeks) and add_working_days(weeks.monday(week) - timedelta(days=1), days) > day:
        week -= 1
    return week
