"""The settings of the invented country: registrations, owners and inspections, of any number. The same seed gives the
same settings, each drawn on its own, so that a part of them can be made without the others.

What they are like is invented, and like the published lists in shape: three in four are children's homes, a few owners
have many, most settings are good, and those that are not are inspected again.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from inspectorate.calendars import InspectionYear, add_months, inspection_year
from inspectorate.example.country import FIRST, SECOND, Place

FIRST_LIST = date(2021, 3, 31)
"""The oldest list of the invented register: of what came before, it tells each setting's latest full inspection."""

SHARES = {
    "childrens_home": 740,
    "independent_fostering_agency": 90,
    "supported_accommodation": 45,
    "residential_special_school": 30,
    "residential_family_centre": 22,
    "boarding_school": 20,
    "special_school_as_home": 15,
    "adoption_support_agency": 12,
    "voluntary_adoption_agency": 10,
    "further_education_college": 9,
    "residential_holiday_scheme": 4,
    "secure_childrens_home": 3,
}
"""How many of a thousand settings are of each type."""

HOMES = frozenset({"childrens_home", "special_school_as_home", "secure_childrens_home"})
YEARLY = HOMES | {"residential_special_school", "residential_holiday_scheme"}
SUPPORTED = "supported_accommodation"
SUPPORTED_FROM = date(2023, 5, 1)
SUPPORTED_INSPECTED = date(2024, 9, 2)
ASSURED_FROM = date(2022, 4, 1)
NEXT = {
    None: (10, 70, 16, 4),
    "outstanding": (65, 30, 4, 1),
    "good": (6, 84, 8, 2),
    "requires_improvement": (1, 60, 30, 9),
    "inadequate": (0, 25, 55, 20),
}
"""Of a hundred settings with a grade (or none), how many have each grade at the next full inspection."""

GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
OUTCOMES = {
    "outstanding": "consistently_strong",
    "good": "consistently_strong",
    "requires_improvement": "inconsistent",
    "inadequate": "serious_weaknesses",
}
SUFFIXES = (
    "Care",
    "Children's Homes",
    "Residential",
    "Family Services",
    "Trust",
    "Horizons",
    "Pathways",
    "Partnership",
)
PUBLISHED_AFTER = timedelta(days=35)


@dataclass(frozen=True, slots=True)
class Visit:
    """One event at a setting; ``grades`` by judgement, none of a visit."""

    event: str
    day: date
    grades: dict[str, str]

    @property
    def published(self) -> date:
        """The day on which its report came out."""
        return self.day + PUBLISHED_AFTER


@dataclass(frozen=True, slots=True)
class Spell:
    """What the register said from a list on: the day of the list, the owner and the number of places."""

    as_of: date
    owner: str
    places: int | None
    standing: str


@dataclass(frozen=True, slots=True)
class ExampleSetting:
    """One invented setting. ``name`` is empty where the regulator publishes none; ``left`` is its last day."""

    urn: str
    type: str
    name: str
    place: Place
    registered: date
    left: date | None
    spells: tuple[Spell, ...]
    visits: tuple[Visit, ...]


def settings(
    number: int, places: Sequence[Place], *, until: date, seed: int, first: int = 1
) -> Iterator[ExampleSetting]:
    """``number`` settings from the ``first`` on, hosted by authorities open today; the very first is Northshire's."""
    standing = [place for place in places if place.closed is None]
    for counted in range(first, first + number):
        rng = random.Random(f"setting {seed} {counted}")
        host = standing[0] if counted == 1 else rng.choice(standing)
        yield _setting(rng, counted, host, until)


def _setting(rng: random.Random, number: int, host: Place, until: date) -> ExampleSetting:
    type_ = "childrens_home" if number == 1 else rng.choices(list(SHARES), list(SHARES.values()))[0]
    since = SUPPORTED_FROM if type_ == SUPPORTED else date(2009, 1, 1)
    # Registrations have become more frequent: the later half of the years has two thirds of them.
    registered = since + timedelta(days=int((until - since).days * (1 - rng.random() ** 1.5)))
    left = None if number == 1 else _left(rng, registered, until)
    return ExampleSetting(
        urn=f"XS{number:06d}",
        type=type_,
        name="" if type_ in HOMES else _name(rng, type_),
        place=host,
        registered=registered,
        left=left,
        spells=tuple(_spells(rng, type_, registered, left, until)),
        visits=tuple(_visits(rng, type_, registered, min(left or until, until))),
    )


def _left(rng: random.Random, registered: date, until: date) -> date | None:
    """One setting in twenty-five leaves in each year."""
    day = registered + timedelta(days=int(rng.expovariate(1 / (25 * 365))))
    return day if FIRST_LIST < day < until else None


def _name(rng: random.Random, type_: str) -> str:
    last = {"boarding_school": "School", "residential_special_school": "School", "further_education_college": "College"}
    word = last.get(type_, "Fostering" if "fostering" in type_ else "Adoption" if "adoption" in type_ else "House")
    return f"{rng.choice(FIRST)}{rng.choice(SECOND)} {word}"


def _owner(rng: random.Random) -> str:
    """A few owners have many settings: the square of a fair draw prefers the first names."""
    names = len(FIRST) * len(SECOND)
    drawn = int(names * rng.random() ** 3)
    return f"{FIRST[drawn // len(SECOND)]}{SECOND[drawn % len(SECOND)]} {SUFFIXES[drawn % len(SUFFIXES)]}"


def _spells(rng: random.Random, type_: str, registered: date, left: date | None, until: date) -> Iterator[Spell]:
    places = rng.randint(2, 8) if type_ in HOMES else rng.randint(10, 120) if "school" in type_ else None
    owner = _owner(rng)
    if registered <= FIRST_LIST and rng.random() < 0.2:
        # Since the first list it has been sold, or has grown.
        yield Spell(FIRST_LIST, _owner(rng), places + 1 if places else None, "active")
    state = rng.random()
    standing = "suspended" if state < 0.004 else "proposed_to_close" if state < 0.008 else "active"
    yield Spell(until, owner, places, rng.choice(("resigned", "closed", "cancelled")) if left else standing)


def _visits(rng: random.Random, type_: str, registered: date, last: date) -> Iterator[Visit]:
    """The latest full inspection before the first list, and everything since."""
    grade: str | None = None
    if registered < FIRST_LIST - timedelta(days=800):
        grade = _grade(rng, None)
        yield Visit("full", FIRST_LIST - timedelta(days=rng.randint(380, 800)), _grades(rng, type_, grade))
    begun = SUPPORTED_INSPECTED if type_ == SUPPORTED else FIRST_LIST + timedelta(days=1)
    day = max(registered + timedelta(days=rng.randint(40, 300)), begun + timedelta(days=rng.randint(0, 300)))
    while day <= last - PUBLISHED_AFTER:
        grade = _grade(rng, grade)
        yield Visit("full", day, _grades(rng, type_, grade))
        yield from _between(rng, type_, grade, day, last)
        day = _next(rng, type_, grade, day)


def _next(rng: random.Random, type_: str, grade: str, day: date) -> date:
    """In the next inspection year (now and then the one after), or so many months on as the grade asks for."""
    if type_ in YEARLY:
        year = InspectionYear(inspection_year(day).begins + (2 if rng.random() < 0.07 else 1))
        return year.first + timedelta(days=rng.randint(0, 364))
    months = {"requires_improvement": 15, "inadequate": 9}.get(grade, 33)
    return add_months(day, months) + timedelta(days=rng.randint(-60, 90))


def _between(rng: random.Random, type_: str, grade: str, day: date, last: date) -> Iterator[Visit]:
    """Visits before the next full inspection of a setting that is not good."""
    if type_ not in HOMES or grade in ("outstanding", "good"):
        return
    after = day + timedelta(days=rng.randint(40, 56) if grade == "inadequate" else rng.randint(90, 180))
    if after <= min(last - PUBLISHED_AFTER, inspection_year(day).last):
        event = (
            "monitoring_visit" if grade == "inadequate" else "assurance_visit" if after >= ASSURED_FROM else "interim"
        )
        yield Visit(event, after, {"effectiveness": "improved"} if event == "interim" else {})


def _grade(rng: random.Random, before: str | None) -> str:
    return rng.choices(GRADES, NEXT[before])[0]


def _grades(rng: random.Random, type_: str, overall: str) -> dict[str, str]:
    """Areas are graded like the whole or near it, within the limits of the framework."""
    if type_ == SUPPORTED:
        return {"overall": OUTCOMES[overall]}
    step = GRADES.index(overall)
    better = GRADES[step - 1] if step > 0 and rng.random() < 0.2 else overall
    worse = GRADES[step + 1] if step < 2 and rng.random() < 0.15 else overall
    return {"overall": overall, "help_and_protection": better, "leadership": worse}
