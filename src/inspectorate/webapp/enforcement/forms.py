"""Forms of enforcement: which kind of case, what a step asks for, the filter of the register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from inspectorate.due.labels import day_text
from inspectorate.webapp.design.fields import DayField, LongTextField, RadiosField, SelectField, TextField
from inspectorate.webapp.design.forms import GovukForm
from inspectorate.webapp.enforcement.actions import MISSING, NewStep
from inspectorate.webapp.enforcement.conditions import Condition
from inspectorate.webapp.enforcement.ladder import Step
from inspectorate.webapp.enforcement.models import Case
from inspectorate.webapp.enforcement.presenters import shortened
from inspectorate.webapp.enforcement.visits import choices
from inspectorate.webapp.inspections.models import Inspection
from inspectorate.webapp.register.models import Body

Choices = Iterable[tuple[str, str]]
ELSEWHERE = "elsewhere"
"""What stands for a condition that was imposed before cases were kept here."""


class OpeningForm(GovukForm):
    """Which step opens a case; its value is ``kind/step``."""

    opening = RadiosField(label="What is done?", error_messages={"required": "Select what is done"})

    def __init__(self, offered: Choices, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.offer("opening", offered)


class StepForm(GovukForm):
    """What one step asks for."""

    day = DayField(label="Day on which it was done")
    regulation = TextField(label="Regulation that was breached", max_length=200)
    put_right_by = DayField(label="To be put right by")
    ends_on = DayField(label="Last day on which it holds")
    inspection = SelectField(label="Visit that found it")
    changes = SelectField(label="Condition that is varied or removed")
    condition = LongTextField(label="The condition, as it is to read")
    agreed_by = TextField(label="Who else agreed", max_length=200, help_text="Never taken by one person alone.")
    reason = LongTextField(label="Why", help_text="Staff of the inspectorate see this. It is kept.")

    def __init__(self, step: Step, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"day": timezone.localdate()})
        for name in MISSING:
            if name not in step.asks:
                del self.fields[name]
        if not step.changes:
            del self.fields["changes"]
        if not step.second_person:
            del self.fields["agreed_by"]

    def offer_visits(self, body: Body, first: date) -> None:
        """Offer the visits to a setting that were carried out on ``first`` or later."""
        self.offer("inspection", [("", "Select a visit"), *choices(body, first)])
        self.fields[
            "inspection"
        ].help_text = f"Carried out on {day_text(first)} or later. Record the visit first where it is not offered."

    def offer_conditions(self, held: Iterable[Condition], chosen: Case | None) -> None:
        """Offer the conditions in effect, or another; ``chosen``: the case from whose page the form was opened."""
        offered = [(str(one.case.pk), f"{shortened(one.text)}, since {day_text(one.since)}") for one in held]
        self.offer("changes", [("", "Select a condition"), *offered, (ELSEWHERE, "One that is not on record here")])
        self.initial["changes"] = str(chosen.pk) if chosen else ""

    def new(self) -> NewStep:
        """What the filled-in form says."""
        said = dict(self.cleaned_data)
        if said.get("inspection"):
            said["inspection"] = Inspection.objects.get(pk=said["inspection"])
        if "changes" in said:
            said["changes"] = Case.objects.get(pk=said["changes"]) if said["changes"] != ELSEWHERE else None
        return NewStep(**said)


class StrikeForm(GovukForm):
    """Why a step is struck out."""

    reason = LongTextField(label="Why it is struck out", help_text="The step stays stored, with this reason.")


class CaseFilter(GovukForm):
    """Which cases the register shows."""

    kind = SelectField(label="Kind", required=False)
    state = SelectField(label="Cases", required=False)
    region = SelectField(label="Region", required=False)

    def __init__(self, said: Mapping[str, str], choices: Mapping[str, Choices]) -> None:
        super().__init__(initial=dict(said))
        for name, offered in choices.items():
            self.offer(name, offered)
