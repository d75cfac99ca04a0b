"""What sources say of the register of settings: entries are added and never changed, as facts are."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from inspectorate.framework.model import Confidence
from inspectorate.history.facts import RANK
from inspectorate.webapp.inspections.models.imports import ImportRun
from inspectorate.webapp.register.models import Body
from inspectorate.webapp.register.models.settings import STANDINGS, TYPES


class RegisterEntry(models.Model):
    """What one source says of one setting on the day ``as_of``; empty where it says nothing.

    ``authority`` is the host authority as the source names it, ``owner`` likewise. ``left`` is the day it left the
    register. The current view (`register.Setting` and its spells) is made from the entries of complete runs and those
    that people recorded.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="register_entries")
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, null=True, blank=True, related_name="register_entries")
    source_kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in RANK])
    source = models.TextField(help_text="File, sheet and row; or the person and what they had it from.")
    as_of = models.DateField()
    listed = models.BooleanField(default=True, help_text="Whether the source lists the register, not inspections.")
    known_on = models.DateField()
    known_confidence = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Confidence])
    type = models.CharField(max_length=40, choices=TYPES)
    standing = models.CharField(max_length=20, choices=STANDINGS, blank=True)
    standing_until = models.DateField(null=True, blank=True, help_text="The last day of a standing that ends itself.")
    registered = models.DateField(null=True, blank=True)
    left = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=200, blank=True)
    street = models.CharField(max_length=300, blank=True)
    town = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    ofsted_region = models.CharField(max_length=60, blank=True)
    government_region = models.CharField(max_length=60, blank=True)
    authority = models.CharField(max_length=100, blank=True)
    constituency = models.CharField(max_length=100, blank=True)
    sector = models.CharField(max_length=60, blank=True)
    places = models.PositiveIntegerField(null=True, blank=True)
    owner = models.CharField(max_length=200, blank=True)
    linked_urn = models.CharField(max_length=20, blank=True)
    short_breaks = models.BooleanField(null=True, blank=True)
    manager_in_post = models.BooleanField(null=True, blank=True)
    children_placed = models.BooleanField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("body_id", "as_of", "id")
        verbose_name_plural = "register entries"
        constraints = (
            models.CheckConstraint(
                name="register_entry_until",
                condition=Q(standing_until__isnull=True) | (Q(standing_until__gte=F("as_of")) & ~Q(standing="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.body} on {self.as_of}"


class RegisterList(models.Model):
    """A table of a run that lists the register on a day; ``complete``: what it does not list was not on it."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="register_lists")
    as_of = models.DateField()
    complete = models.BooleanField()

    class Meta:
        ordering = ("as_of", "id")

    def __str__(self) -> str:
        return f"register on {self.as_of}"
