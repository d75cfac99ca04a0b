"""Which editions of a regime were in force when, and which one a named draft or a past day means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from inspectorate.due.identity import Same
from inspectorate.due.plan import Plan, plan_of
from inspectorate.framework.library import Library
from inspectorate.framework.model import Edition, Status


@dataclass(frozen=True, slots=True, eq=False)
class Reign:
    """The time in which a regime is in force, ``last`` being ``None`` until it has ended, and its editions by day."""

    regime: str
    first: date
    last: date | None
    plans: tuple[tuple[date, Plan], ...]

    def on(self, day: date) -> Plan | None:
        """The edition in force on ``day``."""
        if day < self.first or (self.last is not None and day > self.last):
            return None
        return self.latest(day)

    def latest(self, day: date) -> Plan:
        """The newest edition begun by ``day`` (before the first: the first), whether or not the reign has ended."""
        begun = [plan for first, plan in self.plans if first <= day]
        return begun[-1] if begun else self.plans[0][1]


def reign(library: Library, regime: str) -> Reign | None:
    """The reign of a regime; ``None`` where the library holds none of its editions or none was ever in force."""
    return _reign(Same(library), regime)


@lru_cache(maxsize=256)
def _reign(library: Same[Library], regime: str) -> Reign | None:
    starts = [(day, edition) for edition in library.value.of_regime(regime) if (day := _in_force_from(edition))]
    if not starts:
        return None
    starts.sort(key=lambda start: start[0])
    plans = tuple((day, plan_of(edition)) for day, edition in starts)
    return Reign(regime, plans[0][0], _last_day(starts[-1][1]), plans)


def _in_force_from(edition: Edition) -> date | None:
    return next((stage.first for stage in edition.life if stage.status is Status.IN_FORCE), None)


def _last_day(edition: Edition) -> date | None:
    ends = (stage.first for stage in edition.life if stage.status is Status.SUPERSEDED)
    end = next(ends, None)
    return end - timedelta(days=1) if end else None


@lru_cache(maxsize=4096)
def in_force(library: Same[Library], kind: str, day: date) -> tuple[Plan, ...]:
    """The editions in force on ``day`` for bodies of this kind, one a regime."""
    regimes = {edition.regime for edition in library.value.editions.values() if kind in edition.applies_to}
    reigns = (_reign(library, regime) for regime in sorted(regimes))
    plans = (found.on(day) for found in reigns if found)
    return tuple(plan for plan in plans if plan and kind in plan.edition.applies_to)


@lru_cache(maxsize=4096)
def asked(library: Same[Library], named: str, day: date) -> Plan:
    """The edition that a name asks for: an edition id, or a regime, of which the newest begun by ``day`` is meant.

    A draft or a superseded regime answers when it is named. Raises ``KeyError`` for a name the library does not hold.
    """
    if "/" in named:
        return plan_of(library.value.edition(named))
    found = _reign(library, named)
    if found:
        return found.latest(day)
    editions = sorted(library.value.of_regime(named), key=lambda edition: (edition.edition, edition.variant or ""))
    if not editions:
        raise KeyError(f"no edition of {named} in the framework library")
    begun = [edition for edition in editions if edition.edition <= day and not edition.variant]
    return plan_of(begun[-1] if begun else editions[0])
