"""The Django app of the programme."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """Decisions on obligations."""

    name = "inspectorate.webapp.programme"
    label = "programme"

    def ready(self) -> None:
        """Have pages of monitoring tell of decisions, which this app holds: inspections brought forward, and what
        visits drawn by chance found beside those after a review."""
        from inspectorate.webapp.monitoring.beside_backtest import stands_beside
        from inspectorate.webapp.monitoring.context_queries import also_count
        from inspectorate.webapp.programme.queries import brought_forward
        from inspectorate.webapp.programme.stratum_compared import newest_compared

        also_count("inspections brought forward", brought_forward)
        stands_beside("authority", newest_compared)
