"""How long a search for a plan may take, how far it has come, and when it is over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic, time

from inspectorate.planning.bound import ITERATIONS

TURNS = 8
"""Turns after which a search without seconds is as far as one with them at their end."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The cost of the best plan and the best bound so far (``None``: not yet known), and the seconds it took."""

    best: int
    bound: int | None
    seconds: float

    @property
    def gap(self) -> float | None:
        """How far the plan can be from the best, as a share of its cost."""
        if self.bound is None:
            return None
        return (self.best - self.bound) / self.best if self.best else 0.0


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to try: iterations of the prices, turns of the blocks, and seconds. Without ``seconds`` the same seed
    gives the same plan; with them the solver stops where it is when they are over."""

    iterations: int = ITERATIONS
    turns: int = 40
    seconds: float | None = None


USUAL = Effort()


@dataclass(slots=True)
class Run:
    """A search that is under way: what it has found, who is told, and how much of its time is gone."""

    effort: Effort
    told: Callable[[Progress], None]
    began: float = field(default_factory=monotonic)
    best: int = 0
    bound: int | None = None

    def tell(self) -> None:
        self.told(Progress(self.best, self.bound, monotonic() - self.began))

    def over(self) -> bool:
        """Whether no seconds are left."""
        return self.effort.seconds is not None and monotonic() - self.began >= self.effort.seconds

    def done(self) -> bool:
        """Whether there is nothing to gain, or no time to gain it in."""
        return self.over() or (self.bound is not None and self.best <= self.bound)

    def gone(self, turn: int) -> float:
        """Which share of the seconds is gone, at most 1; without seconds by the turn, as if there were `TURNS`."""
        if self.effort.seconds is None:
            return min(turn / TURNS, 1.0)
        return 1.0 if self.over() else (monotonic() - self.began) / self.effort.seconds

    def until(self, share: float = 1) -> float | None:
        """The time (of `time.time`) at which so much of the seconds is gone."""
        seconds = self.effort.seconds
        return None if seconds is None else time() + share * seconds - (monotonic() - self.began)

    def part(self, share: float) -> Callable[[int], float]:
        """What says how much is gone of a part of the time that begins now."""
        began = monotonic()

        def gone(bound: int) -> float:
            seconds = self.effort.seconds
            if seconds is None:
                return 0.0
            now = monotonic()
            return 1.0 if now - self.began >= seconds else (now - began) / (seconds * share)

        return gone

    def spent(self, share: float) -> Callable[[int], float]:
        """The same for the bound; a better one is told."""
        gone = self.part(share)

        def tell(bound: int) -> float:
            if self.bound is None or bound > self.bound:
                self.bound = bound
                self.tell()
            return gone(bound)

        return tell
