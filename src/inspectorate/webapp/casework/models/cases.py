"""A case: one inspection or visit from plan to publication, who works on it, and how it moved."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from inspectorate.webapp.casework.models.kept import Kept

PARTS = (
    ("lead", "Lead inspector"),
    ("inspector", "Inspector"),
    ("assurer", "Quality assurer"),
    ("panel", "Consistency panel"),
)


class Case(models.Model):
    """One event at one body under a pinned edition. ``stage`` is what its moves made of it."""

    slug = models.SlugField(max_length=12, unique=True, help_text="Its name in addresses.")
    body = models.ForeignKey("register.Body", on_delete=models.PROTECT, related_name="cases")
    pinned = models.ForeignKey("frameworks.StoredEdition", on_delete=models.PROTECT, related_name="cases")
    event = models.CharField(max_length=60)
    purpose = models.CharField(max_length=40, blank=True)
    topics = models.JSONField(default=list)
    obligation = models.CharField(max_length=200, blank=True, help_text="Key of the obligation that it answers.")
    announced = models.BooleanField(default=True)
    starts = models.DateField(null=True, blank=True, help_text="First day on site.")
    ends = models.DateField(null=True, blank=True, help_text="Last day on site.")
    until = models.DateField(null=True, blank=True, help_text="Day to which it is deferred or paused.")
    publish_at = models.DateTimeField(null=True, blank=True)
    draft_sent_on = models.DateField(null=True, blank=True)
    draft_received_on = models.DateField(null=True, blank=True, help_text="First opened by somebody of the body.")
    answer_days_held = models.PositiveIntegerField(
        default=0, help_text="Working days that a complaint took of the body's time to answer, given back to it."
    )
    stage = models.CharField(max_length=30, default="planned")
    stage_since = models.DateTimeField()
    inspection = models.OneToOneField(
        "inspections.Inspection", on_delete=models.PROTECT, null=True, blank=True, related_name="case"
    )

    class Meta:
        ordering = ("starts", "id")
        constraints = (
            models.CheckConstraint(
                name="case_days_in_order",
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
            ),
        )
        indexes = (models.Index(fields=("stage", "starts")),)

    def __str__(self) -> str:
        return f"{self.event} of {self.body} ({self.slug})"

    @property
    def serving(self) -> list[Member]:
        """Those who have a part in it now."""
        return [one for one in self.members.all() if one.ended_at is None]


class Member(models.Model):
    """Somebody's part in a case, for a time. It is ended, not removed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="case_parts")
    part = models.CharField(max_length=20, choices=PARTS)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "user"), condition=Q(ended_at__isnull=True), name="one_part_of_one_person_in_a_case"
            ),
            models.UniqueConstraint(
                fields=("case",), condition=Q(ended_at__isnull=True, part="lead"), name="one_lead_of_a_case"
            ),
            models.CheckConstraint(
                name="part_ended_together",
                condition=Q(ended_at__isnull=True, ended_by="") | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.part} of {self.case_id}"


class Move(Kept):
    """One move of a case from one stage to another, or (``days``) its days set without one."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="moves")
    move = models.CharField(max_length=30)
    came_from = models.CharField(max_length=30)
    went_to = models.CharField(max_length=30)
    reason = models.TextField(blank=True)
    said = models.JSONField(default=dict, help_text="What else was said: days, whom was told.")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.move} of {self.case_id}"
