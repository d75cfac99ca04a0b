"""Forms of faults."""

from __future__ import annotations

from inspectorate.webapp.design.fields import ConfirmField, LongTextField, TextField
from inspectorate.webapp.design.forms import GovukForm


class FaultForm(GovukForm):
    """What happened, and where."""

    text = LongTextField(label="What happened", rows=6, help_text="Name no child.")
    page = TextField(label="Where", required=False, max_length=200, help_text="The address of the page, or its name.")
    lost_work = ConfirmField(label="Something that I wrote is lost", required=False)


class AnswerForm(GovukForm):
    """What came of a report."""

    answer = LongTextField(label="What came of it", rows=4, help_text="Whoever reported it reads this.")
