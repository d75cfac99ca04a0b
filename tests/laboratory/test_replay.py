"""Random histories through the engine that says who is due what, and through the table that the simulator goes by.

Both must put a body on the same pathway, and ask for the same events in the same months. A history goes by the table:
its visits are carried out in their usual months, all on first days. ``INSPECTORATE_HISTORIES`` sets how many histories
each edition has.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest
from tests.laboratory.authorities import AREAS, authorities

from inspectorate.calendars import add_months
from inspectorate.due.engine import due
from inspectorate.due.model import Obligation
from inspectorate.framework.library import load_library
from inspectorate.framework.model import Edition
from inspectorate.history.model import Body, History, Inspection
from inspectorate.laboratory.duties import DAYS_A_MONTH
from inspectorate.laboratory.pathways import MEANINGS, regime
from inspectorate.laboratory.regime import Pathway, Regime, Step

HISTORIES = int(os.environ.get("INSPECTORATE_HISTORIES", "200"))
LIBRARY = load_library()
MODEL = authorities()
EDITIONS = [*(edition.id for edition in LIBRARY.of_regime("ilacs")), "proposal-2017/2017-02-01", "sif/2016-05-31"]
BODY = Body(id="authority:E06000001", kind="authority", code="E06000001", name="Northmoor")
CLOSE = 0.3
"""Months by which lengths in working days may differ: months have 20 to 23 of them."""


@dataclass(frozen=True)
class Replayed:
    """A history, what is due on a day, and what the table says of the same day."""

    inspected: date
    owed: tuple[Obligation, ...]
    pathway: Pathway
    visits: tuple[Step, ...]


def grades(edition: Edition, table: Regime, places: np.ndarray) -> dict[str, str]:
    """What an inspection says: a judgement without an area of its own has the grade of children in care."""
    areas = {meaning: area for area in AREAS for meaning in MEANINGS[area]}
    told = {
        id_: MODEL.grades[places[AREAS.index(areas.get(judgement.meaning, "in_care"))]]
        for id_, judgement in edition.judgements.items()
    }
    overall = int(table.overall[MODEL.state(places)])
    return told if edition.headline is None else {**told, edition.headline: MODEL.grades[overall]}


def carried_out(edition: Edition, event: str, day: date, told: dict[str, str]) -> Inspection:
    return Inspection(
        id=f"{event}-{day}",
        body=BODY.id,
        regime=edition.regime,
        event=event,
        started=day,
        ended=day,
        published=day,
        known_on=day,
        grades=told,
    )


def replayed(random: np.random.Generator, edition: Edition, table: Regime) -> Replayed:
    """One to three inspections, the visits after the last one, and what is due before the next."""
    day = add_months(date(2014 if edition.regime == "sif" else 2022, 1, 1), int(random.integers(24)))
    events: list[Inspection] = []
    for _ in range(int(random.integers(1, 4))):
        day = add_months(day, int(random.integers(1, 40)) if events else 0)
        places = random.integers(0, len(MODEL.grades), len(AREAS))
        pathway = table.pathways[int(table.follows[MODEL.state(places)])]
        events.append(carried_out(edition, pathway.inspection.event.id, day, grades(edition, table, places)))
    months = int(random.integers(0, round(pathway.inspection.usual)))
    done = [step for step in pathway.visits if round(step.usual) <= months]
    events += [carried_out(edition, step.event.id, add_months(day, round(step.usual)), {}) for step in done]
    owed = due(History(BODY, tuple(events)), LIBRARY, add_months(day, months), regimes=[edition.id])
    on_site = tuple(one for one in owed if edition.events[one.event].kind.on_site)
    return Replayed(day, on_site, pathway, pathway.visits[len(done) :])


def months_to(first: date, day: date) -> float:
    return (day.year - first.year) * 12 + day.month - first.month + (day.day - 1) / DAYS_A_MONTH


def agree(inspected: date, owed: Obligation, step: Step) -> bool:
    """Whether an obligation is a step's: the same event, and each day of its window in the step's month."""
    window = owed.window
    days = ((window.earliest, step.earliest), (window.usual, step.usual), (window.latest, step.latest))
    near = [day is None or abs(months_to(inspected, day) - month) < CLOSE for day, month in days]
    return owed.event == step.event.id and owed.graded == step.event.graded and all(near)


@pytest.mark.parametrize("id_", EDITIONS)
def test_the_table_says_what_is_due(id_: str) -> None:
    edition = LIBRARY.edition(id_)
    table = regime(edition, MODEL, content="")
    for seed in range(HISTORIES):
        found = replayed(np.random.default_rng([seed, EDITIONS.index(id_)]), edition, table)
        graded = [one for one in found.owed if one.graded]
        visits = [one for one in found.owed if not one.graded]
        for one in found.owed:
            assert f"{id_}#pathways.{found.pathway.id}" in {reason.rule for reason in one.reasons}
        if edition.pathways[found.pathway.id].due:
            (inspection,) = graded
            assert agree(found.inspected, inspection, found.pathway.inspection), seed
        else:
            assert "asks for no inspection after these grades" in found.pathway.assumed[0]
            assert graded == []
        assert len(visits) == bool(found.visits), seed
        for one in visits:
            assert agree(found.inspected, one, found.visits[0]), seed
