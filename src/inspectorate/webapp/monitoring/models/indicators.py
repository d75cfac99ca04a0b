"""Values of indicators as files tell them: added, never changed. A later row for the same place supersedes."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import Q

from inspectorate.formats.indicator_years import YearKind
from inspectorate.webapp.inspections.models import ImportRun


class ValueRefused(Exception):
    """Somebody tried to change or remove what a file told; a correction is a new row."""


class Area(models.Model):
    """Whom values are about: an authority on the register, a region, or England."""

    class Kind(models.TextChoices):
        AUTHORITY = "authority", "Authority"
        REGION = "region", "Region"
        ENGLAND = "england", "England"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    body = models.OneToOneField("register.Body", on_delete=models.PROTECT, null=True, blank=True, related_name="area")
    code = models.CharField(max_length=20, blank=True, help_text="GSS code of a region or of England.")
    name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("kind", "code", "id")
        constraints = (
            models.UniqueConstraint(fields=("kind", "code"), condition=~Q(code=""), name="area_once"),
            models.CheckConstraint(
                name="area_is_a_body_or_a_code",
                condition=Q(kind="authority", body__isnull=False, code="")
                | (~Q(kind="authority") & Q(body__isnull=True) & ~Q(code="")),
            ),
        )

    def __str__(self) -> str:
        return str(self.body) if self.body else self.name

    @property
    def key(self) -> str:
        """``authority:E06000001``, ``region:E12000001``, ``england:E92000001``."""
        return self.body.key if self.body else f"{self.kind}:{self.code}"


class Series(models.Model):
    """One series of a published data set, told apart by what its source calls it."""

    set = models.CharField(max_length=40)
    column = models.TextField()

    class Meta:
        ordering = ("set", "column")
        verbose_name_plural = "series"
        constraints = (models.UniqueConstraint(fields=("set", "column"), name="series_once"),)

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """``set/column``, as `core.yaml` cites it."""
        return f"{self.set}/{self.column}"


class Measure(models.Model):
    """What a series is, as one run's file (or the software's own list of data sets) tells it; the newest holds."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="measures")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="measures")
    label = models.TextField()
    unit = models.TextField(blank=True)
    polarity = models.CharField(max_length=10, choices=[(one, one) for one in ("high", "low", "neither")])
    year = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in YearKind])
    lag_days = models.PositiveIntegerField(help_text="From the end of a period to its release, late rather than early.")
    lag_source = models.TextField()
    published = models.DateField(null=True, blank=True, help_text="The day of release, where one holds for all of it.")
    updated = models.DateField(null=True, blank=True, help_text="A day by which its newest period was out.")
    numerator = models.TextField(blank=True)
    denominator = models.TextField(blank=True)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.label


class OnlyAdded(models.QuerySet[Any]):
    """Values can be read and added."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise ValueRefused("Values are not changed; a later file corrects them.")

    def delete(self) -> NoReturn:
        raise ValueRefused("Values are not removed; reverse their import instead.")


class PeriodValues(models.Model):
    """What one run's file tells of one series in one period: the number of each area, or the mark that stands for it.

    One row holds all areas of a period, so that a store of hundreds of thousands of values is loaded and read in
    seconds. A later row holds only what is new or differs, and the newest row of complete runs that names an area
    holds for it. ``period`` is the source's own label. ``known_on`` is the day from which the row was known where that
    is no matter of the data set's release lag: of revisions, the day on which they were loaded, since nothing tells
    when they were released.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="period_values", db_index=False)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="period_values")
    period = models.CharField(max_length=24)
    values = models.JSONField(help_text="Id of an area to a number, or to the source's sign for why there is none.")
    known_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = OnlyAdded.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "values of a period"

    def __str__(self) -> str:
        return f"{self.series}, {self.period}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; a stored one is not saved again."""
        if not self._state.adding:
            raise ValueRefused("Values are not changed; a later file corrects them.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: nothing that a file told is forgotten."""
        raise ValueRefused("Values are not removed; reverse their import instead.")


class NeighbourList(models.Model):
    """Who is statistically like one authority in one model of neighbours, nearest first; the newest run's holds."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="neighbour_lists")
    model = models.CharField(max_length=40)
    first = models.DateField(help_text="The day from which the model holds.")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="neighbour_lists")
    nearest = models.JSONField(help_text="Ids of areas, nearest first.")

    class Meta:
        ordering = ("first", "id")

    def __str__(self) -> str:
        return f"{self.area}, {self.model}"
