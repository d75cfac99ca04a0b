"""Tables of monitoring."""

from inspectorate.webapp.monitoring.models.computed import BodyRank, Computation, FoundNowcast, FoundSignal
from inspectorate.webapp.monitoring.models.indicators import Area, Measure, NeighbourList, PeriodValues, Series

__all__ = [
    "Area",
    "BodyRank",
    "Computation",
    "FoundNowcast",
    "FoundSignal",
    "Measure",
    "NeighbourList",
    "PeriodValues",
    "Series",
]
