"""Tables of monitoring."""

from inspectorate.webapp.monitoring.models.computed import BodyRank, Computation, FoundNowcast, FoundSignal
from inspectorate.webapp.monitoring.models.concerns import Concern, ConcernFile, ConcernStep, ConcernVersion
from inspectorate.webapp.monitoring.models.indicators import Area, Measure, NeighbourList, PeriodValues, Series

__all__ = [
    "Area",
    "BodyRank",
    "Computation",
    "Concern",
    "ConcernFile",
    "ConcernStep",
    "ConcernVersion",
    "FoundNowcast",
    "FoundSignal",
    "Measure",
    "NeighbourList",
    "PeriodValues",
    "Series",
]
