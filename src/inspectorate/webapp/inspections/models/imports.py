"""What was loaded from files: runs, what they claim to cover, what they kept aside, and people's answers to that."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from inspectorate.formats import model
from inspectorate.formats.kept_aside import stored_aside
from inspectorate.formats.model import Place


class ImportRun(models.Model):
    """One reading of one file. Its facts count only while it is complete; a reversed run leaves them out of view."""

    class State(models.TextChoices):
        RUNNING = "running", "Running"
        COMPLETE = "complete", "Complete"
        REVERSED = "reversed", "Reversed"

    file = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    source_kind = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    started_at = models.DateTimeField(auto_now_add=True)
    started_by = models.CharField(max_length=200)
    finished_at = models.DateTimeField(null=True, blank=True)
    accepted = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    corrected = models.PositiveIntegerField(default=0)
    kept_aside = models.PositiveIntegerField(default=0)
    recognised = models.JSONField(default=list, help_text="What each table was read as, in a few words.")
    unread = models.JSONField(default=list, help_text="Sentences: sheets, tables and columns that were not read.")
    tells_until = models.DateField(null=True, blank=True, help_text="The last day that its file tells of.")
    reversed_at = models.DateTimeField(null=True, blank=True)
    reversed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                name="import_run_finished_when_complete",
                condition=~Q(state="complete") | Q(finished_at__isnull=False),
            ),
            models.CheckConstraint(
                name="import_run_reversed_together",
                condition=Q(reversed_at__isnull=True, reversed_by="")
                | (Q(reversed_at__isnull=False, state="reversed") & ~Q(reversed_by="")),
            ),
        )
        indexes = (models.Index(fields=("sha256",)),)

    def __str__(self) -> str:
        return f"{self.file} ({self.get_state_display().lower()})"


class KeptAside(models.Model):
    """Something a run did not take: where it stands, its text, why, and what would mend it."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows_kept_aside")
    sheet = models.CharField(max_length=255, blank=True)
    row = models.PositiveIntegerField(null=True, blank=True)
    column = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    reason = models.TextField()
    mend = models.TextField()
    unknown = models.CharField(max_length=10, blank=True, help_text="What a mapping of the text would settle.")

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "rows kept aside"

    def __str__(self) -> str:
        return f"{self.run.file} row {self.row}: {self.reason}"

    @property
    def place(self) -> Place:
        """Where it stands in its file."""
        return Place(self.run.file, self.sheet or None, self.row, self.column or None)

    @property
    def frozen(self) -> model.KeptAside:
        """The same as reading the file told it."""
        return model.KeptAside(self.place, self.text, self.reason, self.mend, self.unknown or None)


class TakenFile(models.Model):
    """A list that was taken in: what is said of each, whatever it is a list of. ``aside``: the rows that it kept aside,
    as `formats.kept_aside` stores them."""

    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    new = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    aside = models.JSONField(default=list, blank=True)
    read_at = models.DateTimeField(auto_now_add=True)
    read_by = models.CharField(max_length=200)

    class Meta:
        abstract = True
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name

    @property
    def kept_aside(self) -> list[model.KeptAside]:
        """The rows that it kept aside."""
        return [stored_aside(self.name, one) for one in self.aside]


class Mapping(models.Model):
    """A person's answer to what a source's unknown word means; the newest answer to a text holds."""

    unknown = models.CharField(max_length=10)
    text = models.TextField()
    value = models.CharField(max_length=200)
    mapped_at = models.DateTimeField(auto_now_add=True)
    mapped_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.unknown} “{self.text}” means {self.value}"


class Coverage(models.Model):
    """What a run says its file covers: all events of some ids, of one regime, carried out within a period."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="coverage")
    body_kind = models.CharField(max_length=20)
    regime = models.CharField(max_length=40)
    events = models.JSONField(help_text="Event ids.")
    first = models.DateField()
    last = models.DateField()
    types = models.JSONField(default=list, blank=True, help_text="Types of setting; none: every body of the kind.")
    latest_only = models.BooleanField(default=False, help_text="Only the latest such event of each body is told.")

    class Meta:
        ordering = ("regime", "first", "id")
        verbose_name_plural = "coverage"
        constraints = (models.CheckConstraint(name="coverage_days", condition=Q(last__gte=F("first"))),)

    def __str__(self) -> str:
        return f"{self.regime}, {self.first} to {self.last}"


class PublishedCount(models.Model):
    """How many inspections a table of a run's file says gave each grade, as at a day or within a year; what is counted
    here is reconciled with it. ``period`` is an ISO day, or a year as the table words it."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="published_counts")
    sheet = models.CharField(max_length=255, blank=True)
    row = models.PositiveIntegerField(null=True, blank=True)
    table = models.CharField(max_length=255, help_text="The table's own number, else its title.")
    title = models.TextField(blank=True)
    period = models.CharField(max_length=40)
    counts = models.JSONField(help_text="Grade id to number.")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"table {self.table}, {self.period}"
