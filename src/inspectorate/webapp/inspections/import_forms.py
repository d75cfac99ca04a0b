"""The forms about files that are loaded: a file, a filled-in list of what was kept aside, what one text means."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from inspectorate.webapp.design.fields import FileField, TextField
from inspectorate.webapp.design.forms import GovukForm

LARGEST_FILE = 50 * 1024 * 1024
UNKNOWNS = {
    "name": ("What authority is this?", "Its code on the register, such as E09000022."),
    "grade": ("What grade is this?", "As the scale writes it, such as good or requires improvement."),
    "event": ("What kind of inspection is this?", "Such as ilacs standard, ilacs short or SIF re-inspection."),
    "date": ("What day is this?", "As 2022-05-18."),
}


class UploadForm(GovukForm):
    """A published file."""

    file = FileField(label="A published file", help_text="ODS, XLSX or CSV, at most 50 MB.")

    def clean_file(self) -> UploadedFile:
        sent: UploadedFile = self.cleaned_data["file"]
        if sent.size and sent.size > LARGEST_FILE:
            raise forms.ValidationError("The file must be smaller than 50 MB")
        return sent


class AnswersForm(GovukForm):
    """A list of what was kept aside, with a person's answers in it."""

    answers = FileField(label="The list with its column map_to filled in")


class MapForm(GovukForm):
    """What one unknown text means."""

    value = TextField(label="What does it mean?")

    def __init__(self, unknown: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["value"]
        field.label, field.help_text = UNKNOWNS[unknown]
