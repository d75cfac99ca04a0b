"""The invented country's past: the regimes run forward over it, with the due engine saying what comes next."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from inspectorate.calendars import add_months
from inspectorate.due.engine import due
from inspectorate.due.model import Obligation
from inspectorate.example.country import Place
from inspectorate.example.services import Service
from inspectorate.framework.library import Library
from inspectorate.framework.model import Edition, EventKind
from inspectorate.history.model import Body, Finding, FindingKind, History, Inspection

FIRST_SLAC, LAST_SLAC = date(2009, 9, 7), date(2012, 7, 2)
FIRST_SIF, LAST_SIF = date(2013, 11, 18), date(2017, 11, 6)
MONITORED_FROM = date(2016, 6, 6)
QUARTER = timedelta(days=91)
DAYS_TO_PUBLICATION = {True: 46, False: 28}  # graded, not graded
SHARE_LEFT_UNDONE = {EventKind.CONVERSATION: 0.06, EventKind.SELF_EVALUATION: 0.1, EventKind.AUDIT: 0.1}
UNPUBLISHED = {
    EventKind.CONVERSATION,
    EventKind.SELF_EVALUATION,
    EventKind.AUDIT,
    EventKind.REVIEW,
    EventKind.ACTION_PLAN,
}
SHARE_WITH_PRIORITY_ACTION = 0.12
THEMES_LEFT_OPEN = "arrangements for children who are missing from care"


@dataclass(slots=True)
class Life:
    """One authority as the years pass."""

    place: Place
    rng: random.Random
    library: Library
    service: Service
    inspections: list[Inspection] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    days: dict[str, date] = field(default_factory=dict)

    def history(self) -> History:
        """What is on record so far."""
        return History(body(self.place), tuple(self.inspections), tuple(self.findings))

    def live(self, until: date) -> None:
        """From the first regime to ``until``, or to the day the authority is abolished."""
        last = min(until, self.place.closed or until)
        if self.place.opened is None:
            self._first_regimes(last)
        known = [inspection.known_on for inspection in self.inspections]
        quarter = max(MONITORED_FROM, self.place.opened or date.min, *known)
        while quarter <= last:
            self.service.live_a_quarter()
            for obligation in due(self.history(), self.library, quarter):
                self._perhaps_carry_out(obligation, quarter, last)
            quarter += QUARTER

    def _first_regimes(self, last: date) -> None:
        for regime, first, final in (("slac", FIRST_SLAC, LAST_SLAC), ("sif", FIRST_SIF, LAST_SIF)):
            day = monday(first + timedelta(days=self.rng.randrange((final - first).days)))
            edition = self.library.in_force("authority", day, regime)
            if edition is None:
                raise LookupError(f"no edition of {regime} is in force on {day}")
            for _ in range(8):
                self.service.live_a_quarter()
            self._carry_out(edition, "inspection", "routine", day, last)

    def _perhaps_carry_out(self, obligation: Obligation, quarter: date, last: date) -> None:
        """Carry an obligation out, once, when the day drawn for it falls into this quarter; some are left undone."""
        window = obligation.window
        if obligation.key in self.answered or not (window.earliest or window.usual or window.latest):
            return
        if obligation.key not in self.days:
            self.days[obligation.key] = self._draw_day(obligation, quarter)
        if self.days[obligation.key] >= quarter + QUARTER:
            return
        day = _after_pauses(self.library.edition(obligation.edition), self.days[obligation.key])
        edition = self._edition(obligation, day)
        self.answered.add(obligation.key)
        if self.rng.random() >= SHARE_LEFT_UNDONE.get(edition.events[obligation.event].kind, 0.0):
            self._carry_out(edition, obligation.event, obligation.purpose, day, last)

    def _edition(self, obligation: Obligation, day: date) -> Edition:
        """The edition in force on the day itself, if it still has the event; else the one that asked for it."""
        asked = self.library.edition(obligation.edition)
        then = self.library.in_force("authority", day, obligation.regime)
        return then if then and obligation.event in then.events else asked

    def _draw_day(self, obligation: Obligation, quarter: date) -> date:
        """Near the usual day, seldom early, sometimes late: as programmes go."""
        window = obligation.window
        aim = window.usual or _middle(window.earliest, window.latest) or quarter
        day = aim + timedelta(days=int(self.rng.gauss(0, 60)))
        return monday(max(day, window.earliest or quarter, quarter))

    def _carry_out(self, edition: Edition, event_id: str, purpose: str, start: date, last: date) -> None:
        event = edition.events[event_id]
        days = event.on_site_working_days or 1
        end = start + timedelta(days=(days - 1) // 5 * 7 + (days - 1) % 5)
        published = end + timedelta(days=DAYS_TO_PUBLICATION[event.graded] + self.rng.randrange(14))
        quiet = event.kind in UNPUBLISHED
        known_on = end if quiet else published
        # What nobody has told yet on the last day is not on record.
        if known_on > last or self._held(event_id, start) or (event.graded and self._judged_within_a_year(start)):
            return
        inspection = Inspection(
            id=f"{self.place.code}-{len(self.inspections)}",
            body=f"authority:{self.place.code}",
            regime=edition.regime,
            event=event_id,
            started=start,
            ended=end,
            published=None if quiet else published,
            known_on=known_on,
            grades=self.service.inspect(edition) if event.graded else {},
            purpose=purpose,
            topics=(self.rng.choice(event.topics),) if event.topics else (),
        )
        self.inspections.append(inspection)
        self._what_follows(inspection, event.kind, last)

    def _held(self, event_id: str, day: date) -> bool:
        """Whether it is held that day already: two that fall into a pause are both put off to the Monday after it."""
        return any((one.event, one.started) == (event_id, day) for one in self.inspections)

    def _judged_within_a_year(self, day: date) -> bool:
        """Whether a judgement is so new, or still unpublished, that no programme would send inspectors again."""
        return any(one.graded and abs((day - (one.ended or day)).days) <= 365 for one in self.inspections)

    def _what_follows(self, inspection: Inspection, kind: EventKind, last: date) -> None:
        if "inadequate" in inspection.grades.values() or kind is EventKind.MONITORING_VISIT:
            self.service.put_right()
        if kind is EventKind.FOCUSED_VISIT and self.rng.random() < SHARE_WITH_PRIORITY_ACTION:
            by = add_months(inspection.known_on, 3)
            finding = Finding(
                id=f"{inspection.id}-finding",
                inspection=inspection.id,
                kind=self.rng.choice((FindingKind.PRIORITY_ACTION, FindingKind.CONCERN)),
                text=f"The {THEMES_LEFT_OPEN}.",
                known_on=inspection.known_on,
                put_right_by=by,
                responsible="Director of children's services",
                confirmer="Regional lead",
            )
            put_right = by <= last and self.rng.random() < 0.6
            self.findings.append(replace(finding, confirmed_on=by) if put_right else finding)


def lives(places: tuple[Place, ...], library: Library, *, until: date, seed: int) -> Iterator[Life]:
    """Each authority's life up to ``until``; the same seed gives the same lives."""
    for place in places:
        rng = random.Random(f"{seed} {place.code}")
        life = Life(place, rng, library, Service(rng))
        life.live(until)
        yield life


def body(place: Place) -> Body:
    """The place as engines see it."""
    return Body(
        id=f"authority:{place.code}",
        kind="authority",
        code=place.code,
        name=place.name,
        region=place.ofsted_region,
        opened=place.opened,
        closed=place.closed,
    )


def _middle(first: date | None, last: date | None) -> date | None:
    return first + (last - first) / 2 if first and last else last


def _after_pauses(edition: Edition, day: date) -> date:
    """The day, or the first Monday after the pause that it lies in."""
    within = (pause for pause in edition.pauses.values() if pause.first <= day <= pause.last)
    return next((monday(pause.last + timedelta(days=7)) for pause in within), day)


def monday(day: date) -> date:
    """The Monday of the week, or of the next one when the day is a weekend's."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day - timedelta(days=day.weekday())
