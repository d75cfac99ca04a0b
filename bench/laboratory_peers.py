"""Other ways to simulate the same services: SimPy and Mesa. Each gives the sums of a country, (OUTCOMES,)."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from typing import Any

import mesa
import numpy as np
import simpy

from bench.laboratory_draws import Fresh, Given
from bench.laboratory_service import Monthly, Rules, Service
from inspectorate.laboratory.model import Floats, Model, Services
from inspectorate.laboratory.regime import Clock

Draws = Callable[[int], Given | Fresh]
"""The chances of a service."""


def begun(model: Model, services: Services, clock: Clock, draws: Draws, kind: type[Service] = Service) -> list[Service]:
    """Every service of a country."""
    rules = Rules(model, clock)
    sizes = zip(services.fifth.tolist(), services.size.tolist(), strict=True)
    return [kind(rules, fifth, size, draws(number)) for number, (fifth, size) in enumerate(sizes)]


def added(found: list[Service], services: Services, months: int) -> Floats:
    """The sums of a country after so many months."""
    for one in found:
        one.settle(months)
        one.counts[5] = one.counts[4] / len(one.rules.areas)
    counts = np.array([one.counts for one in found])
    counts[:, [5, 8]] *= services.children[:, None]
    total: Floats = counts.sum(0)
    return total


def by_simpy(
    model: Model, services: Services, clock: Clock, months: int, draws: Draws, kind: type[Service] = Monthly
) -> Floats:
    """One process a service, which waits a month at a time."""

    def months_of(environment: simpy.Environment, one: Service) -> Iterator[Any]:
        month = 0
        while True:
            yield environment.timeout(1)
            month += 1
            one.live(month)

    environment = simpy.Environment()
    found = begun(model, services, clock, draws, kind)
    for one in found:
        environment.process(months_of(environment, one))
    environment.run(until=months + 0.5)
    return added(found, services, months)


def by_simpy_jumps(model: Model, services: Services, clock: Clock, months: int, seed: int) -> Floats:
    """One process a service, which waits until something happens: SimPy at its best. The months until a service changes
    are drawn at once, and again after each event; so it cannot be given the simulator's chances."""
    draw = random.Random(seed).random

    def happenings(environment: simpy.Environment, one: Service) -> Iterator[Any]:
        month = 0
        while True:
            change = month + 1 + int(math.log(1 - draw()) / math.log1p(-one.stays))
            wait = min(change, one.event) - month
            yield environment.timeout(wait)
            month += wait
            one.happened(month, draw() * one.stays if month == change else 1.0)

    environment = simpy.Environment()
    fresh = Fresh(seed + 1)
    found = begun(model, services, clock, lambda number: fresh)
    for one in found:
        environment.process(happenings(environment, one))
    environment.run(until=months + 0.5)
    return added(found, services, months)


class Inspected(mesa.Agent):  # type: ignore[misc]
    """A service as an agent."""

    def __init__(self, model: mesa.Model, one: Service) -> None:
        super().__init__(model)
        self.one = one

    def step(self) -> None:
        """Let one month pass."""
        self.one.live(int(self.model.steps))


class Country(mesa.Model):  # type: ignore[misc]
    """All services, a month at a time."""

    def __init__(self, found: list[Service]) -> None:
        super().__init__(seed=1)
        for one in found:
            Inspected(self, one)

    def step(self) -> None:
        """Let one month pass for all."""
        self.agents.do("step")


def by_mesa(
    model: Model, services: Services, clock: Clock, months: int, draws: Draws, kind: type[Service] = Monthly
) -> Floats:
    """One agent a service, a month at a time."""
    found = begun(model, services, clock, draws, kind)
    country = Country(found)
    for _ in range(months):
        country.step()
    return added(found, services, months)
