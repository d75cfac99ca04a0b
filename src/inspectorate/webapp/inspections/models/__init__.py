"""The record's tables: imports, inspections with their facts and findings, what is said of the register."""

from inspectorate.webapp.inspections.models.imports import (
    Coverage,
    ImportRun,
    KeptAside,
    Mapping,
    PublishedCount,
    TakenFile,
)
from inspectorate.webapp.inspections.models.record import Finding, Inspection, InspectionFact
from inspectorate.webapp.inspections.models.register import RegisterEntry, RegisterList

__all__ = [
    "Coverage",
    "Finding",
    "ImportRun",
    "Inspection",
    "InspectionFact",
    "KeptAside",
    "Mapping",
    "PublishedCount",
    "RegisterEntry",
    "RegisterList",
    "TakenFile",
]
