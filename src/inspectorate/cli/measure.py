"""`inspectorate measure`: how accurate the measure is. Each command is a module of its own."""

from __future__ import annotations

import typer

from inspectorate.cli.measure_agreement import agreement
from inspectorate.cli.measure_context import context
from inspectorate.cli.measure_design import design
from inspectorate.cli.measure_overall import overall
from inspectorate.cli.measure_severity import severity


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="How accurate the measure is.", no_args_is_help=True)
    group.command("agreement")(agreement)
    group.command("design")(design)
    group.command("context")(context)
    group.command("overall")(overall)
    group.command("severity")(severity)
    app.add_typer(group, name="measure")
