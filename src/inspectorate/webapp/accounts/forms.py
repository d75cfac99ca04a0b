"""Signing in and changing a password."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm
from django.db import transaction

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.design.fields import EmailField, PasswordField
from inspectorate.webapp.design.forms import GovukForm


class SignInForm(GovukForm, LoginForm):
    """The library's checks, with fields drawn as everywhere else."""

    password = PasswordField(label="Password", error_messages={"required": "Enter your password"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Set here because the library makes its own field of this name when a form is made.
        self.fields["login"] = EmailField(
            label="Email address",
            max_length=254,
            autocomplete="username",
            error_messages={"required": "Enter your email address"},
        )
        self.order_fields(["login", "password"])


class ChangePassword(GovukForm, ChangePasswordForm):
    """The old password and, because it cannot be read while typing, the new one twice."""

    oldpassword = PasswordField(label="Current password", error_messages={"required": "Enter your current password"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule = "At least 12 characters, and not a common password."
        new, again = {"required": "Enter a new password"}, {"required": "Enter the new password again"}
        self.fields["password1"] = PasswordField(
            label="New password", autocomplete="new-password", help_text=rule, error_messages=new
        )
        self.fields["password2"] = PasswordField(
            label="New password again", autocomplete="new-password", error_messages=again
        )

    def clean_password1(self) -> str:
        """Judged by the password rules of the settings."""
        password: str = get_adapter().clean_password(self.cleaned_data["password1"], self.user)
        return password

    @transaction.atomic
    def save(self) -> None:
        """Sets the new password and records that it was changed."""
        super().save()
        record(by=Actor.of(self.user), action="password_changed", subject=self.user)
