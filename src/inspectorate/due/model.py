"""Obligations and the reasons for them; duties of law and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from inspectorate.framework.model import Confidence


class DueStatus(StrEnum):
    """Where today stands in an obligation's window."""

    NOT_YET = "not_yet"
    OPEN = "open"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"  # no record covers the time in which it may have been carried out
    AWAITS_DECISION = "awaits_decision"  # a year's second inspection, until a person decides whether there is one
    NOT_OWED = "not_owed"  # a person decided that there is no second inspection in the year
    WAITS = "waits"  # due, and waiting while the setting is suspended, about to close or without children


@dataclass(frozen=True, slots=True)
class Reason:
    """One link in the chain: the rule that was applied, and the facts it was applied to.

    ``rule`` is ``edition#section.id`` (say ``ilacs/2018-01-01#pathways.good_or_better.due.short``) or, for what the
    engine itself decides, a key of `inspectorate.due.sentences`. The sentence is written when it is shown.
    """

    rule: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    source: str | None = None
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """When an event may be carried out. Before ``earliest`` it is early, after ``latest`` overdue."""

    earliest: date | None
    usual: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class Obligation:
    """An event that a body is due, with its window and reasons. ``key`` is ``body/rule/anchor`` and stays the same
    for as long as the facts it rests on do. ``statutory``: law requires it; otherwise it is policy. ``year``:
    the inspection year (``2022-23``) whose first or second inspection it is, if it is one."""

    body: str
    regime: str
    edition: str
    event: str
    purpose: str
    graded: bool
    window: Window
    status: DueStatus
    key: str
    reasons: tuple[Reason, ...]
    would_change: tuple[Reason, ...] = ()
    decision: str | None = None
    statutory: bool = False
    year: str | None = None


class Outcome(StrEnum):
    """What became of a duty of law."""

    MET = "met"
    MISSED = "missed"
    PAUSED = "paused"  # not met, in a year in which the framework had paused such inspections
    NOT_KNOWN = "not_known"  # no record covers the time in which it may have been met


@dataclass(frozen=True, slots=True)
class Required:
    """One duty of law. ``year`` is the inspection year that it belongs to (one of several years: in which it was met,
    or should have been); ``by`` its last day, in the next year where it may slip; ``carried_out`` the day on which it
    was carried out, in time or late, if it was; ``nth`` its place in the year, ``None`` for one of several years."""

    body: str
    type: str
    region: str | None
    year: str
    rule: str
    by: date
    outcome: Outcome
    carried_out: date | None = None
    nth: int | None = None
