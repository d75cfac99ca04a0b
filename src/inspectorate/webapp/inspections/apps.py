"""The Django app of the record."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """Inspections, facts, findings, imports."""

    name = "inspectorate.webapp.inspections"
    label = "inspections"
