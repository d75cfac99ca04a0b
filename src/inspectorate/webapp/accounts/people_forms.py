"""Forms about people, organisations and roles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils import timezone

from inspectorate.webapp.accounts.models import Organisation, User
from inspectorate.webapp.accounts.roles import ROLES, OrganisationKind
from inspectorate.webapp.design.fields import DayField, EmailField, PasswordField, RadiosField, SelectField, TextField
from inspectorate.webapp.design.forms import GovukForm

BODY_KINDS = (("", "None"), ("authority", "A local authority"), ("setting", "A setting, such as a children’s home"))


class PeopleFilter(GovukForm):
    """Which people to list."""

    says_optional = False
    words = TextField(label="Name or email address", required=False, input_type="search")
    role = SelectField(
        label="Role", required=False, choices=[("", "Any"), *((row.role.value, row.label) for row in ROLES.values())]
    )


class PersonForm(GovukForm):
    """A new person."""

    name = TextField(
        label="Full name", max_length=150, autocomplete="off", error_messages={"required": "Enter their full name"}
    )
    email = EmailField(
        label="Email address",
        max_length=254,
        autocomplete="off",
        help_text="They sign in with it.",
        error_messages={"required": "Enter their email address"},
    )


class OrganisationForm(GovukForm):
    """A new organisation, and the body that it stands for, where it does."""

    name = TextField(label="Name", max_length=200, error_messages={"required": "Enter the name of the organisation"})
    kind = RadiosField(
        label="Kind of organisation",
        error_messages={"required": "Select the kind of organisation"},
        choices=[(kind.value, kind.value.capitalize()) for kind in OrganisationKind],
    )
    body_kind = SelectField(label="What it runs or is, on the register", required=False, choices=BODY_KINDS)
    body_code = TextField(
        label="Its code on the register", required=False, max_length=40, help_text="Like E06000001, or a setting’s URN."
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("body_kind") and not found.get("body_code"):
            self.add_error("body_code", "Enter its code on the register")
        if found.get("body_code") and not found.get("body_kind"):
            self.add_error("body_kind", "Select what it runs or is, on the register")
        return found


class WorkplaceForm(GovukForm):
    """Where somebody gets a role: asked first, because which roles there are depends on it."""

    organisation = SelectField(label="Where do they work?", error_messages={"required": "Select an organisation"})

    def __init__(self, organisations: Iterable[Organisation], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        choices = [(str(row.pk), f"{row.name} ({row.kind})") for row in organisations]
        self.offer("organisation", [("", "Select an organisation"), *choices])


class RoleForm(GovukForm):
    """A role in one organisation."""

    role = RadiosField(label="Role", error_messages={"required": "Select a role"})
    region = SelectField(label="Region", required=False, help_text="Some roles can be held for one region only.")
    first = DayField(label="First day", error_messages={"required": "Enter the first day"})
    last = DayField(label="Last day", required=False)

    def __init__(self, at: Organisation, regions: Iterable[str], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"first": timezone.localdate()})
        rows = [row for row in ROLES.values() if row.at.value == at.kind]
        self.offer("role", [(row.role.value, row.label) for row in rows])
        cast(RadiosField, self.fields["role"]).hints = {row.role.value: row.description for row in rows}
        self.offer("region", [("", "Every region"), *((name, name) for name in regions)])
        if not any(row.regional for row in rows):
            del self.fields["region"]


class EndRoleForm(GovukForm):
    """The last day of a role."""

    last = DayField(
        label="Last day",
        help_text="The role is held to the end of this day.",
        error_messages={"required": "Enter the last day"},
    )


class NewPasswordForm(GovukForm):
    """A password that somebody chooses with the link they were given."""

    password = PasswordField(
        label="New password",
        autocomplete="new-password",
        help_text="At least 12 characters, and not a common password.",
        error_messages={"required": "Enter a new password"},
    )
    again = PasswordField(
        label="New password again",
        autocomplete="new-password",
        error_messages={"required": "Enter the new password again"},
    )

    def __init__(self, user: User, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, self.user)
        return password

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError("The two passwords must be the same")
        return again
