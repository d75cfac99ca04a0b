"""Signing in with a second step: how the library's own way of it differs here."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from allauth.account.forms import ReauthenticateForm as PasswordAgain
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes

from inspectorate.webapp.design.fields import PasswordField, TextField
from inspectorate.webapp.design.forms import GovukBoundField, GovukForm


class TwoStepAdapter(DefaultMFAAdapter):
    """Keeps secrets encrypted under the signing key: whoever reads a copy of the database cannot make codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right, or is used up. Enter the code that your app shows now",
    }

    def get_totp_issuer(self) -> str:
        return "Inspectorate"

    def build_totp_svg(self, url: str) -> str:
        """The square code as SVG to stand in the page: the content policy lets no picture in from an address."""
        import qrcode
        from qrcode.image.svg import SvgPathImage

        drawn: str = qrcode.make(url, image_factory=SvgPathImage).to_string(encoding="unicode")
        return drawn

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises InvalidToken where the signing key was changed and the old one is not in SECRET_KEY_FALLBACKS."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(b"two steps " + force_bytes(key)).digest())) for key in keys])


class CodeField(TextField):
    """A code of an app, or a recovery code; spaces in it do not matter."""

    def __init__(self, **kwargs: Any) -> None:
        common: dict[str, Any] = {"classes": "govuk-input--width-10", "autocomplete": "one-time-code", "max_length": 20}
        super().__init__(**common | {"error_messages": {"required": "Enter the code"}} | kwargs)

    def to_python(self, value: Any) -> str:
        return "".join(str(super().to_python(value) or "").split())

    def parameters(self, bound: GovukBoundField) -> dict[str, Any]:
        # What was typed is not written back: a code works once.
        return super().parameters(bound) | {"inputmode": "numeric", "value": ""}


class SecondStep(GovukForm, AuthenticateForm):
    """The second step of signing in."""

    code = CodeField(label="Code", help_text="The six numbers that your app shows now, or a recovery code.")


class SecondStepAgain(GovukForm, ReauthenticateForm):
    """Who changes how they sign in shows once more that it is they."""

    code = CodeField(label="Code", help_text="The six numbers that your app shows now, or a recovery code.")


class PasswordOnceMore(GovukForm, PasswordAgain):
    """As `SecondStepAgain`, with the password."""

    password = PasswordField(label="Password", error_messages={"required": "Enter your password"})


class SetUpApp(GovukForm, ActivateTOTPForm):
    """The first code of an app, which shows that it holds the secret."""

    code = CodeField(label="Code", help_text="The six numbers that the app shows.")


class TurnOff(GovukForm, DeactivateTOTPForm):
    """Sign in with the password alone again."""


class MakeCodes(GovukForm, GenerateRecoveryCodesForm):
    """New recovery codes instead of the old."""
