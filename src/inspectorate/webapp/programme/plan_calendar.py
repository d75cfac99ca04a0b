"""An inspector's events of the accepted plan, and the same as a calendar (iCalendar).

Weeks are planned, and no days within them: an entry lies from the Monday of its first week on site to the Friday of its
last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from inspectorate.planning.model import FULL_WEEK
from inspectorate.webapp.programme.plan_history import accepted
from inspectorate.webapp.programme.plan_layout import layout
from inspectorate.webapp.programme.plan_marks import marks_for_all
from inspectorate.webapp.programme.plan_presenters import EventRow, event_rows
from inspectorate.webapp.workforce.models import Inspector

WORKED = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Entry:
    """An event in a calendar, from its first day to the day after its last; ``key`` names it in every plan."""

    key: str
    first: date
    end: date
    row: EventRow


@dataclass(frozen=True, slots=True)
class Own:
    """What somebody has, and since when it is so; ``since`` is ``None`` where no plan is accepted."""

    entries: tuple[Entry, ...]
    since: datetime | None


def own_events(inspector: Inspector) -> Own:
    """The events of an inspector in the accepted plan, in the order of their weeks."""
    kept = accepted()
    if kept is None:
        return Own((), None)
    plan = layout(kept)
    mine = [one for one in plan.events if inspector.code in one.people]
    rows = event_rows(kept.pk, mine, plan.weeks, marks_for_all(kept, plan))
    entries = []
    for one, row in zip(mine, rows, strict=True):
        monday = plan.weeks.monday(one.weeks[one.event.before])
        last = monday + timedelta(weeks=-(-one.event.on_site // FULL_WEEK) - 1)
        entries.append(Entry(one.event.id, monday, last + WORKED, row))
    return Own(tuple(entries), kept.accepted_at)


def calendar(entries: Sequence[Entry], stamp: datetime) -> bytes:
    """The calendar of some events; ``stamp``: since when they are as they are."""
    from icalendar import Calendar, Event  # here, since it slows the start of everything else

    made = Calendar()
    made.add("prodid", "-//Inspectorate//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", "My inspections")
    for one in entries:
        entry = Event()
        entry.add("summary", f"{one.row.kind}: {one.row.place}")
        entry.add("dtstart", one.first)
        entry.add("dtend", one.end)
        entry.add("dtstamp", stamp)
        # The same event in a later plan is the same entry, moved.
        entry.add("uid", f"{sha256(one.key.encode()).hexdigest()[:32]}@inspectorate")
        entry.add("status", "CONFIRMED" if one.row.locked else "TENTATIVE")
        entry.add("class", "PRIVATE")
        entry.add("description", _description(one.row))
        made.add_component(entry)
    return bytes(made.to_ical())


def _description(row: EventRow) -> str:
    team = f"Team, the lead first: {', '.join(row.people)}." if row.team > 1 else ""
    whole = f"{row.whole.capitalize()}." if row.whole else ""
    told = "" if row.announced else "Not announced: tell nobody."
    return " ".join(filter(None, (f"{row.when}.", whole, team, told)))
