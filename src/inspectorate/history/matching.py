"""Whether two sources tell of the same inspection.

Asked in this order, of inspections of one body under one regime; of settings, two that the regulator numbers
differently are two, however near they lie (but not where both began on one day with the same grades: a setting is
inspected once a day, and files number some of them twice; a person should look at these):

number     the same event number;
same_day   begun, ended or published on the very same day, whatever else differs (a conflict is listed for a person);
near       the same kind of event, such a day within 14 days, and no grade that conflicts;
grades     authorities only: the same kind and the same grades, such a day within 92 days (where one source gives only
           the fieldwork and the other only the publication: published up to 156 days after, which is the longest
           that a report of the published record took), and no other candidate.

What was matched by ``grades``, and every date that conflicts, is listed for a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

NEAR_DAYS = 14
GRADES_DAYS = 92
LONGEST_REPORT_DAYS = 156
DAYS = ("started", "ended", "published")


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of an inspection, by a source or by the current view (``id`` then names it).

    ``event`` is ``None`` where a source tells only that it was graded.
    """

    event: str | None
    started: date | None = None
    ended: date | None = None
    published: date | None = None
    grades: Mapping[str, str | None] = field(default_factory=dict)
    number: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """The inspection that is meant, and by which rule; ``to_check``: a person should look at it."""

    id: str
    rule: str
    to_check: bool


def match(told: Told, candidates: Sequence[Told], *, authority: bool) -> Match | None:
    """The one of ``candidates`` (same body, same regime) that ``told`` is about; ``None``: one not heard of yet."""
    if not authority:
        candidates = [candidate for candidate in candidates if not _apart(told, candidate)]
    for rule, holds in (("number", _same_number), ("same_day", _same_day), ("near", _near)):
        found = [candidate for candidate in candidates if holds(told, candidate)]
        if found:
            return _match(told, min(found, key=lambda candidate: _remoteness(told, candidate)), rule)
    found = [candidate for candidate in candidates if authority and _same_grades(told, candidate)]
    return _match(told, found[0], "grades") if len(found) == 1 else None


def _apart(told: Told, candidate: Told) -> bool:
    """Whether the regulator numbers them as two."""
    once = bool(told.grades and candidate.grades) and told.started == candidate.started and told.started is not None
    same = once and _same_kind(told, candidate) and not conflicting(told.grades, candidate.grades)
    return _differ(told.number, candidate.number) and not same


def _remoteness(told: Told, candidate: Told) -> tuple[int, bool, bool, str]:
    """By what candidates are ordered that one rule allows: the nearest day, then who differs least."""
    return (
        _distance(told, candidate) or 0,
        _differ(told.event, candidate.event),
        conflicting(told.grades, candidate.grades),
        str(candidate.id),
    )


def _match(told: Told, candidate: Told, rule: str) -> Match:
    differs = any(_differ(getattr(told, name), getattr(candidate, name)) for name in ("event", "number", *DAYS))
    return Match(str(candidate.id), rule, rule == "grades" or differs or conflicting(told.grades, candidate.grades))


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _same_number(told: Told, candidate: Told) -> bool:
    return told.number is not None and told.number == candidate.number


def _same_day(told: Told, candidate: Told) -> bool:
    # Two visits may begin on one day under different names; graded inspections of one body cannot.
    return _distance(told, candidate) == 0 and (_same_kind(told, candidate) or bool(told.grades and candidate.grades))


def _near(told: Told, candidate: Told) -> bool:
    distance = _distance(told, candidate)
    close = distance is not None and distance <= NEAR_DAYS
    return close and _same_kind(told, candidate) and not conflicting(told.grades, candidate.grades)


def _same_grades(told: Told, candidate: Told) -> bool:
    shared = {name for name in told.grades if candidate.grades.get(name) and told.grades[name]}
    same = bool(shared) and not conflicting(told.grades, candidate.grades) and _same_kind(told, candidate)
    distance = _distance(told, candidate)
    if distance is not None:
        return same and distance <= GRADES_DAYS
    return same and (_reports(told, candidate) or _reports(candidate, told))


def _reports(visit: Told, report: Told) -> bool:
    """Whether one tells only the fieldwork, and the other a publication that may be its report's."""
    fieldwork = visit.ended or visit.started
    if fieldwork is None or report.published is None:
        return False
    return 0 <= (report.published - fieldwork).days <= LONGEST_REPORT_DAYS


def _same_kind(told: Told, candidate: Told) -> bool:
    if told.event is None or candidate.event is None:
        return bool(told.grades and candidate.grades)
    return told.event == candidate.event


def _distance(told: Told, candidate: Told) -> int | None:
    """Days between days of the same sort (start and start, publication and publication); ``None``: none in common."""
    pairs = ((getattr(told, name), getattr(candidate, name)) for name in DAYS)
    return min((abs((one - other).days) for one, other in pairs if one and other), default=None)


def conflicting(one: Mapping[str, str | None], other: Mapping[str, str | None]) -> bool:
    """Whether both give a judgement a grade that is known, and not the same."""
    return any(grade and other.get(name) and other[name] != grade for name, grade in one.items())
