"""Tables of monitoring."""

from inspectorate.webapp.monitoring.models.indicators import Area, Measure, NeighbourList, PeriodValues, Series

__all__ = ["Area", "Measure", "NeighbourList", "PeriodValues", "Series"]
