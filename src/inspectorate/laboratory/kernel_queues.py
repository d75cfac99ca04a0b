"""The simulator's loop under a clock, compiled (numba): plain Python to read, and to test as `py_func`.

Many lives (`inspectorate.laboratory.kernel_lives`) are simulated side by side. Each waits in the queue of what happens
to it next: a change by itself, a visit, an inspection. A queue is worked through from one end to the other, and each
life is sent on to its next one. So the processor does the same thing many times in a row, which it foresees, and begins
with one life while it still waits for the numbers of another. Lives do not meet: in what order they are served changes
no answer.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from inspectorate.laboratory import kernel
from inspectorate.laboratory.kernel import AREAS, COMES, GAMMA, NEXT, OPTIONS, WHICH, U
from inspectorate.laboratory.kernel_lives import (
    BLOCK,
    CHANGE,
    COME,
    INSPECT,
    LATER,
    VISIT,
    Lengths,
    Lives,
    expected,
    may_change,
    queued,
    settled,
)
from inspectorate.laboratory.model import Floats
from inspectorate.laboratory.tables import FIRST, Places, Tables

SIDE_BY_SIDE = 128
"""Lives that are simulated at once: enough to fill queues, and few enough for the processor's nearest memory."""


@njit(**OPTIONS)
def begun(tables: Tables, lives: Lives, number: int) -> None:
    """All lives when all begins."""
    areas = len(tables.weights)
    for place in range(number):
        one = lives[U(place)]
        state = np.uint32(kernel.passed(tables.begin, kernel.drawn(one.nature, 0)))
        told, _, known = kernel.looked(tables, tables.first_look, (1 << areas) - 1, state, one.events, AREAS)
        one.pathway = pathway = tables.follows[told]
        ago = kernel.passed(tables.ages[pathway], kernel.drawn(one.events, COMES))
        ago = min(ago, tables.last[pathway] - 1)
        one.start = -ago
        one.due = kernel.waited(tables, pathway, ago, kernel.drawn(one.events, NEXT)) - ago
        one.event = min(one.due, tables.upcoming[pathway, ago] - ago)
        one.standing = U(state) << U(areas) | U(known)
        one.before, one.counted, one.words = tables.undetected[one.standing], 0, areas + 2
        one.days = one.inadequate = one.services = one.harm = one.undetected = 0.0
        one.inspections = one.visits = one.hits = one.alarms = 0
        one.spells = tables.bits[one.before]


@njit(**OPTIONS)
def opened(tables: Tables, lives: Lives, number: int, begin: int, end: int, queues: Places, lengths: Lengths) -> None:
    """Open a block of months, from ``begin`` to before ``end``: draw its words and fill the queues."""
    lengths[:] = 0
    within = ~U(0) >> U(BLOCK - (end - begin))
    for place in range(number):
        one = lives[U(place)]
        expected(one, may_change(one.nature, begin, tables.most[one.fifth]) & within, begin)
        queued(one, np.uint32(place), end, queues, lengths)


@njit(**OPTIONS)
def changed(tables: Tables, lives: Lives, begin: int, end: int, queues: Places, lengths: Lengths) -> None:
    """Let all services in the queue change by themselves, where they do."""
    areas = U(len(tables.weights))
    number, lengths[CHANGE] = lengths[CHANGE], 0
    for waiting in range(number):
        place = queues[CHANGE, U(waiting)]
        one = lives[place]
        word, state, way = kernel.drawn(one.nature, one.change), one.standing >> areas, U(0)
        for first in range(FIRST + 1):
            way += U(word >= tables.first_cut[one.fifth, state, U(first)])
        after = U(tables.first_goes[one.fifth, state, way])
        if way == FIRST:
            while word >= tables.cut[one.fifth, state, way]:
                way += U(1)
            after = U(tables.goes[one.fifth, state, way])
        settled(tables, one, one.change - 1)
        one.standing ^= (state ^ after) << areas
        expected(one, one.changes & (one.changes - U(1)), begin)
        queued(one, place, end, queues, lengths)


@njit(**OPTIONS)
def coming(tables: Tables, lives: Lives, end: int, queues: Places, lengths: Lengths) -> int:
    """How many of the visits in the queue come: put into the queue ``COME``, with their months kept in mind.

    All are sent on before any visit is carried out: what it finds moves nothing that is next.
    """
    number, lengths[VISIT], found = lengths[VISIT], 0, 0
    for waiting in range(number):
        place = queues[VISIT, U(waiting)]
        one = lives[place]
        month, at, pathway = one.event, U(one.event - one.start), one.pathway
        word = kernel.drawn(one.events, month * (AREAS + len(tables.weights)) + COMES)
        queues[COME, U(found)] = place
        found += word < tables.visit[pathway, at]
        one.visit = month
        one.words += 1
        one.event = min(one.due, one.start + tables.upcoming[pathway, at])
        queued(one, place, end, queues, lengths)
    return found


@njit(**OPTIONS)
def visited(tables: Tables, lives: Lives, number: int, queues: Places) -> None:
    """Carry out the visits that come."""
    areas = U(len(tables.weights))
    for waiting in range(number):
        one = lives[queues[COME, U(waiting)]]
        month, at, pathway = one.visit, U(one.visit - one.start), one.pathway
        words = month * (AREAS + len(tables.weights))
        settled(tables, one, month - 1)
        look, standing, after = tables.visit_look[pathway, at], one.standing, U(one.standing)
        way = U(kernel.below(kernel.drawn(one.events, words + WHICH), tables.ways[look]))
        for chosen in range(tables.looks_at[look]):
            area = U(tables.chosen[look, way, U(chosen)])
            word = kernel.drawn(one.events, words + AREAS + np.int64(area))
            say, better = kernel.seen(tables, look, tables.grades[standing >> areas, area], word)
            worst = U(say == len(tables.steps) - 1)
            after = (after & ~(U(1) << area) | worst << area) - (U(better) * tables.worth[area] << areas)
        one.standing = after
        one.visits += 1
        one.days += tables.visit_days[pathway, at, one.extent]
        one.words += 1 + tables.looks_at[look]


@njit(**OPTIONS)
def inspected(tables: Tables, lives: Lives, end: int, queues: Places, lengths: Lengths) -> None:
    """Carry out the inspections in the queue."""
    areas = len(tables.weights)
    every = (1 << areas) - 1
    number, lengths[INSPECT] = lengths[INSPECT], 0
    for waiting in range(number):
        place = queues[INSPECT, U(waiting)]
        one = lives[place]
        month, pathway, words = one.event, one.pathway, one.event * (AREAS + areas)
        settled(tables, one, month - 1)
        state, known = np.uint32(one.standing >> U(areas)), one.standing & U(every)
        look = tables.inspect_look[pathway]
        told, after, said = kernel.looked(tables, look, every, state, one.events, words + AREAS)
        worst = U(tables.worst[state])
        one.inspections += 1
        one.days += tables.inspect_days[pathway, one.extent]
        one.hits += tables.bits[worst & U(said) & ~known]
        one.alarms += tables.bits[U(said) & ~worst]
        one.words += areas
        one.standing = U(after) << U(areas) | U(said)
        one.pathway = pathway = tables.follows[told]
        one.start, one.due = month, month + tables.last[pathway]
        if tables.soonest[pathway] < tables.last[pathway]:
            one.due = month + kernel.waited(tables, pathway, 0, kernel.drawn(one.events, words + NEXT))
            one.words += 1
        one.event = min(one.due, month + tables.upcoming[pathway, 0])
        queued(one, place, end, queues, lengths)


@njit(**OPTIONS)
def lived(tables: Tables, lives: Lives, number: int, months: int, queues: Places, lengths: Lengths) -> None:
    """Simulate the first so many of ``lives``, whose keys, fifths and sizes are given."""
    begun(tables, lives, number)
    for begin in range(1, months + 1, BLOCK):
        end = min(begin + BLOCK, months + 1)
        opened(tables, lives, number, begin, end, queues, lengths)
        while lengths[LATER] < number:
            changed(tables, lives, begin, end, queues, lengths)
            visited(tables, lives, coming(tables, lives, end, queues, lengths), queues)
            inspected(tables, lives, end, queues, lengths)
    for place in range(number):
        settled(tables, lives[U(place)], months)


@njit(**OPTIONS)
def replicated(
    tables: Tables,
    children: Floats,
    fifth: Places,
    size: Places,
    months: int,
    seed: int,
    first: int,
    lives: Lives,
    queues: Places,
    lengths: Lengths,
    sums: Floats,
) -> int:
    """Simulate replications from ``first`` on, added up by fifth in ``sums``, (runs, FIFTHS, OUTCOMES). Returns the
    words that it takes. ``lives``, (SIDE_BY_SIDE,), ``queues``, (5, SIDE_BY_SIDE), and ``lengths``, (4,), are to write
    on."""
    services, areas, words = len(fifth), len(tables.weights), 0
    every = services * sums.shape[0]
    for begin in range(0, every, SIDE_BY_SIDE):
        number = min(SIDE_BY_SIDE, every - begin)
        for place in range(number):
            run, service = divmod(begin + place, services)
            key, one = kernel.mixed(kernel.mixed(U(seed)) + U(first + run) * GAMMA), lives[U(place)]
            one.nature, one.events = kernel.drawn(key, 2 * service + 1), kernel.drawn(key, 2 * service + 2)
            one.fifth, one.extent = fifth[service], size[service]
        lived(tables, lives, number, months, queues, lengths)
        for place in range(number):
            run, service = divmod(begin + place, services)
            one, row = lives[U(place)], sums[run, fifth[service]]
            row[kernel.DAYS] += one.days
            row[kernel.INSPECTIONS] += one.inspections
            row[kernel.VISITS] += one.visits
            row[kernel.INADEQUATE] += one.inadequate
            row[kernel.UNDETECTED] += one.undetected
            row[kernel.CHILDREN] += one.undetected * children[service] / areas
            row[kernel.SPELLS] += one.spells
            row[kernel.SERVICES] += one.services
            row[kernel.HARM] += one.harm * children[service]
            row[kernel.HITS] += one.hits
            row[kernel.ALARMS] += one.alarms
            words += 1 + months + one.words
    return words
