"""Where one obligation starts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from inspectorate.due.model import Reason, Window
from inspectorate.history.model import Decision, Finding, Inspection

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class YearOwed:
    """Which inspection year an obligation belongs to (``2022-23``), and the longest that its window can be.

    ``second``: it is the year's second inspection; ``first``: the first one, where it has been carried out.
    """

    label: str
    second: bool
    limits: Window
    first: Inspection | None


@dataclass(frozen=True, slots=True)
class Start:
    """Where one obligation starts. ``day`` is counted from (``None`` where no source gives it); an event carried out
    after ``since`` would have answered it. ``repeat``: counted from the one before, by the duty's ``every``.
    ``unsure``: a grade that nobody could read leaves open whether it stands at all."""

    key: str
    day: date | None
    since: date | None
    reasons: tuple[Reason, ...] = ()
    repeat: bool = False
    finding: Finding | None = None
    decision: Decision | None = None
    owed: YearOwed | None = None
    unsure: bool = False
