"""The Django app of the register."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Bodies, their dated names and codes, successions and contacts."""

    name = "inspectorate.webapp.register"
    label = "register"
