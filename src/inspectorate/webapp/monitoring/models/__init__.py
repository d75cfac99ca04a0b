"""Tables of monitoring."""

from inspectorate.webapp.monitoring.models.backtests import KeptBacktest
from inspectorate.webapp.monitoring.models.computed import BodyRank, Computation, FoundNowcast, FoundSignal
from inspectorate.webapp.monitoring.models.concerns import Concern, ConcernFile, ConcernStep, ConcernVersion
from inspectorate.webapp.monitoring.models.indicators import Area, Measure, NeighbourList, PeriodValues, Series
from inspectorate.webapp.monitoring.models.reviews import BlindDraw, DrawnReview, Review, ReviewAnswer

__all__ = [
    "Area",
    "BlindDraw",
    "BodyRank",
    "Computation",
    "Concern",
    "ConcernFile",
    "ConcernStep",
    "ConcernVersion",
    "DrawnReview",
    "FoundNowcast",
    "FoundSignal",
    "KeptBacktest",
    "Measure",
    "NeighbourList",
    "PeriodValues",
    "Review",
    "ReviewAnswer",
    "Series",
]
