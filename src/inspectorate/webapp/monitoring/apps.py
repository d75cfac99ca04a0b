"""The monitoring app."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "inspectorate.webapp.monitoring"
    label = "monitoring"
    default_auto_field = "django.db.models.BigAutoField"
