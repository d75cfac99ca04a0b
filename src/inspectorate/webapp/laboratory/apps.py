"""The laboratory app."""

from django.apps import AppConfig


class LaboratoryConfig(AppConfig):
    name = "inspectorate.webapp.laboratory"
    label = "laboratory"
    default_auto_field = "django.db.models.BigAutoField"
