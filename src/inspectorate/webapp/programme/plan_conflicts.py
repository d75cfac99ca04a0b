"""What has come between a plan and its people since it was made: leave, a lapsed skill, a conflict of interest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.core.cache import cache

from inspectorate.planning.model import Person, Weeks
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.inspections.revision import record_revision
from inspectorate.webapp.programme.plan_layout import Laid, Layout
from inspectorate.webapp.programme.snapshot import KEPT_SECONDS
from inspectorate.webapp.programme.staff import people


@dataclass(frozen=True, slots=True)
class Clash:
    """Why somebody cannot be where a plan has them: ``gone`` from the workforce, ``conflict`` of interest, a ``skill``
    that is not held until the end, or too little ``time`` in a week. ``detail``: the skill; ``week``: the week."""

    person: str
    why: str
    detail: str = ""
    week: int | None = None


def clashes(plan: Layout) -> Mapping[str, tuple[Clash, ...]]:
    """What clashes now, by the id of the event; events without a clash are left out."""
    now = _people_now(plan.weeks)
    wanted: Counter[tuple[str, int]] = Counter()
    for laid in plan.events:
        for week, half_days in zip(laid.weeks, laid.event.held, strict=False):
            for code in laid.people:
                wanted[code, week] += half_days
    found: dict[str, tuple[Clash, ...]] = defaultdict(tuple)
    for laid in plan.events:
        told = tuple(clash for code in laid.people for clash in _of(laid, code, now, plan.weeks, wanted))
        if told:
            found[laid.event.id] = told
    return found


def _of(
    laid: Laid, code: str, now: Mapping[str, Person], weeks: Weeks, wanted: Mapping[tuple[str, int], int]
) -> Iterator[Clash]:
    person = now.get(code)
    if person is None:
        yield Clash(code, "gone")
        return
    if laid.event.body in person.conflicts:
        yield Clash(code, "conflict")
    for skill in laid.event.skills:
        last = person.skills.get(skill, -1)
        if last is not None and last < laid.weeks[-1]:
            yield Clash(code, "skill", skill)
    for week in laid.weeks:
        left = min(person.half_days, weeks.half_days(week)) - person.lost.get(week, 0)
        if wanted[code, week] > left:
            yield Clash(code, "time", week=week)
            return


def _people_now(weeks: Weeks) -> dict[str, Person]:
    """Everybody who works in the weeks, as the workforce is recorded now; kept until anything is changed."""
    revision = record_revision((AuditEntry, "id"))
    key = f"plan-people-{sha256(repr((revision, weeks)).encode()).hexdigest()}"
    found = cache.get(key)
    if not isinstance(found, dict):
        found = {person.id: person for person in people(weeks)}
        cache.set(key, found, KEPT_SECONDS)
    return found
