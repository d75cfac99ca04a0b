"""Signing in."""

from typing import Any

from allauth.account.forms import LoginForm

from inspectorate.webapp.design.fields import EmailField, PasswordField
from inspectorate.webapp.design.forms import GovukForm


class SignInForm(GovukForm, LoginForm):
    """The library's checks, with fields drawn as everywhere else."""

    password = PasswordField(label="Password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Set here because the library makes its own field of this name when a form is made.
        self.fields["login"] = EmailField(label="Email address", max_length=254, autocomplete="username")
        self.order_fields(["login", "password"])
