"""Regimes for the model of two areas, whose months can be counted on the fingers."""

import numpy as np

from inspectorate.laboratory.model import Model
from inspectorate.laboratory.regime import Event, Pathway, Regime, Step

WHOLE = Event("whole", "inspection", graded=True, days=(8.0, 10.0, 12.0))
BRIEF = Event("brief", "inspection", graded=True, days=(4.0, 5.0, 6.0))
VISIT = Event("visit", "focused_visit", graded=False, days=(1.0, 1.0, 1.0))


def at(event: Event, month: float, *, about: float = 0) -> Step:
    return Step(event, month - about, month, month + about)


def universal(model: Model, months: float = 12) -> Regime:
    """A whole inspection every so many months, whatever was found."""
    pathway = Pathway("all", "All", (), at(WHOLE, months, about=months / 4))
    follows = np.zeros(model.states, dtype=np.int64)
    return Regime(
        "universal", "Universal", "universal/2000-01-01", "a", (pathway,), follows, follows - 1, ("None is spared.",)
    )


def proportionate(model: Model) -> Regime:
    """A brief inspection late where nothing is at the last grade, with a visit before it; else a whole one soon."""
    good = Pathway("good", "Good", (at(VISIT, 8),), at(BRIEF, 16))
    bad = Pathway("bad", "Inadequate", (), at(WHOLE, 6), ("Nothing is said of visits.",))
    follows = (model.grades_of.max(1) == model.steps - 1).astype(np.int64)
    return Regime("proportionate", "Proportionate", "proportionate/2000-01-01", "b", (good, bad), follows, follows - 1)
