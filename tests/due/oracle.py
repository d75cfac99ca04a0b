"""The rules again, slowly and obviously: day by day, by trying everything, sharing no code with the engine.

It knows the shape of editions and histories, and nothing of how the engine works. Windows are lists of days counted
one at a time, pauses are sets of days, an unknown grade is every grade in turn, and coverage is asked for each day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from inspectorate.framework.model import Anchor, Basis, Duty, Edition, Offset, Pathway, Status
from inspectorate.history.model import Coverage, Decision, DecisionKind, Finding, History, Inspection

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Owed:
    key: str
    event: str
    purpose: str
    earliest: date | None
    usual: date | None
    latest: date | None
    status: str
    decision: str | None


def days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


def later(start: date, offset: Offset) -> date:
    """Weeks and days one at a time; months by turning the leaves of a calendar."""
    if offset.months is None:
        for _ in range((offset.weeks or 0) * 7 + (offset.days or 0)):
            start += DAY
        return start
    year, month = start.year, start.month
    for _ in range(offset.months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def when(event: Inspection) -> tuple[date, date, str]:
    return (event.ended or event.started or event.published or date.min, event.known_on, event.id)


class Oracle:
    """One body on one day under a handful of editions."""

    def __init__(self, history: History, editions: Sequence[Edition], as_of: date) -> None:
        self.history, self.editions, self.as_of = history, editions, as_of
        seen = [event for event in history.inspections if event.known_on <= as_of and not event.pilot]
        self.events = sorted(seen, key=when)

    def answer(self) -> list[Owed]:
        body = self.history.body
        if (body.opened and self.as_of < body.opened) or (body.closed and self.as_of > body.closed):
            return []
        owed: list[Owed] = []
        governing = [self.governing(one) for one in self.editions if self.in_force(one, self.as_of)]
        for edition in governing:
            owed += self.on_pathways(edition, self.pathways(edition))
        used: list[str] = []
        return owed + [found for made in self.decisions() for found in self.visit(made, governing, used)]

    def visit(self, made: Decision, governing: list[Edition], used: list[str]) -> list[Owed]:
        having = [edition for edition in governing if made.event in edition.events]
        if made.kind is not DecisionKind.VISIT or not made.in_force(self.as_of) or not having:
            return []
        edition = having[0].model_copy(update={"pauses": {}})
        for event in self.events:
            such = event.regime == edition.regime and event.event == made.event and when(event)[0] >= made.made_on
            if such and event.id not in used:
                used.append(event.id)
                return []
        duty = Duty.model_construct(event=made.event, anchor=Anchor.REQUEST)
        return [self.one(edition, None, duty, "visit", made.id, made.made_on, None, of=made)]

    def in_force(self, edition: Edition, on: date) -> bool:
        """The newest of its regime, in the stage of being in force."""
        same = [other for other in self.editions if other.regime == edition.regime and other.edition <= on]
        return (
            bool(same)
            and max(same, key=lambda other: other.edition) is edition
            and (edition.status_on(on) is Status.IN_FORCE)
        )

    def first_day(self, regime: str) -> date:
        return min(edition.edition for edition in self.editions if edition.regime == regime)

    def judged(self, edition: Edition) -> list[Inspection]:
        return [event for event in self.events if event.grades and event.regime in (edition.regime, *edition.reads)]

    def governing(self, edition: Edition) -> Edition:
        judged = self.judged(edition)
        if judged and judged[-1].regime != edition.regime:
            same = [older for older in self.editions if older.regime == judged[-1].regime]
            before = [older for older in same if older.edition <= self.as_of]
            older = max(before, key=lambda other: other.edition)
            pathways = self.pathways(older)
            rule = older.pathways[pathways[0]] if len(pathways) == 1 else None
            carries = rule and rule.carries_over and self.as_of <= (rule.carries_over_until or date.max)
            if carries and not self.in_force(older, self.as_of):
                return older
        return edition

    def pathways(self, edition: Edition) -> list[str]:
        """Every pathway that some completion of the unknown grades would lead to."""
        judged = self.judged(edition)
        if not judged:
            return [id_ for id_, pathway in edition.pathways.items() if pathway.unjudged]
        scale = list(edition.scale)
        grades = [(name, self.grade(edition, judged, name)) for name in edition.judgements]
        reached = []
        for tried in product(*(scale if grade is None else [grade] for _, grade in grades)):
            known = dict(zip(edition.judgements, tried, strict=True))
            for id_, pathway in edition.pathways.items():
                if not pathway.unjudged and pathway.when.evaluate(known, scale):
                    reached.append(id_)
                    break
        return [id_ for id_ in edition.pathways if id_ in reached]

    def grade(self, edition: Edition, judged: list[Inspection], name: str) -> str | None:
        for event in reversed(judged):
            if name in event.grades:
                grade = event.grades[name]
                for newer, step in edition.scale.items():
                    if grade and step.equals.get(event.regime) == grade:
                        return newer
                return grade
            if event.purpose != "reinspection":
                return None
        return None

    def on_pathways(self, edition: Edition, pathways: list[str]) -> list[Owed]:
        lists = [list(self.owed(edition, id_, edition.pathways[id_])) for id_ in pathways]
        unjudged = not self.judged(edition)
        if len(lists) == 1 or unjudged:
            return [found for owed in lists for found in owed]
        result: list[Owed] = []
        for owed in lists:
            for found in owed:
                shared = all(any(same_terms(found, other) for other in others) for others in lists)
                if not shared:
                    result.append(Owed(**{**vars(found), "status": "unknown"}))
                elif not any(same_terms(found, other) for other in result):
                    result.append(found)
        return result

    def owed(self, edition: Edition, id_: str, pathway: Pathway) -> Iterator[Owed]:
        requests = [(duty.event, duty.purpose) for duty in pathway.due.values() if duty.anchor is Anchor.REQUEST]
        replaced = requests if self.requests() else []
        for name, duty in pathway.due.items():
            if duty.anchor is Anchor.REQUEST or (duty.event, duty.purpose) not in replaced:
                yield from self.of_duty(edition, pathway, duty, f"{edition.regime}.{id_}.{name}")

    def of_duty(self, edition: Edition, pathway: Pathway, duty: Duty, rule: str) -> Iterator[Owed]:
        if duty.anchor is Anchor.FINDING:
            for finding in self.open_findings():
                event = next((event for event in self.events if event.id == finding.inspection), None)
                plans = self.answering(edition, duty, any_regime=True)
                plans = [other for other in plans if event and when(other) > when(event)]
                if edition.events[duty.event].kind == "action_plan" and plans:
                    continue
                if finding.kind not in (duty.findings or ("area_for_priority_action", "concern_to_be_put_right")):
                    continue
                start = self.day_of(event, duty) if event else None
                yield self.one(edition, pathway, duty, rule, finding.id, start, None, agreed=finding.put_right_by)
        elif duty.anchor is Anchor.REQUEST:
            for made in self.requests():
                since = made.made_on - DAY
                yield self.one(edition, pathway, duty, rule, made.id, made.made_on, since, agreed=made.until, by=made)
        elif duty.anchor is Anchor.YEAR:
            year = self.as_of.year
            done = [event for event in self.answering(edition, duty, any_regime=True) if when(event)[0].year == year]
            year = year + 1 if done else year
            start = date(year, 1, 1)
            yield self.one(edition, pathway, duty, rule, str(year), start, max(start, self.opening(edition)) - DAY)
        else:
            yield from self.counted(edition, pathway, duty, rule)

    def counted(self, edition: Edition, pathway: Pathway, duty: Duty, rule: str) -> Iterator[Owed]:
        graded = edition.events[duty.event].graded
        key, start, since = self.last(edition, duty, graded)
        if duty.anchor is Anchor.LAST_OF_EVENT:
            done = self.answering(edition, duty)
            if done:
                key, start, since = done[-1].id, self.day_of(done[-1], duty), when(done[-1])[0]
            yield self.one(edition, pathway, duty, rule, key, start, since)
        elif graded:
            yield self.one(edition, pathway, duty, rule, key, start, since)
        else:
            done = self.since_last(edition, duty)
            wanted = duty.series or (10**6 if duty.every else 1)
            if len(done) >= wanted:
                return
            key = f"{key}.{len(done) + 1}"
            if done and duty.every:
                start, since = self.day_of(done[-1], duty), when(done[-1])[0]
                yield self.one(edition, pathway, duty, rule, key, start, since, every=duty.every)
            else:
                yield self.one(edition, pathway, duty, rule, key, start, since)

    def opening(self, edition: Edition) -> date:
        return max(self.history.body.opened or date.min, self.first_day(edition.regime))

    def last(self, edition: Edition, duty: Duty, graded: bool) -> tuple[str, date | None, date | None]:
        judged = self.judged(edition)
        if not judged or duty.anchor is Anchor.OPENED:
            return "opened", self.opening(edition), self.opening(edition) - DAY
        start, placed = self.day_of(judged[-1], duty), when(judged[-1])[0]
        if start and not graded:
            start = max(start, self.first_day(edition.regime))
        return judged[-1].id, start, None if placed == date.min else placed

    def day_of(self, event: Inspection, duty: Duty) -> date | None:
        given = {
            Basis.FIELDWORK_END: event.ended,
            Basis.FIELDWORK_START: event.started,
            Basis.PUBLICATION: event.published,
        }
        return given[duty.basis] or (given[duty.fallback] if duty.fallback else None)

    def answers(self, edition: Edition, duty: Duty) -> list[str]:
        return [id_ for id_, event in edition.events.items() if id_ == duty.event or duty.event in event.takes_place_of]

    def answering(self, edition: Edition, duty: Duty, any_regime: bool = False) -> list[Inspection]:
        ids, regimes = self.answers(edition, duty), (edition.regime, *edition.reads)
        return [event for event in self.events if event.event in ids and (any_regime or event.regime in regimes)]

    def since_last(self, edition: Edition, duty: Duty) -> list[Inspection]:
        judged = self.judged(edition)
        return [event for event in self.answering(edition, duty) if not judged or when(event) > when(judged[-1])]

    def open_findings(self) -> list[Finding]:
        known = [finding for finding in self.history.findings if finding.known_on <= self.as_of]
        return [finding for finding in known if not (finding.confirmed_on and finding.confirmed_on <= self.as_of)]

    def decisions(self) -> list[Decision]:
        made = [made for made in self.history.decisions if max(made.known_on, made.made_on) <= self.as_of]
        return sorted(made, key=lambda made: (made.made_on, made.id))

    def requests(self) -> list[Decision]:
        asked = [made for made in self.decisions() if made.kind is DecisionKind.REINSPECT_ON_REQUEST]
        return [made for made in asked if made.in_force(self.as_of) and not self.answered(made)]

    def answered(self, made: Decision) -> bool:
        return any(event.grades and when(event)[0] >= made.made_on for event in self.events)

    def one(
        self,
        edition: Edition,
        pathway: Pathway | None,
        duty: Duty,
        rule: str,
        anchor: str,
        start: date | None,
        since: date | None,
        agreed: date | None = None,
        every: Offset | None = None,
        by: Decision | None = None,
        of: Decision | None = None,
    ) -> Owed:
        key = f"{self.history.body.id}/{rule}/{anchor}"
        window = [
            later(start, offset) if start and offset else None for offset in (duty.earliest, duty.usual, duty.latest)
        ]
        if start and every:
            window = [None, later(start, every), later(start, every) if duty.latest else None]
        elif start and duty.anchor is Anchor.YEAR:
            window = [window[0] or start, window[1], window[2] or date(start.year, 12, 31)]
        elif agreed and not (duty.anchor is Anchor.FINDING and duty.latest):
            window = [window[0], agreed, agreed]
        if of:
            window = [of.made_on, of.until, of.until]
        mine = [made for made in self.decisions() if made.obligation in (None, key) and made.rule in (None, rule)]
        window, held, decision = self.paused(edition, duty, mine, start, window)
        decision = by.id if by else decision or (of.id if of else None)
        event, brought = duty.event, False
        for made in mine:
            if not made.in_force(self.as_of):
                continue
            resume = made.expires + DAY if made.expires else None
            graded = edition.events[event].graded
            if made.kind is DecisionKind.DEFER or made.kind is DecisionKind.EXEMPT:
                resume = (made.until or resume) if made.kind is DecisionKind.DEFER else resume
                first = max(window[0] or date.min, resume) if resume else None
                window = [first, *(limit and max(limit, resume) if resume else None for limit in window[1:])]
                held, decision = resume is None, made.id
            elif made.kind is DecisionKind.BRING_FORWARD or (
                made.kind is DecisionKind.REINSPECT_ON_REQUEST
                and duty.purpose == "reinspection"
                and not self.answered(made)
                and by is not made
            ):
                first = window[0] and min(window[0], made.made_on)
                last = made.until
                window = [first, *(min(limit or last, last) if last else limit for limit in window[1:])]
                held, decision, brought = False, made.id, True
            elif made.kind is DecisionKind.CONVERT and made.event in edition.events and (made.obligation or graded):
                event, decision = made.event, made.id
        covered = bool(of) or duty.anchor is Anchor.FINDING or self.covered(edition, duty, since)
        status = self.status(window, covered, held, start)
        if status == "open" and not brought and not by and not of:
            status = self.after_series(edition, pathway, duty) or status
        return Owed(key, event, duty.purpose, *window, status, decision)

    def paused(
        self, edition: Edition, duty: Duty, mine: list[Decision], start: date | None, window: list[date | None]
    ) -> tuple[list[date | None], bool, str | None]:
        stops = [(set(days(pause.first, pause.last)), None) for pause in edition.pauses.values()
                 if not pause.events or duty.event in pause.events]  # fmt: skip
        for made in mine:
            if made.kind is DecisionKind.PAUSE:
                lasted = set()
                for day in days(made.made_on, date(2035, 1, 1)):
                    over = (made.expires and day > made.expires) or (made.until and day >= made.until)
                    ended = made.ended_on and made.ended_on <= self.as_of and day >= made.ended_on
                    endless = not made.expires and not made.until and day > self.as_of
                    if over or ended or endless:
                        break
                    lasted.add(day)
                stops.append((lasted, made.id))
        held, decision = False, None
        for stopped, by in sorted((stop for stop in stops if stop[0]), key=lambda stop: (min(stop[0]), max(stop[0]))):
            within = [day for day in stopped if (window[0] or date.min) <= day <= (window[2] or date.max)]
            moved = sum(1 for day in stopped if start is None or day > start)
            if any(window) and within and moved:
                window = [limit and limit + moved * DAY for limit in window]
                held, decision = held or self.as_of in stopped, by or decision
        return window, held, decision

    def status(self, window: list[date | None], covered: bool, held: bool, start: date | None) -> str:
        if held:
            return "not_yet"
        if not covered or not (any(window) or start):
            return "unknown"
        earliest, _, latest = window
        if latest and self.as_of > latest:
            return "overdue"
        return "not_yet" if earliest and self.as_of < earliest else "open"

    def after_series(self, edition: Edition, pathway: Pathway, duty: Duty) -> str | None:
        before = pathway.due.get(duty.after_series_of or "")
        judged = self.judged(edition)
        if before is None or not judged or not before.series:
            return None
        if len(self.since_last(edition, before)) >= before.series:
            return None
        placed = when(judged[-1])[0]
        return "not_yet" if self.covered(edition, before, None if placed == date.min else placed) else "unknown"

    def covered(self, edition: Edition, duty: Duty, since: date | None) -> bool:
        """Whether on every day since, every event that would have answered is covered, while its regime had it."""
        graded = edition.events[duty.event].graded
        for regime in (edition.regime, *edition.reads):
            mine = [other for other in self.editions if other.regime == regime]
            ends = [stage.first for other in mine for stage in other.life if stage.status is Status.SUPERSEDED]
            for event in {id_ for other in mine for id_ in other.events}:
                answers = (
                    any(other.events[event].graded for other in mine if event in other.events)
                    if graded
                    else (event in self.answers(edition, duty))
                )
                first = min(other.edition for other in mine if event in other.events)
                for day in days(max(first, since + DAY if since else first), self.as_of):
                    gone = regime != edition.regime and ends and day >= max(ends)
                    rows = (row for row in self.history.coverage if row.regime == regime)
                    if answers and not gone and not any(covers(row, event, day) for row in rows):
                        return False
        return True


def covers(row: Coverage, event: str, day: date) -> bool:
    """Whether an event on a day would be on record if it had happened."""
    return event in row.events and row.first <= day <= row.last


def same_terms(one: Owed, other: Owed) -> bool:
    fields = ("event", "purpose", "earliest", "usual", "latest")
    anchors = [owed.key.split("/", 2)[2] for owed in (one, other)]
    return anchors[0] == anchors[1] and all(getattr(one, name) == getattr(other, name) for name in fields)
