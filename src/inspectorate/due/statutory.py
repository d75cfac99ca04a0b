"""What law required of settings, inspection year by inspection year: met, missed, in a paused time, or not known.

This looks with everything that the record knows today, not with what was known then: law asks whether an inspection
took place, not whether it was published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from inspectorate.calendars import inspection_year
from inspectorate.due.known import own_record
from inspectorate.due.model import Outcome, Required
from inspectorate.due.start import ONE_DAY
from inspectorate.due.statutory_cycles import of_several_years
from inspectorate.due.statutory_years import of_years
from inspectorate.due.years import days_of
from inspectorate.framework.library import Library
from inspectorate.history.model import History


def required(histories: Iterable[History], library: Library, first: date, until: date) -> Iterator[Required]:
    """Every duty of law of the inspection years that lie between two days, body by body.

    A setting that had left the register by the last day of a year owed nothing more in it, and is not counted there;
    one that left while its second inspection could still slip did not owe that one.
    """
    begins, ends = inspection_year(first - ONE_DAY).begins + 1, inspection_year(until + ONE_DAY).begins
    if begins >= ends:
        return
    # The year before is looked at too: what slipped out of it counts for none of these.
    before, *years = (days_of(begun) for begun in range(begins - 1, ends))
    for history in histories:
        seen = _undecided(own_record(history))
        of_each = of_years(seen, library, (before, *years), date.max)
        yield from (one for one in of_each if one.year != before.label)
        yield from of_several_years(seen, library, years[0].first, years[-1].last)


def so_far(history: History, library: Library, as_of: date) -> Iterator[Required]:
    """What law requires of a setting in the inspection year that runs on a day, by what had been carried out by then.

    Of the year before, a second inspection that may still slip; of several years, what was carried out
    in this one, in time or late.
    """
    events = (event for event in history.inspections if event.carried_out is None or event.carried_out <= as_of)
    seen = _undecided(own_record(replace(history, inspections=tuple(events))))
    begins = inspection_year(as_of).begins
    before, this = days_of(begins - 1), days_of(begins)
    for one in of_years(seen, library, (before, this), as_of):
        if one.year == this.label or (one.outcome is not Outcome.MET and one.by >= as_of):
            yield one
    yield from (one for one in of_several_years(seen, library, this.first, as_of) if one.carried_out)


def _undecided(history: History) -> History:
    """The record as if nobody had decided anything: no decision changes what law requires."""
    return replace(history, decisions=())
