"""`inspectorate reports`: publishing what was released, and checking the chain of what was published."""

from __future__ import annotations

from typing import Annotated

import typer

from inspectorate.cli.output import Format, print_json


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="Published reports.", no_args_is_help=True)
    group.command("publish")(publish)
    group.command("verify")(verify)
    app.add_typer(group, name="reports")


def publish() -> None:
    """Publish every released report whose time has come; exit 1 where one is refused, which keeps no other back.

    The worker does this by itself; it is safe to do twice.
    """
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.casework.actions.release import publish_due

    tried = publish_due(by=Actor.command_line())
    for one in tried:
        if one.version:
            typer.echo(f"Published version {one.version.number} of {one.case.slug}: {one.case.body}.")
        else:
            typer.echo(f"Not published, {one.case.slug}: {one.case.body}. {one.refused}", err=True)
    raise typer.Exit(0 if all(one.version for one in tried) else 1)


def verify(format: Annotated[Format, typer.Option(help="How to print it.")] = Format.TABLE) -> None:
    """Check that every published version is, byte for byte, what was published; exit 1 where one is not."""
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.webapp.casework.chain import verify as faults_of
    from inspectorate.webapp.casework.models import Version

    faults, count = faults_of(), Version.objects.count()
    if format is Format.JSON:
        print_json({"versions": count, "faults": faults})
    else:
        typer.echo("\n".join(faults) or f"Every one of {count} published versions is as it was published.")
    raise typer.Exit(1 if faults else 0)
