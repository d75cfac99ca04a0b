"""Where the peers of the simulator get their chances: from its own words, drawn beforehand, or freshly.

A chance is a number from 0 up to 1. Of a service in a month: ``nature``, by which it changes; ``comes``, whether a
visit does (in month 0: how long ago the last inspection was); ``which`` areas it looks at; ``next``, when the next
inspection comes; and for each area what is ``told`` of it and whether that has an ``effect``.
"""

from __future__ import annotations

import random
from typing import NamedTuple

import numpy as np

from inspectorate.laboratory.kernel import AREAS, COMES, GAMMA, NEXT, WHICH, mixed
from inspectorate.laboratory.model import Floats


class Drawn(NamedTuple):
    """The simulator's chances of one replication: (services, months + 1), and those of areas (…, areas)."""

    nature: Floats
    comes: Floats
    which: Floats
    next: Floats
    told: Floats
    effect: Floats


def drawn(services: int, months: int, areas: int, seed: int, run: int) -> Drawn:
    """The words that the simulator meets, as chances."""
    mix = mixed.py_func
    with np.errstate(over="ignore"):
        key = mix(mix(np.array([seed], np.uint64)) + np.uint64(run) * GAMMA)
        at = 2 * np.arange(services, dtype=np.uint64)[:, None]
        nature, events = mix(key + (at + np.uint64(1)) * GAMMA), mix(key + (at + np.uint64(2)) * GAMMA)
        month, width = np.arange(months + 1, dtype=np.uint64), np.uint64(AREAS + areas)
        of_nature = mix(nature + month * GAMMA)
        words = np.stack(
            [mix(events + (month * width + np.uint64(place)) * GAMMA) for place in range(AREAS + areas)], axis=2
        )
    high, low = (words >> np.uint64(32)) / 2.0**32, (words & np.uint64(2**32 - 1)) / 2.0**32
    return Drawn(
        of_nature / 2.0**64,
        words[:, :, COMES] / 2.0**64,
        high[:, :, WHICH],
        (words[:, :, NEXT] >> np.uint64(11)) / 2.0**53,
        high[:, :, AREAS:],
        low[:, :, AREAS:],
    )


class Given:
    """The chances of one service, out of those drawn beforehand."""

    def __init__(self, drawn: Drawn, service: int) -> None:
        self.held = [values[service].tolist() for values in drawn]

    def nature(self, month: int) -> float:
        return self.held[0][month]

    def comes(self, month: int) -> float:
        return self.held[1][month]

    def which(self, month: int) -> float:
        return self.held[2][month]

    def next(self, month: int) -> float:
        return self.held[3][month]

    def told(self, month: int, area: int) -> float:
        return self.held[4][month][area]

    def effect(self, month: int, area: int) -> float:
        return self.held[5][month][area]


class Fresh:
    """Chances drawn as they are asked for."""

    def __init__(self, seed: int) -> None:
        draw = random.Random(seed).random
        self.nature = self.comes = self.which = self.next = lambda month: draw()
        self.told = self.effect = lambda month, area: draw()
