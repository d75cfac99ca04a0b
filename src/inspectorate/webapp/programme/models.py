"""Decisions that people take on obligations, and plans of what is due. What is changed is a new row that names the one
before it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from inspectorate.history.model import DecisionKind
from inspectorate.webapp.inspections.models import TakenFile


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
    """A programme: what it was made from, who goes where when, and the proof of how good it is.

    Never edited: a change is another plan, which names the one that it ``follows`` and its ``cause``, a sentence.
    ``problem`` and ``certificate`` are the JSON of `planning.files`, from which everything else here follows; they name
    unannounced days, and go to nobody who may not plan cases. ``moved``, ``least`` and ``fewest`` are those of
    `planning.replan` (``None``: a person moved it by hand); ``cost_before``: what the followed plan cost, as far as it
    could still be changed. ``day_prices``: of the proof (`planning.price`), to be shown without it; ``None`` of a plan
    from before they were kept.
    """

    class State(models.TextChoices):
        """Only what was accepted is anybody's programme; one is at a time."""

        PROPOSED = "proposed", "Proposed"
        ACCEPTED = "accepted", "Accepted"
        SUPERSEDED = "superseded", "Superseded"

    start = models.DateField("first Monday")
    weeks = models.PositiveSmallIntegerField()
    as_of = models.DateField(help_text="The day whose record says what is due.")
    seed = models.PositiveBigIntegerField()
    problem = models.TextField()
    certificate = models.TextField()
    day_prices = models.JSONField(null=True, blank=True)
    cost = models.PositiveBigIntegerField()
    bound = models.BigIntegerField()
    placed = models.PositiveIntegerField()
    unplaced = models.PositiveIntegerField()
    left_out = models.JSONField(default=dict, help_text="How many obligations are not in it, by why.")
    seconds = models.FloatField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=200)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    cause = models.TextField(blank=True)
    moved = models.PositiveIntegerField(null=True, blank=True)
    least = models.PositiveIntegerField(null=True, blank=True)
    fewest = models.BooleanField(null=True, blank=True)
    cost_before = models.PositiveBigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PROPOSED)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                name="plan_one_accepted_at_a_time", fields=("state",), condition=Q(state="accepted")
            ),
            models.CheckConstraint(
                name="plan_accepted_by_somebody",
                condition=Q(state="proposed", accepted_at__isnull=True, accepted_by="")
                | (Q(state__in=("accepted", "superseded"), accepted_at__isnull=False) & ~Q(accepted_by="")),
            ),
            models.CheckConstraint(
                name="plan_follows_another_for_a_cause",
                condition=Q(follows__isnull=True, cause="", moved__isnull=True, cost_before__isnull=True)
                | (Q(follows__isnull=False, moved__isnull=False, cost_before__isnull=False) & ~Q(cause="")),
            ),
        )

    def __str__(self) -> str:
        return f"plan of {self.weeks} weeks from {self.start}"

    @property
    def gap(self) -> float:
        """How far the plan can be from the best, as a share of its cost."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0


class Lock(models.Model):
    """An event that a person says is to stay in its week and with its people, in whatever plan comes; until it is
    unlocked. ``event`` is the key of its obligation; ``people`` are codes of inspectors, sorted, ``lead`` one."""

    event = models.CharField(max_length=200)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="locks")
    monday = models.DateField("first week on site")
    people = models.JSONField()
    lead = models.CharField(max_length=40)
    locked_at = models.DateTimeField(auto_now_add=True)
    locked_by = models.CharField(max_length=200)
    unlocked_at = models.DateTimeField(null=True, blank=True)
    unlocked_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                name="lock_one_of_an_event", fields=("event",), condition=Q(unlocked_at__isnull=True)
            ),
            models.CheckConstraint(
                name="lock_unlocked_by_somebody",
                condition=Q(unlocked_at__isnull=True, unlocked_by="")
                | (Q(unlocked_at__isnull=False) & ~Q(unlocked_by="")),
            ),
        )

    def __str__(self) -> str:
        return f"lock of {self.event} by {self.locked_by}"


class CalendarFile(TakenFile):
    """A list of what others do, or of school holidays, that was taken in."""


class Span(models.Model):
    """Days that a list names. Nothing is removed: what was never so is struck out, by somebody with a reason."""

    first = models.DateField("first day")
    last = models.DateField("last day")
    file = models.ForeignKey(CalendarFile, on_delete=models.PROTECT, related_name="%(class)ss")
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.CharField(max_length=200, blank=True)
    struck_reason = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering = ("first", "id")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(name="%(class)s_ends_after_it_starts", condition=Q(last__gte=F("first"))),
            models.CheckConstraint(
                name="%(class)s_struck_by_somebody",
                condition=Q(struck_at__isnull=True, struck_by="", struck_reason="")
                | (Q(struck_at__isnull=False) & ~Q(struck_by="") & ~Q(struck_reason="")),
            ),
        )


class Elsewhere(Span):
    """What others do at a body: events of the programme keep away from it."""

    body = models.ForeignKey("register.Body", on_delete=models.PROTECT, related_name="elsewhere")
    what = models.CharField(max_length=200)

    class Meta(Span.Meta):
        constraints = (
            *Span.Meta.constraints,
            models.UniqueConstraint(name="elsewhere_said_once", fields=("body", "what", "first", "last")),
        )

    def __str__(self) -> str:
        return f"{self.what} at {self.body}"


class SchoolHoliday(Span):
    """Days on which schools are closed."""

    name = models.CharField(max_length=200)

    class Meta(Span.Meta):
        constraints = (
            *Span.Meta.constraints,
            models.UniqueConstraint(name="school_holiday_said_once", fields=("name", "first", "last")),
        )

    def __str__(self) -> str:
        return f"{self.name} from {self.first}"
