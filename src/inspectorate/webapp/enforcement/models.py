"""Cases of enforcement against settings, and the steps taken in them. Steps are added, and never changed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Case(models.Model):
    """One case against one setting, of a kind of the ladder. Where it stands is what its steps make of it; ``state``
    keeps that for lists."""

    body = models.ForeignKey("register.Body", on_delete=models.PROTECT, related_name="enforcement")
    kind = models.CharField(max_length=40)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    state = models.CharField(max_length=40)
    ended = models.BooleanField(default=False)
    opened_on = models.DateField()

    class Meta:
        ordering = ("-opened_on", "-id")
        indexes = (models.Index(fields=("ended", "kind")),)

    def __str__(self) -> str:
        return f"{self.kind} against {self.body}"


class StepTaken(models.Model):
    """A step taken on a day. One recorded by mistake is struck out with a reason, and stays stored."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=40)
    day = models.DateField()
    reason = models.TextField()
    regulation = models.CharField(max_length=200, blank=True)
    put_right_by = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    condition = models.TextField(blank=True, help_text="A condition of registration, as it is to read.")
    changes = models.ForeignKey(
        Case,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="changed_by",
        help_text="The case whose condition is varied or removed; empty where it is on record in none.",
    )
    inspection = models.ForeignKey(
        "inspections.Inspection", on_delete=models.PROTECT, null=True, blank=True, related_name="enforcement"
    )
    agreed_by = models.CharField(max_length=200, blank=True, help_text="The second person, where one must agree.")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=200)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.CharField(max_length=200, blank=True)
    struck_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("day", "id")
        verbose_name_plural = "steps taken"
        constraints = (
            models.CheckConstraint(
                name="step_put_right_after", condition=Q(put_right_by__isnull=True) | Q(put_right_by__gte=F("day"))
            ),
            models.CheckConstraint(name="step_ends_after", condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("day"))),
            models.CheckConstraint(
                name="step_struck_together",
                condition=Q(struck_at__isnull=True, struck_by="", struck_reason="")
                | (Q(struck_at__isnull=False) & ~Q(struck_by="") & ~Q(struck_reason="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.step} on {self.day}"
