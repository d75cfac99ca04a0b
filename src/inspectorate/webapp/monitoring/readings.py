"""Signals of what is stored: panels, neighbours and the pure engine put together, for pages and commands alike.

Deprivation and spending are no part of it: what is read are the core indicators and statistical neighbours.
"""

from __future__ import annotations

from datetime import date

from inspectorate.intelligence.model import Neighbours, Panel, Signal
from inspectorate.webapp.monitoring import indicator_queries as queries
from inspectorate.webapp.register.queries import bodies


class NothingKnown(Exception):
    """There is nothing to look at; the message is a sentence that says so and what would mend it."""


def read(as_of: date) -> tuple[list[Panel], Neighbours]:
    """The panels of core indicators and the neighbours that were known on a day. Raises `NothingKnown`."""
    panels = list(queries.panels(known_by=as_of))
    if not any((panel.known_on > 0).any() for panel in panels):
        raise NothingKnown(
            f"No value of a core indicator was known on {as_of.day} {as_of:%B %Y}. Load the files of indicators with "
            "“inspectorate import”, or ask about a later day."
        )
    return panels, queries.neighbours(as_of)


def found_signals(as_of: date, *, every: bool = False) -> list[Signal]:
    """What stood out by what was known on a day, as `intelligence.signals.signals` orders it; ``every`` lists all
    readings. Authorities that are abolished by the day are compared with, and have no signal. Raises `NothingKnown`."""
    # Loaded when asked: every command imports this module, and few need scipy.
    from inspectorate.intelligence.signals import LEVEL, signals

    panels, neighbours = read(as_of)
    return signals(panels, neighbours, as_of=as_of, about=standing(as_of), q=1.0 if every else LEVEL)


def standing(as_of: date) -> frozenset[str]:
    """Authorities that exist on a day: nobody can look at another."""
    return frozenset(one.id for one in bodies("authority") if one.is_open(as_of))
