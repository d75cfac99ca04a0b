"""Forms of preparation and of meetings."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from inspectorate.webapp.design.fields import DayField, LongTextField, NumberField, TextField
from inspectorate.webapp.design.forms import GovukForm


class LineForm(GovukForm):
    """A line of enquiry."""

    text = TextField(label="What do you want to find out?", max_length=200)


class SampleForm(GovukForm):
    """Records to draw."""

    drawn_from = TextField(label="Which list", max_length=200)
    criterion = TextField(
        label="Which of it", required=False, max_length=300, help_text="For a targeted sample. Empty: the whole list."
    )
    identifiers = LongTextField(
        label="Identifiers", rows=10, help_text="One on a line, as the body's list has them. Never names."
    )
    size = NumberField(label="How many to draw", min_value=1)
    seed = NumberField(label="Seed", min_value=0, help_text="The same seed draws the same records again.")

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"seed": secrets.randbelow(1_000_000)})

    def values(self) -> dict[str, Any]:
        """What is drawn, as the action takes it."""
        said = dict(self.cleaned_data)
        return said | {"identifiers": said["identifiers"].splitlines()}


class MeetingForm(GovukForm):
    """A keep-in-touch meeting."""

    held_on = DayField(label="Day")
    present = TextField(label="Who was there", max_length=300)
    said = LongTextField(label="What was said", rows=10, help_text="The body reads this too.")

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"held_on": timezone.localdate()})
