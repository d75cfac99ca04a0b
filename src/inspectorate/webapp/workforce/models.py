"""Inspectors, on what terms they work, and what is recorded of them. Nothing is removed: it ends, or is struck out.

``fingerprint`` is the hash of what a file or form said when a row was added, by which the same row of a file is known
again, whatever people have done with it since.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from inspectorate.formats.workforce_words import ABSENCES, CONFLICTS, GRADES, SKILLS, Word
from inspectorate.webapp.inspections.models import TakenFile


def _choices(table: dict[str, Word]) -> list[tuple[str, str]]:
    return [(id_, word.label) for id_, word in table.items()]


class WorkforceFile(TakenFile):
    """A file about the workforce that was taken in."""

    changed = models.PositiveIntegerField(default=0)
    passed_over = models.PositiveIntegerField(default=0, help_text="Entries of a calendar that name no absence.")


class Inspector(models.Model):
    """A person of the inspectorate's workforce, from their first day to their last. ``code`` is the inspectorate's own;
    ``user`` is their account, where they have one."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=150)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="inspector"
    )
    first = models.DateField("first day")
    last = models.DateField("last day", null=True, blank=True)
    file = models.ForeignKey(WorkforceFile, on_delete=models.PROTECT, null=True, blank=True, related_name="inspectors")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("name", "code")
        constraints = (
            models.CheckConstraint(
                name="inspector_ends_after_it_starts", condition=Q(last__isnull=True) | Q(last__gte=F("first"))
            ),
        )

    def __str__(self) -> str:
        return self.name


class Terms(models.Model):
    """On what terms an inspector works from a day on, until later ones; of two from the same day the newer ones hold.

    ``share`` of a full contract; ``working_days`` as digits, Monday 1; ``cost_per_day`` in pence, of a contractor
    alone; ``most_weeks`` in a row on site, empty where nothing limits them.
    """

    inspector = models.ForeignKey(Inspector, on_delete=models.PROTECT, related_name="terms")
    first = models.DateField("first day")
    region = models.CharField(max_length=60)
    home = models.CharField(max_length=100, blank=True)
    grade = models.CharField(max_length=30, choices=_choices(dict(GRADES)))
    share = models.DecimalField(max_digits=4, decimal_places=3)
    working_days = models.CharField(max_length=7)
    cost_per_day = models.PositiveIntegerField(null=True, blank=True)
    most_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64, db_index=True)
    file = models.ForeignKey(WorkforceFile, on_delete=models.PROTECT, null=True, blank=True, related_name="terms")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("first", "id")
        verbose_name_plural = "terms"
        constraints = (
            models.CheckConstraint(name="terms_share_of_a_contract", condition=Q(share__gt=0, share__lte=1)),
            models.CheckConstraint(name="terms_have_working_days", condition=~Q(working_days="")),
        )

    def __str__(self) -> str:
        return f"terms of {self.inspector} from {self.first}"


class Entry(models.Model):
    """Something recorded of an inspector, from its first day to its last; an end that is left open is not known."""

    inspector = models.ForeignKey(Inspector, on_delete=models.PROTECT, related_name="%(class)ss")
    first = models.DateField("first day", null=True, blank=True)
    last = models.DateField("last day", null=True, blank=True)
    fingerprint = models.CharField(max_length=64, db_index=True)
    file = models.ForeignKey(WorkforceFile, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)ss")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=200)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.CharField(max_length=200, blank=True)
    struck_reason = models.TextField(blank=True)

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                name="%(class)s_ends_after_it_starts",
                condition=Q(last__isnull=True) | Q(first__isnull=True) | Q(last__gte=F("first")),
            ),
            models.CheckConstraint(
                name="%(class)s_struck_by_somebody",
                condition=Q(struck_at__isnull=True, struck_by="", struck_reason="")
                | (Q(struck_at__isnull=False) & ~Q(struck_by="") & ~Q(struck_reason="")),
            ),
        )


class Skill(Entry):
    """What an inspector may be sent to do; it lapses after its last day."""

    kind = models.CharField(max_length=30, choices=_choices(dict(SKILLS)))

    class Meta(Entry.Meta):
        ordering = ("kind", "first", "id")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.inspector}"


class Absence(Entry):
    """Days on which an inspector does not work. ``uid`` names the entry of the calendar that it was taken from."""

    kind = models.CharField(max_length=30, choices=_choices(dict(ABSENCES)))
    uid = models.CharField(max_length=200, blank=True, db_index=True)

    class Meta(Entry.Meta):
        ordering = ("first", "id")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.inspector}"


class Conflict(Entry):
    """Why an inspector is not sent to a body."""

    kind = models.CharField(max_length=30, choices=_choices(dict(CONFLICTS)))
    body = models.ForeignKey("register.Body", on_delete=models.PROTECT, related_name="conflicts")

    class Meta(Entry.Meta):
        ordering = ("body__name", "id")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.inspector}, {self.body}"


ENTRIES: dict[str, type[Skill] | type[Absence] | type[Conflict]] = {
    "skill": Skill,
    "absence": Absence,
    "conflict": Conflict,
}
"""What is recorded of an inspector, by what addresses and files call it."""


class Feed(models.Model):
    """A private address at which an inspector's own calendar reads their events, until it is ended.

    ``secret`` is the hash of the secret in the address: who reads the database cannot open it.
    """

    inspector = models.ForeignKey(Inspector, on_delete=models.PROTECT, related_name="feeds")
    secret = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                name="feed_one_of_an_inspector", fields=("inspector",), condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="feed_ended_by_somebody",
                condition=Q(ended_at__isnull=True, ended_by="") | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
            ),
        )

    def __str__(self) -> str:
        return f"calendar address of {self.inspector}"
