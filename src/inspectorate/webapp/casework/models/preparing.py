"""What a team prepares and agrees: lines of enquiry, samples of records, the daily meeting with the body."""

from __future__ import annotations

from django.db import models

from inspectorate.webapp.casework.models.cases import Case
from inspectorate.webapp.casework.models.kept import Kept


class Line(Kept):
    """A line of enquiry: what the team wants to find out. Notes are tagged with its words."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="lines")
    text = models.CharField(max_length=200)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("case", "text"), name="line_once_in_a_case"),)

    def __str__(self) -> str:
        return self.text


class Sample(Kept):
    """Records drawn from a list, so that anybody can draw them again: the list's identifiers, the seed, what came out.

    Identifiers are those of the body's own lists, never names.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="samples")
    drawn_from = models.CharField(max_length=200, help_text="Which list.")
    criterion = models.CharField(max_length=300, blank=True, help_text="Which of it; empty: all, a random sample.")
    seed = models.BigIntegerField()
    identifiers = models.JSONField(help_text="What it was drawn from, in order.")
    drawn = models.JSONField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{len(self.drawn)} of {len(self.identifiers)} from {self.drawn_from}"


class Meeting(Kept):
    """A keep-in-touch meeting: what the team told the body so far, and what the body said."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    present = models.CharField(max_length=300)
    said = models.TextField()

    class Meta:
        ordering = ("held_on", "id")

    def __str__(self) -> str:
        return f"meeting on {self.held_on}"
