"""`inspectorate example`: an invented country to look around in."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from inspectorate.cli.output import day, fail, progress


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="An invented country, to look around in.", no_args_is_help=True)
    group.callback()(_group)
    group.command("load")(load)
    app.add_typer(group, name="example")


def _group() -> None:
    # A callback keeps `example load` a command of a group while it has a single one.
    return None


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
