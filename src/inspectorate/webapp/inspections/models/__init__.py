"""The record's tables: imports, and inspections with their facts and findings."""

from inspectorate.webapp.inspections.models.imports import Coverage, ImportRun, KeptAside, Mapping, PublishedCount
from inspectorate.webapp.inspections.models.record import Finding, Inspection, InspectionFact

__all__ = ["Coverage", "Finding", "ImportRun", "Inspection", "InspectionFact", "KeptAside", "Mapping", "PublishedCount"]
