"""`inspectorate lab`: the laboratory of inspection regimes on invented services."""

from __future__ import annotations

import typer

from inspectorate.cli import lab_fit


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="The laboratory: regimes compared on a model of services.", no_args_is_help=True)
    group.command("fit")(lab_fit.fit)
    app.add_typer(group, name="lab")
