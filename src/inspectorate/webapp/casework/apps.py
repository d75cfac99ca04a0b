"""The casework app."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "inspectorate.webapp.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from inspectorate.webapp.audit.hidden import hidden_entries_come_from
        from inspectorate.webapp.casework.opinions import hidden_entries
        from inspectorate.webapp.casework.queries import planned_days
        from inspectorate.webapp.casework.weighed import weighed_bodies
        from inspectorate.webapp.monitoring.hidden import weighed_bodies_come_from
        from inspectorate.webapp.programme.planned import planned_days_come_from

        hidden_entries_come_from(hidden_entries)
        planned_days_come_from(planned_days)
        weighed_bodies_come_from(weighed_bodies)
