"""Small models of services, whose answers can be worked out by hand."""

from dataclasses import replace
from typing import Any

import numpy as np

from inspectorate.laboratory.model import Look, Model


def two_areas(**changes: Any) -> Model:
    """Care, and the leaders, at three grades."""
    errors = np.array([[0.8, 0.2, 0.0], [0.1, 0.8, 0.1], [0.0, 0.3, 0.7]])
    model = Model(
        areas=("care", "leadership"),
        grades=("good", "weak", "inadequate"),
        worse=np.array([[0.02, 0.02], [0.01, 0.03]]),
        better=np.array([[0.03, 0.01], [0.04, 0.02]]),
        leadership=1,
        led=np.array([1.0, 3.0, 5.0]),
        shock=0.0,
        fifths=np.array([2.0, 1.75, 1.5, 1.25, 1.0]),
        start=np.array([[0.5, 0.3, 0.2], [0.3, 0.6, 0.1]]),
        alike=0.5,
        looks={
            "inspection": Look(errors, np.array([0.0, 0.2, 0.6]), areas=2),
            "focused_visit": Look(errors[[0, 1, 1]], np.array([0.0, 0.1, 0.3]), areas=1),
            "monitoring_visit": Look(errors, np.array([0.0, 0.1, 0.2]), areas=2),
        },
        signal=np.array([[0.7, 0.2, 0.1], [0.5, 0.3, 0.2], [0.2, 0.3, 0.5]]),
        harm=np.array([0.0, 0.3, 1.0]),
        notes={},
    )
    return replace(model, **changes)


def one_area(**changes: Any) -> Model:
    """One area at four grades, with a weak signal each month and inspections that turn most bad services round."""
    errors = np.array([[0.8, 0.2, 0.0, 0.0], [0.1, 0.8, 0.1, 0.0], [0.0, 0.12, 0.78, 0.1], [0.0, 0.0, 0.1, 0.9]])
    model = Model(
        areas=("overall",),
        grades=("outstanding", "good", "requires_improvement", "inadequate"),
        worse=np.array([[0.006, 0.010, 0.012]]),
        better=np.array([[0.004, 0.010, 0.020]]),
        leadership=0,
        led=np.ones(4),
        shock=0.0,
        fifths=np.array([1.6, 1.3, 1.0, 0.9, 0.8]),
        start=np.array([[0.15, 0.55, 0.2, 0.1]]),
        alike=0.0,
        looks={
            "inspection": Look(errors, np.array([0.0, 0.0, 0.15, 0.6]), areas=1),
            "focused_visit": Look(errors, np.array([0.0, 0.0, 0.1, 0.3]), areas=1),
            "monitoring_visit": Look(errors, np.array([0.0, 0.0, 0.1, 0.3]), areas=1),
        },
        signal=np.array([[0.62, 0.26, 0.12], [0.56, 0.28, 0.16], [0.46, 0.30, 0.24], [0.34, 0.32, 0.34]]),
        harm=np.array([0.0, 0.05, 0.3, 1.0]),
        notes={},
    )
    return replace(model, **changes)
