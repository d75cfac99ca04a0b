"""`inspectorate example`: an invented country to look around in."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from inspectorate.cli.output import day, fail, progress


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="An invented country, to look around in.", no_args_is_help=True)
    group.command("load")(load)
    group.command("workforce")(workforce)
    app.add_typer(group, name="example")


def load(
    authorities: Annotated[int, typer.Option(min=4, max=150, help="How many authorities.")] = 40,
    settings: Annotated[int, typer.Option(min=0, help="How many settings; 100,000 take some minutes.")] = 300,
    seed: Annotated[int, typer.Option(help="The same seed gives the same country.")] = 1,
    until: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="The last day of its history; else today.")
    ] = None,
) -> None:
    """Fill an empty database with the invented country; one that holds bodies already is refused."""
    from inspectorate.cli.database import open_database

    open_database()
    from django.utils import timezone

    from inspectorate.example.loading import ExampleRefused, load_example
    from inspectorate.webapp.accounts.actors import Actor

    last = until or timezone.localdate()
    try:
        with progress("Loading settings") as tell:
            loaded = load_example(
                by=Actor.command_line(), size=authorities, seed=seed, until=last, settings=settings, tell=tell
            )
    except ExampleRefused as refusal:
        fail(str(refusal))
    typer.echo("Loaded " + ", ".join(f"{number} {name}" for name, number in loaded.items()) + ".", err=True)


def workforce(
    inspectors: Annotated[int | None, typer.Option(min=1, max=3_000, help="How many; else by the bodies.")] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same workforce.")] = 1,
    from_: Annotated[
        date | None, typer.Option("--from", parser=day, metavar="DAY", help="From when they are planned; else today.")
    ] = None,
    weeks: Annotated[int, typer.Option(min=1, max=260, help="For how many weeks they have leave and training.")] = 104,
) -> None:
    """Add an invented workforce to the bodies on record, real ones too; a database that has one is refused."""
    from inspectorate.cli.database import open_database

    open_database()
    from django.utils import timezone

    from inspectorate.example.workforce import WorkforceThere, load_workforce
    from inspectorate.webapp.accounts.actors import Actor

    first = from_ or timezone.localdate()
    try:
        number = load_workforce(by=Actor.command_line(), seed=seed, first=first, inspectors=inspectors, weeks=weeks)
    except WorkforceThere as refusal:
        fail(str(refusal))
    typer.echo(f"Added {number} inspectors.", err=True)
