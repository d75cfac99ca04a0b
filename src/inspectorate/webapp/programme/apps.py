"""The Django app of the programme."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """Decisions on obligations."""

    name = "inspectorate.webapp.programme"
    label = "programme"

    def ready(self) -> None:
        """Have the page on context count inspections that were brought forward, which are decisions of this app."""
        from inspectorate.webapp.monitoring.context_queries import also_count
        from inspectorate.webapp.programme.queries import brought_forward

        also_count("inspections brought forward", brought_forward)
