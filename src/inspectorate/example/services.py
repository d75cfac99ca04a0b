"""How good the invented services are, how that drifts, and which grades an inspection of them gives."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from inspectorate.framework.check import open_grades
from inspectorate.framework.model import Edition, JudgementKind

# Quality runs from 0 (outstanding) to 3 (inadequate), in steps of a grade.
BEST, WORST = 0.0, 3.0
START_MEAN, START_SPREAD = 1.5, 0.7
YEARLY_DRIFT, PULL_TO_GOOD = 0.35, 0.1
OBSERVATION_NOISE = 0.35


@dataclass(slots=True)
class Service:
    """The hidden quality of one authority's services: one common level, and each area's distance from it."""

    rng: random.Random
    level: float = 0.0
    areas: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.level = self.rng.gauss(START_MEAN, START_SPREAD)

    def live_a_quarter(self) -> None:
        """Drift, with a slow pull towards good, as three months pass."""
        self.level += self.rng.gauss(PULL_TO_GOOD / 4 * (1.0 - self.level), YEARLY_DRIFT / 2)
        self.level = min(WORST, max(BEST - 0.3, self.level))

    def put_right(self) -> None:
        """What attention after a poor judgement does: half a grade better."""
        self.level -= 0.5

    def inspect(self, edition: Edition, judged: tuple[str, ...] | None = None) -> Mapping[str, str]:
        """Grades of one inspection under ``edition``: areas first, then the overall that the limits leave open."""
        graded = judged or tuple(edition.judgements)
        areas = [name for name in graded if edition.judgements[name].kind is not JudgementKind.OVERALL]
        grades: dict[str, str | None] = {name: self._observe(edition, name) for name in areas}
        for name in graded:
            if name not in grades:
                grades[name] = self._overall(edition, name, grades)
        return {name: grade for name in graded if (grade := grades[name]) is not None}

    def _observe(self, edition: Edition, area: str) -> str:
        distance = self.areas.setdefault(edition.judgements[area].meaning, self.rng.gauss(0, 0.4))
        seen = self.level + distance + self.rng.gauss(0, OBSERVATION_NOISE)
        return edition.grades[round(min(WORST, max(BEST, seen)))]

    def _overall(self, edition: Edition, name: str, grades: Mapping[str, str | None]) -> str:
        """The open grade nearest to the level: an invented inspector's choice, never the software's."""
        allowed = [grade for grade in edition.grades if open_grades(edition, name, grades)[grade].allowed]
        return min(allowed, key=lambda grade: abs(edition.grades.index(grade) - self.level))
