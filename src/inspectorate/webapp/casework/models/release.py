"""What was approved, by whom, what was published, and the letters about it."""

from __future__ import annotations

from django.db import models

from inspectorate.webapp.casework.models.cases import Case
from inspectorate.webapp.casework.models.kept import Kept


class Approval(Kept):
    """The version that somebody approved for publication: its content, which is what is published, and its hash."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="approvals")
    sha256 = models.CharField(max_length=64)
    content = models.TextField(blank=True, help_text="Canonical JSON; empty where only the hash was kept.")

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


class SentLetter(Kept):
    """A letter about a published version as it was sent: to whom, on which day, and all that it said."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="letters")
    to = models.CharField(max_length=12, choices=[("body", "The body"), ("department", "The department")])
    told = models.CharField(max_length=300, help_text="Who was written to, and how.")
    sent_on = models.DateField()
    content = models.JSONField(help_text="The letter as it was sent.")

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("version", "to"), name="one_letter_about_a_version"),)

    def __str__(self) -> str:
        return f"letter to the {self.to} about {self.version_id}"
