"""An invented country with eight years of referrals, of which one authority's move, for what is computed from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tests.monitoring.indicator_files import TESTER, authority, load, of

from inspectorate.formats.indicator_model import SaidArea, SaidColumn, SaidIndicators, SaidNeighbours, SaidValue
from inspectorate.formats.model import Reading
from inspectorate.webapp.inspections.importing import import_reading
from inspectorate.webapp.register.models import Body

SIZE = 30
YEARS = range(2014, 2022)
MOVED = 3


def country() -> list[Body]:
    """Thirty authorities alike."""
    return [authority(f"Place {number}", number, ofsted_region="North West") for number in range(1, SIZE + 1)]


def referrals(path: Path, *, first: int = YEARS[0], last: int = YEARS[-1], moved: int = MOVED, to: int = 450) -> None:
    """About 200 of 1,000 referrals come back in a year; those of one authority are many more in the last year."""
    rows = []
    for number in range(1, SIZE + 1):
        for year in range(first, last + 1):
            back = to if (number, year) == (moved, last) else 190 + (number * 7 + year * 13) % 21
            rows.append(of(f"Place {number}", number, str(year), "1000", str(back), f"{back / 10}"))
    load(path, *rows)


def deprivation_of(scores: Mapping[int, float]) -> None:
    """Have the average score of each authority, by its number, loaded as the published file tells it."""
    areas = tuple(SaidArea("authority", f"Place {number}", {"gss": f"N{number:02}"}) for number in scores)
    values = tuple(SaidValue(at, "2019", score, "") for at, score in enumerate(scores.values()))
    said = SaidIndicators(areas, (SaidColumn("imd_2019", "IMD - Average score", values),))
    reading = Reading("deprivation", ("deprivation",), (), indicators=(said,))
    import_reading(by=TESTER, reading=reading, sha256="d" * 64)


def alike_from(first: date) -> None:
    """Have one set of neighbours loaded: each authority's are the ten that follow it in number."""
    areas = tuple(SaidArea("authority", f"Place {number}", {"gss": f"N{number:02}"}) for number in range(1, SIZE + 1))
    nearest = tuple((at, tuple((at + step) % SIZE for step in range(1, 11))) for at in range(SIZE))
    said = SaidIndicators(areas, (), neighbours=(SaidNeighbours("One model", first, nearest),))
    import_reading(by=TESTER, reading=Reading("neighbours", ("neighbours",), (), indicators=(said,)), sha256="e" * 64)
