"""Form fields that draw themselves with the GOV.UK macros and speak GOV.UK's error messages.

Each takes what Django's field takes. ``help_text`` is the hint; a field that is not required says "(optional)". In a
template ``{{ form.reason }}`` writes label, hint, error and input.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms

from inspectorate.webapp.design.day_field import DayField
from inspectorate.webapp.design.govuk_field import GovukField

if TYPE_CHECKING:
    from inspectorate.webapp.design.forms import GovukBoundField

__all__ = [
    "CheckboxesField",
    "ConfirmField",
    "DayField",
    "EmailField",
    "FileField",
    "LongTextField",
    "NumberField",
    "PasswordField",
    "RadiosField",
    "SelectField",
    "TextField",
]


class TextField(GovukField, forms.CharField):
    """One line. ``input_type`` is the HTML type, ``autocomplete`` the purpose browsers know."""

    def __init__(self, *, input_type: str = "text", autocomplete: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.input_type = input_type
        self.autocomplete = autocomplete

    def parameters(self, bound: GovukBoundField) -> dict[str, Any]:
        return super().parameters(bound) | {
            "value": bound.value(),
            "type": self.input_type,
            "autocomplete": self.autocomplete or None,
        }


class EmailField(TextField, forms.EmailField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"input_type": "email", "autocomplete": "email"} | kwargs)
        self.error_messages["invalid"] = "Enter an email address in the correct format, like name@example.com"


class PasswordField(GovukField, forms.CharField):
    """A secret; what was typed is never written back into the page."""

    component = "password-input"
    macro = "govukPasswordInput"

    def __init__(self, *, autocomplete: str = "current-password", **kwargs: Any) -> None:
        super().__init__(**{"strip": False} | kwargs)
        self.autocomplete = autocomplete

    def parameters(self, bound: GovukBoundField) -> dict[str, Any]:
        return super().parameters(bound) | {"autocomplete": self.autocomplete}


LARGEST = 2_147_483_647
"""The largest number that a column of whole numbers holds in every database."""


class NumberField(GovukField, forms.IntegerField):
    """A whole number; no larger than a database holds where no ``max_value`` is given."""

    def __init__(self, *, min_value: int | None = None, max_value: int = LARGEST, **kwargs: Any) -> None:
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)
        self.error_messages["invalid"] = f"{self.label} must be a whole number"
        self.error_messages["max_value"] = f"{self.label} must be no more than {max_value:,}"
        if min_value is not None:
            self.error_messages["min_value"] = f"{self.label} must be at least {min_value:,}"

    def parameters(self, bound: GovukBoundField) -> dict[str, Any]:
        return super().parameters(bound) | {"value": bound.value(), "inputmode": "numeric"}


class LongTextField(GovukField, forms.CharField):
    """Several lines; lines and paragraphs are kept."""

    component = "textarea"
    macro = "govukTextarea"

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rows = rows

    def parameters(self, bound: GovukBoundField) -> dict[str, Any]:
        return super().parameters(bound) | {"value": _text(bound.value()), "rows": self.rows}


class SelectField(GovukField, forms.ChoiceField):
    """One of many, in a list that opens."""

    component = "select"
    macro = "govukSelect"
    verb = "Select"

    def parameters(self, bound: GovukBoundField) -> dict[str, Any]:
        return super().parameters(bound) | {"items": _items(self, {_text(bound.value())}, "selected")}


class RadiosField(GovukField, forms.ChoiceField):
    """One of a few. ``hints`` explain choices, by value."""

    component = "radios"
    macro = "govukRadios"
    verb = "Select"

    def __init__(self, *, hints: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hints = hints or {}

    def parameters(self, bound: GovukBoundField) -> dict[str, Any]:
        return self.in_fieldset(bound) | {"items": _items(self, {_text(bound.value())}, "checked", self.hints)}


class CheckboxesField(GovukField, forms.MultipleChoiceField):
    """Any of a few."""

    component = "checkboxes"
    macro = "govukCheckboxes"
    verb = "Select"

    def parameters(self, bound: GovukBoundField) -> dict[str, Any]:
        chosen = {_text(value) for value in bound.value() or ()}
        return self.in_fieldset(bound) | {"items": _items(self, chosen, "checked")}


class ConfirmField(GovukField, forms.BooleanField):
    """One box to tick."""

    component = "checkboxes"
    macro = "govukCheckboxes"
    verb = "Confirm:"

    def parameters(self, bound: GovukBoundField) -> dict[str, Any]:
        common = super().parameters(bound)
        item = {"value": "on", "text": bound.label, "checked": bool(bound.value())}
        del common["label"]
        return common | {"idPrefix": bound.auto_id, "items": [item]}


class FileField(GovukField, forms.FileField):
    component = "file-upload"
    macro = "govukFileUpload"
    verb = "Choose"

    def parameters(self, bound: GovukBoundField) -> dict[str, Any]:
        return super().parameters(bound) | {"javascript": True}


def _items(
    field: forms.ChoiceField, chosen: set[str], mark: str, hints: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    hints = hints or {}
    return [
        {"value": _text(value), "text": label, mark: _text(value) in chosen}
        | ({"hint": {"text": hints[_text(value)]}} if _text(value) in hints else {})
        for value, label in list(field.choices)  # type: ignore[arg-type]  # Django gives an iterator
    ]


def _text(value: Any) -> str:
    return "" if value is None else str(value)
