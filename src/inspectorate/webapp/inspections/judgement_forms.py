"""What is asked of the judgements on record: which regime, carried out by which day, known by which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from inspectorate.framework.library import Library
from inspectorate.webapp.design.fields import DayField, SelectField
from inspectorate.webapp.design.forms import GovukForm


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page or download is about: all regimes, today, and everything loaded where nothing else is asked."""

    regime: str | None
    as_of: date
    known_by: date | None
    sort: str = "name"


ORDERS = (("name", "Name"), ("latest", "Latest first"), ("oldest", "Oldest first"), ("worst", "Worst grades first"))


class JudgementsFilter(GovukForm):
    """The question, as an address holds it."""

    says_optional = False
    regime = SelectField(label="Regime", required=False)
    as_of = DayField(label="Carried out by", required=False, help_text="Empty: today.")
    known_by = DayField(label="Known by", required=False, help_text="Empty: everything that was loaded.")
    sort = SelectField(label="Order", required=False, choices=ORDERS)

    def __init__(self, library: Library, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.offer("regime", [("", "All regimes"), *((regime, regime.upper()) for regime in regimes(library))])

    def clean_as_of(self) -> date | None:
        on: date | None = self.cleaned_data["as_of"]
        if on and on > timezone.localdate():
            raise ValidationError("Carried out by must be today or in the past")
        return on

    def asked(self) -> Asked:
        """What is asked; where the form cannot be read, what an empty one would ask."""
        said = self.cleaned_data if self.is_valid() else {}
        return Asked(
            said.get("regime") or None,
            said.get("as_of") or timezone.localdate(),
            said.get("known_by"),
            said.get("sort") or "name",
        )


def regimes(library: Library) -> list[str]:
    """The regimes that were ever in force for authorities, the newest first."""
    held = dict.fromkeys(one.regime for one in library.editions.values() if "authority" in one.applies_to)
    dated = {regime: first for regime in held if (first := library.first_day(regime))}
    return sorted(dated, key=lambda regime: dated[regime], reverse=True)
