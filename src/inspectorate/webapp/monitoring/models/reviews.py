"""What people made of signals: reviews between inspections, what became of them, and the blind random stratum.

A review is added and never changed, and keeps what it was decided on. `programme` is to the right of monitoring, so
that the decision which a review led to is named by its id alone.
"""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from inspectorate.webapp.register.models import Body


class ReviewKept(Exception):
    """Somebody tried to change or remove a review or its answer; a later one is a new row."""


class KeptReviews(models.QuerySet[Any]):
    """Rows that can be read and added."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise ReviewKept("Reviews are not changed; add a newer one.")

    def delete(self) -> NoReturn:
        raise ReviewKept("Reviews are not removed; add a newer one.")


class Added(models.Model):
    """Base of rows that are only ever added: who did it and when is part of each."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=200)
    user_id = models.BigIntegerField(null=True, blank=True, help_text="Who, where it was a person who signed in.")

    objects: ClassVar[models.Manager[Self]] = models.Manager.from_queryset(KeptReviews)()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; a stored one is not saved again."""
        if not self._state.adding:
            raise ReviewKept("This row is not changed; add a newer one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise ReviewKept("This row is not removed; add a newer one.")


class Review(Added):
    """One look at one body between inspections: what came of it, why, and all that it rested on.

    ``snapshot`` keeps rank, signals and nowcasts as they were shown; ``computation`` and ``as_of`` say which they were
    (no foreign key: what was computed may be computed again and go). Outcomes in ``FOR_THE_PROGRAMME`` ask for a
    decision, and name what it is to be. It stands among the reviews from ``told_at``: at once, but for one that was
    drawn at random, which would be known by standing there together with all others of its draw.
    """

    class Outcome(models.TextChoices):
        NO_ACTION = "no_action", "No action"
        RAISE = "raise", "Raise at the annual conversation"
        VISIT = "visit", "Focused visit"
        BRING_FORWARD = "bring_forward", "Bring an inspection forward"
        OTHER = "other", "Other"

    FOR_THE_PROGRAMME = (Outcome.VISIT, Outcome.BRING_FORWARD)

    token = models.UUIDField(unique=True, help_text="Made with the form, so that it is sent once.")
    told_at = models.DateTimeField(default=timezone.now, help_text="From when it stands among the reviews.")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    reason = models.TextField()
    event = models.CharField(max_length=60, blank=True)
    topic = models.CharField(max_length=200, blank=True)
    obligation = models.CharField(max_length=200, blank=True, help_text="Key of the obligation to bring forward.")
    until = models.DateField(null=True, blank=True)
    computation = models.BigIntegerField(null=True, blank=True, help_text="Id of the signals that were shown.")
    as_of = models.DateField(null=True, blank=True)
    snapshot = models.JSONField(default=dict)

    class Meta:
        ordering = ("-told_at", "-id")
        constraints = (models.CheckConstraint(name="review_has_reason", condition=~Q(reason="")),)

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.body}"

    @property
    def asks_for_a_decision(self) -> bool:
        """Whether it is for the programme to act on it."""
        return self.outcome in self.FOR_THE_PROGRAMME


class ReviewAnswer(Added):
    """What became of a review that asks for a decision: the decision's id, or why it was not taken."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="answer")
    decision = models.BigIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="review_answer_decides_or_says_why",
                condition=Q(decision__isnull=False, reason="") | (Q(decision__isnull=True) & ~Q(reason="")),
            ),
        )

    def __str__(self) -> str:
        return f"{'taken' if self.decision else 'not taken'}: {self.review_id}"


class BlindDraw(models.Model):
    """A year's random stratum. Its seed lies sealed outside the database until it is published here, once."""

    edition = models.CharField(max_length=64, help_text="Content hash of the edition that sets the share.")
    year = models.PositiveIntegerField(unique=True)
    share = models.FloatField()
    bodies = models.JSONField(help_text="Keys of all that it was drawn from.")
    seed_sha256 = models.CharField(max_length=64)
    drawn_at = models.DateTimeField(auto_now_add=True)
    drawn_by = models.CharField(max_length=200)
    seed = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-year",)
        constraints = (
            models.CheckConstraint(
                name="draw_published_together",
                condition=Q(published_at__isnull=True, published_by="", seed="")
                | (Q(published_at__isnull=False) & ~Q(published_by="") & ~Q(seed="")),
            ),
        )

    def __str__(self) -> str:
        return f"random stratum of {self.year}"


class DrawnReview(models.Model):
    """A row of a draw: it stands in the list of reviews like any other, and this is what tells it apart."""

    draw = models.ForeignKey(BlindDraw, on_delete=models.PROTECT, related_name="drawn")
    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="drawn")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"drawn: {self.review_id}"
