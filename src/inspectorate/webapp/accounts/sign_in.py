"""Changes to how a person signs in: links to set a password, passwords, second steps, closed accounts."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.audit.records import record


class SignInRefused(Exception):
    """A change to how somebody signs in that cannot be made; the message is a sentence to show."""


@transaction.atomic
def make_link(*, by: Actor, user: User) -> str:
    """The path at which ``user`` can set a password once, for as long as PASSWORD_RESET_TIMEOUT says (three days).

    Nobody but the person themself ever knows the password. The link ends when it is used, when they sign in, or when
    the password changes in another way. Raises PermissionRefused or SignInRefused.
    """
    check_has(by, Permission.MANAGE_PEOPLE)
    if not user.is_active:
        raise SignInRefused("This account is closed. Open it before you make a link.")
    record(by=by, action="sign_in_link_made", subject=user, email=user.email)
    key = urlsafe_base64_encode(str(user.pk).encode())
    return reverse("account_password_by_link", args=[key, default_token_generator.make_token(user)])


def holder_of_link(key: str, token: str) -> User | None:
    """Whom a link is for; ``None`` when it was used already, is too old, or was never made."""
    try:
        user = User.objects.filter(pk=int(urlsafe_base64_decode(key)), is_active=True).first()
    except ValueError:
        # The key was cut short or typed wrong: base64, or what is in it, cannot be read.
        return None
    return user if user and default_token_generator.check_token(user, token) else None


@transaction.atomic
def set_password(*, user: User, token: str, password: str) -> User:
    """Set the password with a link. Raises SignInRefused when the link has ended meanwhile."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active or not default_token_generator.check_token(user, token):
        raise SignInRefused("This link has been used already. Ask for another.")
    user.set_password(password)
    user.save(update_fields=["password"])
    record(by=Actor.of(user), action="password_set", subject=user)
    return user


@transaction.atomic
def close_account(*, by: Actor, user: User) -> User:
    """Let nobody sign in as ``user`` and end what they have open. Their roles stay on record and give nothing.

    Raises PermissionRefused or SignInRefused.
    """
    check_has(by, Permission.MANAGE_PEOPLE)
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.pk == by.user_id:
        # Else the last person who can open accounts might lock everybody out.
        raise SignInRefused("You cannot close your own account. Ask another administrator.")
    if not user.is_active:
        raise SignInRefused("This account is closed already.")
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(by=by, action="account_closed", subject=user, email=user.email)
    return user


@transaction.atomic
def open_account(*, by: Actor, user: User) -> User:
    """Let ``user`` sign in again. Raises PermissionRefused or SignInRefused."""
    check_has(by, Permission.MANAGE_PEOPLE)
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        raise SignInRefused("This account is open.")
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(by=by, action="account_opened", subject=user, email=user.email)
    return user


@transaction.atomic
def remove_second_step(*, by: Actor, user: User) -> User:
    """Let ``user`` sign in with the password alone: for who lost their phone and their recovery codes.

    Raises PermissionRefused or SignInRefused.
    """
    check_has(by, Permission.MANAGE_PEOPLE)
    if user.pk == by.user_id:
        # On that page they show first that it is they.
        raise SignInRefused("Turn your own second step off on your page “Two-step sign-in”.")
    removed, _ = Authenticator.objects.filter(user_id=user.pk).delete()
    if not removed:
        raise SignInRefused(f"{user.name} has set up no second step.")
    record(by=by, action="second_step_removed", subject=user, email=user.email)
    return user


def has_second_step(user: User) -> bool:
    """Whether signing in as ``user`` needs a code after the password."""
    return bool(Authenticator.objects.filter(user_id=user.pk).exists())
