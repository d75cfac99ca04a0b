"""An invented workforce for the regions and the size of whatever country is on record, the invented one or England."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from itertools import count, product
from typing import TYPE_CHECKING

from inspectorate.example.country import FIRST, SECOND
from inspectorate.example.people import NAMES, email
from inspectorate.formats.model import Place
from inspectorate.formats.workforce import (
    Said,
    SaidAbsence,
    SaidConflict,
    SaidInspector,
    SaidSkill,
    WorkforceReading,
)
from inspectorate.formats.workforce_words import SKILLS
from inspectorate.webapp.accounts.roles import Role

if TYPE_CHECKING:
    from inspectorate.webapp.accounts.actors import Actor

FILE = "example workforce"
SETTINGS_EACH, AUTHORITIES_EACH = 17, 8
"""How many settings and how many authorities there are to one inspector, where nobody says how many there are."""
GIVEN = ("Ashok", "Bryn", "Carys", "Dunya", "Edith", "Femi", "Greta", "Hamid", "Iona", "Jonas", "Kemi", "Liam",
         "Mina", "Nils", "Olga", "Piers", "Qadir", "Ruth", "Sofia", "Tomos", "Ursula", "Viv", "Wanda")  # fmt: skip
HOLD = {"authority": 0.3, "childrens_home": 0.85, "secure": 0.08, "fostering": 0.3, "adoption": 0.18,
        "family_centre": 0.12, "boarding": 0.2, "supported_accommodation": 0.45, "education": 0.08,
        "health_partner": 0.04}  # fmt: skip
"""Which share of inspectors has a skill."""
CONTRACTS = ((Decimal(1), "12345", 0.75), (Decimal("0.8"), "1234", 0.1), (Decimal("0.6"), "234", 0.1),
             (Decimal("0.5"), "12345", 0.05))  # fmt: skip
LINKED = (Role.INSPECTOR, Role.LEAD_INSPECTOR, Role.SENIOR_INSPECTOR)
"""The people of the example who are inspectors, if they are there."""


class WorkforceThere(Exception):
    """There is a workforce already, or no country that one could work in; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Bodies:
    """What lies in a region: codes of authorities and settings, and names of places to live in."""

    authorities: Sequence[str]
    settings: Sequence[str]
    homes: Sequence[str]


@dataclass(slots=True)
class _Writer:
    """The rows written so far, each with its number."""

    rng: random.Random
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def place(self) -> Place:
        return Place(FILE, row=next(self.numbers))


def load_workforce(*, by: Actor, seed: int, first: date, inspectors: int | None = None, weeks: int = 104) -> int:
    """Add a workforce whose absences lie in so many weeks from a day on; returns how many inspectors it has.

    Raises WorkforceThere.
    """
    from inspectorate.webapp.accounts.models import User
    from inspectorate.webapp.workforce.importing import Sent, take_workforce
    from inspectorate.webapp.workforce.models import Inspector

    if Inspector.objects.exists():
        raise WorkforceThere("This database holds a workforce already. Name another with DATABASE_URL.")
    regions = _regions(first)
    if not regions:
        raise WorkforceThere("This database holds no bodies. Load the example country or published files first.")
    number = inspectors or _number(regions)
    accounts = set(User.objects.filter(email__in=map(email, LINKED)).values_list("email", flat=True))
    said = tuple(rows(regions, number, seed, first=first, weeks=weeks, accounts=accounts))
    mark = sha256(f"{number} {seed} {first} {weeks}".encode()).hexdigest()
    take_workforce(by=by, sent=[Sent(WorkforceReading(FILE, said), mark)])
    return number


def _number(regions: Mapping[str, Bodies]) -> int:
    settings = sum(len(one.settings) for one in regions.values())
    authorities = sum(len(one.authorities) for one in regions.values())
    return max(len(regions) * 3, settings // SETTINGS_EACH + authorities // AUTHORITIES_EACH)


def _regions(on: date) -> dict[str, Bodies]:
    """The regions in which bodies lie that are open on a day."""
    from django.db.models import Q

    from inspectorate.webapp.register.models import Body

    found: dict[str, tuple[list[str], list[str], list[str]]] = {}
    rows = Body.objects.filter(Q(closed=None) | Q(closed__gte=on)).exclude(ofsted_region="").order_by("code")
    for kind, code, name, region in rows.values_list("kind", "code", "name", "ofsted_region"):
        authorities, settings, homes = found.setdefault(region, ([], [], []))
        if kind == "authority":
            authorities.append(code)
            homes.append(name)
        else:
            settings.append(code)
    return {region: Bodies(*found[region]) for region in sorted(found)}


def rows(
    regions: Mapping[str, Bodies], number: int, seed: int, *, first: date, weeks: int, accounts: set[str] | None = None
) -> Iterator[Said]:
    """What a file about so many inspectors would say. In each region somebody has each skill, if there is anybody."""
    writer = _Writer(random.Random(f"workforce {seed}"))
    rng = writer.rng
    names = [f"{given} {one}{two}" for given, one, two in product(GIVEN, FIRST, SECOND)]
    rng.shuffle(names)
    dealt = _dealt(regions, number)
    linked = [role for role in LINKED if email(role) in (accounts or ())]
    places: dict[str, int] = {}
    for place, region in enumerate(dealt, 1):
        code, rank = f"W-{place:04}", places.get(region, 0)
        places[region] = rank + 1
        role = linked[place - 1] if place <= len(linked) else None
        name = NAMES[role] if role else names[place % len(names)]
        account = email(role) if role else ""
        yield _inspector(writer, code, name, region, rank, regions[region], first, account)
        yield from _skills(writer, code, first, rank == 0)
        yield from _absences(writer, code, first, weeks)
        yield from _conflicts(writer, code, regions[region], first)


def _dealt(regions: Mapping[str, Bodies], number: int) -> list[str]:
    """So many inspectors over the regions, one each and then by what there is to inspect."""
    work = {
        name: len(one.settings) + SETTINGS_EACH / AUTHORITIES_EACH * len(one.authorities)
        for name, one in regions.items()
    }
    dealt = [*regions][:number]
    while len(dealt) < number:
        dealt.append(max(regions, key=lambda name: work[name] / (dealt.count(name) + 0.5)))
    return dealt


def _inspector(
    writer: _Writer, code: str, name: str, region: str, rank: int, bodies: Bodies, first: date, account: str
) -> SaidInspector:
    rng = writer.rng
    drawn = rng.choices(CONTRACTS, [one[2] for one in CONTRACTS])[0]
    share, days, _ = drawn if rank else CONTRACTS[0]
    grades = ("senior_inspector", "inspector")
    grade = grades[rank] if rank < 2 else rng.choices(
        ("regulatory_inspector", "inspector", "senior_inspector"), (0.65, 0.3, 0.05))[0]  # fmt: skip
    contractor = rank > 1 and rng.random() < 0.08
    return SaidInspector(
        place=writer.place(), code=code, name=name, region=region, home=rng.choice([*bodies.homes, region]),
        grade=grade, share=share, working_days=days, most_weeks=rng.choices((3, 2, None), (0.8, 0.1, 0.1))[0],
        cost_per_day=rng.randrange(380, 521, 5) * 100 if contractor else None, email=account,
        first=first - timedelta(days=rng.randrange(90, 4_000)),
    )  # fmt: skip


def _skills(writer: _Writer, code: str, first: date, everything: bool) -> Iterator[SaidSkill]:
    rng = writer.rng
    for skill in SKILLS:
        has, lapses = rng.random() < HOLD[skill], rng.random() < 0.3
        last = first + timedelta(days=rng.randrange(30, 900))
        if everything or has:
            yield SaidSkill(writer.place(), code, skill, None, last if lapses and not everything else None)


def _absences(writer: _Writer, code: str, first: date, weeks: int) -> Iterator[SaidAbsence]:
    """Two weeks in summer, one at Christmas, some of leave and training between, and sickness of a few."""
    rng = writer.rng
    end = first + timedelta(weeks=weeks)
    for year in range(first.year, end.year + 1):
        summer = date(year, 7, 1) + timedelta(days=rng.randrange(55))
        winter = date(year, 12, 20) + timedelta(days=rng.randrange(6))
        spells = [(summer, 14, "leave"), (winter, 9, "leave")]
        spells += [(date(year, 1, 4) + timedelta(days=rng.randrange(170)), 5, "leave") for _ in range(2)]
        spells += [(date(year, 1, 4) + timedelta(days=rng.randrange(340)), 2, "training") for _ in range(3)]
        for begins, days, kind in spells:
            if first <= begins <= end:
                yield SaidAbsence(writer.place(), code, kind, begins, begins + timedelta(days=days - 1))
    if rng.random() < 0.05:
        begins = first - timedelta(days=rng.randrange(20))
        yield SaidAbsence(writer.place(), code, "sickness", begins, begins + timedelta(days=rng.randrange(21, 60)))


def _conflicts(writer: _Writer, code: str, bodies: Bodies, first: date) -> Iterator[SaidConflict]:
    rng = writer.rng
    if bodies.authorities:
        yield SaidConflict(writer.place(), code, rng.choice(bodies.authorities), "lives_there")
        if rng.random() < 0.4:
            last = first + timedelta(days=rng.randrange(100, 1_000))
            yield SaidConflict(writer.place(), code, rng.choice(bodies.authorities), "worked_there", None, last)
    if bodies.settings and rng.random() < 0.3:
        yield SaidConflict(writer.place(), code, rng.choice(bodies.settings), "declared")
