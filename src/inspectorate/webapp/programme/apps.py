"""The Django app of the programme."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """Decisions on obligations."""

    name = "inspectorate.webapp.programme"
    label = "programme"
