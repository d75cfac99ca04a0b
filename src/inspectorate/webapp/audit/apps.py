"""The Django app of the audit record."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who did what, when."""

    name = "inspectorate.webapp.audit"
    label = "audit"
