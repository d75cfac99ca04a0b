"""Evidence: notes whose every edit is a new version."""

from __future__ import annotations

from django.db import models

from inspectorate.webapp.casework.models.cases import Case
from inspectorate.webapp.casework.models.kept import Kept

SOURCES = (
    ("record", "A child's record"),
    ("child", "A child or young person"),
    ("family", "A parent, carer or adopter"),
    ("staff", "A worker or manager"),
    ("leader", "A leader"),
    ("partner", "A partner agency"),
    ("observation", "Something observed"),
    ("document", "A document or figures"),
)
WEIGHS = (("strength", "Strength"), ("weakness", "Weakness"))


class Note(models.Model):
    """One note of the notebook. Its id is made on the device that it was begun on."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    begun_by = models.CharField(max_length=200)
    user_id = models.BigIntegerField()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("received_at", "id")

    def __str__(self) -> str:
        return str(self.id)


class NoteVersion(Kept):
    """A note as one device had it at one time. ``device_at`` is that device's clock, ``at`` ours. ``id`` comes from the
    device, so that what is sent twice is kept once; ``after`` is the version that it was written on top of. ``areas``
    are judgements of the case's edition, and criteria as ``judgement.criterion``."""

    id = models.UUIDField(primary_key=True)
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="versions")
    after = models.UUIDField(null=True, blank=True)
    device = models.CharField(max_length=64)
    device_at = models.DateTimeField()
    about_on = models.DateField(null=True, blank=True, help_text="The day that the evidence is about.")
    text = models.TextField(blank=True)
    areas = models.JSONField(default=list)
    source = models.CharField(max_length=20, choices=SOURCES, blank=True)
    weighs = models.CharField(max_length=10, choices=WEIGHS, blank=True)
    line = models.CharField(max_length=200, blank=True, help_text="The line of enquiry.")
    retyped = models.BooleanField(default=False, help_text="Written again from memory.")
    after_part = models.BooleanField(default=False, help_text="Sent after the writer's part in the case had ended.")

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.note_id} at {self.device_at}"


class Attachment(Kept):
    """A file that belongs to a note; its content lies under its hash, and is never overwritten."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    after_part = models.BooleanField(default=False, help_text="Sent after the writer's part in the case had ended.")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name
