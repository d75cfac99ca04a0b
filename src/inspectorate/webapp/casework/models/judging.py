"""What people judged and found in a case."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from inspectorate.webapp.casework.models.cases import Case
from inspectorate.webapp.casework.models.kept import Kept

STEPS = (
    ("provisional", "Provisional"),
    ("moderated", "Moderated"),
    ("panel", "Consistency panel"),
    ("final", "Final"),
)


class Judged(Kept):
    """A grade that somebody gave one area, with the reasons. The newest of a step holds; the older ones stay."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="judged")
    judgement = models.CharField(max_length=60)
    step = models.CharField(max_length=12, choices=STEPS)
    grade = models.CharField(max_length=40)
    rationale = models.TextField()
    against = models.TextField(blank=True, help_text="Why, where a limit speaks against the grade.")
    notes = models.ManyToManyField("casework.Note", related_name="judged", blank=True)

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "judged"
        constraints = (models.CheckConstraint(name="judged_with_reasons", condition=~Q(rationale="")),)

    def __str__(self) -> str:
        return f"{self.judgement}: {self.grade} ({self.step})"


class SecondOpinion(models.Model):
    """A blind second grading by an inspector who is not on the case: asked for, then given once."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="second_opinions")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="second_opinions")
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.CharField(max_length=200)
    grades = models.JSONField(default=dict)
    rationale = models.TextField(blank=True)
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("case", "user"), name="one_second_opinion_of_a_person"),)

    def __str__(self) -> str:
        return f"second opinion of {self.user} on {self.case_id}"


class CaseFinding(models.Model):
    """A strength, or something to be put right, that the case found. One written by mistake is struck out."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=40)
    area = models.CharField(max_length=60, blank=True, help_text="The judgement that it is about.")
    text = models.TextField()
    regulation = models.CharField(max_length=200, blank=True)
    put_right_by = models.DateField(null=True, blank=True)
    responsible = models.CharField(max_length=200, blank=True)
    confirmer = models.CharField(max_length=200, blank=True)
    notes = models.ManyToManyField("casework.Note", related_name="findings", blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=200)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="finding_struck_together",
                condition=Q(struck_at__isnull=True, struck_by="") | (Q(struck_at__isnull=False) & ~Q(struck_by="")),
            ),
        )

    def __str__(self) -> str:
        return self.text
