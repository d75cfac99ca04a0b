"""What was computed for a day and kept, so that pages need not: signals, each body's rank by them, and nowcasts.

All of it can be computed again at any time. A page reads the newest computation that is complete and says how old it
is; one that failed keeps its sentence, so that a failure is never an empty page.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from inspectorate.webapp.register.models import Body


class Computation(models.Model):
    """One computation for the day ``as_of``, on the data of ``revision`` (what was loaded when it was made)."""

    class Kind(models.TextChoices):
        SIGNALS = "signals", "Signals"
        NOWCAST = "nowcast", "Nowcast"

    class State(models.TextChoices):
        RUNNING = "running", "Running"
        COMPLETE = "complete", "Complete"
        FAILED = "failed", "Failed"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    as_of = models.DateField()
    revision = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    problem = models.TextField(blank=True, help_text="Why it failed, as a sentence.")
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    data_since = models.DateTimeField(
        null=True, blank=True, help_text="When the first computation on the same data was complete."
    )
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                name="failed_computation_says_why",
                condition=~Q(state="failed") | ~Q(problem=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} as of {self.as_of}"


class FoundSignal(models.Model):
    """One signal, in the indicator's own unit as people read it (`inspectorate.intelligence.model.Signal`)."""

    computation = models.ForeignKey(Computation, on_delete=models.CASCADE, related_name="signals")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="signals")
    indicator = models.CharField(max_length=100)
    area = models.CharField(max_length=60)
    kind = models.CharField(max_length=12)
    period = models.CharField(max_length=40)
    first = models.DateField()
    last = models.DateField()
    published = models.DateField()
    value = models.FloatField(null=True, blank=True)
    comparator = models.FloatField(null=True, blank=True)
    limit = models.FloatField(null=True, blank=True)
    strength = models.FloatField()
    sample = models.FloatField(null=True, blank=True)
    p_value = models.FloatField()
    expected_false_alarms = models.FloatField()

    class Meta:
        ordering = ("-strength", "id")

    def __str__(self) -> str:
        return f"{self.kind} of {self.indicator}"


class BodyRank(models.Model):
    """How strongly all signals of one body together ask for a look: 1 is first in the analyst's queue."""

    computation = models.ForeignKey(Computation, on_delete=models.CASCADE, related_name="ranks")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="ranks")
    strength = models.FloatField()
    place = models.PositiveIntegerField()

    class Meta:
        ordering = ("place",)
        constraints = (models.UniqueConstraint(fields=("computation", "body"), name="one_rank_of_a_body"),)

    def __str__(self) -> str:
        return f"place {self.place}"


class FoundNowcast(models.Model):
    """The chance of each grade of one body and area (`inspectorate.intelligence.nowcast.Nowcast`)."""

    computation = models.ForeignKey(Computation, on_delete=models.CASCADE, related_name="nowcasts")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="nowcasts")
    area = models.CharField(max_length=60)
    last_grade = models.CharField(max_length=40)
    last_date = models.DateField()
    judgements = models.PositiveIntegerField()
    probabilities = models.JSONField(help_text="Chance by grade; they sum to one.")
    interval = models.JSONField(help_text="By grade, the ends of its 95 per cent interval.")

    class Meta:
        ordering = ("body", "id")
        constraints = (models.UniqueConstraint(fields=("computation", "body", "area"), name="one_nowcast_of_an_area"),)

    def __str__(self) -> str:
        return f"{self.area} of {self.body_id}"
