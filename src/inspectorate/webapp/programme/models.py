"""Decisions that people take on obligations. A changed decision is a new row that names the one it replaces."""

from django.db import models
from django.db.models import F, Q

from inspectorate.history.model import DecisionKind


class Decision(models.Model):
    """One person's answer about one body: what, why, from when, until when.

    Never edited: it may be ended once (who, when and why together), and replaced by a newer row. The edition in force
    when it was taken is pinned by its content hash, so that an upgrade of the framework does not change its meaning.
    """

    body = models.ForeignKey("register.Body", on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=30, choices=[(kind.value, kind.value) for kind in DecisionKind])
    obligation = models.CharField(max_length=200, blank=True, help_text="Key of the obligation it answers, if one.")
    rule = models.CharField(max_length=200, blank=True, help_text="Rule that an exemption lifts.")
    event = models.CharField(
        max_length=60, blank=True, help_text="Event that a conversion turns it into, or the visit decided on."
    )
    until = models.DateField(
        null=True, blank=True, help_text="The new day: deferred to, paused to, brought forward to, visited by."
    )
    topic = models.CharField(max_length=200, blank=True, help_text="What a visit decided on looks into.")
    reason = models.TextField()
    edition = models.ForeignKey("frameworks.StoredEdition", on_delete=models.PROTECT, related_name="decisions")
    taken_on = models.DateField()
    expires = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=200)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("-taken_on", "-id")
        constraints = (
            models.CheckConstraint(
                name="decision_has_reason",
                condition=~Q(reason=""),
                violation_error_message="Enter why you decided so.",
            ),
            models.CheckConstraint(
                name="decision_ended_together",
                condition=Q(ended_at__isnull=True, ended_on__isnull=True, ended_by="", ended_reason="")
                | (Q(ended_at__isnull=False, ended_on__isnull=False) & ~Q(ended_by="") & ~Q(ended_reason="")),
            ),
            models.CheckConstraint(
                name="decision_expires_after_it_is_taken",
                condition=Q(expires__isnull=True) | Q(expires__gte=F("taken_on")),
            ),
        )
        indexes = (models.Index(fields=("body", "taken_on")),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} for {self.body} on {self.taken_on}"


class Plan(models.Model):
    """A programme that the solver made: what it was made from, who goes where when, and the proof of how good it is.

    Never edited; a later plan stands beside it. ``problem`` and ``certificate`` are the JSON of `planning.files`, from
    which everything else here follows; they name unannounced days, and go to nobody who may not plan cases.
    """

    start = models.DateField("first Monday")
    weeks = models.PositiveSmallIntegerField()
    as_of = models.DateField(help_text="The day whose record says what is due.")
    seed = models.PositiveBigIntegerField()
    problem = models.TextField()
    certificate = models.TextField()
    cost = models.PositiveBigIntegerField()
    bound = models.BigIntegerField()
    placed = models.PositiveIntegerField()
    unplaced = models.PositiveIntegerField()
    left_out = models.JSONField(default=dict, help_text="How many obligations are not in it, by why.")
    seconds = models.FloatField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"plan of {self.weeks} weeks from {self.start}"

    @property
    def gap(self) -> float:
        """How far the plan can be from the best, as a share of its cost."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0
