"""What sources say of a setting's place on the register, and the one function that makes a view of it.

Entries are only ever added. Of entries about one day a person's wins over an official list, an official list over a
compilation, and a later recorded over an earlier one; what the winner leaves open, the next one fills.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from inspectorate.history.facts import RANK
from inspectorate.history.register import Registration


@dataclass(frozen=True, slots=True)
class Entry:
    """What one source says of one setting on a day: ``said`` begins on that day.

    ``recorded`` orders entries of one kind of source: the later has the greater number. ``listed``: the source is a
    list of the register on that day, not of inspections. ``left`` is the first day on which it was gone.
    """

    recorded: int
    source_kind: str
    said: Registration
    registered: date | None = None
    left: date | None = None
    listed: bool = True


@dataclass(frozen=True, slots=True)
class OnRegister:
    """One setting's time on the register, and what it said from when on.

    ``closed`` is its last day, where a source gives the day on which it left. Else ``gone_by`` is the first day on
    which a source has it gone, or a complete register does not list it any more; both are ``None`` while it is there.
    """

    opened: date | None
    closed: date | None
    gone_by: date | None
    last_seen: date
    registrations: tuple[Registration, ...]


SAID = ("standing", "places", "owner", "authority", "sector", "manager_in_post", "children_placed")


def on_register(entries: Iterable[Entry], complete: Collection[date] = ()) -> OnRegister:
    """The view of one setting's entries, given the days of which a complete register is held.

    Raises ``ValueError`` where there is no entry.
    """
    held = sorted(entries, key=_believed)
    if not held:
        raise ValueError("a setting needs an entry that says it is registered")
    days = [_day(list(group)) for _, group in groupby(held, key=lambda entry: entry.said.first)]
    listed = {entry.said.first for entry in held if entry.listed}
    there = [day.first for day in days if _there(day) and (day.first in listed or day.first not in complete)]
    opened = _newest(held, "registered")
    closed = _last_day(opened, _newest(held, "left"), there)
    return OnRegister(
        opened=opened,
        closed=closed,
        gone_by=None if closed else _gone_by(days, there, complete),
        last_seen=days[-1].first,
        registrations=tuple(_spells(days)),
    )


def _there(day: Registration) -> bool:
    return day.standing is None or day.standing.registered


def _believed(entry: Entry) -> tuple[date, int, int]:
    return entry.said.first, RANK[entry.source_kind], -entry.recorded


def _day(told: Sequence[Entry]) -> Registration:
    """What all entries about one day say together."""
    first = told[0].said
    said: dict[str, Any] = {
        name: next((v for one in told if (v := getattr(one.said, name)) is not None), None) for name in SAID
    }
    until = next((one.said.standing_until for one in told if one.said.standing is not None), None)
    return replace(first, known_on=min(one.said.known_on for one in told), standing_until=until, **said)


def _newest(held: Sequence[Entry], name: str) -> date | None:
    """A day as the newest entry that gives one has it, the most believed of that day."""
    told = [entry for entry in held if getattr(entry, name) is not None]
    if not told:
        return None
    newest = told[-1].said.first
    day: date | None = next(getattr(entry, name) for entry in told if entry.said.first == newest)
    return day


def _last_day(opened: date | None, left: date | None, there: Sequence[date]) -> date | None:
    """The day before it left, or the day of leaving itself where a list still has it then.

    ``None`` where a later list has it again, and where it would have left before it came: lists tell, then.
    """
    if left is None or (there and left < there[-1]) or (opened and left <= opened):
        return None
    return max((left - timedelta(days=1), *there[-1:]))


def _gone_by(days: Sequence[Registration], there: Sequence[date], complete: Collection[date]) -> date | None:
    """The first day after it was last there on which a source has it gone or a complete register does not list it."""
    last = there[-1] if there else None
    said = (day.first for day in days)
    return min((day for day in (*said, *complete) if last is None or day > last), default=None)


def _spells(days: Sequence[Registration]) -> Iterable[Registration]:
    """The days on which something changed; what a later list leaves open goes on as it was."""
    before: Registration | None = None
    for day in days:
        whole = day if before is None else _filled(day, before)
        if before is None or replace(whole, first=before.first, known_on=before.known_on) != before:
            yield whole
            before = whole


def _filled(day: Registration, before: Registration) -> Registration:
    kept = {name: getattr(before, name) for name in SAID if getattr(day, name) is None}
    return replace(day, standing_until=_until(day, before), **kept)


def _until(day: Registration, before: Registration) -> date | None:
    """The last day of the standing, which a list that has the same standing meanwhile leaves open.

    One that still has it after that day tells of a standing whose end nobody has given.
    """
    until = before.standing_until
    if day.standing is None:
        return until
    if day.standing is before.standing and day.standing_until is None and until and day.first <= until:
        return until
    return day.standing_until
