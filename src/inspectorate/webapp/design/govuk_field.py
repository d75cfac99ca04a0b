"""What every form field shares: how it is drawn and how it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

if TYPE_CHECKING:
    from inspectorate.webapp.design.forms import GovukBoundField


class GovukField(forms.Field):
    """What every field shares: the macro that draws it and the parameters the macro takes."""

    component: ClassVar[str] = "input"
    macro: ClassVar[str] = "govukInput"
    verb: ClassVar[str] = "Enter"

    def __init__(self, *, classes: str = "", large_label: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.classes = classes
        self.large_label = large_label
        what = str(self.label or "an answer")
        if "required" not in (kwargs.get("error_messages") or {}):
            self.error_messages["required"] = f"{self.verb} {what[:1].lower()}{what[1:]}"
        if "invalid_choice" in self.error_messages:
            self.error_messages["invalid_choice"] = f"{what}: “%(value)s” is not in the list. Select one that is"

    def parameters(self, bound: GovukBoundField) -> dict[str, Any]:
        """What the macro takes: here the parts that all components have in common."""
        optional = not self.required and bound.form.says_optional
        text = f"{bound.label} (optional)" if optional else str(bound.label)
        return {
            "id": bound.auto_id,
            "name": bound.html_name,
            "classes": self.classes,
            "label": {"text": text, "classes": "govuk-label--m" if self.large_label else ""},
            "hint": {"text": self.help_text} if self.help_text else None,
            "errorMessage": {"text": bound.errors[0]} if bound.errors else None,
        }

    def in_fieldset(self, bound: GovukBoundField) -> dict[str, Any]:
        """As `parameters`, for components whose question is a legend above several inputs."""
        common = GovukField.parameters(self, bound)
        label = common.pop("label")
        size = "govuk-fieldset__legend--m" if self.large_label else "govuk-fieldset__legend--s"
        return common | {"fieldset": {"legend": {"text": label["text"], "classes": size}}, "idPrefix": bound.auto_id}
