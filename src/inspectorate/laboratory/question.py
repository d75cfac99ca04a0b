"""The words in which a person asks for a comparison. Nothing heavy is imported here: pages that only ask need none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """A comparison in words. ``days_a_year``: inspector-days a year for all services, ``None`` for what the first
    regime takes as it is written. The rest as in `Asked`."""

    regimes: tuple[str, ...]
    policies: tuple[str, ...] = ()
    model: str = "authorities"
    services: int = 153
    years: int = 10
    runs: int = 1000
    policy_runs: int = 100
    seed: int = 0
    days_a_year: float | None = None
    longest: int | None = None
