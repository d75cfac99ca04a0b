"""`inspectorate import`: load published files into the record, and say what was and was not taken."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspectorate.cli.output import fail, print_table, progress, tell_kept_aside

if TYPE_CHECKING:
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.inspections.importing import Imported


def register(app: typer.Typer) -> None:
    app.command("import")(import_files)
    group = typer.Typer(help="What was loaded from files.", no_args_is_help=True)
    group.command("list")(list_runs)
    group.command("reverse")(reverse)
    group.command("map")(map_text)
    group.command("again")(again)
    app.add_typer(group, name="imports")


def import_files(
    files: Annotated[list[Path], typer.Argument(help="Published files: ODS, XLSX, CSV or Parquet, in any order.")],
    kept_aside: Annotated[
        Path | None, typer.Option(help="Where to write the list of what was kept aside; else var/kept-aside.csv.")
    ] = None,
    strict: Annotated[bool, typer.Option(help="Exit 1 when anything was kept aside.")] = False,
) -> None:
    """Load published files. Each is recognised by what its headings mean; the same file twice changes nothing.

    A file that cannot be read is told in one sentence, and the other files are still loaded.
    """
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.formats.model import FormatError
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.inspections.importing import import_file

    by, done, refused = Actor.command_line(), [], 0
    for number, path in enumerate(files, start=1):
        typer.echo(f"[{number} of {len(files)}] {path.name}", err=True)
        try:
            with progress("Placing rows") as tell:
                done.append(import_file(by=by, path=path, tell=tell))
        except FormatError as problem:
            typer.echo(f"  {problem}", err=True)
            refused += 1
        except OSError as problem:
            typer.echo(f"  {path.name} cannot be opened: {problem.strerror}.", err=True)
            refused += 1
        else:
            _tell(done[-1])
    _write_list(done, kept_aside)
    aside = sum(one.run.kept_aside for one in done)
    if refused or (strict and aside):
        raise typer.Exit(1)


def _tell(done: Imported) -> None:
    run = done.run
    typer.echo(
        f"  {run.accepted} new, {run.unchanged} unchanged, {run.corrected} added to or corrected, "
        f"{run.kept_aside} kept aside.",
        err=True,
    )
    for words in (*_tables(done.reading.recognised), *done.reading.unread):
        typer.echo(f"  - {words}", err=True)
    rows = [row.frozen for row in run.rows_kept_aside.select_related("run")]
    tell_kept_aside(rows, others="; the list has them all")


def _tables(recognised: Iterable[str]) -> list[str]:
    """What was recognised, in a line for each sheet and kind of table: a sheet may hold a dozen small tables."""
    found = Counter(
        (words.partition(": ")[0].partition(", row ")[0], words.rpartition(": ")[2]) for words in recognised
    )
    return [
        f"{sheet}: {what}" + (f" ({number} tables)" if number > 1 else "") for (sheet, what), number in found.items()
    ]


def _write_list(done: list[Imported], path: Path | None) -> None:
    """All that was kept aside, as a CSV that a person can fill in and give back."""
    from django.conf import settings

    from inspectorate.formats.kept_aside import kept_aside_csv

    rows = [row.frozen for one in done for row in one.run.rows_kept_aside.select_related("run")]
    if rows:
        target = path or Path(settings.VAR) / "kept-aside.csv"
        target.write_text(kept_aside_csv(rows), encoding="utf-8-sig")
        shown = os.path.relpath(target)
        counted = "1 row was" if len(rows) == 1 else f"{len(rows)} rows were"
        typer.echo(f"{counted} kept aside; {shown} lists each with its reason and what would mend it.", err=True)


def list_runs() -> None:
    """Every file that was loaded, newest first."""
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.webapp.inspections.models import ImportRun

    rows = (
        (
            str(run.pk),
            run.file,
            run.state,
            f"{run.started_at:%Y-%m-%d %H:%M}",
            run.started_by,
            str(run.accepted),
            str(run.unchanged),
            str(run.corrected),
            str(run.kept_aside),
        )
        for run in ImportRun.objects.all()
    )
    heads = ("Run", "File", "State", "Started", "By", "New", "Unchanged", "Corrected", "Kept aside")
    print_table("Imports", heads, rows)


def reverse(number: Annotated[int, typer.Argument(help="The number of the run, from `imports list`.")]) -> None:
    """Take what a run added out of view. Nothing is removed; importing the file again brings it back."""
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.inspections.importing import reverse_import
    from inspectorate.webapp.inspections.models import ImportRun
    from inspectorate.webapp.inspections.queries import untold

    run = ImportRun.objects.filter(pk=number).first()
    if run is None:
        fail(f"There is no import {number}; `inspectorate imports list` shows them.")
    reverse_import(by=Actor.command_line(), run=run)
    typer.echo(f"Import {number} of {run.file} is reversed.", err=True)
    if left := len(untold()):
        what = "1 inspection is" if left == 1 else f"{left} inspections are"
        typer.echo(f"{what} out of view: only the reversed file told of which kind they were.", err=True)


def map_text(
    unknown: Annotated[str, typer.Argument(help="What the text is: name, grade, event or date.")],
    text: Annotated[str, typer.Argument(help="The source's own words, as the kept-aside list has them.")],
    value: Annotated[str, typer.Argument(help="What they mean: a code of the register, a grade, a kind, a day.")],
) -> None:
    """Say what one unknown text means; `imports again` then reads the files that were kept aside."""
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.inspections.actions import EventRefused, map_unknown

    try:
        map_unknown(by=Actor.command_line(), unknown=unknown, text=text, value=value)
    except EventRefused as problem:
        fail(str(problem))
    typer.echo(f"“{text}” now means {value}; `inspectorate imports again` reads those files with it.", err=True)


def again(
    answers: Annotated[
        Path | None,
        typer.Argument(help="The list of kept-aside rows with its column map_to filled in; else old answers."),
    ] = None,
) -> None:
    """Read the files of which rows were kept aside again, with what has been said since about unknown texts."""
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.inspections.importing import run_again
    from inspectorate.webapp.inspections.queries import kept_aside

    by = Actor.command_line()
    if answers is not None:
        _take_answers(by, answers)
    for run in {row.run.file: row.run for row in kept_aside()}.values():
        typer.echo(run.file, err=True)
        with progress("Placing rows") as tell:
            done = run_again(by=by, run=run, tell=tell)
        _tell(done)


def _take_answers(by: Actor, answers: Path) -> None:
    """Store each answer of a filled-in list: all of them, or none and a sentence about the one that is wrong."""
    from django.db import transaction

    from inspectorate.formats.kept_aside import read_mappings
    from inspectorate.formats.model import FormatError
    from inspectorate.webapp.inspections.actions import EventRefused, map_unknown

    try:
        with transaction.atomic():
            for (unknown, text), value in read_mappings(answers).items():
                map_unknown(by=by, unknown=unknown, text=text, value=value)
    except (FormatError, EventRefused) as problem:
        fail(str(problem))
