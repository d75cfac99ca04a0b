"""What to look for in the audit record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from inspectorate.webapp.audit.queries import Sought
from inspectorate.webapp.design.fields import DayField, SelectField, TextField
from inspectorate.webapp.design.forms import GovukForm


class AuditFilter(GovukForm):
    """Who, what, about what, when."""

    says_optional = False
    actor = TextField(label="Who did it", required=False, help_text="An email address or part of it.")
    action = SelectField(label="What was done", required=False)
    subject = TextField(label="About what", required=False, help_text="A code or number, like E06000001.")
    first = DayField(label="From", required=False)
    last = DayField(label="To", required=False)

    def __init__(self, actions: Iterable[str], data: Mapping[str, Any]) -> None:
        super().__init__(data)
        choices = [(action, action.replace("_", " ").capitalize()) for action in actions]
        self.offer("action", [("", "Anything"), *choices])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("first") and found.get("last") and found["last"] < found["first"]:
            self.add_error("last", "To must be the same day as From or later")
        return found

    def sought(self) -> Sought:
        """What the filled-in form asks for."""
        return Sought(**self.cleaned_data)
