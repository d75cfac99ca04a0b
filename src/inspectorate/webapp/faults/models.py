"""Reports of faults. What was reported stays; an answer is added to it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Fault(models.Model):
    """One report. Its id is made on the device, so that what is sent twice is kept once; ``device_at`` is that device's
    clock, ``at`` ours."""

    id = models.UUIDField(primary_key=True)
    text = models.TextField(help_text="What happened.")
    page = models.CharField(max_length=200, blank=True, help_text="Where: the address of the page.")
    lost_work = models.BooleanField(default=False, help_text="Whether something that was written was lost.")
    device_at = models.DateTimeField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=200)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="faults")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-at", "id")
        constraints = (
            models.CheckConstraint(
                name="fault_answered_together",
                condition=Q(answered_at__isnull=True, answer="", answered_by="")
                | (Q(answered_at__isnull=False) & ~Q(answer="") & ~Q(answered_by="")),
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]
