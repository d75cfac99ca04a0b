"""The faults app."""

from django.apps import AppConfig


class FaultsConfig(AppConfig):
    name = "inspectorate.webapp.faults"
    label = "faults"
    default_auto_field = "django.db.models.BigAutoField"
