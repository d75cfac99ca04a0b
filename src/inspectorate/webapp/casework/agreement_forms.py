"""What a study of paired inspections is planned from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

from inspectorate.measurement.paired_design import Apart, Expected, expected
from inspectorate.webapp.design.fields import NumberField, RadiosField, TextField
from inspectorate.webapp.design.forms import GovukForm

MOST_GRADES = 10


@dataclass(frozen=True, slots=True)
class Plan:
    """What grades are expected of two inspectors, the half-width of the interval wanted, and the pairs there may be."""

    expected: Expected
    half_width: float
    pairs: int | None


class DesignForm(GovukForm):
    """How far two inspectors are expected to agree, and how sure the study is to be."""

    agreement = NumberField(
        label="Agreement that you expect, per cent", min_value=1, max_value=99, classes="govuk-input--width-3",
        help_text="How often two inspectors of the same service would give the same grade.",
    )  # fmt: skip
    points = NumberField(
        label="Points either way", min_value=1, max_value=50, classes="govuk-input--width-3",
        help_text="How far the interval may reach from its middle: 10 is as 80% to 100% around 90%.",
    )  # fmt: skip
    pairs = NumberField(
        label="Pairs of inspections that you can have", min_value=1, max_value=100_000, required=False,
        classes="govuk-input--width-5", help_text="To see what so many would tell.",
    )  # fmt: skip
    shares = TextField(
        label="How often each grade is given, per cent", classes="govuk-input--width-20",
        help_text="The best grade first, with commas between: 10, 50, 30, 10.",
    )  # fmt: skip
    apart = RadiosField(
        label="Inspectors who disagree",
        choices=[(Apart.NEAR.value, "mostly give neighbouring grades"), (Apart.ANYWHERE.value, "give any grades")],
    )

    USUAL: ClassVar[dict[str, object]] = {
        "agreement": 90,
        "points": 10,
        "shares": "25, 25, 25, 25",
        "apart": Apart.NEAR.value,
    }

    def clean_shares(self) -> list[float]:
        """The shares as fractions. Numbers that sum to 100 but for rounding are taken as they are meant."""
        parts = self.cleaned_data["shares"].replace("%", "").split(",")
        try:
            given = [float(part) for part in parts]
        except ValueError:
            given = []
        if not 2 <= len(given) <= MOST_GRADES or min(given) <= 0 or not abs(sum(given) - 100) <= 1:
            raise forms.ValidationError(
                f"Enter 2 to {MOST_GRADES} numbers above 0 that sum to 100, like 10, 50, 30, 10"
            )
        return [share / sum(given) for share in given]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors:
            try:
                found["expected"] = expected(found["agreement"] / 100, found["shares"], Apart(found["apart"]))
            except ValueError as problem:
                self.add_error("agreement", str(problem))
        return found

    def planned(self) -> Plan:
        """What a valid form asks for."""
        found = self.cleaned_data
        return Plan(found["expected"], found["points"] / 100, found["pairs"])
