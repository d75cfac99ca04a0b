"""A day as a form asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from inspectorate.webapp.design.govuk_field import GovukField

if TYPE_CHECKING:
    from inspectorate.webapp.design.forms import GovukBoundField


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
        # A number that is too large for any day is an OverflowError.
        except (ValueError, IndexError, OverflowError) as error:
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
        common = self.in_fieldset(bound)
        wrong = " govuk-input--error" if bound.errors else ""
        widths = (("day", 2), ("month", 2), ("year", 4))
        items = [
            {"name": name, "value": value, "classes": f"govuk-input--width-{width}{wrong}"}
            for (name, width), value in zip(widths, _parts(bound.value()), strict=True)
        ]
        return common | {"namePrefix": bound.html_name, "items": items}


def _parts(value: Any) -> list[str]:
    if isinstance(value, date):
        return [str(value.day), str(value.month), str(value.year)]
    if isinstance(value, list):
        return [str(part) for part in value]
    # An address may hold anything: what is no day is shown in the first input, for the person to mend.
    return [*(str(value or "").split("-")[::-1]), "", ""][:3]


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _month(text: str) -> int:
    word = text.strip().lower()[:3]
    return _MONTHS.index(word) + 1 if word in _MONTHS else int(text)
