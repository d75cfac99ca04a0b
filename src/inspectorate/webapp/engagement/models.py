"""What an authority sent and asked for, and what it was answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class ActionPlan(models.Model):
    """A plan, or a draft of one, as a body sent it after an inspection; answered once, and a plan received once before.
    A better one is another row.

    Its content lies under its hash, and is never overwritten.
    """

    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="action_plans")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    draft = models.BooleanField(default=False, help_text="The plan itself is still to come.")
    words = models.TextField(blank=True, help_text="What the body says of it.")
    sent_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.CharField(max_length=200)
    received_on = models.DateField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.CharField(max_length=200, blank=True)
    reflects = models.BooleanField(null=True, blank=True, help_text="Whether it reflects what was found.")
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="plan_received_together",
                condition=Q(received_at__isnull=True, received_on__isnull=True, received_by="")
                | (Q(received_at__isnull=False, received_on__isnull=False) & ~Q(received_by="")),
            ),
            models.CheckConstraint(
                name="plan_answered_together",
                condition=Q(answered_at__isnull=True, reflects__isnull=True, reason="", answered_by="")
                | (Q(answered_at__isnull=False, reflects__isnull=False) & ~Q(reason="") & ~Q(answered_by="")),
            ),
        )

    def __str__(self) -> str:
        return self.name


class ReinspectionRequest(models.Model):
    """A body's request to be inspected again earlier than its framework has it; answered once, with a reason."""

    body = models.ForeignKey("register.Body", on_delete=models.PROTECT, related_name="reinspection_requests")
    month = models.DateField(help_text="The first day of the month from which on it is asked for.")
    why = models.TextField()
    changed = models.TextField(help_text="What has changed since the inspection.")
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.CharField(max_length=200)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    decision = models.OneToOneField(
        "programme.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="reinspection_request",
        help_text="The decision that grants it; none where it is refused.",
    )  # fmt: skip

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("body",), condition=Q(answered_at__isnull=True), name="one_open_request_of_a_body"
            ),
            models.CheckConstraint(
                name="request_answered_together",
                condition=Q(answered_at__isnull=True, answer="", answered_by="", decision__isnull=True)
                | (Q(answered_at__isnull=False) & ~Q(answer="") & ~Q(answered_by="")),
            ),
        )

    def __str__(self) -> str:
        return f"request of {self.body} for {self.month:%B %Y}"
