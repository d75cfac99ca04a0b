"""The casework app."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "inspectorate.webapp.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"
