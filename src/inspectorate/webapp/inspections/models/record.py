"""Inspections and what is said of them. An inspection is an identity only; facts are added and never changed."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import F, Q

from inspectorate.framework.model import Confidence
from inspectorate.history.facts import RANK
from inspectorate.history.model import FindingKind
from inspectorate.webapp.inspections.models.imports import ImportRun


class FactRefused(Exception):
    """Somebody tried to change or remove a fact; a correction is a new fact."""


class Inspection(models.Model):
    """One event at one body under one regime. What is known of it is in its facts."""

    body = models.ForeignKey("register.Body", on_delete=models.PROTECT, related_name="inspections")
    regime = models.CharField(max_length=40)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.body}, {self.regime} ({self.pk})"


class FactQuerySet(models.QuerySet["InspectionFact"]):
    """Facts can be read and added."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise FactRefused("Facts are not changed; record a correction instead.")

    def delete(self) -> NoReturn:
        raise FactRefused("Facts are not removed; reverse the import or record a correction instead.")


class InspectionFact(models.Model):
    """What one source says of one inspection; added by an import (``run``) or by a person (``recorded_by``)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="facts")
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, null=True, blank=True, related_name="facts")
    source_kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in RANK])
    source = models.TextField(help_text="File, sheet and row; or the person and what they had it from.")
    event = models.CharField(max_length=60, blank=True)
    purpose = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=40, blank=True)
    started = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)
    published = models.DateField(null=True, blank=True)
    known_on = models.DateField()
    known_confidence = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Confidence])
    grades = models.JSONField(default=dict, help_text="Judgement id to grade id, null where it could not be read.")
    texts = models.JSONField(default=dict, help_text="Judgement id to the source's own words.")
    topics = models.JSONField(default=list)
    lead = models.CharField(max_length=40, blank=True, help_text="A keyed code, never a name.")
    pilot = models.BooleanField(null=True, blank=True)
    matched_by = models.CharField(max_length=10, blank=True)
    to_check = models.BooleanField(default=False)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=200)

    objects: ClassVar[Any] = FactQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="fact_from_a_run_or_a_person",
                condition=Q(source_kind="manual", run__isnull=True) | ~Q(source_kind="manual"),
            ),
            models.CheckConstraint(
                name="fact_days_in_order",
                condition=Q(started__isnull=True) | Q(ended__isnull=True) | Q(ended__gte=F("started")),
                violation_error_message="The fieldwork must not end before it starts.",
            ),
        )
        indexes = (models.Index(fields=("inspection", "run")),)

    def __str__(self) -> str:
        return f"{self.source} on inspection {self.inspection_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the fact; a stored one is not saved again."""
        if not self._state.adding:
            raise FactRefused("Facts are not changed; record a correction instead.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: nothing that was said is forgotten."""
        raise FactRefused("Facts are not removed; reverse the import or record a correction instead.")


class Finding(models.Model):
    """What is to be put right, by whom, by when, and who confirms it; a requirement names the regulation breached."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=40, choices=[(kind.value, kind.value.replace("_", " ")) for kind in FindingKind])
    text = models.TextField()
    regulation = models.CharField(max_length=200, blank=True)
    known_on = models.DateField()
    put_right_by = models.DateField(null=True, blank=True)
    responsible = models.CharField(max_length=200, blank=True)
    confirmer = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=200)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=200, blank=True)
    confirmed_note = models.TextField(blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True, help_text="When the report that said so no longer did.")
    taken_back_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("known_on", "id")
        constraints = (
            models.CheckConstraint(
                name="finding_taken_back_together",
                condition=Q(taken_back_at__isnull=True, taken_back_by="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_by="")),
            ),
            models.CheckConstraint(
                name="finding_confirmed_together",
                condition=Q(confirmed_at__isnull=True, confirmed_on__isnull=True, confirmed_by="")
                | (Q(confirmed_at__isnull=False, confirmed_on__isnull=False) & ~Q(confirmed_by="")),
            ),
        )

    def __str__(self) -> str:
        return self.text
