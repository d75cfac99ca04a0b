"""What a programme is made of. Weeks are numbered from the first Monday (week 0); effort is in half-days, ten to a full
week; costs are whole points of the price list (`Rules`), with no unit of money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Annotated

from pydantic import ConfigDict, Field

from inspectorate.calendars import Calendar

HALF_DAYS = 2
"""In a day."""
FULL_WEEK = 10
"""Half-days in a week without a bank holiday."""

# A field that nobody knows is refused when a file is read: a misspelt one would otherwise be lost in silence.
STRICT = ConfigDict(extra="forbid")

# What is too large is refused with its place when a file is read, so that nothing meets it in the middle of a sum.
Number = Annotated[int, Field(gt=-(2**20), lt=2**20)]
"""Any three of them multiplied are exact in 64 bits; the weeks between any two dates are fewer."""
Week = Annotated[int, Field(gt=-(2**14), lt=2**14)]
"""Less than 315 years from the first one, so that it has a Monday."""


@dataclass(frozen=True, slots=True)
class Weeks:
    """The weeks of a programme: the Monday of the first, the working days of each (0 to 5), and those in which schools
    are closed."""

    start: date
    working_days: tuple[Number, ...]
    school_holidays: tuple[Number, ...] = ()

    __pydantic_config__ = STRICT

    @classmethod
    def of(cls, start: date, weeks: int, calendar: Calendar, school_holidays: tuple[int, ...] = ()) -> Weeks:
        """So many weeks from a Monday, bank holidays left out. Raises ValueError for another day of the week and
        CalendarUnknown beyond the years whose bank holidays are known."""
        if start.weekday() != 0:
            raise ValueError(f"A programme starts on a Monday; {start.isoformat()} is none.")
        days = [[start + timedelta(weeks=week, days=day) for day in range(5)] for week in range(weeks)]
        return cls(start, tuple(sum(map(calendar.is_working_day, week)) for week in days), school_holidays)

    def __len__(self) -> int:
        return len(self.working_days)

    def monday(self, week: int) -> date:
        """The Monday of a week, which may lie outside the programme."""
        return self.start + timedelta(weeks=week)

    def week_of(self, day: date) -> int:
        """The week in which a day lies: negative before the programme, its length or more after it."""
        return (day - self.start).days // 7

    def half_days(self, week: int) -> int:
        """What somebody who works full time can give in that week."""
        return HALF_DAYS * self.working_days[week]


@dataclass(frozen=True, slots=True)
class Placement:
    """An event with its week and people. ``week``: the first one on site. ``people`` are sorted; the lead is one."""

    event: str
    week: Week
    people: tuple[str, ...]
    lead: str

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class Event:
    """An event to be placed. ``on_site``, ``preparation`` and ``writing`` are half-days of each member of the team.

    It is first on site in a week from ``earliest`` to ``latest``, best in ``usual``. ``skills`` everybody on it has,
    each of ``cover`` somebody. ``weight`` multiplies the price of a week away from ``usual``. ``announced`` events may
    be foreseen; others are spread (`Rules.unpredictability`). ``needs_schools``: a week of school holidays has a price.
    ``locked``: its people have been told, and it stays where it is.
    """

    id: str
    body: str
    region: str
    place: str
    kind: str
    on_site: Number
    preparation: Number
    writing: Number
    team: Number
    earliest: Week
    usual: Week
    latest: Week
    lead_grade: Number = 0
    skills: tuple[str, ...] = ()
    cover: tuple[str, ...] = ()
    statutory: bool = False
    announced: bool = False
    needs_schools: bool = False
    weight: Number = 1
    locked: Placement | None = None

    __pydantic_config__ = STRICT

    @property
    def held(self) -> tuple[int, ...]:
        """The half-days that each of its people gives it, week by week: one week if all fits into one; otherwise
        whole weeks of preparation, on site and of writing, in which they do nothing else."""
        return _held(self.preparation, self.on_site, self.writing)

    @property
    def before(self) -> int:
        """How many weeks its people are held before the first one on site."""
        return _before(self.preparation, self.on_site, self.writing)

    @property
    def effort(self) -> int:
        """The half-days of the whole team."""
        return self.team * (self.preparation + self.on_site + self.writing)


# There are few such sums of half-days, and many events.
@cache
def _held(preparation: int, on_site: int, writing: int) -> tuple[int, ...]:
    together = preparation + on_site + writing
    if together <= FULL_WEEK:
        return (together,)
    return (*_weeks(preparation), *_weeks(on_site), *_weeks(writing))


@cache
def _before(preparation: int, on_site: int, writing: int) -> int:
    return len(_weeks(preparation)) if len(_held(preparation, on_site, writing)) > 1 else 0


def _weeks(half_days: int) -> tuple[int, ...]:
    full, rest = divmod(half_days, FULL_WEEK)
    return (FULL_WEEK,) * full + ((rest,) if rest else ())


@dataclass(frozen=True, slots=True)
class Person:
    """An inspector. ``half_days`` is what the contract gives in a week; ``lost`` what leave and training take, by week.

    ``skills`` maps a skill to the last week in which it is held (``None``: no end). Somebody takes no part at a body
    of ``conflicts`` and does not lead at one of ``leads_not``. ``cost`` is a contractor's, for a half-day.
    ``most_running``: with events in no more weeks in a row than this. ``share``: the half-days of a fair load.
    """

    id: str
    region: str
    home: str
    grade: Number = 0
    half_days: Number = FULL_WEEK
    lost: Mapping[Number, Number] = field(default_factory=dict)
    skills: Mapping[str, Number | None] = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()
    leads_not: tuple[str, ...] = ()
    cost: Number = 0
    most_running: Number | None = None
    share: Number | None = None

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Something that others do at a body in a week (say a joint area inspection): events there keep away from it."""

    body: str
    week: Number
    what: str

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class NewLead:
    """Two ``events`` at one body, by their ids, of which nobody is to lead both: nobody of ``people``, or nobody at all
    where that is ``None``. It asks nothing while one of them is not in the problem."""

    events: tuple[str, str]
    people: tuple[str, ...] | None = None

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class Rules:
    """The limits and the price list. Defaults and what each one means: ``rules.yaml``, read by `rules`."""

    unplaced_statutory: Number
    unplaced_policy: Number
    early: Number
    late: Number
    grace: Number
    past_latest: Number
    travel: Number
    farthest: Number | None
    school_holiday: Number
    unpredictability: Number
    over_share: Number
    spacing: Number
    most_starts: Mapping[str, Number] = field(default_factory=dict)

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class Places:
    """Minutes of travel between places: ``minutes[i][j]`` from ``names[i]`` to ``names[j]``."""

    names: tuple[str, ...]
    minutes: tuple[tuple[Number, ...], ...]

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class Problem:
    """All that a plan is made from. ``seed`` decides what people outside may not guess, and is secret as dates are."""

    weeks: Weeks
    events: tuple[Event, ...]
    people: tuple[Person, ...]
    places: Places
    rules: Rules
    elsewhere: tuple[Elsewhere, ...] = ()
    seed: Annotated[int, Field(gt=-(2**63), lt=2**63)] = 0
    # Left out of a file where there are none: a certificate names its problem by all that is in its file.
    new_leads: Annotated[tuple[NewLead, ...], Field(exclude_if=lambda asked: not asked)] = ()

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class Plan:
    """Placements in the order of the problem's events, and the events that are in no week."""

    placements: tuple[Placement, ...]
    unplaced: tuple[str, ...]

    __pydantic_config__ = STRICT
