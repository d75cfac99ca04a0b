"""Which event carried out what was decided after a review: the very one, as `due` counts it, and no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from inspectorate.due.engine import due
from inspectorate.due.visits import visit_made
from inspectorate.framework.library import load_library
from inspectorate.history.model import Decision, DecisionKind, History, Inspection
from inspectorate.webapp.programme.queries import standing_decision


def carried_out(history: History, decision: int, as_of: date) -> Inspection | None:
    """The event that carried out a visit, or an inspection brought forward, that was decided on; ``None`` while it is
    still to come. Of a decision that was changed, the newest row counts. ``history`` has the decisions about the body.
    """
    made = _named(history, decision)
    if made is not None and made.ended_on is not None:
        made = _named(history, standing_decision(decision))
    if made is None:
        return None
    if made.kind is DecisionKind.VISIT:
        # Another visit answers another decision: its report would open why this one is still to come.
        return visit_made(history, load_library(), made.id, as_of)
    return _brought_forward(history, made, as_of)


def _named(history: History, decision: int) -> Decision | None:
    return next((made for made in history.decisions if made.id == str(decision)), None)


def _brought_forward(history: History, made: Decision, as_of: date) -> Inspection | None:
    """The first graded inspection since the decision after which what was brought forward is no longer owed."""
    days = ((one.carried_out, one) for one in history.inspections if one.graded and not one.pilot)
    since = sorted(((day, one) for day, one in days if day is not None and made.made_on <= day <= as_of), key=_day)
    return next((one for day, one in since if not _owed_after(history, made.obligation, day, as_of)), None)


def _day(found: tuple[date, Inspection]) -> date:
    return found[0]


def _owed_after(history: History, obligation: str | None, day: date, as_of: date) -> bool:
    """Whether an obligation is still owed by what was carried out up to a day."""
    told = tuple(one for one in history.inspections if one.carried_out is None or one.carried_out <= day)
    return any(owed.key == obligation for owed in due(replace(history, inspections=told), load_library(), as_of))
