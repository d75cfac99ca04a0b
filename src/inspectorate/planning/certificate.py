"""What proves how good a plan is: prices, the certificate made of them, and what the solver ended with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from inspectorate.planning.model import STRICT, Plan


@dataclass(frozen=True, slots=True)
class Seat:
    """What a team event pays for a person in a week, in parts of a point (`Prices.scale`)."""

    week: int
    person: str
    price: int

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class PoolCharges:
    """What events for teams that draw on the same people are charged for each week in which they are in progress.

    ``charges``: by unit and week, for each whole unit of people that an event needs. It needs its team; or, for
    ``lead``, one who leads; or one who has the ``skill``, where that must be covered.
    """

    events: tuple[str, ...]
    charges: Mapping[int, Mapping[int, int]]
    lead: bool = False
    skill: str | None = None

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class Prices:
    """The dual prices from which a bound follows, in parts of a point: ``scale`` parts are one.

    ``alone``: what an event for one person pays to be placed. ``seats``: what an event for a team pays for each person
    in each week; a seat that is not listed has the price 0. ``apart``: by body and week, what an event is charged that
    starts there in that week or within the spacing after it; ``starts``: by region and week, what one that starts then
    is charged; ``pools``: what events for teams are charged that draw on the same people. Any prices give a bound, good
    ones a close one; a charge below 0 counts as none.
    """

    scale: Annotated[int, Field(ge=1)]
    alone: Mapping[str, int]
    seats: Mapping[str, tuple[Seat, ...]]
    apart: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    starts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    pools: tuple[PoolCharges, ...] = ()

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class Certificate:
    """A plan with its cost, the prices that prove how far it can be from the best, and the bound that they prove.
    ``problem`` is the digest of the problem that it answers (`files.digest`)."""

    problem: str
    plan: Plan
    prices: Prices
    cost: int
    bound: int

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class Settled:
    """What the solver ended with. ``gap`` is joint: over all events, as a share of the cost."""

    plan: Plan
    prices: Prices
    cost: int
    bound: int
    seconds: float
    seed: int

    @property
    def gap(self) -> float:
        return (self.cost - self.bound) / self.cost if self.cost else 0.0

    @property
    def placed(self) -> int:
        return len(self.plan.placements)

    @property
    def unplaced(self) -> int:
        return len(self.plan.unplaced)
