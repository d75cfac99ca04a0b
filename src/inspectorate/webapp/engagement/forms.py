"""Forms of engagement: an action plan and its answer, a request and its answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from inspectorate.webapp.design.fields import ConfirmField, DayField, FileField, LongTextField, RadiosField, SelectField
from inspectorate.webapp.design.forms import GovukForm
from inspectorate.webapp.engagement.actions.requests import MISSING, Asked
from inspectorate.webapp.engagement.plans import Called


class PlanForm(GovukForm):
    """A plan, and after which inspection it comes."""

    inspection = RadiosField(label="After which inspection", error_messages={"required": "Select an inspection"})
    file = FileField(label="File")
    draft = ConfirmField(label="This is a draft: the plan itself follows", required=False)
    words = LongTextField(label="What we should know of it", required=False, rows=4)

    def __init__(self, told: Sequence[Called], data: Mapping[str, Any] | None = None, files: Any = None) -> None:
        offered = [(str(one.inspection), f"{one.event}, {one.days}: {one.title.lower()}") for one in told]
        super().__init__(data, files, initial={"inspection": offered[0][0]} if offered else None)
        self.offer("inspection", offered)
        if all(one.draft is None for one in told):
            del self.fields["draft"]


class ReceivedForm(GovukForm):
    """That a plan came."""

    on = DayField(label="Day on which it came")


class PlanAnswerForm(GovukForm):
    """Whether a plan reflects what was found."""

    reflects = RadiosField(
        label="Does it reflect what was found?",
        choices=[("yes", "Yes"), ("no", "No: another is to be sent")],
        error_messages={"required": "Select whether it reflects what was found"},
    )
    reason = LongTextField(label="Why", help_text="The authority reads this.")


class AskForm(GovukForm):
    """From which month on, why, and what has changed."""

    month = SelectField(label="From which month on")
    why = LongTextField(label="Why you ask for it earlier", error_messages={"required": MISSING["why"]})
    changed = LongTextField(
        label="What has changed since the inspection", rows=8, error_messages={"required": MISSING["changed"]}
    )

    def __init__(self, months: Iterable[date], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.offer("month", [("", "Select a month"), *((one.isoformat(), f"{one:%B %Y}") for one in months)])

    def asked(self) -> Asked:
        """What the filled-in form asks."""
        said = self.cleaned_data
        return Asked(month=date.fromisoformat(said["month"]), why=said["why"], changed=said["changed"])


class AnswerForm(GovukForm):
    """Granted, with the day by which it is carried out, or refused."""

    granted = RadiosField(
        label="Answer",
        choices=[("yes", "Grant it"), ("no", "Refuse it")],
        error_messages={"required": "Select an answer"},
    )
    until = DayField(label="Re-inspection by", required=False, help_text="Where you grant it.")
    reason = LongTextField(label="Why", help_text="The authority reads this.")

    def clean(self) -> dict[str, Any]:
        """A request that is granted has a day."""
        said = super().clean() or {}
        if said.get("granted") == "yes" and not said.get("until") and "until" not in self.errors:
            self.add_error("until", "Enter the day by which the re-inspection must happen.")
        return said
