"""Bodies and what is dated about them. A body is its code: names and codes have days, and nothing is found by a name
alone."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


def _ends_after_it_starts(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(last__isnull=True) | Q(first__isnull=True) | Q(last__gte=F("first")),
        violation_error_message="The last day must not be before the first.",
    )


class Body(models.Model):
    """Whatever is inspected. ``code`` is its newest code of the main scheme (GSS for authorities); days are inclusive,
    and empty where the body is older than the record or still there."""

    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    authority_type = models.CharField(max_length=60, blank=True)
    government_region = models.CharField(max_length=60, blank=True)
    ofsted_region = models.CharField(max_length=60, blank=True)
    children = models.PositiveIntegerField(null=True, blank=True, help_text="People under 18; empty where not known.")
    children_year = models.PositiveSmallIntegerField(null=True, blank=True)
    opened = models.DateField(null=True, blank=True)
    closed = models.DateField(null=True, blank=True)
    gone_by = models.DateField(
        null=True, blank=True, help_text="First day a complete register no longer lists it; its last day is not known."
    )

    class Meta:
        ordering = ("name", "code")
        verbose_name_plural = "bodies"
        constraints = (
            models.UniqueConstraint(fields=("kind", "code"), name="body_once"),
            models.CheckConstraint(
                name="body_closes_after_it_opens",
                condition=Q(closed__isnull=True) | Q(opened__isnull=True) | Q(closed__gte=F("opened")),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """``kind:code``, its id outside the database."""
        return f"{self.kind}:{self.code}"


class BodyCode(models.Model):
    """One code of a body in one scheme, and the days on which it was in use."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="codes")
    scheme = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("scheme", "first")
        constraints = (
            models.UniqueConstraint(fields=("body", "scheme", "code"), name="body_code_once"),
            _ends_after_it_starts("body_code_days"),
        )
        indexes = (models.Index(fields=("scheme", "code")),)

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"


class BodyName(models.Model):
    """A name of a body: official with its days, or an alias as some source spells it (no days)."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, help_text="As names are compared: see queries.folded.")
    official = models.BooleanField(default=True)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-official", "first", "name")
        constraints = (
            models.UniqueConstraint(fields=("body", "folded"), name="body_name_once"),
            _ends_after_it_starts("body_name_days"),
        )
        indexes = (models.Index(fields=("folded",)),)

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """One body following another on a day: merged or split. The same body under a new code needs no such link."""

    predecessor = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="origins")
    on = models.DateField()
    kind = models.CharField(max_length=20)

    class Meta:
        ordering = ("on", "id")
        constraints = (
            models.UniqueConstraint(fields=("predecessor", "successor"), name="succession_once"),
            models.CheckConstraint(name="succession_of_two", condition=~Q(predecessor=F("successor"))),
        )

    def __str__(self) -> str:
        return f"{self.predecessor} to {self.successor} on {self.on}"


class ContactRole(models.TextChoices):
    """Whom an inspectorate speaks to at a body."""

    DIRECTOR = "director", "Director of children's services"
    NOMINEE = "nominee", "Nominee"
    DEPUTY = "deputy", "Deputy"


class Contact(models.Model):
    """A named person at a body, for a time. A change ends the row and adds another."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="contacts")
    role = models.CharField(max_length=20, choices=ContactRole.choices)
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    first = models.DateField("first day")
    last = models.DateField("last day", null=True, blank=True)

    class Meta:
        ordering = ("role", "first", "id")
        constraints = (_ends_after_it_starts("contact_days"),)

    def __str__(self) -> str:
        return f"{self.name}, {self.get_role_display()}"
