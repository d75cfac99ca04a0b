"""Running the back-test of forecasts on the record and the indicators that are loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from inspectorate.due.known import own_register
from inspectorate.framework.library import load_library
from inspectorate.intelligence.backtest import Backtest, backtest
from inspectorate.intelligence.backtest_rolling import Source, strengths
from inspectorate.intelligence.shuffled import shuffled
from inspectorate.webapp.inspections import queries as inspections
from inspectorate.webapp.monitoring.indicator_queries import deprivation, neighbours, panels

FIRST = {"authority": date(2014, 1, 1), "setting": date(2021, 4, 1)}
"""Where a back-test begins unless it is told: of authorities, with the regime that first gave one overall grade; of
settings, with the first full year after inspections paused."""

LAST = {"authority": None, "setting": date(2022, 3, 31)}
TRAIN_TO = {"authority": None, "setting": date(2020, 3, 31)}
"""The day from which all is forecast: of settings, the last before they paused; of authorities, each quarter's first.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a back-test is asked. ``shuffle``: the seed by which the signals' own indicators are dealt out wrongly."""

    kind: str = "authority"
    first: date | None = None
    last: date | None = None
    train_to: date | None = None
    area: str = "overall"
    shuffle: int | None = None


def run(asked: Asked, *, tell: Callable[[int, int], None] = lambda done, of: None) -> Backtest:
    """Back-test what is asked. Authorities have signals where indicators are loaded; settings have none."""
    of_authorities = asked.kind == "authority" and next(panels(known_by=timezone.localdate()), None) is not None
    seed = 1 if asked.shuffle is None else asked.shuffle
    dealt = _source(seed) if of_authorities else None
    whole = asked.first is None and asked.train_to is None
    return backtest(
        list(map(own_register, inspections.histories(None, asked.kind))),
        load_library(),
        first=asked.first or FIRST[asked.kind],
        last=asked.last or (LAST[asked.kind] if whole else None) or timezone.localdate(),
        train_to=asked.train_to or TRAIN_TO[asked.kind],
        area=asked.area,
        source=(_source(None) if asked.shuffle is None else dealt) if of_authorities else None,
        shuffled=dealt,
        shuffle_seed=seed,
        deprivation={body: one.fifth for body, one in deprivation().items()} if asked.kind == "authority" else None,
        tell=tell,
    )


def _source(seed: int | None) -> Source:
    """Strengths of signals by what was known on a day; with a seed, of indicators dealt out to the wrong bodies."""

    def on(day: date) -> Mapping[str, float]:
        found = panels(known_by=day)
        return strengths(found if seed is None else (shuffled(one, seed=seed) for one in found), neighbours(day), day)

    return on
