"""Which editions of a regime were in force when, and which one a named draft or a past day means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from inspectorate.due.identity import Same
from inspectorate.due.plan import Plan, plan_of
from inspectorate.framework.library import Library, applies
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


def reign(library: Library, regime: str, kind: str | None = None) -> Reign | None:
    """The reign of a regime over bodies of a kind (``authority``, or a type of setting); ``None`` where the library
    holds none of its editions for them or none was ever in force.

    Without a kind: that of the regime's core, which says what is common to all; of all its editions if it has none.
    """
    return _reign(Same(library), regime, kind)


@lru_cache(maxsize=1024)
def _reign(library: Same[Library], regime: str, kind: str | None) -> Reign | None:
    editions = _of_kind(library.value.of_regime(regime), kind)
    starts = [(day, edition) for edition in editions if (day := _in_force_from(edition))]
    if not starts:
        return None
    starts.sort(key=lambda start: start[0])
    plans = tuple((day, plan_of(edition)) for day, edition in starts)
    return Reign(regime, plans[0][0], _last_day(starts[-1][1]), plans)


def _of_kind(editions: tuple[Edition, ...], kind: str | None) -> tuple[Edition, ...]:
    mine = tuple(edition for edition in editions if applies(edition, kind))
    return editions if kind is None and not mine else mine


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
    reigns = (_reign(library, regime, kind) for regime in sorted(regimes))
    plans = (found.on(day) for found in reigns if found)
    return tuple(plan for plan in plans if plan)


@lru_cache(maxsize=4096)
def asked(library: Same[Library], named: str, day: date, kind: str | None = None) -> Plan:
    """The edition that a name asks for: an edition id, or a regime, of which the newest begun by ``day`` is meant
    (for bodies of a kind, where the regime has one for them).

    A draft or a superseded regime answers when it is named. Raises ``KeyError`` for a name the library does not hold.
    """
    if "/" in named:
        return plan_of(library.value.edition(named))
    found = _reign(library, named, kind)
    if found:
        return found.latest(day)
    editions = library.value.of_regime(named)
    if not editions:
        raise KeyError(f"no edition of {named} in the framework library")
    held = sorted(_of_kind(editions, kind) or editions, key=lambda edition: (edition.edition, edition.variant or ""))
    plain = [edition for edition in held if not edition.variant] or held
    begun = [edition for edition in plain if edition.edition <= day]
    return plan_of(begun[-1] if begun else held[0])
