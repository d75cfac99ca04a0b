"""The clock that runs in a stage: until when, and from what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from inspectorate.calendars import LONDON, add_months, add_working_days
from inspectorate.framework.model import Edition, Offset
from inspectorate.webapp.casework.models import Case
from inspectorate.webapp.casework.table import table


@dataclass(frozen=True, slots=True)
class Running:
    """A clock of a case. ``ends`` is the last day; ``None`` where it cannot be told yet, and ``waits`` says for what.
    ``default``: the edition has no such clock, so the unverified default holds."""

    label: str
    ends: date | None
    waits: str = ""
    default: bool = False

    def late(self, day: date) -> bool:
        """Whether the last day has passed."""
        return self.ends is not None and self.ends < day


def running(case: Case, edition: Edition) -> Running | None:
    """The clock of the stage in which a case is; ``None`` once it has ended."""
    name = table().stages[case.stage].clock
    if name == "notice":
        return Running("Notice is to be given", _notice(case, edition), "the days on site")
    if name == "start":
        return Running("The work on site begins", case.starts, "the days on site")
    if name == "end":
        return Running("The work on site ends", case.ends, "the days on site")
    if name == "until":
        return Running("It is to go on", case.until)
    if name == "embargo":
        at = case.publish_at.astimezone(LONDON).date() if case.publish_at else None
        return Running("It is published", at)
    if name == "factual_accuracy":
        return _counted(
            name, "The body's time to answer ends", edition, case.draft_received_on, "the draft to be opened"
        )
    if name == "complaint":
        since = case.stage_since.astimezone(LONDON).date()
        return _counted(name, "The complaint is to be answered", edition, since, "")
    if name == "publication":
        return _counted(name, "The report is to be published", edition, case.ends, "the last day on site")
    if name == "draft_report":
        return _counted(name, "The draft is to go to the body", edition, case.ends, "the last day on site")
    return None


def answer_time_ends(case: Case, edition: Edition) -> date | None:
    """The last day for the body to answer on factual accuracy, counted from the day on which it had the draft."""
    return _counted("factual_accuracy", "", edition, case.draft_received_on, "").ends


def _counted(name: str, label: str, edition: Edition, start: date | None, waits: str) -> Running:
    held = edition.clocks.get(name)
    length = held.length if held else table().default_clocks[name]
    return Running(label, _after(start, length) if start else None, waits, default=held is None)


def _after(day: date, length: Offset) -> date:
    if length.working_days is not None:
        return add_working_days(day, length.working_days)
    if length.months is not None:
        return add_months(day, length.months)
    return day + timedelta(days=(length.days or 0) + 7 * (length.weeks or 0))


def _notice(case: Case, edition: Edition) -> date | None:
    """The last day on which notice is in time: so many working days before the first day on site."""
    if case.starts is None:
        return None
    days = edition.events[case.event].notice_working_days or 0
    return add_working_days(case.starts, -days) if case.announced and days else case.starts
