"""The months of a policy that ranks services anew, compiled (numba): plain Python to read, and to test as `py_func`.

Services change by the same random words as under a clock (`inspectorate.laboratory.kernel`), so that policies and
clocks can be compared replication by replication.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from inspectorate.laboratory import kernel
from inspectorate.laboratory.belief_kernel import Beliefs, Singles, between, moved, signalled, told
from inspectorate.laboratory.grid_kernels import Places
from inspectorate.laboratory.kernel import GAMMA, OPTIONS, U
from inspectorate.laboratory.model import Floats, Integers
from inspectorate.laboratory.tables import Tables, Words

RISK, BELIEF, INDEX = 0, 1, 2
"""How services are ranked."""

SIGNAL = kernel.COMES
"""The word of a month's signal: nothing else comes by chance here."""

OLD = 0.8
"""What all signals before count beside the newest one, in risks."""

BEFORE_ALL = 1e15
"""No service ranks so high by what is known of it."""


class Rule(NamedTuple):
    """How services are ranked. ``rank``: RISK, BELIEF or INDEX; ``days``: of a month; ``longest``: as in `Budgeted`.

    ``gaps``, (states,): months; ``trust``; ``signal``, (steps, levels - 1): the words below which a true signal is of
    each level or one before; ``worst``, (states,): the grade that signals tell of. ``harm``, (steps,): as it is
    believed to be. ``worth``, ``column``, ``share``: of `inspectorate.laboratory.index.Index`, and its grid.
    """

    rank: int
    days: float
    longest: int
    gaps: Floats
    trust: float
    signal: Words
    worst: Integers
    harm: Floats
    worth: Singles
    column: Integers
    share: Floats
    resolution: int
    stretch: Floats
    places: Places


class Standing(NamedTuple):
    """All services in a month. ``state``, ``known`` (a bit for each area), ``undetected`` before the month,
    ``since``: the months since the last inspection, ``gap``: those that it asked for, ``heard``: what signals said
    lately, shape (services,); ``belief``, (services, areas, steps); ``nature`` and ``events``: their random words.
    ``tails``, (areas, steps), and ``strides``, (steps,), are to write on."""

    state: Integers
    known: Integers
    undetected: Integers
    since: Integers
    gap: Floats
    heard: Floats
    belief: Floats
    nature: Words
    events: Words
    tails: Floats
    strides: Integers


@njit(**OPTIONS)
def begun(
    tables: Tables, rule: Rule, given: Beliefs, fifth: Integers, key: np.uint64, now: Standing, sums: Floats
) -> None:
    """All services when all begins."""
    every = (1 << len(tables.weights)) - 1
    for service in range(len(fifth)):
        nature = kernel.drawn(key, 2 * service + 1)
        events = kernel.drawn(key, 2 * service + 2)
        state = np.searchsorted(tables.begin, kernel.drawn(nature, 0), side="right")
        said, _, known = kernel.looked(tables, tables.first_look, every, state, events, kernel.AREAS)
        now.nature[service], now.events[service] = nature, events
        now.state[service], now.known[service] = state, known
        now.undetected[service] = tables.worst[state] & ~known
        now.gap[service] = rule.gaps[said]
        now.since[service] = kernel.below(kernel.drawn(events, kernel.COMES), max(1, int(rule.gaps[said])))
        now.heard[service] = 0.0
        for area in range(given.first.shape[1]):
            for grade in range(given.first.shape[2]):
                now.belief[service, area, grade] = given.first[said, area, grade]
        sums[fifth[service], kernel.SPELLS] += tables.bits[now.undetected[service]]


@njit(**OPTIONS)
def passed(tables: Tables, rule: Rule, given: Beliefs, fifth: Integers, month: int, now: Standing) -> None:
    """A month passes for all services: they move, and a signal is seen of each."""
    ways, levels = tables.cut.shape[2], rule.signal.shape[1] + 1
    width = kernel.AREAS + len(tables.weights)
    for service in range(len(fifth)):
        group, state = fifth[service], now.state[service]
        word = kernel.drawn(now.nature[service], month)
        if word < tables.cut[group, state, ways - 1]:
            way = 0
            while word >= tables.cut[group, state, way]:
                way += 1
            state = tables.goes[group, state, way]
            now.state[service] = state
        word = kernel.drawn(now.events[service], month * width + SIGNAL)
        level = 0
        while level < levels - 1 and word >= rule.signal[rule.worst[state], level]:
            level += 1
        now.since[service] += 1
        now.heard[service] = OLD * now.heard[service] + (1 - OLD) * level
        if rule.rank != RISK:
            moved(given, group, now.belief[service])
            signalled(given, level, now.belief[service], now.tails)


@njit(**OPTIONS)
def ranked(
    tables: Tables,
    rule: Rule,
    children: Floats,
    fifth: Integers,
    size: Integers,
    month: int,
    now: Standing,
    ranks: Floats,
) -> None:
    """How urgent each service is, the first one the highest, into ``ranks``."""
    for service in range(len(fifth)):
        belief, worth = now.belief[service], 0.0
        if rule.rank == RISK:
            ranks[service] = now.since[service] / now.gap[service] * np.exp(rule.trust * now.heard[service])
        else:
            for area in range(belief.shape[0]):
                if rule.rank == BELIEF:
                    for grade in range(belief.shape[1]):
                        worth += belief[area, grade] * rule.harm[grade]
                else:
                    worth += between(
                        belief[area],
                        rule.resolution,
                        rule.stretch,
                        rule.places,
                        rule.worth[month - 1, area, fifth[service]],
                        rule.column[service],
                        rule.share[service],
                        now.tails[0],
                        now.strides,
                    )
            ranks[service] = worth * children[service] / tables.inspect_days[0, size[service]]
        if now.since[service] >= rule.longest:
            ranks[service] = BEFORE_ALL + now.since[service]


@njit(**OPTIONS)
def inspected(
    tables: Tables,
    rule: Rule,
    given: Beliefs,
    fifth: Integers,
    size: Integers,
    month: int,
    order: Integers,
    left: float,
    now: Standing,
    sums: Floats,
) -> float:
    """Inspect in this order until the next one takes more days than are left; returns those."""
    steps, areas = given.errors.shape[0], len(tables.weights)
    width, look = kernel.AREAS + areas, tables.inspect_look[0]
    for service in order:
        days = tables.inspect_days[0, size[service]]
        if days > left:
            break
        left -= days
        state, known, key = now.state[service], now.known[service], now.events[service]
        which = kernel.below(kernel.drawn(key, month * width + kernel.WHICH), tables.ways[look])
        chosen = tables.areas[look, which]
        said, after, bad = kernel.looked(tables, look, chosen, state, key, month * width + kernel.AREAS)
        worst, row = tables.worst[state], sums[fifth[service]]
        row[kernel.INSPECTIONS] += 1
        row[kernel.DAYS] += days
        row[kernel.HITS] += tables.bits[worst & bad & ~known]
        row[kernel.ALARMS] += tables.bits[bad & ~worst]
        now.state[service], now.known[service] = after, known & ~chosen | bad
        now.since[service], now.gap[service] = 0, rule.gaps[said]
        if rule.rank != RISK:
            for area in range(areas):
                if chosen >> area & 1:
                    told(given, said // tables.weights[area] % steps, now.belief[service, area])
    return left


@njit(**OPTIONS)
def counted(tables: Tables, children: Floats, fifth: Integers, now: Standing, sums: Floats) -> None:
    """Count a month, at the states that are left."""
    areas = len(tables.weights)
    for service in range(len(fifth)):
        state, row = now.state[service], sums[fifth[service]]
        undetected = tables.worst[state] & ~now.known[service]
        number = tables.bits[undetected]
        row[kernel.INADEQUATE] += tables.bits[tables.worst[state]]
        row[kernel.UNDETECTED] += number
        row[kernel.CHILDREN] += number * children[service] / areas
        row[kernel.SPELLS] += tables.bits[undetected & ~now.undetected[service]]
        row[kernel.SERVICES] += tables.worst[state] > 0
        row[kernel.HARM] += tables.harm[state] * children[service]
        now.undetected[service] = undetected


@njit(cache=True, nogil=True)
def replicated(
    tables: Tables,
    rule: Rule,
    given: Beliefs,
    children: Floats,
    fifth: Integers,
    size: Integers,
    months: int,
    seed: int,
    first: int,
    now: Standing,
    sums: Floats,
) -> None:
    """Simulate replications from ``first`` on, added up by fifth in ``sums``, (runs, FIFTHS, OUTCOMES)."""
    ranks = np.empty(len(fifth))
    for run in range(sums.shape[0]):
        key = kernel.mixed(kernel.mixed(U(seed)) + U(first + run) * GAMMA)
        begun(tables, rule, given, fifth, key, now, sums[run])
        left = 0.0
        for month in range(1, months + 1):
            passed(tables, rule, given, fifth, month, now)
            ranked(tables, rule, children, fifth, size, month, now, ranks)
            order = np.argsort(-ranks, kind="mergesort")
            left = inspected(tables, rule, given, fifth, size, month, order, left + rule.days, now, sums[run])
            counted(tables, children, fifth, now, sums[run])
