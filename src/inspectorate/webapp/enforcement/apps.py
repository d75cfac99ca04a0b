"""The enforcement app."""

from django.apps import AppConfig


class EnforcementConfig(AppConfig):
    name = "inspectorate.webapp.enforcement"
    label = "enforcement"
    default_auto_field = "django.db.models.BigAutoField"
