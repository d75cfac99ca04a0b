"""Forms of concerns: what is recorded or told, what is done with one, a file of them, the filter of the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.design.fields import (
    CheckboxesField,
    DayField,
    FileField,
    LongTextField,
    SelectField,
    TextField,
)
from inspectorate.webapp.design.forms import GovukForm
from inspectorate.webapp.monitoring.concern_actions import Said
from inspectorate.webapp.monitoring.concern_kinds import KINDS, OUTCOMES, PRIORITIES, STEPS
from inspectorate.webapp.monitoring.concern_queries import areas_of
from inspectorate.webapp.monitoring.models import ConcernVersion
from inspectorate.webapp.register.models import Body

Choices = Iterable[tuple[str, str]]
NAME_NO_CHILD = "Name no child, and nobody by whom a child could be known. Write “a child of 14” or “a worker”."
LARGEST_FILE = 5_000_000


class BodyForm(GovukForm):
    """Which body it is about."""

    says_optional = False
    body = TextField(label="Name or code of the authority or setting", max_length=200)


class ConcernForm(GovukForm):
    """What reached the inspectorate about a body."""

    kind = SelectField(label="Kind")
    received_on = DayField(label="Day on which it reached us")
    happened_on = DayField(label="Day on which it happened", required=False)
    came_by = TextField(label="How it came", required=False, max_length=100, help_text="A letter, a call, a visit.")
    reference = TextField(
        label="Reference", required=False, max_length=100, help_text="The source's own, if it has one."
    )
    reporter = TextField(
        label="Role of who reported it", required=False, max_length=100,
        help_text="A parent, a care worker, the police. No name, and never a child's.",
    )  # fmt: skip
    text = LongTextField(
        label="What was reported", rows=8, help_text=NAME_NO_CHILD,
        error_messages={"required": "Enter what was reported"},
    )  # fmt: skip
    areas = CheckboxesField(label="Areas that it speaks to", required=False)

    def __init__(self, body: Body, data: Mapping[str, Any] | None = None, held: ConcernVersion | None = None) -> None:
        initial = {name: getattr(held, name) for name in self.base_fields} if held else None
        super().__init__(data, initial=initial or {"received_on": timezone.localdate()})
        self.offer("kind", [("", "Select a kind"), *((id_, kind.label) for id_, kind in KINDS.items())])
        _offer_areas(self, body)

    def said(self) -> Said:
        """What the filled-in form says."""
        said = {name: self.cleaned_data[name] for name in Said.__dataclass_fields__ if name in self.cleaned_data}
        return Said(**said | {"areas": tuple(self.cleaned_data.get("areas", ()))})


class CorrectionForm(ConcernForm):
    """The same, and why it is corrected."""

    reason = LongTextField(label="Why it is corrected", help_text="What was said before stays, with this reason.")


class EventForm(GovukForm):
    """What a body tells of itself."""

    kind = SelectField(label="What you tell us of")
    happened_on = DayField(label="Day on which it happened", required=False)
    reference = TextField(label="Your reference", required=False, max_length=100)
    text = LongTextField(
        label="What happened, and what you did", rows=8, help_text=NAME_NO_CHILD,
        error_messages={"required": "Enter what happened, and what you did"},
    )  # fmt: skip
    areas = CheckboxesField(label="Areas that it speaks to", required=False)

    def __init__(self, body: Body, reporter: str, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.reporter = reporter
        told = [(id_, kind.label) for id_, kind in KINDS.items() if body.kind in kind.told_by]
        self.offer("kind", [("", "Select what you tell us of"), *told])
        _offer_areas(self, body)

    def said(self) -> Said:
        """What the filled-in form says; it is received today."""
        said = self.cleaned_data
        return Said(
            kind=said["kind"], received_on=timezone.localdate(), happened_on=said["happened_on"], text=said["text"],
            reference=said["reference"], reporter=self.reporter, areas=tuple(said.get("areas", ())),
        )  # fmt: skip


class StepForm(GovukForm):
    """What one step asks for."""

    owner = SelectField(label="Owner", help_text="Somebody whose role lets them triage concerns.")
    priority = SelectField(label="Priority")
    ends_on = DayField(label="To be closed by")
    outcome = SelectField(label="What came of it")
    reason = LongTextField(label="Why", help_text="It is kept with the concern.")

    def __init__(self, step: str, people: Iterable[User], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        for name in ("owner", "priority", "ends_on", "outcome"):
            if name not in STEPS[step].asks:
                del self.fields[name]
        self.people = {str(one.pk): one for one in people}
        offered = {
            "owner": [("", "Select an owner"), *((id_, one.name) for id_, one in self.people.items())],
            "priority": [("", "Select a priority"), *PRIORITIES.items()],
            "outcome": [("", "Select what came of it"), *OUTCOMES.items()],
        }
        for name, choices in offered.items():
            if name in self.fields:
                self.offer(name, choices)

    def sets(self) -> dict[str, Any]:
        """What the action takes."""
        said = dict(self.cleaned_data)
        if "owner" in said:
            said["owner"] = self.people[said["owner"]]
        return said


class ConcernFileForm(GovukForm):
    """A file of concerns."""

    file = FileField(label="A file of concerns", help_text="CSV, at most 5 MB and 2,000 rows.")

    def clean_file(self) -> UploadedFile:
        """The file, where it is not too large."""
        sent: UploadedFile = self.cleaned_data["file"]
        if sent.size and sent.size > LARGEST_FILE:
            raise forms.ValidationError("The file must be smaller than 5 MB")
        return sent


class ConcernFilter(GovukForm):
    """Which concerns the list shows."""

    says_optional = False
    state = SelectField(label="Concerns", required=False)
    kind = SelectField(label="Kind", required=False)
    region = SelectField(label="Region", required=False)
    owner = SelectField(label="Owner", required=False)

    def __init__(self, said: Mapping[str, str], choices: Mapping[str, Choices]) -> None:
        super().__init__(initial=dict(said))
        for name, offered in choices.items():
            self.offer(name, offered)


def _offer_areas(form: GovukForm, body: Body) -> None:
    """The areas that a body is judged on; the question is not asked of a body that no framework governs."""
    areas = areas_of(body)
    if areas:
        form.offer("areas", areas.items())
    else:
        del form.fields["areas"]
