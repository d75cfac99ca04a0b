"""The loops that bounds spend their time in, compiled (numba): plain Python to read, and to test as `py_func`."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

Places = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]


@njit(cache=True, nogil=True)
def add_between(values: Floats, places: Places, weights: Floats, found: Floats) -> None:
    """Add to ``found``, (M, B), what lies between ``values``, (N, B), by the weights (M, K) of K of its places."""
    for row in range(places.shape[0]):
        for corner in range(places.shape[1]):
            weight = weights[row, corner]
            place = places[row, corner]
            for column in range(values.shape[1]):
                found[row, column] += weight * values[place, column]


@njit(cache=True, nogil=True)
def add_onto(values: Floats, places: Places, weights: Floats, found: Floats) -> None:
    """Add ``values``, (M, B), by the weights (M, K) to K places each of ``found``, (N, B)."""
    for row in range(places.shape[0]):
        for corner in range(places.shape[1]):
            weight = weights[row, corner]
            place = places[row, corner]
            for column in range(values.shape[1]):
                found[place, column] += weight * values[row, column]
