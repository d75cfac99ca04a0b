"""The workforce app."""

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    name = "inspectorate.webapp.workforce"
    label = "workforce"
    default_auto_field = "django.db.models.BigAutoField"
