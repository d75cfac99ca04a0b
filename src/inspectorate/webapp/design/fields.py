"""Form fields that draw themselves with the GOV.UK macros and speak GOV.UK's error messages.

Each takes what Django's field takes. ``help_text`` is the hint; a field that is not required says "(optional)". In a
template ``{{ form.reason }}`` writes label, hint, error and input.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

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

    def parameters(self, bound: GovukBoundField) -> dict[str, Any]:
        """What the macro takes: here the parts that all components have in common."""
        text = str(bound.label) if self.required else f"{bound.label} (optional)"
        return {
            "id": bound.auto_id,
            "name": bound.html_name,
            "classes": self.classes,
            "label": {"text": text, "classes": "govuk-label--m" if self.large_label else ""},
            "hint": {"text": self.help_text} if self.help_text else None,
            "errorMessage": {"text": bound.errors[0]} if bound.errors else None,
        }

    def _in_fieldset(self, bound: GovukBoundField) -> dict[str, Any]:
        """As `parameters`, for components whose question is a legend above several inputs."""
        common = GovukField.parameters(self, bound)
        label = common.pop("label")
        size = "govuk-fieldset__legend--m" if self.large_label else "govuk-fieldset__legend--s"
        return common | {"fieldset": {"legend": {"text": label["text"], "classes": size}}, "idPrefix": bound.auto_id}


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
    default_error_messages: ClassVar[Mapping[str, str]] = {
        "invalid": "Enter an email address in the correct format, like name@example.com"
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"input_type": "email", "autocomplete": "email"} | kwargs)


class PasswordField(GovukField, forms.CharField):
    """A secret; what was typed is never written back into the page."""

    component = "password-input"
    macro = "govukPasswordInput"

    def __init__(self, *, autocomplete: str = "current-password", **kwargs: Any) -> None:
        super().__init__(**{"strip": False} | kwargs)
        self.autocomplete = autocomplete

    def parameters(self, bound: GovukBoundField) -> dict[str, Any]:
        return super().parameters(bound) | {"autocomplete": self.autocomplete}


class NumberField(GovukField, forms.IntegerField):
    """A whole number."""

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
        return super().parameters(bound) | {"value": bound.value(), "rows": self.rows}


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
        return self._in_fieldset(bound) | {"items": _items(self, {_text(bound.value())}, "checked", self.hints)}


class CheckboxesField(GovukField, forms.MultipleChoiceField):
    """Any of a few."""

    component = "checkboxes"
    macro = "govukCheckboxes"
    verb = "Select"

    def parameters(self, bound: GovukBoundField) -> dict[str, Any]:
        chosen = {_text(value) for value in bound.value() or ()}
        return self._in_fieldset(bound) | {"items": _items(self, chosen, "checked")}


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


class DayInputs(forms.Widget):
    """Three inputs ``name-day``, ``name-month``, ``name-year``; an ISO day under ``name`` is read as well."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        parts = [str(data.get(f"{name}-{part}", "")).strip() for part in ("day", "month", "year")]
        return parts if any(parts) else data.get(name)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(key in data for key in (name, f"{name}-day", f"{name}-month", f"{name}-year"))

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-day"


class DayField(GovukField):
    """A day: 27 3 2024 in three inputs. A month may be written as a word."""

    component = "date-input"
    macro = "govukDateInput"
    widget = DayInputs

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        parts = value if isinstance(value, list) else str(value).split("-")[::-1]
        self._check_complete(parts)
        try:
            day, month, year = int(parts[0]), _month(parts[1]), int(parts[2])
            if year < 1000:
                raise ValidationError(f"{self.label} must have a year of 4 numbers", "year")
            return date(year, month, day)
        except (ValueError, IndexError) as error:
            raise ValidationError(f"{self.label} must be a real date", "unreal") from error

    def _check_complete(self, parts: list[str]) -> None:
        missing = [name for name, part in zip(("day", "month", "year"), parts, strict=False) if not part]
        if missing:
            raise ValidationError(f"{self.label} must include a {' and '.join(missing)}", "incomplete")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != self.to_python(initial))
        except ValidationError:
            return True

    def parameters(self, bound: GovukBoundField) -> dict[str, Any]:
        common = self._in_fieldset(bound)
        wrong = " govuk-input--error" if bound.errors else ""
        widths = (("day", 2), ("month", 2), ("year", 4))
        items = [
            {"name": name, "value": value, "classes": f"govuk-input--width-{width}{wrong}"}
            for (name, width), value in zip(widths, _parts(bound.value()), strict=True)
        ]
        return common | {"namePrefix": bound.html_name, "items": items}


def _items(
    field: forms.ChoiceField, chosen: set[str], mark: str, hints: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    hints = hints or {}
    return [
        {"value": _text(value), "text": label, mark: _text(value) in chosen}
        | ({"hint": {"text": hints[_text(value)]}} if _text(value) in hints else {})
        for value, label in field.choices
    ]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _parts(value: Any) -> list[str]:
    if isinstance(value, date):
        return [str(value.day), str(value.month), str(value.year)]
    if isinstance(value, list):
        return [str(part) for part in value]
    return (str(value).split("-")[::-1] if value else []) + [""] * (0 if value else 3)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _month(text: str) -> int:
    word = text.strip().lower()[:3]
    return _MONTHS.index(word) + 1 if word in _MONTHS else int(text)
