"""Clocks by hand, and services, for models of a few areas."""

import numpy as np

from inspectorate.laboratory.model import Model, Services
from inspectorate.laboratory.regime import Clock


def two_pathways(model: Model) -> Clock:
    """Services with an area said to be at the last grade: seen within two months; all others: visited, then seen."""
    follows = (model.grades_of == model.steps - 1).any(1).astype(np.int64)
    looks = tuple(model.looks)
    visit_look = np.zeros((2, 5), np.int64)
    visit_look[0, 1:3] = looks.index("focused_visit"), looks.index("monitoring_visit")
    visit_look[1, 1] = looks.index("monitoring_visit")
    days = np.multiply.outer(np.array([[0, 2, 1, 0, 0], [0, 1, 0, 0, 0]]), [1.0, 2.0, 3.0])
    return Clock(
        regime="two",
        follows=follows,
        last=np.array([4, 2]),
        inspect=np.array([[0, 0, 0.25, 0.5, 1], [0, 0.5, 1, 1, 1]]),
        visit=np.array([[0, 0.75, 0.5, 0, 0], [0, 1.0, 0, 0, 0]]),
        inspect_look=np.array([looks.index("inspection")] * 2),
        inspect_days=np.array([[4.0, 8.0, 12.0], [6.0, 10.0, 14.0]]),
        visit_look=visit_look,
        visit_days=days,
        looks=looks,
    )


def some_services() -> Services:
    """Seven services of all sizes, in three fifths."""
    return Services(
        children=np.array([40, 10, 30, 5, 90, 20, 60]),
        fifth=np.array([0, 0, 0, 2, 2, 4, 4]),
        size=np.array([1, 0, 1, 0, 2, 1, 2]),
    )
