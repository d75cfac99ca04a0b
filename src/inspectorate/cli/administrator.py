"""`inspectorate administrator`: the first person who can sign in, and the way back in when nobody can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from inspectorate.cli.output import fail

if TYPE_CHECKING:
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.accounts.models import User


def register(app: typer.Typer) -> None:
    app.command("administrator")(administrator)


def administrator(
    email: Annotated[str, typer.Argument(help="The email address with which they sign in.")],
    name: Annotated[str, typer.Option(help="Their full name; needed when they have no account yet.")] = "",
    organisation: Annotated[str, typer.Option(help="The inspectorate that they work for.")] = "The inspectorate",
    address: Annotated[str, typer.Option(help="Where the pages are served.")] = "http://127.0.0.1:8000",
) -> None:
    """Make somebody an administrator and print a link with which they set a password. They add everybody else."""
    from inspectorate.cli.database import open_database

    open_database()
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.accounts.sign_in import make_link

    by = Actor.command_line()
    try:
        with transaction.atomic():
            user = _person(by, email, name)
            _let_manage(by, user, organisation)
            link = make_link(by=by, user=user)
    except ValidationError as refusal:
        fail(" ".join(refusal.messages))
    typer.echo(f"{user.name} is an administrator. The link works once, for 3 days:", err=True)
    typer.echo(address.rstrip("/") + link)


def _person(by: Actor, email: str, name: str) -> User:
    from inspectorate.webapp.accounts.actions import create_person
    from inspectorate.webapp.accounts.models import User
    from inspectorate.webapp.accounts.sign_in import open_account

    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        if not name:
            fail(f"Nobody has an account with the address {email}. Give their name with --name to add them.")
        return create_person(by=by, email=email, name=name)
    return user if user.is_active else open_account(by=by, user=user)


def _let_manage(by: Actor, user: User, name: str) -> None:
    from django.utils import timezone

    from inspectorate.webapp.accounts.actions import create_organisation, give_role
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.accounts.models import Organisation
    from inspectorate.webapp.accounts.roles import OrganisationKind, Role

    if Role.ADMINISTRATOR in Actor.of(user).roles:
        return
    kind = OrganisationKind.INSPECTORATE
    place = Organisation.objects.filter(kind=kind.value, name=name).first()
    place = place or create_organisation(by=by, kind=kind, name=name)
    give_role(by=by, user=user, organisation=place, role=Role.ADMINISTRATOR, first=timezone.localdate())
