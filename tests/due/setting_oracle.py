"""The rules for settings again, slowly and obviously: by trying everything, sharing no code with the engine.

Which event counts for which inspection of the year is found by trying every way to hand them out; what counted for the
year before is found by living through every year from the first; windows are days looked up in a calendar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import permutations

from inspectorate.framework.model import Duty, Edition, Pathway, Status
from inspectorate.history.model import DecisionKind, History, Inspection

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Owed:
    key: str
    event: str
    earliest: date | None
    latest: date | None
    status: str


class SettingOracle:
    """One home on one day: inspection years, second inspections, slips, notices and standings. Grades are known."""

    def __init__(self, history: History, editions: Sequence[Edition], as_of: date) -> None:
        self.history, self.editions, self.as_of = history, editions, as_of
        known = [event for event in history.inspections if event.known_on <= as_of]
        self.events = sorted(known, key=lambda event: (event.ended, event.known_on, event.id))
        self.told = [one for one in history.body.registrations if one.known_on <= as_of]

    def answer(self) -> list[Owed]:
        body = self.history.body
        if (body.opened and self.as_of < body.opened) or not self.told:
            return []
        if self.standing("standing", self.as_of) in ("closed", "resigned", "cancelled"):
            return []
        edition = self.edition(self.as_of)
        if edition is None:
            return []
        pathway = self.pathway(edition, self.as_of)
        owed = list(self.years(edition, pathway))
        for id_, duty in edition.always.items():
            if duty.anchor == "notice":
                owed += self.notices(edition, f"always.{id_}", duty)
        return [self.waits(edition, one) for one in owed]

    def edition(self, on: date) -> Edition | None:
        mine = [held for held in self.editions if "childrens_home" in held.applies_to and held.edition <= on]
        held = max(mine, key=lambda held: held.edition, default=None)
        return held if held and held.status_on(on) is Status.IN_FORCE else None

    def pathway(self, edition: Edition, on: date) -> tuple[str, Pathway]:
        judged = [event for event in self.events if "overall" in event.grades and event.ended and event.ended <= on]
        for id_, pathway in edition.pathways.items():
            if not judged and pathway.unjudged:
                return id_, pathway
            if judged and not pathway.unjudged and pathway.when.evaluate(judged[-1].grades, list(edition.scale)):
                return id_, pathway
        raise AssertionError("the editions of the tests have a pathway for every grade")

    def answers(self, edition: Edition, duty: Duty, event: Inspection) -> bool:
        return event.event == duty.event or duty.event in edition.events[event.event].takes_place_of

    def answering(self, edition: Edition, duty: Duty) -> list[str]:
        return [name for name, event in edition.events.items() if duty.event in (name, *event.takes_place_of)]

    def asked(self, pathway: Pathway, year: int) -> dict[int, tuple[str, Duty]]:
        """The first and second duty of a year, for one registered when this home was."""
        opened = self.history.body.opened
        when = "before_this_year"
        if opened and opened >= date(year, 4, 1):
            when = "first_half_of_year" if opened < date(year, 10, 1) else "second_half_of_year"
        found: dict[int, tuple[str, Duty]] = {}
        for id_, duty in pathway.due.items():
            if duty.nth and (not duty.registered or when in duty.registered):
                found.setdefault(duty.nth, (id_, duty))
        return found

    def lived(self, year: int) -> tuple[list[Inspection], Inspection | None, date | None]:
        """The events of a year that count for it, what came in it for the year before, and until when that might."""
        if year < 2010:
            return [], None, None
        inside = [
            event for event in self.events if event.ended and date(year, 4, 1) <= event.ended < date(year + 1, 4, 1)
        ]
        before, _, _ = self.lived(year - 1)
        edition = self.edition(date(year, 3, 31))
        if edition is None:
            return inside, None, None
        _, pathway = self.pathway(edition, date(year, 3, 31))
        asked = self.asked(pathway, year - 1)
        if 2 not in asked or asked[2][1].may_slip is None:
            return inside, None, None
        done = self.handed_out(edition, asked, before)
        if 1 not in done or 2 in done or (done[1].ended or date.min) < date(year, 1, 1):
            return inside, None, None
        until = date(year, 6, 30)
        late = [event for event in inside if (event.ended or date.max) <= until]
        taken = next((event for event in late if self.answers(edition, asked[2][1], event)), None)
        return [event for event in inside if event is not taken], taken, until

    def handed_out(
        self, edition: Edition, asked: dict[int, tuple[str, Duty]], events: list[Inspection]
    ) -> dict[int, Inspection]:
        """The fullest way to hand events out to the duties that they answer; of several the one with earlier firsts."""
        best: dict[int, Inspection] = {}
        for size in range(min(len(asked), len(events)), 0, -1):
            for nths in permutations(sorted(asked), size):
                for chosen in permutations(events, size):
                    if all(self.answers(edition, asked[n][1], event) for n, event in zip(nths, chosen, strict=True)):
                        made = dict(zip(nths, chosen, strict=True))
                        best = best if best and self.rank(best) <= self.rank(made) else made
            if best:
                return best
        return best

    def rank(self, made: dict[int, Inspection]) -> tuple[object, ...]:
        """How good a way is: those that answer one duty only are used first, then the first gets the earliest."""
        return tuple((n, self.events.index(made[n])) for n in sorted(made))

    def years(self, edition: Edition, on: tuple[str, Pathway]) -> Iterator[Owed]:
        id_, pathway = on
        year = self.as_of.year if self.as_of.month >= 4 else self.as_of.year - 1
        mine, taken, until = self.lived(year)
        if until and taken is None and self.as_of <= until:
            name, duty = self.asked(pathway, year - 1)[2]
            if duty.may_slip:
                yield self.owed(edition, f"{id_}.{name}", duty, year - 1, until)
        asked = self.asked(pathway, year)
        done = self.handed_out(edition, asked, mine)
        if 1 in asked and 1 not in done:
            yield self.owed(edition, f"{id_}.{asked[1][0]}", asked[1][1], year)
        elif 1 in self.asked(pathway, year + 1):
            name, duty = self.asked(pathway, year + 1)[1]
            yield self.owed(edition, f"{id_}.{name}", duty, year + 1)
        if 2 in asked and 2 not in done:
            name, duty = asked[2]
            late = duty.may_slip and 1 in done and (done[1].ended or date.min) >= date(year + 1, 1, 1)
            end = date(year + 1, 6, 30) if late else None
            if 1 in done or not duty.only_if_decided:
                yield self.owed(edition, f"{id_}.{name}", duty, year, end, first_done=1 in done)

    def owed(
        self, edition: Edition, rule: str, duty: Duty, year: int, end: date | None = None, *, first_done: bool = True
    ) -> Owed:
        first, latest = date(year, 4, 1), end or date(year + 1, 3, 31)
        earliest = max(first, self.history.body.opened or first)
        key = f"{self.history.body.id}/{edition.regime}.{rule}/{year}-{(year + 1) % 100:02}.{duty.nth}"
        regime = min(held.edition for held in self.editions if "childrens_home" in held.applies_to)
        day, covered = max(earliest, regime), True
        while day <= self.as_of:
            covered = covered and all(self.covers(name, day) for name in self.answering(edition, duty))
            day += DAY
        status = "overdue" if self.as_of > latest else "not_yet" if self.as_of < earliest else "open"
        status = "not_yet" if status == "open" and not first_done else status
        status = status if covered else "unknown"
        if duty.only_if_decided:
            return self.decided(Owed(key, duty.event, earliest, latest, status), year)
        return Owed(key, duty.event, earliest, latest, status)

    def decided(self, one: Owed, year: int) -> Owed:
        status, earliest, latest = "unknown" if one.status == "unknown" else "awaits_decision", one.earliest, one.latest
        for made in sorted(self.history.decisions, key=lambda made: (made.made_on, made.id)):
            of_year = date(year, 4, 1) <= made.made_on < date(year + 1, 4, 1)
            speaks = made.known_on <= self.as_of and made.in_force(self.as_of) and (of_year or made.obligation)
            if not speaks or made.obligation not in (None, one.key):
                continue
            if made.kind is DecisionKind.NO_SECOND:
                status = "not_owed"
            else:
                earliest = max(earliest or made.made_on, made.made_on)
                latest = min(latest or made.until, made.until) if made.until and latest else latest
                status = "again"
        if status == "again":
            status = "overdue" if latest and self.as_of > latest else "open"
            status = "not_yet" if status == "open" and earliest and self.as_of < earliest else status
            status = "unknown" if one.status == "unknown" else status
        return Owed(one.key, one.event, earliest, latest, status)

    def covers(self, event: str, on: date) -> bool:
        for part in self.history.coverage:
            if event not in part.events or not part.first <= on <= part.last:
                continue
            if part.types and "childrens_home" not in part.types:
                continue
            listed = [other.ended for other in self.events if other.event in part.events and other.ended]
            latest = max((ended for ended in listed if ended <= part.last), default=None)
            if not part.latest_only or latest is None or on >= latest:
                return True
        return False

    def notices(self, edition: Edition, rule: str, duty: Duty) -> Iterator[Owed]:
        for notice in self.history.notices:
            by = notice.put_right_by
            over = notice.ended_on and notice.ended_on <= self.as_of
            if notice.kind != "compliance_notice" or by is None or over:
                continue
            if notice.known_on > self.as_of or notice.served_on > self.as_of:
                continue
            visits = [event for event in self.events if self.answers(edition, duty, event)]
            if any(event.ended and event.ended > by for event in visits):
                continue
            yield self.follow_up(edition, rule, duty, notice.id, by)

    def follow_up(self, edition: Edition, rule: str, duty: Duty, id_: str, by: date) -> Owed:
        latest, left = by, 5
        while left:
            latest += DAY
            left -= latest.weekday() < 5 and latest not in HOLIDAYS
        day, covered = by + DAY, True
        while day <= self.as_of:
            covered = covered and all(self.covers(name, day) for name in self.answering(edition, duty))
            day += DAY
        status = "overdue" if self.as_of > latest else "not_yet" if self.as_of < by + DAY else "open"
        key = f"{self.history.body.id}/{edition.regime}.{rule}/{id_}"
        return Owed(key, duty.event, by + DAY, latest, status if covered else "unknown")

    def standing(self, name: str, on: date) -> object:
        """What the register, as it was known, said on a day."""
        begun = [one for one in self.told if one.first <= on] or self.told[:1]
        return getattr(begun[-1], name)

    def says(self, state: str, on: date) -> bool:
        if not any(one.first <= on for one in self.told):
            return False
        if state == "no_children_placed":
            return self.standing("children_placed", on) is False
        until = self.standing("standing_until", on)
        return self.standing("standing", on) == state and not (isinstance(until, date) and until < on)

    def waits(self, edition: Edition, one: Owed) -> Owed:
        waiting = any(
            self.says(rule.state, self.as_of) and one.event in rule.waits for rule in edition.standings.values()
        )
        status = "waits" if waiting and one.status != "not_owed" else one.status
        return Owed(one.key, one.event, one.earliest, one.latest, status)


BANK_HOLIDAYS = """
    2017-04-14 2017-04-17 2017-05-01 2017-05-29 2017-08-28 2017-12-25 2017-12-26 2018-01-01 2018-03-30 2018-04-02
    2018-05-07 2018-05-28 2018-08-27 2018-12-25 2018-12-26 2019-01-01 2019-04-19 2019-04-22 2019-05-06 2019-05-27
    2019-08-26 2019-12-25 2019-12-26 2020-01-01 2020-04-10 2020-04-13 2020-05-08 2020-05-25 2020-08-31 2020-12-25
    2020-12-28 2021-01-01 2021-04-02 2021-04-05 2021-05-03 2021-05-31 2021-08-30 2021-12-27 2021-12-28 2022-01-03
    2022-04-15 2022-04-18 2022-05-02 2022-06-02 2022-06-03 2022-08-29 2022-09-19 2022-12-26 2022-12-27 2023-01-02
    2023-04-07 2023-04-10 2023-05-01 2023-05-08 2023-05-29 2023-08-28 2023-12-25 2023-12-26 2024-01-01 2024-03-29
    2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26
"""
HOLIDAYS = {date.fromisoformat(text) for text in BANK_HOLIDAYS.split()}
