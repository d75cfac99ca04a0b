"""The forms about files that are loaded: a file, a filled-in list of what was kept aside, what one text means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import Field

from inspectorate.due.labels import Labels
from inspectorate.framework.library import load_library
from inspectorate.framework.setting_types import setting_types
from inspectorate.webapp.design.fields import DayField, FileField, SelectField
from inspectorate.webapp.design.forms import GovukForm
from inspectorate.webapp.register.models import Body

LARGEST_FILE = 50 * 1024 * 1024
# What a grade may be read as, in words that every regime's rows are read by.
GRADES = (
    ("outstanding", "Outstanding"),
    ("good", "Good"),
    ("requires improvement", "Requires improvement, or (before 2013) adequate"),
    ("inadequate", "Inadequate"),
    ("not judged", "Not judged: the source says that there is no such judgement"),
    ("data unreadable", "Not known: there was a judgement, and nobody can read which"),
)
# What a kind of inspection may be read as: the words, with the event and purpose that they name.
EVENTS = (
    ("ilacs standard", "ilacs", "standard", None),
    ("ilacs short", "ilacs", "short", None),
    ("ilacs focused visit", "ilacs", "focused_visit", None),
    ("ilacs monitoring visit", "ilacs", "monitoring_visit", None),
    ("ilacs assurance visit", "ilacs", "assurance_visit", None),
    ("ilacs joint inspection", "ilacs", "joint_inspection", None),
    ("sif", "sif", "inspection", None),
    ("sif reinspection", "sif", "inspection", "reinspection"),
    ("sif monitoring visit", "sif", "monitoring_visit", None),
    ("cpi", "cpi", "inspection", None),
    ("cpri", "cpi", "reinspection", "reinspection"),
    ("tlac", "tlac", "inspection", None),
    ("slac", "slac", "inspection", None),
)
# The same for settings, whose kinds are those of every framework there has been of them.
SETTING_EVENTS = (
    ("full inspection", "A setting: full inspection"),
    ("interim inspection", "A setting: interim inspection"),
    ("monitoring visit", "A setting: monitoring visit"),
    ("assurance visit", "A setting: assurance visit"),
    ("emergency visit", "A setting: emergency visit"),
    ("case review", "A setting: urgent case review"),
)


class UploadForm(GovukForm):
    """A published file."""

    file = FileField(label="A published file", help_text="ODS, XLSX, CSV or Parquet, at most 50 MB.")

    def clean_file(self) -> UploadedFile:
        sent: UploadedFile = self.cleaned_data["file"]
        if sent.size and sent.size > LARGEST_FILE:
            raise forms.ValidationError("The file must be smaller than 50 MB")
        return sent


class AnswersForm(GovukForm):
    """A list of what was kept aside, with a person's answers in it."""

    answers = FileField(label="The list with its column map_to filled in")


class MapForm(GovukForm):
    """What one unknown text means. ``kind`` is what it is: a name, a grade, a kind of inspection, a day, a type."""

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = _QUESTIONS[kind]()

    def answer(self) -> str:
        """What was chosen, as files are read by it."""
        value = self.cleaned_data["value"]
        return value.isoformat() if isinstance(value, date) else str(value)


def _chosen(label: str, none: str, choices: Iterable[tuple[str, str]]) -> SelectField:
    errors = {"required": none, "invalid_choice": none}
    return SelectField(label=label, choices=[("", none), *choices], error_messages=errors)


def _name() -> Field:
    rows = Body.objects.filter(kind="authority").order_by("name", "code")
    return _chosen("Which authority is it?", "Select an authority", [(row.code, f"{row} ({row.code})") for row in rows])


def _grade() -> Field:
    return _chosen("Which grade is it?", "Select a grade", GRADES)


def _event() -> Field:
    library = load_library()
    choices = [
        (words, f"{regime.upper()}: {Labels(library, library.of_regime(regime)[-1].id).event(event, purpose)}")
        for words, regime, event, purpose in EVENTS
    ]
    return _chosen("Which kind of inspection is it?", "Select a kind of inspection", [*choices, *SETTING_EVENTS])


def _type() -> Field:
    return _chosen(
        "Which type of setting is it?", "Select a type", [(one.id, one.label) for one in setting_types().values()]
    )


def _date() -> Field:
    return DayField(label="Which day is it?", error_messages={"required": "Enter the day"})


_QUESTIONS: dict[str, Callable[[], Field]] = {
    "name": _name,
    "grade": _grade,
    "event": _event,
    "date": _date,
    "type": _type,
}
