"""What the simulators' loops have in common, compiled (numba): random words, and what they decide.

Random words are counted, not drawn in turn (SplitMix64; Steele, Lea and Flood, Fast splittable pseudorandom number
generators, 2014): which word a service meets in a month hangs on the seed, the replication, the service and the month
alone. So services change by the same words under every regime, and no order of work changes an answer.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from inspectorate.laboratory.tables import Tables, Words

OPTIONS: dict[str, Any] = {"cache": True, "nogil": True, "_nrt": False}
"""No memory is reserved, so that arrays need no counting of who holds them, which took half of the time."""

U = np.uint64
PLACE = np.uint32
GAMMA = U(0x9E3779B97F4A7C15)
HALF = U(32)
LOW = U(0xFFFFFFFF)

COMES, WHICH, NEXT, AREAS = 0, 1, 2, 3
"""The words of a month's events: whether a visit comes, which areas it looks at, when the next inspection comes after
this one; then one for each area. In month 0 the first says how long ago the last inspection was."""

DAYS, INSPECTIONS, VISITS, INADEQUATE, UNDETECTED, CHILDREN, SPELLS, SERVICES, HARM, HITS, ALARMS = range(11)
"""The places of `inspectorate.laboratory.regime.OUTCOMES`."""


@njit(**OPTIONS, inline="always")
def mixed(word: np.uint64) -> np.uint64:
    """A word whose every bit hangs on every bit of the one given."""
    word = (word ^ (word >> U(30))) * U(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> U(27))) * U(0x94D049BB133111EB)
    return word ^ (word >> U(31))


@njit(**OPTIONS, inline="always")
def drawn(key: np.uint64, place: int) -> np.uint64:
    """The word at a place of a stream."""
    word: np.uint64 = mixed(key + U(place) * GAMMA)
    return word


@njit(**OPTIONS, inline="always")
def below(word: np.uint64, number: int) -> np.int64:
    """One of so many whole numbers from 0 on, with equal chances."""
    return np.int64((word >> HALF) * U(number) >> HALF)


@njit(**OPTIONS, inline="always")
def seen(tables: Tables, look: int, grade: np.uint32, word: np.uint64) -> tuple[np.uint32, bool]:
    """What is said of an area at a grade, and whether it gets a step better."""
    say = PLACE(0)
    for step in range(len(tables.steps) - 1):
        say += PLACE(word >> HALF >= tables.errors[look, grade, PLACE(step)])
    return say, (grade > 0) & (word & LOW < tables.effect[look, say])


@njit(**OPTIONS, inline="always")
def looked(
    tables: Tables, look: int, chosen: int, state: np.uint32, key: np.uint64, place: int
) -> tuple[int, np.uint32, np.uint32]:
    """What a look at the chosen areas says (as a state), the state that it leaves, and the areas said to be worst.

    ``key`` and ``place``: where the words of its areas begin.
    """
    told, after, said = 0, 0, 0
    for area in range(len(tables.weights)):
        grade, better = tables.grades[state, area], False
        if chosen >> area & 1:
            say, better = seen(tables, look, grade, drawn(key, place + area))
            told += say * tables.weights[area]
            said |= (say == len(tables.steps) - 1) << area
        after += (grade - better) * tables.weights[area]
    return told, PLACE(after), PLACE(said)


@njit(**OPTIONS, inline="always")
def passed(chances: Words, word: np.uint64) -> int:
    """How many of some chances, the least first, a word is not below. All are looked at, many at once."""
    found = 0
    for place in range(len(chances)):
        found += word >= chances[place]
    return found


@njit(**OPTIONS, inline="always")
def waited(tables: Tables, pathway: int, since: int, word: np.uint64) -> int:
    """The month of a pathway in which its inspection comes, if it has not come in ``since`` months of it."""
    share = float(word >> U(11)) * 2.0**-53 * tables.left[pathway, since]
    month = 0
    for passing in range(tables.left.shape[1]):
        month += share < tables.left[pathway, U(passing)]
    return month
