"""How long it takes from a country's histories to obligations with reasons.

    python -m bench.due [--quick]

The country is invented and has England's shape: 153 authorities, each with an inspection under the older regimes, one
or two under the present ones, and visits between them. The peer is the oracle of the tests: the same rules, evaluated
naively day by day. It is run on some of the authorities, its answers are compared with the engine's, and times are
compared per history. The last line is one JSON object with every figure.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from tests.due.oracle import Oracle, Owed

from inspectorate.due.engine import due
from inspectorate.due.model import Obligation, Window
from inspectorate.due.sentences import sentence
from inspectorate.framework.library import load_library
from inspectorate.history.model import Body, Coverage, History, Inspection

AUTHORITIES = 153
AS_OF = date(2019, 6, 1)
TARGET_SECONDS = 0.1
GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
T = TypeVar("T")


def country(authorities: int, seed: int = 1) -> list[History]:
    """Invented authorities, with their inspections up to 2023 and a record that covers what England's does."""
    draw = random.Random(seed)
    graded = {"slac": ("inspection",), "sif": ("inspection",), "ilacs": ("short", "standard")}
    coverage = tuple(
        Coverage(regime, frozenset(events), date(2009, 8, 1), date(2023, 3, 31), "invented")
        for regime, events in graded.items()
    )
    return [_authority(draw, number, coverage) for number in range(authorities)]


def _authority(draw: random.Random, number: int, coverage: tuple[Coverage, ...]) -> History:
    body = Body(f"authority:X{number:03}", "authority", f"X{number:03}", f"Authority {number}")
    facts = [
        _inspection(draw, body, "slac", "inspection", date(2009, 9, 1), 1000, ("safeguarding", "looked_after")),
        _inspection(draw, body, "sif", "inspection", date(2013, 11, 4), 1400, ("overall", "leadership")),
    ]
    if draw.random() < 0.4:
        event = draw.choice(("short", "standard"))
        facts.append(_inspection(draw, body, "ilacs", event, date(2018, 1, 29), 480, ("overall", "leadership")))
    for event in draw.sample(("focused_visit", "monitoring_visit", "joint_inspection"), draw.randint(0, 3)):
        facts.append(_inspection(draw, body, "ilacs", event, date(2018, 3, 1), 400, ()))
    return History(body, tuple(facts), coverage=coverage)


def _inspection(
    draw: random.Random, body: Body, regime: str, event: str, first: date, within: int, areas: tuple[str, ...]
) -> Inspection:
    ended = first + timedelta(days=draw.randrange(within))
    grades = {area: draw.choice(GRADES) for area in areas}
    published = ended + timedelta(days=draw.randint(20, 60))
    made = Inspection(f"{regime}-{ended}", body.id, regime, event, None, ended, published, published, grades=grades)
    # As in the real record, half of the older inspections have a day of publication only.
    return replace(made, ended=None) if regime != "ilacs" and draw.random() < 0.5 else made


def timed(work: Callable[[], T], repeats: int) -> tuple[T, float, float]:
    """What the work gives, and the best and the median time of several runs, in seconds."""
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - began)
    return result, min(times), statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="fewer repeats, and fewer authorities for the peer")
    quick = parser.parse_args().quick
    library, loading, _ = timed(load_library, 1)
    histories = country(AUTHORITIES)
    _, cold, _ = timed(lambda: [due(history, library, AS_OF) for history in histories], 1)
    found, best, median = timed(lambda: [due(history, library, AS_OF) for history in histories], 3 if quick else 20)
    reasons = [reason for owed in found for one in owed for reason in one.reasons]
    _, telling, _ = timed(lambda: [sentence(reason, library) for reason in reasons], 1)
    some = histories[: 5 if quick else 25]
    editions = tuple(edition for edition in library.editions.values() if "authority" in edition.applies_to)
    naive, peer, _ = timed(lambda: [Oracle(history, editions, AS_OF).answer() for history in some], 1)
    agree = all(_same(due(history, library, AS_OF), theirs) for history, theirs in zip(some, naive, strict=True))
    figures = {
        "histories": len(histories),
        "obligations": sum(map(len, found)),
        "reasons": len(reasons),
        "seconds": round(best, 5),
        "median_seconds": round(median, 5),
        "first_run_seconds": round(cold, 5),
        "sentences_seconds": round(telling, 5),
        "library_seconds": round(loading, 5),
        "target_seconds": TARGET_SECONDS,
        "per_history_us": round(best / len(histories) * 1e6, 1),
        "peer": "naive evaluation day by day (tests/due/oracle.py)",
        "peer_histories": len(some),
        "peer_seconds": round(peer, 5),
        "peer_per_history_us": round(peer / len(some) * 1e6, 1),
        "ratio": round(peer / len(some) / (best / len(histories)), 1),
        "agrees_with_peer": agree,
    }
    for name, value in figures.items():
        print(f"{name.replace('_', ' '):22} {value}")
    print(json.dumps(figures))


def _same(said: Sequence[Obligation], naive: Sequence[Owed]) -> bool:
    windows = [(one.key, one.window, str(one.status)) for one in said]
    return sorted(windows, key=str) == sorted(
        [(one.key, Window(one.earliest, one.usual, one.latest), one.status) for one in naive], key=str
    )


if __name__ == "__main__":
    main()
