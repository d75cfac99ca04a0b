"""Which obligations somebody has set days for. The programme knows no cases: whoever does says which.

The same way round as `accounts.regions`: an app registers its source when it is ready.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

Days = Callable[[], Mapping[str, date]]
_sources: list[Days] = []


def planned_days_come_from(days: Days) -> None:
    """Called once by an app when it is ready: ``days`` gives the first day on site by the key of the obligation."""
    _sources.append(days)


def planned() -> dict[str, date]:
    """The first day on site set for each obligation that somebody has planned for, by its key."""
    return {key: day for days in _sources for key, day in days().items()}
