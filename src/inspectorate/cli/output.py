"""What commands print: data on stdout as a table, JSON or CSV; everything else on stderr."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from inspectorate.calendars import LONDON, countable

if TYPE_CHECKING:
    from inspectorate.formats.model import KeptAside
    from inspectorate.history.model import Body

ROWS_ASIDE = 10
"""Of the rows that a list kept aside, so many are shown."""


class Format(StrEnum):
    """How data are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def day(text: str) -> date:
    """A day as commands take it. Raises BadParameter, which ends the command with 2 and a sentence."""
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"'{text}' is not a day; write it like 2019-06-01.") from error
    if not countable(found):
        raise typer.BadParameter(f"'{text}' is too near the end of the calendar to count from; ask about a nearer day.")
    return found


def today() -> date:
    """Today in London: what a command means where no day is named."""
    return datetime.now(LONDON).date()


def fail(message: str, *, code: int = 1) -> NoReturn:
    """End the command with one sentence on stderr."""
    typer.echo(message, err=True)
    raise typer.Exit(code)


def body_json(body: Body) -> dict[str, str]:
    """A body as every command names it."""
    return {"id": body.id, "kind": body.kind, "code": body.code, "name": body.name}


KINDS = {"authorities": "authority", "settings": "setting"}


def check_kind(applies_to: str, allowed: Collection[str] = ("authorities",)) -> str:
    """The kind of body that a command is asked about; ends it with 2 and a sentence where that is not ``allowed``."""
    if applies_to not in allowed:
        choices = " or ".join(allowed)
        fail(f"There is no kind of body called '{applies_to}' here; choose {choices}.", code=2)
    return KINDS[applies_to]


def check_type(type_: str | None, kind: str) -> None:
    """End the command with 2 and a sentence where a type of setting is named that there is not, or of another kind."""
    from inspectorate.framework.setting_types import setting_types

    if type_ is not None and kind != "setting":
        fail("--type speaks of settings; add --applies-to settings.", code=2)
    if type_ is not None and type_ not in setting_types():
        fail(f"There is no type of setting called '{type_}'; choose {', '.join(setting_types())}.", code=2)


def print_json(value: Any) -> None:
    """One JSON value; days as ISO text."""
    json.dump(value, sys.stdout, default=_plain, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def stream_json(values: Iterable[Any]) -> None:
    """A JSON list, written value by value as they come, so that a long one needs no memory."""
    separator = "[\n"
    for value in values:
        sys.stdout.write(separator + json.dumps(value, default=_plain, ensure_ascii=False))
        separator = ",\n"
    sys.stdout.write("[]\n" if separator == "[\n" else "\n]\n")


def print_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Comma-separated rows under a heading."""
    writer = csv.DictWriter(sys.stdout, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table for people; colours and borders only on a terminal."""
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=SIMPLE)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console(highlight=False, width=None if sys.stdout.isatty() else 160).print(table)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON form here")


@contextmanager
def progress(doing: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr for long work: it is told how much of how much is done; nothing where no person looks on."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("  Reading", total=None)

        def tell(done: int, of: int) -> None:
            bar.update(task, description=f"  {doing}", completed=done, total=of)

        yield tell


def tell_kept_aside(rows: Sequence[KeptAside], *, others: str = "") -> None:
    """The first rows that a list kept aside: where, what, why and the mend. ``others`` says where the rest is."""
    for row in rows[:ROWS_ASIDE]:
        place, number = row.place, f"row {row.place.row}" if row.place.row else ""
        where = ", ".join(filter(None, (place.file, place.sheet, number, place.column)))
        text = f"“{row.text}”. " if row.text else ""
        said = " ".join(words if words.endswith((".", "!", "?")) else f"{words}." for words in (row.reason, row.mend))
        typer.echo(f"kept aside: {where}: {text}{said}", err=True)
    if len(rows) > ROWS_ASIDE:
        typer.echo(f"… and {len(rows) - ROWS_ASIDE} more{others}.", err=True)
