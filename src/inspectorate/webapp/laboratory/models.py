"""Comparisons of regimes that people asked for. What was asked stays as it was asked, and what came out as it came."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class State(models.TextChoices):
    """How far a comparison is."""

    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Being worked out"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class Comparison(models.Model):
    """One comparison. ``question``: as `wanted.Wanted` has it; ``result``: as `running.answer` tells it."""

    slug = models.SlugField(max_length=12, unique=True, help_text="Its name in addresses.")
    question = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    doing = models.CharField(max_length=200, blank=True, help_text="What is worked out now.")
    doing_since = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True, help_text="Why it failed, as a sentence.")
    result = models.JSONField(null=True, blank=True)
    version = models.CharField(max_length=40, blank=True, help_text="Of the software that worked it out.")
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.CharField(max_length=200)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                name="comparison_one_waits_a_person", fields=("asked_by",), condition=Q(state="waiting")
            ),
            models.CheckConstraint(
                name="comparison_done_with_result",
                condition=Q(state="done", result__isnull=False) | (~Q(state="done") & Q(result__isnull=True)),
            ),
            models.CheckConstraint(
                name="comparison_failed_with_problem",
                condition=(Q(state="failed") & ~Q(problem="")) | (~Q(state="failed") & Q(problem="")),
            ),
        )

    def __str__(self) -> str:
        return f"Comparison {self.slug}"
