"""Invented programmes to plan: generator, sizes and price list, the same for every solver.

Settings lie in places of regions that form a ring; an inspector travels within a region and to the near part of the
next. Events for one take 2 to 5 days of one week, events for a team one or two full weeks of two to four people.
``utilisation`` is the hardness: the days that events ask for, as a share of those that inspectors have.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import cos, hypot, pi, sin

import numpy as np

from inspectorate.calendars import england
from inspectorate.planning.model import Event, Person, Places, Problem, Weeks
from inspectorate.planning.rules import rules

WEEKS = 52
WINDOW = 13
SKILLS = ("children's homes", "fostering", "adoption", "residential schools", "supported accommodation")
DAYS = {2: 0.4, 3: 0.3, 4: 0.15, 5: 0.15}
"""Days that an event for one takes, preparation and writing with them, and how often."""
PRICES = {"travel": 6, "farthest": 150, "late": 3, "early": 1, "unpredictability": 4, "spacing": 3}


@dataclass(frozen=True)
class Size:
    """How large an instance is."""

    settings: int
    singles: int
    teams: int
    people: int
    regions: int
    places: int


SIZES = {
    "500": Size(400, 500, 17, 24, 2, 16),
    "5k": Size(5_000, 6_250, 215, 300, 8, 153),
    "100k": Size(80_000, 100_000, 1_720, 2_500, 60, 600),
}


def smaller(settings: int) -> Size:
    """A size in the proportions of 5k, to try things with."""
    share, like = settings / SIZES["5k"].settings, SIZES["5k"]
    people, places = max(round(like.people * share), 4), max(round(like.places * share), 2)
    return Size(settings, round(like.singles * share), max(round(like.teams * share), 1), people, 2, places)


def instance(name: str, *, seed: int = 1, utilisation: float = 0.82) -> Problem:
    """The instance of a size by its name, or of so many settings; the same seed gives the same one."""
    size, draw = SIZES[name] if name in SIZES else smaller(int(name)), np.random.default_rng(seed)
    places, region_of = _places(size, draw)
    events = [*_singles(size, draw, region_of), *_teams(size, draw, region_of)]
    days = sum(event.effort for event in events) / 2
    weeks = Weeks.of(date(2026, 4, 13), WEEKS, england())
    deployable = days / utilisation / (size.people * float(np.mean(weeks.working_days)))
    people = _people(size, draw, region_of, deployable)
    return Problem(weeks, tuple(events), tuple(people), places, rules(**PRICES), seed=seed)


def _places(size: Size, draw: np.random.Generator) -> tuple[Places, list[int]]:
    """Places around the centres of regions on a ring, 100 minutes apart, with the minutes between them."""
    region_of = [place % size.regions for place in range(size.places)]
    radius = 100 / (2 * sin(pi / size.regions))
    spread = draw.normal(0, 25, size=(size.places, 2))
    at = [
        (radius * cos(2 * pi * region / size.regions) + dx, radius * sin(2 * pi * region / size.regions) + dy)
        for region, (dx, dy) in zip(region_of, spread, strict=True)
    ]
    minutes = tuple(tuple(int(hypot(x - u, y - v)) for u, v in at) for x, y in at)
    return Places(tuple(f"place-{place}" for place in range(size.places)), minutes), region_of


def _singles(size: Size, draw: np.random.Generator, region_of: list[int]) -> list[Event]:
    settings = draw.integers(size.places, size=size.settings)
    skills = draw.choice(len(SKILLS), size=size.settings, p=(0.6, 0.15, 0.05, 0.1, 0.1))
    days = draw.choice(list(DAYS), size=size.singles, p=list(DAYS.values()))
    earliest = draw.integers(0, WEEKS - WINDOW + 1, size=size.singles)
    usual = earliest + draw.integers(0, 5, size=size.singles)
    weight = draw.integers(1, 5, size=size.singles)
    made = []
    for number in range(size.singles):
        # Some settings are visited twice in the year.
        setting = number % size.settings
        place = int(settings[setting])
        made.append(
            Event(
                f"event-{number}",
                f"setting-{setting}",
                f"region-{region_of[place]}",
                f"place-{place}",
                "inspection",
                on_site=2 * int(days[number]) - 2,
                preparation=1,
                writing=1,
                team=1,
                earliest=int(earliest[number]),
                usual=int(usual[number]),
                latest=int(earliest[number]) + WINDOW - 1,
                skills=(SKILLS[skills[setting]],),
                statutory=True,
                weight=int(weight[number]),
            )
        )
    return made


def _teams(size: Size, draw: np.random.Generator, region_of: list[int]) -> list[Event]:
    made = []
    for number in range(size.teams):
        place, earliest = number % size.places, int(draw.integers(0, WEEKS - WINDOW))
        made.append(
            Event(
                f"team-{number}",
                f"authority-{place}",
                f"region-{region_of[place]}",
                f"place-{place}",
                "standard inspection",
                on_site=10 * int(draw.integers(1, 3)),
                preparation=0,
                writing=0,
                team=int(draw.integers(2, 5)),
                earliest=earliest,
                usual=earliest + int(draw.integers(0, 5)),
                latest=earliest + WINDOW - 1,
                lead_grade=1,
                statutory=True,
                weight=4,
            )
        )
    return made


def _people(size: Size, draw: np.random.Generator, region_of: list[int], weeks: float) -> list[Person]:
    """Inspectors with so many weeks for events on average, and the rest lost to other work, leave and training."""
    made, conflicts = [], min(size.settings // 33, 200)
    for number in range(size.people):
        place = int(draw.integers(size.places))
        held = draw.permutation(len(SKILLS))[: 2 + number % 2]
        given = int(weeks) + int(draw.random() < weeks % 1)
        lost = draw.permutation(WEEKS)[: max(WEEKS - given, 0)].tolist()
        made.append(
            Person(
                f"inspector-{number}",
                f"region-{region_of[place]}",
                f"place-{place}",
                grade=int(draw.random() < 0.5),
                lost=dict.fromkeys(sorted(lost), 10),
                # Everybody may inspect children's homes, the most of what there is.
                skills={SKILLS[skill]: None for skill in sorted({0, *held.tolist()})},
                conflicts=tuple(sorted({f"setting-{one}" for one in draw.integers(size.settings, size=conflicts)})),
                most_running=8,
            )
        )
    return made
