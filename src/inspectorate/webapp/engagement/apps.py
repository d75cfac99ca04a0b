"""The engagement app."""

from django.apps import AppConfig


class EngagementConfig(AppConfig):
    name = "inspectorate.webapp.engagement"
    label = "engagement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from inspectorate.webapp.engagement.told import matters, remarks
        from inspectorate.webapp.programme.attention import matters_come_from
        from inspectorate.webapp.programme.remarks import remarks_come_from

        remarks_come_from(remarks)
        matters_come_from(matters)
