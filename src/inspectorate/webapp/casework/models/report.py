"""The draft: paragraphs and their wordings, the assurer's comments, the body's points."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from inspectorate.webapp.casework.models.cases import Case
from inspectorate.webapp.casework.models.kept import Kept


class Paragraph(models.Model):
    """A place in the report. What it says is its newest wording; an empty one takes it out."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="paragraphs")
    section = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    findings = models.ManyToManyField("casework.CaseFinding", related_name="paragraphs", blank=True)
    notes = models.ManyToManyField("casework.Note", related_name="paragraphs", blank=True)

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return f"{self.section} {self.position}"


class Wording(Kept):
    """What a paragraph said from a moment on."""

    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="wordings")
    text = models.TextField(blank=True)
    point = models.ForeignKey(
        "casework.Point", on_delete=models.PROTECT, null=True, blank=True, related_name="wordings",
        help_text="The body's point that it answers.",
    )  # fmt: skip

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.text[:60]


class Comment(models.Model):
    """What the quality assurer asks about a paragraph; it must be resolved before the draft goes on."""

    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=200)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="comment_resolved_together",
                condition=Q(resolved_at__isnull=True, resolved_by="")
                | (Q(resolved_at__isnull=False) & ~Q(resolved_by="")),
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]


class Point(models.Model):
    """What the body says of a paragraph on factual accuracy, and what the team decided."""

    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="points")
    proposed = models.TextField(help_text="How the paragraph should read, or what is wrong.")
    evidence = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField(auto_now=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True, blank=True)
    reason = models.TextField(blank=True)
    touches_grade = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="point_decided_together",
                condition=Q(decided_at__isnull=True, accepted__isnull=True, reason="", decided_by="")
                | (Q(decided_at__isnull=False, accepted__isnull=False) & ~Q(reason="") & ~Q(decided_by="")),
            ),
        )

    @property
    def revision(self) -> str:
        """Which of its states this is."""
        return self.changed_at.isoformat()

    def __str__(self) -> str:
        return self.proposed[:60]
