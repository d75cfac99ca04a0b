"""A model of authorities: invented numbers at the grades and areas of the frameworks for authorities."""

from __future__ import annotations

from typing import Any

import numpy as np

from inspectorate.laboratory.model import Look, Model, Services

AREAS = ("help_and_protection", "in_care", "leadership")
GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
ERRORS = np.array([[0.8, 0.2, 0, 0], [0.1, 0.8, 0.1, 0], [0, 0.1, 0.8, 0.1], [0, 0, 0.2, 0.8]])


def authorities(areas: tuple[str, ...] = AREAS, **changes: Any) -> Model:
    """All areas alike, with visits that see one of them."""
    number = len(areas)
    given = {
        "areas": areas,
        "grades": GRADES,
        "worse": np.tile([0.006, 0.01, 0.012], (number, 1)),
        "better": np.tile([0.004, 0.01, 0.02], (number, 1)),
        "leadership": areas.index("leadership"),
        "led": np.array([0.8, 1.0, 1.5, 2.0]),
        "shock": 0.0,
        "fifths": np.array([1.4, 1.2, 1.0, 0.9, 0.8]),
        "start": np.tile([0.1, 0.4, 0.35, 0.15], (number, 1)),
        "alike": 0.5,
        "looks": {
            "inspection": Look(ERRORS, np.array([0.0, 0.05, 0.15, 0.6]), areas=number),
            "focused_visit": Look(ERRORS, np.array([0.0, 0.05, 0.1, 0.2]), areas=1),
            "monitoring_visit": Look(ERRORS, np.array([0.0, 0.0, 0.05, 0.1]), areas=number),
        },
        "signal": np.tile([0.6, 0.3, 0.1], (4, 1)),
        "harm": np.array([0.0, 0.05, 0.3, 1.0]),
        "notes": {},
    }
    return Model(**{**given, **changes})


def services(number: int) -> Services:
    """So many, of all fifths and sizes."""
    at = np.arange(number)
    return Services(children=100 + 10 * at, fifth=at % 5, size=at % 3)
