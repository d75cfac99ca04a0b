"""When something became known for which no source gives a day of publication: late rather than early.

The lags stand in ``release_lags.csv``: from a day on, how many days after it was carried out an event at a kind of body
was known at the latest, or after its day a list of the register (``register``), and where that number comes from. A
published file tells nothing later than its own release, so that day is the other bound.
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
    """How many days after an event, carried out from ``first`` on, it was known at the latest, by which source.

    ``of`` is the kind of body that has the event, or ``register``: a list of settings, of a day from ``first`` on.
    """

    of: str
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
                row["of"],
                date.fromisoformat(row["first"]),
                int(row["days"]),
                Confidence(row["confidence"]),
                row["source"],
            )
            for row in csv.DictReader(file)
        ]
    return tuple(sorted(rows, key=lambda lag: lag.first))


def lag(of: str, carried_out: date) -> Lag | None:
    """The lag for what was carried out, or listed, on a day; ``None`` where nothing is known about its kind then."""
    found = [one for one in lags() if one.of == of and one.first <= carried_out]
    return found[-1] if found else None


def known_on(
    of: str,
    *,
    published: date | None,
    carried_out: date | None,
    released: date | None,
    loaded: date,
) -> tuple[date, Confidence]:
    """The day on which an event at a kind of body, or a list of the ``register``, became known, and how sure that is.

    Its publication where that is given. Else the earlier of the file's own release and the day on which the lag after
    ``carried_out`` (fieldwork end, else start; the day of a list) has run out; where neither is known, the day it was
    ``loaded`` here.
    """
    if published is not None:
        return published, Confidence.OFFICIAL
    bounds = [released] if released else []
    after = lag(of, carried_out) if carried_out else None
    if carried_out and after:
        bounds.append(carried_out + timedelta(days=after.days))
    return min(bounds, default=loaded), Confidence.DERIVED
