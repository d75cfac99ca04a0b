"""The engagement app."""

from django.apps import AppConfig


class EngagementConfig(AppConfig):
    name = "inspectorate.webapp.engagement"
    label = "engagement"
    default_auto_field = "django.db.models.BigAutoField"
