"""The Django app of the design."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Layout, fields, static files."""

    name = "inspectorate.webapp.design"
    label = "design"
