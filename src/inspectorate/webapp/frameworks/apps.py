"""The Django app of the framework pages."""

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    """Stored editions and the pages about the library."""

    name = "inspectorate.webapp.frameworks"
    label = "frameworks"
