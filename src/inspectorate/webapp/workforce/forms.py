"""Forms of the workforce: an inspector, terms, what is recorded of them, a file, the filter of the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from inspectorate.formats.workforce_words import (
    ABSENCES,
    CONFLICTS,
    DAYS,
    GRADES,
    SKILLS,
    Word,
    read_pence,
    read_share,
)
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.design.fields import (
    CheckboxesField,
    DayField,
    FileField,
    LongTextField,
    NumberField,
    SelectField,
    TextField,
)
from inspectorate.webapp.design.forms import GovukForm
from inspectorate.webapp.register.models import Body
from inspectorate.webapp.register.queries import Directory, Unresolved, any_body
from inspectorate.webapp.workforce.actions import Agreed, NewEntry
from inspectorate.webapp.workforce.models import Inspector, Terms

LARGEST_FILE = 5_000_000
KINDS: Mapping[str, Mapping[str, Word]] = {"skill": SKILLS, "absence": ABSENCES, "conflict": CONFLICTS}
Choices = Iterable[tuple[str, str]]


class WorkforceFilter(GovukForm):
    """Which inspectors the list shows."""

    says_optional = False
    region = SelectField(label="Region", required=False)
    skill = SelectField(label="Skill", required=False)
    words = TextField(label="Name or code", required=False, input_type="search")
    gone = SelectField(
        label="Inspectors", required=False, choices=[("", "Of the workforce now"), ("yes", "Who have left")]
    )

    def __init__(self, said: Mapping[str, str], regions: Iterable[str]) -> None:
        super().__init__(initial=dict(said))
        self.offer("region", [("all", "All"), *((name, name) for name in regions)])
        self.offer("skill", [("", "Any"), *_labels(SKILLS)])


class TermsForm(GovukForm):
    """On what terms somebody works, and from which day on."""

    first = DayField(label="From")
    region = SelectField(label="Region")
    home = TextField(label="Home", required=False, max_length=100, help_text="A town or a postcode district.")
    grade = SelectField(label="Employed as", choices=[(id_, word.label) for id_, word in GRADES.items()])
    share = TextField(label="Share of a full contract", max_length=10, help_text="Like 0.6 or 60%.")
    working_days = CheckboxesField(
        label="Days of the week", choices=[(str(number), day.capitalize()) for number, day in enumerate(DAYS, 1)]
    )
    cost_per_day = TextField(
        label="Cost per day", required=False, max_length=12, help_text="Of a contractor, in pounds, like 425.50."
    )
    most_weeks = NumberField(label="Most weeks in a row on site", required=False, min_value=1, max_value=52)

    def __init__(
        self, regions: Iterable[str], data: Mapping[str, Any] | None = None, held: Terms | None = None
    ) -> None:
        super().__init__(data, initial=_initial(held))
        self.offer("region", [("", "Select a region"), *((name, name) for name in regions)])

    def clean_share(self) -> Decimal:
        """The share as a fraction."""
        if (share := read_share(self.cleaned_data["share"])) is None:
            raise forms.ValidationError("Share of a full contract must be like 0.6 or 60%, and at most 1")
        return share

    def clean_cost_per_day(self) -> int | None:
        """The cost in pence."""
        text = self.cleaned_data["cost_per_day"]
        if text and read_pence(text) is None:
            raise forms.ValidationError("Cost per day must be a sum in pounds, like 425 or 425.50")
        return read_pence(text) if text else None

    def agreed(self) -> Agreed:
        """The terms of the filled-in form."""
        said = {name: self.cleaned_data[name] for name in Agreed.__dataclass_fields__}
        return Agreed(**said | {"working_days": "".join(sorted(said["working_days"]))})


def _initial(held: Terms | None) -> dict[str, Any]:
    """What a form of terms begins with: those that hold, from today on."""
    today = timezone.localdate()
    if held is None:
        return {"first": today, "grade": "inspector", "share": "1", "working_days": list("12345")}
    cost = f"{held.cost_per_day / 100:.2f}" if held.cost_per_day is not None else ""
    said = {name: getattr(held, name) for name in Agreed.__dataclass_fields__}
    return said | {
        "first": today, "share": f"{held.share.normalize():f}", "working_days": list(held.working_days),
        "cost_per_day": cost,
    }  # fmt: skip


class _Account(GovukForm):
    """A form that may name somebody's account."""

    email = TextField(
        label="Email address of their account", required=False, max_length=254, input_type="email",
        help_text="By which they see their own page.",
    )  # fmt: skip

    def clean_email(self) -> User | None:
        """The account, where one is named."""
        text = self.cleaned_data["email"].strip().lower()
        found = User.objects.filter(email=text).first() if text else None
        if text and found is None:
            raise forms.ValidationError("No account has this email address")
        return found


class InspectorForm(_Account, TermsForm):
    """Somebody new."""

    code = TextField(label="Code", max_length=40, help_text="The inspectorate’s own, by which files name them.")
    name = TextField(label="Name", max_length=150)
    field_order = ("code", "name", "email")


class ChangeForm(_Account):
    """What is corrected of an inspector."""

    name = TextField(label="Name", max_length=150)
    last = DayField(label="Last day in the workforce", required=False)
    field_order = ("name", "email", "last")

    def __init__(self, held: Inspector, data: Mapping[str, Any] | None = None) -> None:
        email = held.user.email if held.user else ""
        super().__init__(data, initial={"name": held.name, "email": email, "last": held.last})


class EntryForm(GovukForm):
    """A skill, an absence or a conflict of interest."""

    kind = SelectField(label="What it is")
    body = TextField(label="Name or code of the authority or setting", max_length=200)
    first = DayField(label="First day", required=False)
    last = DayField(label="Last day", required=False, help_text="It counts. Leave it empty where it is not known.")

    def __init__(self, what: str, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.what = what
        self.offer("kind", [("", "Select what it is"), *_labels(KINDS[what])])
        if what != "conflict":
            del self.fields["body"]
        self.fields["first"].required = what == "absence"

    def clean_body(self) -> Body:
        """The body that is meant."""
        try:
            return any_body(self.cleaned_data["body"].strip(), timezone.localdate(), Directory())
        except Unresolved as problem:
            raise forms.ValidationError(str(problem)) from problem

    def entry(self) -> NewEntry:
        """What the filled-in form says."""
        return NewEntry(what=self.what, **self.cleaned_data)


class EndForm(GovukForm):
    """The last day of what is recorded."""

    last = DayField(label="Last day", help_text="It counts.")


class StrikeForm(GovukForm):
    """Why something is struck out."""

    reason = LongTextField(label="Why", help_text="It is kept with what is struck out.")


class WorkforceFileForm(GovukForm):
    """A file about the workforce."""

    file = FileField(label="A list or a calendar", help_text="CSV, XLSX, ODS or iCalendar, at most 5 MB.")

    def clean_file(self) -> UploadedFile:
        """The file, where it is not too large."""
        sent: UploadedFile = self.cleaned_data["file"]
        if sent.size and sent.size > LARGEST_FILE:
            raise forms.ValidationError("The file must be smaller than 5 MB")
        return sent


def _labels(table: Mapping[str, Word]) -> Choices:
    return [(id_, word.label) for id_, word in table.items()]
