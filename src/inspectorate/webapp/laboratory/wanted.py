"""What a person wants compared, as a page asks it and as it is kept; and how much may be wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from inspectorate.laboratory.question import Question

MOST_REGIMES = 4
LIMITS: Mapping[str, tuple[int, int]] = {
    "services": (2, 500),
    "years": (1, 20),
    "runs": (2, 20_000),
    "policy_runs": (2, 200),
    "seed": (0, 2_147_483_647),
    "days_a_year": (1, 1_000_000),
    "longest": (1, 240),
}
"""The least and the most of each number, so that nobody has the worker work for hours on one question."""

LABELS: Mapping[str, str] = {
    "services": "Services",
    "years": "Years",
    "runs": "Runs of each regime",
    "policy_runs": "Runs of each policy",
    "seed": "Seed",
    "days_a_year": "Inspector-days a year",
    "longest": "Longest gap under policies, in months",
}
"""How each number is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted(Question):
    """A question of the laboratory, and whether it is asked again where the model is wrong."""

    seed: int = 1
    sweep: bool = False

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Wanted:
        """As it was kept."""
        lists = {name: tuple(kept[name]) for name in ("regimes", "policies")}
        return cls(**{**kept, **lists})

    def as_kept(self) -> dict[str, Any]:
        """As it is kept: only what JSON can hold."""
        return asdict(self) | {"regimes": list(self.regimes), "policies": list(self.policies)}
