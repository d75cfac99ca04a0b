"""Kinds of concern, by when each is triaged, and what can be done with one: the tables that pages and clocks read.

No published rule says how soon an inspectorate triages what reaches it. The days here are this software's own
defaults, unverified; an inspectorate sets its own by changing this table. Another clock is published: an authority
tells of a serious incident within 5 working days of becoming aware of it, a day that no source here names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspectorate.calendars import add_working_days

UNTRIAGED, TRIAGED, CLOSED = "untriaged", "triaged", "closed"
STATES = {UNTRIAGED: "Untriaged", TRIAGED: "Triaged", CLOSED: "Closed"}
PRIORITIES = {"high": "High", "medium": "Medium", "low": "Low"}
TO_REVIEW = "review"
"""The outcome of a concern that the next review of its body is to weigh."""
OUTCOMES = {
    "no_action": "No action",
    TO_REVIEW: "Passed to review",
    "raised": "Raised with the authority or provider",
    "referred": "Referred elsewhere",
}
ORIGINS = {"staff": "recorded by staff", "file": "taken in from a file", "body": "sent by the body itself"}


@dataclass(frozen=True, slots=True)
class ConcernKind:
    """``triage_within`` is in working days of England from the day of receipt. What is ``confidential`` is read only by
    those who triage. ``told_by`` names the kinds of body that may tell of it themselves."""

    label: str
    triage_within: int
    confidential: bool = False
    told_by: tuple[str, ...] = ()


BOTH = ("authority", "setting")
KINDS: dict[str, ConcernKind] = {
    "serious_incident": ConcernKind("Serious incident", 1, told_by=BOTH),
    "complaint": ConcernKind("Complaint", 5),
    "whistleblowing": ConcernKind("Whistleblowing", 1, confidential=True),
    "provider_notification": ConcernKind("Notification of an event by a provider", 3, told_by=("setting",)),
    "change_of_director": ConcernKind("Change of director", 5, told_by=("authority",)),
    "change_of_manager": ConcernKind("Change of manager", 5, told_by=("setting",)),
    "workforce_shock": ConcernKind("Workforce shock", 3, told_by=BOTH),
    "other": ConcernKind("Other", 5, told_by=BOTH),
}


@dataclass(frozen=True, slots=True)
class Step:
    """What is done with a concern: its button, what a page says once it was done, from which states, to which, and
    what it asks for beside a reason."""

    label: str
    done: str
    before: tuple[str, ...]
    after: str
    asks: tuple[str, ...] = ()


STEPS: dict[str, Step] = {
    "triage": Step("Triage", "Triaged", (UNTRIAGED,), TRIAGED, ("owner", "priority", "ends_on")),
    "assign": Step("Change the owner", "Given to another owner", (TRIAGED,), TRIAGED, ("owner",)),
    "postpone": Step("Change the day", "Given another day", (TRIAGED,), TRIAGED, ("ends_on",)),
    "close": Step("Close", "Closed", (TRIAGED,), CLOSED, ("outcome",)),
    "reopen": Step("Open again", "Opened again", (CLOSED,), UNTRIAGED),
}


def triage_by(kind: str, counted_from: date) -> date:
    """The last day on which a concern of a kind is triaged in time; day 0 is the day of receipt, or on which it was
    opened again. Raises CalendarUnknown outside the years of the calendar."""
    return add_working_days(counted_from, KINDS[kind].triage_within)
