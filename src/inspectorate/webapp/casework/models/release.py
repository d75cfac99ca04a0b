"""What was approved, by whom, and what was published."""

from __future__ import annotations

from django.db import models

from inspectorate.webapp.casework.models.cases import Case
from inspectorate.webapp.casework.models.kept import Kept


class Approval(Kept):
    """The version that somebody approved for publication, by the hash of its content."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="approvals")
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.sha256[:12]


class Version(Kept):
    """A published version, for ever: its content, and the hash of it chained to that of the version published before.

    ``link`` is the sha256 of ``previous`` and ``sha256``; the first version's ``previous`` is empty.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(help_text="1 for the first, then the amendments.")
    content = models.TextField(help_text="Canonical JSON: what the report says.")
    sha256 = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    link = models.CharField(max_length=64, unique=True)
    reason = models.TextField(blank=True, help_text="Why it was amended.")
    public = models.BooleanField(default=True, help_text="Whether the framework publishes it.")
    released_by = models.JSONField(default=list)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("case", "number"), name="one_version_of_a_number"),
            models.UniqueConstraint(fields=("previous",), name="one_version_after_another"),
        )

    def __str__(self) -> str:
        return f"version {self.number} of {self.case_id}"
