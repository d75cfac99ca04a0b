"""One row for each change that anybody made. Rows are added and never touched again."""

from typing import Any, NoReturn

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone


class AuditRefused(Exception):
    """Somebody tried to change or remove what the audit record holds, or to write it outside a transaction."""


class AuditEntries(models.QuerySet["AuditEntry"]):
    """Reads as usual; the record has no way to change or remove rows."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AuditRefused("The audit record cannot be changed.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AuditRefused("The audit record cannot be changed.")

    def delete(self) -> NoReturn:
        raise AuditRefused("Nothing can be removed from the audit record.")


class AuditEntry(models.Model):
    """Who did what to which thing.

    It names things by kind and id instead of pointing at them: an entry outlives what it speaks of, and must not
    keep anything from being removed that the law says to remove.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True, editable=False)
    actor = models.CharField(max_length=200)
    user_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    action = models.CharField(max_length=60, db_index=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=100, blank=True)
    summary = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = AuditEntries.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("subject_kind", "subject_id")),)
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.actor}: {self.action} {self.subject_kind} {self.subject_id}".rstrip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AuditRefused("The audit record cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AuditRefused("Nothing can be removed from the audit record.")
