"""The Django app of the register."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Bodies, their dated names and codes, successions and contacts."""

    name = "inspectorate.webapp.register"
    label = "register"

    def ready(self) -> None:
        from inspectorate.webapp.accounts.regions import regions_come_from
        from inspectorate.webapp.register.queries import regions

        regions_come_from(regions)
