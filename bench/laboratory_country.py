"""The country that simulators are timed on: invented numbers at the areas and grades of the frameworks."""

from __future__ import annotations

import numpy as np

from inspectorate.framework.library import load_library
from inspectorate.laboratory.clock import clock
from inspectorate.laboratory.model import Look, Model, Services
from inspectorate.laboratory.pathways import regimes
from inspectorate.laboratory.regime import Clock

REGIME = "ilacs/2018-01-01"
ERRORS = np.array([[0.8, 0.2, 0, 0], [0.1, 0.8, 0.1, 0], [0, 0.1, 0.8, 0.1], [0, 0, 0.2, 0.8]])


def country(number: int) -> tuple[Model, Services, Clock]:
    """So many services of three areas under the regime of 2018, as it is written."""
    model = Model(
        areas=("help_and_protection", "in_care", "leadership"),
        grades=("outstanding", "good", "requires_improvement", "inadequate"),
        worse=np.tile([0.006, 0.01, 0.012], (3, 1)),
        better=np.tile([0.004, 0.01, 0.02], (3, 1)),
        leadership=2,
        led=np.array([0.8, 1.0, 1.5, 2.0]),
        shock=0.002,
        fifths=np.array([1.4, 1.2, 1.0, 0.9, 0.8]),
        start=np.tile([0.1, 0.4, 0.35, 0.15], (3, 1)),
        alike=0.5,
        looks={
            "inspection": Look(ERRORS, np.array([0.0, 0.05, 0.15, 0.6]), areas=3),
            "focused_visit": Look(ERRORS, np.array([0.0, 0.05, 0.1, 0.2]), areas=1),
            "monitoring_visit": Look(ERRORS, np.array([0.0, 0.0, 0.05, 0.1]), areas=3),
        },
        signal=np.tile([0.6, 0.3, 0.1], (4, 1)),
        harm=np.array([0.0, 0.05, 0.3, 1.0]),
        notes={},
    )
    (found,) = regimes(load_library(), [REGIME], model)
    at = np.arange(number)
    return model, Services(children=100 + 10 * at, fifth=at % 5, size=at % 3), clock(found, model)
