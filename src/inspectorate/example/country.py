"""The places of the invented country. The same seed gives the same country, of any size."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import cycle, islice, product

# Halves of names that no English authority with children's services has (a test compares them).
FIRST = ("Quern", "Lorn", "Pell", "Tarn", "Hallow", "Vex", "Gorse", "Kest", "Ulver", "Rusk", "Arden", "Fenn")
SECOND = ("shire", "mere", "wick", "combe", "dale", "stowe", "haven", "march", "holt", "ley", "fell", "minster", "sea")
NORTHSHIRE = "Northshire"

# An invented authority lies in one of the regions that the inspectorate works in, so that pages can group by them.
REGIONS = {
    "North West": "North West",
    "North East": "North East, Yorkshire and the Humber",
    "Yorkshire and the Humber": "North East, Yorkshire and the Humber",
    "East Midlands": "East Midlands",
    "West Midlands": "West Midlands",
    "East of England": "East of England",
    "London": "London",
    "South East": "South East",
    "South West": "South West",
}
TYPES = {
    "shire": "County council",
    "London": "London borough",
    "other": "Unitary authority",
}
MERGER_DAY = date(2023, 4, 1)


@dataclass(frozen=True, slots=True)
class Place:
    """One invented authority. Codes begin with X, which no real code does; ``children`` are those under 18."""

    code: str
    three_digit: str
    name: str
    authority_type: str
    government_region: str
    ofsted_region: str
    children: int
    opened: date | None = None
    closed: date | None = None
    made_from: tuple[str, ...] = ()


def country(size: int, seed: int) -> tuple[Place, ...]:
    """``size`` authorities open today, and two abolished ones that the last of them was made from."""
    if not 4 <= size <= len(FIRST) * len(SECOND):
        raise ValueError(f"the example country has 4 to {len(FIRST) * len(SECOND)} authorities, not {size}")
    rng = random.Random(seed)
    names = [NORTHSHIRE, *islice(_names(rng), size + 1)]
    places = [
        _place(rng, number, name, region)
        for number, (name, region) in enumerate(zip(names, cycle(REGIONS), strict=False))
    ]
    *standing, first, second = places
    return (*standing[: size - 1], *_merger(rng, first, second, number=size + 2))


def _names(rng: random.Random) -> Iterator[str]:
    halves = list(product(FIRST, SECOND))
    rng.shuffle(halves)
    return (first + second for first, second in halves)


def _place(rng: random.Random, number: int, name: str, region: str) -> Place:
    kind = "shire" if name.endswith("shire") else region if region in TYPES else "other"
    median = 150_000 if kind == "shire" else 55_000
    return Place(
        code=f"X{number:08d}",
        three_digit=f"X{number:02d}",
        name=name,
        authority_type=TYPES[kind],
        government_region=region,
        ofsted_region=REGIONS[region],
        children=int(rng.lognormvariate(0, 0.45) * median / 100) * 100,
    )


def _merger(rng: random.Random, first: Place, second: Place, *, number: int) -> tuple[Place, Place, Place]:
    """Two authorities abolished, and the new one made from both on the next day."""
    last_day = MERGER_DAY - timedelta(days=1)
    second = replace(second, government_region=first.government_region, ofsted_region=first.ofsted_region)
    new = _place(rng, number, f"{first.name} and {second.name}", first.government_region)
    return (
        replace(first, closed=last_day),
        replace(second, closed=last_day),
        replace(new, opened=MERGER_DAY, made_from=(first.code, second.code)),
    )
