"""Days and clocks: working days with England's bank holidays, months, intervals, the inspection year, deadlines."""

from inspectorate.calendars.instants import LONDON, deadline_instant
from inspectorate.calendars.periods import InspectionYear, Interval, add_months, countable, inspection_year
from inspectorate.calendars.working_days import (
    Calendar,
    CalendarUnknown,
    add_working_days,
    england,
    is_working_day,
    working_days_between,
)

__all__ = [
    "LONDON",
    "Calendar",
    "CalendarUnknown",
    "InspectionYear",
    "Interval",
    "add_months",
    "add_working_days",
    "countable",
    "deadline_instant",
    "england",
    "inspection_year",
    "is_working_day",
    "working_days_between",
]
