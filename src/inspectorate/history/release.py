"""When something became known for which no source gives a day of publication: late rather than early.

The lags stand in ``release_lags.csv``: for a kind of body, from a day on, how many days after it was carried out an
event was known at the latest, and where that number comes from. A published file tells nothing later than its own
release, so that day is the other bound.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from inspectorate.framework.model import Confidence

LAGS = Path(__file__).parent / "release_lags.csv"


@dataclass(frozen=True, slots=True)
class Lag:
    """How many days after an event, carried out from ``first`` on, it was known at the latest, by which source."""

    body_kind: str
    first: date
    days: int
    confidence: Confidence
    source: str


@lru_cache(maxsize=1)
def lags() -> tuple[Lag, ...]:
    """Every lag, the oldest first."""
    with LAGS.open(encoding="utf-8", newline="") as file:
        rows = [
            Lag(
                row["body_kind"],
                date.fromisoformat(row["first"]),
                int(row["days"]),
                Confidence(row["confidence"]),
                row["source"],
            )
            for row in csv.DictReader(file)
        ]
    return tuple(sorted(rows, key=lambda lag: lag.first))


def lag(body_kind: str, carried_out: date) -> Lag | None:
    """The lag for events carried out on a day; ``None`` where nothing is known about this kind of body then."""
    found = [one for one in lags() if one.body_kind == body_kind and one.first <= carried_out]
    return found[-1] if found else None


def known_on(
    body_kind: str,
    *,
    published: date | None,
    carried_out: date | None,
    released: date | None,
    loaded: date,
) -> tuple[date, Confidence]:
    """The day on which an event became known, and how sure that is.

    Its publication where that is given. Else the earlier of the file's own release and the day on which the lag after
    ``carried_out`` (fieldwork end, else start) has run out; where neither is known, the day it was ``loaded`` here.
    """
    if published is not None:
        return published, Confidence.OFFICIAL
    bounds = [released] if released else []
    after = lag(body_kind, carried_out) if carried_out else None
    if carried_out and after:
        bounds.append(carried_out + timedelta(days=after.days))
    return min(bounds, default=loaded), Confidence.DERIVED
