"""Invented values of every core indicator over ten years, some of them moved, so that there is something to see.

They come in through the same loading as a file's. Which authorities are moved is drawn, and has nothing to do with how
they were judged or with the place they are: the invented country proves nothing about signals.
"""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from inspectorate.example.country import Place
from inspectorate.formats.indicator_model import SaidArea, SaidColumn, SaidIndicators, SaidNeighbours, SaidValue
from inspectorate.formats.model import Reading

if TYPE_CHECKING:
    from inspectorate.intelligence.catalogue import Definition
    from inspectorate.webapp.accounts.actors import Actor

FILE = "example indicators"
YEARS = 10
NEAREST = 10
USUAL = {"high": 0.84, "low": 0.12}
CASELOAD = 16.0
# For each 1,000 children of an authority, how many an invented denominator counts.
PER_1000 = {"referral_count": 50.0, "CPP_start": 5.5, "LACnum": 6.6, "NoCareLeavers": 3.4, "inpost_fte": 2.8}
CASE_HOLDERS_PER_1000 = 1.6
SHARE_MOVED, MOVED_BY, MOVED_SINCE = 0.12, 0.9, 2
SHARE_SILENT = 0.01


def load_indicators(places: Sequence[Place], *, by: Actor, seed: int, until: date) -> int:
    """Load the values that an inspectorate would hold on ``until``, then compute signals and nowcasts for that day.

    Returns how many values there are.
    """
    from inspectorate.webapp.inspections.importing import import_reading
    from inspectorate.webapp.monitoring.computing import compute_nowcasts, compute_signals

    said = _said(places, random.Random(f"indicators {seed}"), until)
    reading = Reading(FILE, ("invented indicators",), (), indicators=(said,))
    sha256 = hashlib.sha256(f"indicators {len(places)} {seed} {until}".encode()).hexdigest()
    import_reading(by=by, reading=reading, sha256=sha256)
    compute_signals(by=by, as_of=until)
    compute_nowcasts(by=by, as_of=until)
    return sum(len(column.values) for column in said.columns)


def _said(places: Sequence[Place], rng: random.Random, until: date) -> SaidIndicators:
    from inspectorate.intelligence.catalogue import definitions

    areas = tuple(
        SaidArea("authority", place.name, {"gss": place.code, "three_digit": place.three_digit}) for place in places
    )
    years = range(until.year - YEARS, until.year)
    moved = {number: rng.choice(("help_and_protection", "in_care", "leadership")) for number in _some(places, rng)}
    columns: dict[str, list[SaidValue]] = {}
    for one in definitions():
        for number, place in enumerate(places):
            own = rng.gauss(0, 0.2)
            worse = MOVED_BY if moved.get(number) == one.indicator.area else 0.0
            for year in years:
                if _exists(place, year) and rng.random() > SHARE_SILENT:
                    now = own + (worse if year >= until.year - MOVED_SINCE else 0.0)
                    for series, value in _values(one, place, now, rng):
                        columns.setdefault(series, []).append(SaidValue(number, str(year), round(value, 2), ""))
    scores = [max(5.0, rng.gauss(22, 8)) for _ in places]
    columns["imd_2019/IMD - Average score"] = [
        SaidValue(number, "2019", round(score, 3), "") for number, score in enumerate(scores)
    ]
    columns |= _spending(places, scores, years, rng)
    told = tuple(_column(series, values) for series, values in columns.items())
    return SaidIndicators(areas, told, neighbours=(_neighbours(scores, years[0]),))


def _some(places: Sequence[Place], rng: random.Random) -> list[int]:
    standing = [number for number, place in enumerate(places) if place.closed is None and place.opened is None]
    return sorted(rng.sample(standing, max(1, round(SHARE_MOVED * len(standing)))))


def _exists(place: Place, year: int) -> bool:
    """Whether an authority stood through the whole of the year to 31 March that ends in ``year``."""
    return not (place.opened and date(year - 1, 4, 1) < place.opened) and not (
        place.closed and place.closed < date(year, 3, 31)
    )


def _values(one: Definition, place: Place, worse: float, rng: random.Random) -> Iterator[tuple[str, float]]:
    """The value of one year with its numerator and denominator, where there are such, as pairs of series and number."""
    counted = [part for part in one.denominator if part != one.numerator]
    base = _base(counted[0] if counted else "", place)
    if one.indicator.measure == "rate":
        value = CASELOAD * math.exp(0.5 * worse + rng.gauss(0, 0.03))
        yield from ((one.value, value), (one.numerator, value * base), (counted[0], base))
        return
    polarity = one.indicator.polarity.value
    usual = USUAL[polarity]
    odds = usual / (1 - usual) * math.exp(worse if polarity == "low" else -worse)
    share = odds / (1 + odds)
    share = min(max(share + rng.gauss(0, math.sqrt(share * (1 - share) / base)), 0.01), 0.99)
    yield one.value, share * one.indicator.scale
    if counted:
        yield counted[0], base
    if one.numerator:
        # Where the numerator is a part of the denominator's sum, the rest of the sum is what is counted.
        held = base * share / (1 - share) if one.numerator in one.denominator else base * share
        yield one.numerator, held * one.times


def _base(series: str, place: Place) -> float:
    per_1000 = PER_1000.get(series.rpartition("/")[2], CASE_HOLDERS_PER_1000 if "case_holders" in series else 5.0)
    return float(max(10, round(place.children / 1000 * per_1000)))


def _spending(
    places: Sequence[Place], scores: Sequence[float], years: range, rng: random.Random
) -> dict[str, list[SaidValue]]:
    """Children counted, and what was spent on keeping them safe: more where there is more deprivation."""
    children, spent = list[SaidValue](), list[SaidValue]()
    for number, (place, score) in enumerate(zip(places, scores, strict=True)):
        for year in (year for year in years if _exists(place, year)):
            children.append(SaidValue(number, str(year), float(place.children), ""))
            each = (90 + 4 * score) * math.exp(rng.gauss(0, 0.1))
            spent.append(SaidValue(number, f"{year - 1}-{year % 100:02}", float(round(place.children * each)), ""))
    return {"population/population_estimate": children, "lait/SafeguardingFinance": spent}


def _column(series: str, values: Sequence[SaidValue]) -> SaidColumn:
    """One series; what two indicators have in common, such as how many are in care, is told once."""
    set, _, column = series.partition("/")
    return SaidColumn(set, column, tuple({(value.area, value.period): value for value in values}.values()))


def _neighbours(scores: Sequence[float], year: int) -> SaidNeighbours:
    numbers = range(len(scores))
    nearest = tuple(
        (one, tuple(sorted((n for n in numbers if n != one), key=lambda n: abs(scores[n] - scores[one]))[:NEAREST]))
        for one in numbers
    )
    return SaidNeighbours("Invented neighbours", date(year, 4, 1), nearest)
