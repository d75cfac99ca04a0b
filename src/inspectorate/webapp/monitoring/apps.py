"""The monitoring app."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "inspectorate.webapp.monitoring"
    label = "monitoring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have every import hand over what its file says of indicators, and computed anew what rests on it."""
        from inspectorate.webapp.inspections.importing import afterwards, hand_over
        from inspectorate.webapp.monitoring.loading import take_indicators
        from inspectorate.webapp.monitoring.tasks import follow_import

        hand_over(take_indicators)
        afterwards(follow_import)
