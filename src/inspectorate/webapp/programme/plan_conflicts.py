"""Why people of a plan cannot be where it has them: what has come between since it was made (leave, a lapsed skill, a
conflict of interest, who led there before), and who would so lead too often running at one body."""

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
from inspectorate.webapp.programme.rotation import Rotation, rotation
from inspectorate.webapp.programme.snapshot import KEPT_SECONDS
from inspectorate.webapp.programme.staff import people


@dataclass(frozen=True, slots=True)
class Clash:
    """Why somebody cannot be where a plan has them: ``gone`` from the workforce, ``conflict`` of interest, a ``skill``
    that is not held until the end, too little ``time`` in a week, or ``rotation``: others are to lead there by now.
    ``detail``: the skill, or how many inspections running they would have led; ``week``: the week."""

    person: str
    why: str
    detail: str = ""
    week: int | None = None


def clashes(plan: Layout) -> Mapping[str, tuple[Clash, ...]]:
    """What clashes now, by the id of the event; events without a clash are left out."""
    now, who_leads = _recorded(plan)
    wanted: Counter[tuple[str, int]] = Counter()
    for laid in plan.events:
        for week, half_days in zip(laid.weeks, laid.event.held, strict=False):
            for code in laid.people:
                wanted[code, week] += half_days
    led = dict(_leads_too_often(plan, who_leads))
    found: dict[str, tuple[Clash, ...]] = defaultdict(tuple)
    for laid in plan.events:
        told = tuple(clash for code in laid.people for clash in _of(laid, code, now, plan.weeks, wanted))
        told += led.get(laid.event.id, ())
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


def _leads_too_often(plan: Layout, who_leads: Rotation) -> Iterator[tuple[str, tuple[Clash, ...]]]:
    """Events whose lead has led too many graded inspections running at the body, on record and in the plan."""
    placed: dict[str, list[Laid]] = defaultdict(list)
    for laid in plan.events:
        if laid.week is not None and laid.event.kind in who_leads.judging:
            placed[laid.event.body].append(laid)
    for body, listed in placed.items():
        too_often = who_leads.too_often(body, [laid.people[0] for laid in listed])
        for laid, times in zip(listed, too_often, strict=True):
            if times:
                yield laid.event.id, (Clash(laid.people[0], "rotation", str(times)),)


def _recorded(plan: Layout) -> tuple[Mapping[str, Person], Rotation]:
    """Everybody who works in the weeks of a plan, and who may lead how often, as recorded now; kept until anything is
    changed."""
    events = [laid.event for laid in plan.events]
    of = (record_revision((AuditEntry, "id")), plan.weeks, [(event.body, event.kind) for event in events])
    key = f"plan-people-{sha256(repr(of).encode()).hexdigest()}"
    found: tuple[Mapping[str, Person], Rotation] | None = cache.get(key)
    if found is None:
        now = {person.id: person for person in people(plan.weeks)}
        found = (now, rotation(events, plan.weeks.start))
        cache.set(key, found, KEPT_SECONDS)
    return found
