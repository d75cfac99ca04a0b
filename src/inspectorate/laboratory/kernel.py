"""The simulator's loop, compiled (numba): plain Python to read, and to test as `py_func`.

Random words are counted, not drawn in turn (SplitMix64; Steele, Lea and Flood, Fast splittable pseudorandom number
generators, 2014): which word a service meets in a month hangs on the seed, the replication, the service and the month
alone. So services change by the same words under every regime, and no order of work changes an answer. Months in which
nothing happens are passed over in a loop that only draws.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from inspectorate.laboratory.model import Floats
from inspectorate.laboratory.tables import Places, Tables

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
def looked(
    tables: Tables, look: int, chosen: int, state: np.uint32, key: np.uint64, place: int
) -> tuple[int, np.uint32, np.uint32]:
    """What a look at the chosen areas says (as a state), the state that it leaves, and the areas said to be worst.

    ``key`` and ``place``: where the words of its areas begin.
    """
    errors, effect = tables.errors[look], tables.effect[look]
    told, after, said = 0, 0, 0
    for area in range(len(tables.weights)):
        grade, better = tables.grades[state, area], False
        if chosen >> area & 1:
            word = drawn(key, place + area)
            high, low = word >> HALF, word & LOW
            say = 0
            for step in range(len(tables.steps) - 1):
                say += high >= errors[grade, step]
            told += say * tables.weights[area]
            said |= (say == len(tables.steps) - 1) << area
            better = (grade > 0) & (low < effect[PLACE(say)])
        after += (grade - better) * tables.weights[area]
    return told, PLACE(after), PLACE(said)


@njit(**OPTIONS, inline="always")
def begun(tables: Tables, pathway: int, word: np.uint64) -> int:
    """The months of a pathway that have passed when all begins."""
    ago = 0
    while ago < tables.last[pathway] - 1 and word >= tables.ages[pathway, ago]:
        ago += 1
    return ago


@njit(**OPTIONS, inline="always")
def waited(tables: Tables, pathway: int, since: int, word: np.uint64) -> int:
    """The month of a pathway in which its inspection comes, if it has not come in ``since`` months of it."""
    share = float(word >> U(11)) * 2.0**-53 * tables.left[pathway, since]
    month: int = max(since + 1, tables.soonest[pathway])
    while share < tables.left[pathway, month]:
        month += 1
    return month


@njit(**OPTIONS, inline="always")
def settled(tables: Tables, state: np.uint32, known: np.uint32, same: int, counts: Floats) -> None:
    """Count so many months at one state."""
    worst = tables.worst[state]
    counts[INADEQUATE] += same * tables.bits[worst]
    counts[UNDETECTED] += same * tables.bits[worst & ~known]
    counts[SERVICES] += same * (worst > 0)
    counts[HARM] += same * tables.harm[state]


@njit(**OPTIONS, inline="always")
def inspected(
    tables: Tables,
    pathway: int,
    size: int,
    state: np.uint32,
    known: np.uint32,
    key: np.uint64,
    place: int,
    counts: Floats,
) -> tuple[int, np.uint32, np.uint32]:
    """Carry out a pathway's inspection: the state that it tells, the one that it leaves, and what is known then."""
    every = (1 << len(tables.weights)) - 1
    told, after, said = looked(tables, tables.inspect_look[pathway], every, state, key, place + AREAS)
    worst = tables.worst[state]
    counts[INSPECTIONS] += 1
    counts[DAYS] += tables.inspect_days[pathway, size]
    counts[HITS] += tables.bits[worst & said & ~known]
    counts[ALARMS] += tables.bits[said & ~worst]
    return told, after, said


@njit(**OPTIONS, inline="always")
def visited(
    tables: Tables,
    pathway: int,
    at: int,
    size: int,
    state: np.uint32,
    known: np.uint32,
    key: np.uint64,
    place: int,
    counts: Floats,
) -> tuple[np.uint32, np.uint32, int]:
    """Carry out the visit of a month of a pathway, if it comes: the state that it leaves, what is known then, and how
    many words were drawn."""
    if drawn(key, place + COMES) >= tables.visit[pathway, at]:
        return state, known, 1
    look = tables.visit_look[pathway, at]
    chosen = tables.areas[look, below(drawn(key, place + WHICH), tables.ways[look])]
    _, after, said = looked(tables, look, chosen, state, key, place + AREAS)
    counts[VISITS] += 1
    counts[DAYS] += tables.visit_days[pathway, at, size]
    return after, known & ~chosen | said, 2 + tables.bits[chosen]


@njit(**OPTIONS, inline="always")
def lived(
    tables: Tables, fifth: int, size: int, months: int, nature: np.uint64, events: np.uint64, counts: Floats
) -> int:
    """Simulate one service; ``counts``, (OUTCOMES,), is what it adds, with one child. Returns the words drawn."""
    cut, goes, last = tables.cut[fifth], tables.goes[fifth], tables.cut.shape[2] - 1
    areas = len(tables.weights)
    width = AREAS + areas
    state = PLACE(np.searchsorted(tables.begin, drawn(nature, 0), side="right"))
    told, _, known = looked(tables, tables.first_look, (1 << areas) - 1, state, events, AREAS)
    pathway = tables.follows[told]
    ago = begun(tables, pathway, drawn(events, COMES))
    start, due = -ago, waited(tables, pathway, ago, drawn(events, NEXT)) - ago
    event = min(due, start + tables.upcoming[pathway, ago])
    undetected = tables.worst[state] & ~known
    counts[:] = 0.0
    counts[SPELLS] = tables.bits[undetected]
    words, counted, month = areas + 3, 0, 0
    while True:
        stop, stays = min(event, months + 1), cut[state, last]
        month += 1
        word = drawn(nature, month)
        while word >= stays and month < stop:
            month += 1
            word = drawn(nature, month)
        settled(tables, state, known, month - 1 - counted, counts)
        counted = month - 1
        if month > months:
            return words + month
        if word < stays:
            way = 0
            while word >= cut[state, way]:
                way += 1
            state = goes[state, way]
        if month == due:
            told, state, known = inspected(tables, pathway, size, state, known, events, month * width, counts)
            words += areas
            pathway, start = tables.follows[told], month
            due = start + tables.last[pathway]
            if tables.soonest[pathway] < tables.last[pathway]:
                due = start + waited(tables, pathway, 0, drawn(events, month * width + NEXT))
                words += 1
        elif month == event:
            at = month - start
            state, known, number = visited(tables, pathway, at, size, state, known, events, month * width, counts)
            words += number
        if month == event:
            event = min(due, start + tables.upcoming[pathway, month - start])
        before, undetected = undetected, tables.worst[state] & ~known
        counts[SPELLS] += tables.bits[undetected & ~before]


@njit(**OPTIONS)
def replicated(
    tables: Tables,
    children: Floats,
    fifth: Places,
    size: Places,
    months: int,
    seed: int,
    first: int,
    counts: Floats,
    sums: Floats,
) -> int:
    """Simulate replications from ``first`` on, added up by fifth in ``sums``, (runs, FIFTHS, OUTCOMES). Returns the
    words drawn. ``counts``, (OUTCOMES,), is where to write what one service adds."""
    words = 0
    for run in range(sums.shape[0]):
        key = mixed(mixed(U(seed)) + U(first + run) * GAMMA)
        for service in range(len(fifth)):
            nature, events = drawn(key, 2 * service + 1), drawn(key, 2 * service + 2)
            words += lived(tables, fifth[service], size[service], months, nature, events, counts)
            counts[CHILDREN] = counts[UNDETECTED] * children[service] / len(tables.weights)
            counts[HARM] *= children[service]
            for place in range(len(counts)):
                sums[run, fifth[service], place] += counts[place]
    return words
