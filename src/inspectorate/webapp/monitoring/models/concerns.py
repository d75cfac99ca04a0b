"""Concerns: what reached the inspectorate about a body, and all that was done with it.

What is said of a concern is a version, and what is done with it a step; both are only added. The concern itself keeps
where it stands by its newest version and step, so that lists need not read them.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from inspectorate.webapp.inspections.models import TakenFile
from inspectorate.webapp.monitoring.concern_kinds import (
    CLOSED,
    KINDS,
    ORIGINS,
    OUTCOMES,
    PRIORITIES,
    STATES,
    STEPS,
    TRIAGED,
    UNTRIAGED,
)

KIND_CHOICES = [(id_, kind.label) for id_, kind in KINDS.items()]


class ConcernFile(TakenFile):
    """A file of concerns that was taken in."""


class Concern(models.Model):
    """One matter about one body. ``sent`` is made with the form, so that what is sent twice is kept once; ``ends_on``
    is the last day of the clock that runs: for triage, then for the work on it."""

    sent = models.UUIDField(unique=True)
    body = models.ForeignKey("register.Body", on_delete=models.PROTECT, related_name="concerns")
    origin = models.CharField(max_length=10, choices=list(ORIGINS.items()))
    file = models.ForeignKey(ConcernFile, on_delete=models.PROTECT, null=True, blank=True, related_name="concerns")
    kind = models.CharField(max_length=30, choices=KIND_CHOICES)
    received_on = models.DateField(help_text="When it reached the inspectorate.")
    state = models.CharField(max_length=10, choices=list(STATES.items()), default=UNTRIAGED)
    ends_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="concerns"
    )
    priority = models.CharField(max_length=10, choices=list(PRIORITIES.items()), blank=True)
    outcome = models.CharField(max_length=10, choices=list(OUTCOMES.items()), blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-received_on", "-id")
        indexes = (models.Index(fields=("state", "ends_on")),)
        constraints = (
            models.CheckConstraint(
                name="concern_stands_somewhere",
                condition=Q(state=UNTRIAGED, ends_on__isnull=False, owner__isnull=True, priority="", outcome="")
                | (Q(state=TRIAGED, ends_on__isnull=False, owner__isnull=False, outcome="") & ~Q(priority=""))
                | (Q(state=CLOSED, ends_on__isnull=True, owner__isnull=False) & ~Q(priority="") & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="concern_of_a_file", condition=Q(origin="file", file__isnull=False) | ~Q(origin="file")
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} about {self.body}"


class ConcernVersion(models.Model):
    """What is said of a concern. The first is what was received; each later one corrects the one before, and says why.

    ``fingerprint`` is the hash of the body and of everything said, by which the same row of a file is known again.
    """

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=30, choices=KIND_CHOICES)
    received_on = models.DateField()
    happened_on = models.DateField(null=True, blank=True)
    came_by = models.CharField(max_length=100, blank=True, help_text="A letter, a call, a portal.")
    reference = models.CharField(max_length=100, blank=True, help_text="The source's own.")
    reporter = models.CharField(max_length=100, blank=True, help_text="The role of who reported it; never a name.")
    text = models.TextField()
    areas = models.JSONField(default=list, blank=True, help_text="Judgement ids that it speaks to.")
    fingerprint = models.CharField(max_length=64, db_index=True)
    reason = models.TextField(blank=True, help_text="Why it was corrected.")
    written_at = models.DateTimeField(auto_now_add=True)
    written_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("concern", "number"), name="concern_version_once"),
            models.CheckConstraint(
                name="concern_correction_has_a_reason",
                condition=Q(number=1, reason="") | (Q(number__gt=1) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="concern_happened_before",
                condition=Q(happened_on__isnull=True) | Q(happened_on__lte=F("received_on")),
            ),
        )

    def __str__(self) -> str:
        return f"version {self.number} of concern {self.concern_id}"


class ConcernStep(models.Model):
    """Something that was done with a concern, with what it set and why."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=[(id_, step.label) for id_, step in STEPS.items()])
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="concern_steps"
    )
    priority = models.CharField(max_length=10, choices=list(PRIORITIES.items()), blank=True)
    ends_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=list(OUTCOMES.items()), blank=True)
    reason = models.TextField()
    taken_at = models.DateTimeField(auto_now_add=True)
    taken_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("id",)
        constraints = (models.CheckConstraint(name="concern_step_has_a_reason", condition=~Q(reason="")),)

    def __str__(self) -> str:
        return f"{self.step} of concern {self.concern_id}"
