"""Every region's position in the running inspection year: computed in one pass over the record, kept in the cache."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from django.core.cache import cache

from inspectorate.due.labels import Labels, capital
from inspectorate.due.this_year import Stand, this_year
from inspectorate.framework.library import Library, load_library
from inspectorate.webapp.programme.planned import planned
from inspectorate.webapp.programme.queries import histories
from inspectorate.webapp.programme.snapshot import KEPT_SECONDS, key_of

LISTED = 100
"""How many of a region's duties at risk are listed; the command line has them all."""


@dataclass(frozen=True, slots=True)
class AtRisk:
    """One duty of law that is late or has few days left."""

    urn: str
    name: str
    type: str
    event: str
    latest: date


@dataclass(slots=True)
class RegionStanding:
    """One region: how many duties of each type of setting stand how, and those at risk, the most pressing first."""

    counts: dict[str, Counter[Stand]] = field(default_factory=dict)
    at_risk: list[AtRisk] = field(default_factory=list)

    @property
    def whole(self) -> Counter[Stand]:
        """Of all types together."""
        return sum(self.counts.values(), Counter[Stand]())


def standing(as_of: date) -> dict[str, RegionStanding]:
    """Each region's position on a day, by its name; an empty name for settings of no known region."""
    library, days = load_library(), planned()
    told = sha256(repr(sorted(days.items())).encode()).hexdigest()
    key = f"standing-{key_of(library, as_of)}-{told}"
    found: dict[str, RegionStanding] | None = cache.get(key)
    if found is None:
        found = taken(library, as_of, days)
        cache.set(key, found, KEPT_SECONDS)
    return found


def taken(library: Library, as_of: date, days: Mapping[str, date]) -> dict[str, RegionStanding]:
    """The same, computed."""
    regions: dict[str, RegionStanding] = {}
    for history in histories(kind="setting"):
        told = this_year(history, library, as_of, days)
        if not told.counts:
            continue
        body, type_ = history.body, history.body.type_on(as_of)
        region = regions.setdefault(body.region or "", RegionStanding())
        region.counts.setdefault(type_, Counter()).update(told.counts)
        for owed in told.at_risk:
            event = capital(Labels(library, owed.edition).event(owed.event, owed.purpose))
            region.at_risk.append(AtRisk(body.code, body.name, type_, event, owed.window.latest or as_of))
    for held in regions.values():
        held.at_risk.sort(key=lambda one: (one.latest, one.name))
        del held.at_risk[LISTED:]
    return dict(sorted(regions.items()))
