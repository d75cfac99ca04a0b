"""Settings as the register has them now and had them before, and those who own them.

Both are made from what sources say (the record's register entries) and may be made again from them at any time.
"""

from __future__ import annotations

from django.db import models

from inspectorate.framework.setting_types import setting_types
from inspectorate.history.model import Standing
from inspectorate.webapp.register.models.bodies import Body

TYPES = [(one.id, one.label) for one in setting_types().values()]
STANDINGS = [(one.value, one.value.replace("_", " ")) for one in Standing]


class Owner(models.Model):
    """Who runs settings. Sources give a name only, so that two spellings are two owners until a person says else."""

    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, unique=True, help_text="As names are compared: see queries.folded.")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Registered(models.Model):
    """What a register says of a setting; empty where no source does."""

    type = models.CharField(max_length=40, choices=TYPES)
    standing = models.CharField(max_length=20, choices=STANDINGS, blank=True)
    standing_until = models.DateField(null=True, blank=True, help_text="The last day of a standing that ends itself.")
    places = models.PositiveIntegerField(null=True, blank=True)
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)ss")
    authority = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="hosted_%(class)ss"
    )
    sector = models.CharField(max_length=60, blank=True)
    manager_in_post = models.BooleanField(null=True, blank=True)
    children_placed = models.BooleanField(null=True, blank=True)

    class Meta:
        abstract = True


class Setting(Registered):
    """A setting as the newest source has it. Its registration day is its body's first day.

    ``named``: whether the regulator publishes its name and address; where it does not, nobody without a reason to know
    is shown them. ``last_seen`` is the newest day on which a source lists it. ``grade`` and ``graded_on`` are those of
    its latest graded inspection, kept here so that lists can be made of very many settings.
    """

    body = models.OneToOneField(Body, on_delete=models.CASCADE, primary_key=True, related_name="setting")
    named = models.BooleanField(default=False)
    street = models.CharField(max_length=300, blank=True)
    town = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    postcode_area = models.CharField(max_length=2, blank=True, help_text="The letters that a postcode begins with.")
    constituency = models.CharField(max_length=100, blank=True)
    linked_urn = models.CharField(max_length=20, blank=True, help_text="Of the school that it belongs to.")
    short_breaks = models.BooleanField(null=True, blank=True)
    last_seen = models.DateField()
    grade = models.CharField(max_length=40, blank=True, help_text="Overall; empty where nobody has judged it.")
    graded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("body_id",)
        indexes = (
            models.Index(fields=("type", "standing")),
            models.Index(fields=("grade",)),
            models.Index(fields=("postcode_area",)),
        )

    def __str__(self) -> str:
        return str(self.body)


class SettingSpell(Registered):
    """What the register said from a day on, until the next spell of the same setting; known since ``known_on``."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="spells")
    first = models.DateField()
    known_on = models.DateField()

    class Meta:
        ordering = ("body_id", "first")
        constraints = (models.UniqueConstraint(fields=("body", "first"), name="setting_spell_once"),)

    def __str__(self) -> str:
        return f"{self.body} from {self.first}"
