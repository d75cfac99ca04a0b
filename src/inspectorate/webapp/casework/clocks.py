"""The clock that runs in a stage: until when, and from what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from inspectorate.calendars import LONDON, add_working_days
from inspectorate.due.windows import count
from inspectorate.framework.model import Edition
from inspectorate.webapp.casework.models import Case
from inspectorate.webapp.casework.table import table

OPENED_WITHIN = 2
"""Working days after which a draft that nobody has opened calls for a telephone call. No published rule."""


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


Clock = Callable[[Case, Edition], Running]


def running(case: Case, edition: Edition) -> Running | None:
    """The clock of the stage in which a case is; ``None`` once it has ended."""
    name = table().stages[case.stage].clock
    return CLOCKS[name](case, edition) if name else None


def _given(label: str, day: Callable[[Case, Edition], date | None]) -> Clock:
    """A clock that ends on a day that was set."""
    return lambda case, edition: Running(label, day(case, edition), "the days on site")


def _after_site(name: str, label: str) -> Clock:
    """A clock of the edition that runs from the last day on site."""
    return lambda case, edition: _counted(name, label, edition, case.ends, "the last day on site")


def _answering(case: Case, edition: Edition) -> Running:
    if case.draft_received_on is None:
        opened = add_working_days(case.draft_sent_on, OPENED_WITHIN) if case.draft_sent_on else None
        return Running("The body is to open the draft", opened, default=True)
    return _counted("factual_accuracy", "The body's time to answer ends", edition, _answering_since(case), "")


def _answering_since(case: Case) -> date | None:
    """The day from which the body's time counts: on which it had the draft, moved on by what a complaint took of it."""
    had, held = case.draft_received_on, case.answer_days_held
    return add_working_days(had, held) if had else None


def _complained(case: Case, edition: Edition) -> Running:
    since = case.stage_since.astimezone(LONDON).date()
    return _counted("complaint", "The complaint is to be answered", edition, since, "")


def _embargo(case: Case, edition: Edition) -> date | None:
    return case.publish_at.astimezone(LONDON).date() if case.publish_at else None


def answer_time_ends(case: Case, edition: Edition) -> date | None:
    """The last day for the body to answer on factual accuracy, counted from the day on which it had the draft; days
    on which a complaint held the case do not count."""
    return _counted("factual_accuracy", "", edition, _answering_since(case), "").ends


def _counted(name: str, label: str, edition: Edition, start: date | None, waits: str) -> Running:
    held = edition.clocks.get(name)
    length = held.length if held else table().default_clocks[name]
    return Running(label, count(start, length) if start else None, waits, default=held is None)


def _notice(case: Case, edition: Edition) -> date | None:
    """The last day on which notice is in time: so many working days before the first day on site."""
    if case.starts is None:
        return None
    days = edition.events[case.event].notice_working_days or 0
    return add_working_days(case.starts, -days) if case.announced and days else case.starts


CLOCKS: dict[str, Clock] = {
    "notice": _given("Notice is to be given", _notice),
    "start": _given("The work on site begins", lambda case, edition: case.starts),
    "end": _given("The work on site ends", lambda case, edition: case.ends),
    "until": _given("It is to go on", lambda case, edition: case.until),
    "embargo": _given("It is published", _embargo),
    "draft_report": _after_site("draft_report", "The draft is to go to the body"),
    "publication": _after_site("publication", "The report is to be published"),
    "factual_accuracy": _answering,
    "complaint": _complained,
}
"""The clocks that the table of stages names."""
