"""`inspectorate lab`: the laboratory of inspection regimes on invented services."""

from __future__ import annotations

import typer

from inspectorate.cli import lab_bound, lab_compare, lab_fit


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="The laboratory: regimes compared on a model of services.", no_args_is_help=True)
    # So that a number below 0 is answered as one, and not taken for an option.
    group.command("bound", context_settings={"ignore_unknown_options": True})(lab_bound.bound)
    group.command("compare")(lab_compare.compare)
    group.command("fit")(lab_fit.fit)
    app.add_typer(group, name="lab")
