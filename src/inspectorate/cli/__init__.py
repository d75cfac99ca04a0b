"""The command line: `inspectorate COMMAND`, the same functions as the pages.

Each command group is one module of this package. A module that offers commands has a function
`register(app: typer.Typer) -> None` that adds them; `build` finds and calls these, in order of module name.
Modules keep their top-level imports light (no Django models, no polars): `inspectorate --help` imports all of them.

stdout carries only the data asked for, messages go to stderr. Exit 0 on success, 1 when the answer is no, 2 on misuse.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer


def build() -> "typer.Typer":
    """The application with every command that a module of this package registers."""
    import typer

    app = typer.Typer(
        name="inspectorate",
        help="Runs a proportionate inspection regime for children's social care.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        # Plain text reads the same in a terminal, a pipe and the generated reference pages.
        rich_markup_mode=None,
    )
    app.callback()(_root)
    for module in sorted(info.name for info in iter_modules(__path__)):
        register = getattr(import_module(f"{__name__}.{module}"), "register", None)
        if register is not None:
            register(app)
    return app


def _root() -> None:
    # A callback keeps `inspectorate COMMAND` a group of commands even while it has a single one.
    return None


def main() -> None:
    build()()
