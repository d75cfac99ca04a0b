"""`inspectorate lab fit`: how often services fall and rise, from what inspections said of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspectorate.cli.output import Format, day, fail, print_csv, print_json, print_table, today

if TYPE_CHECKING:
    from inspectorate.framework.library import Library
    from inspectorate.laboratory.fit import Fitted
    from inspectorate.laboratory.likelihood import Seen
    from inspectorate.laboratory.model_file import ModelFile

REGIMES = ("sif", "ilacs")
COLUMNS = ("parameter", "area", "grade", "value", "low", "high", "errors_half", "errors_twice")
WORDS = {"worse": "Falls, a month", "better": "Rises, a month", "start": "Begins there", "alike": "Areas begin alike"}
KEPT = (
    "Kept as given: the shock, the leaders' effect, deprivation, signals, harm, and what inspections and visits see "
    "and change. One record hardly tells their errors from change, so that the fit is shown under three levels of them."
)


def fit(
    model: Annotated[str, typer.Option(help="The model to fit: a shipped one, or a file.")] = "authorities",
    since: Annotated[
        date | None,
        typer.Option("--from", parser=day, metavar="DAY", help="Only inspections carried out from this day on."),
    ] = None,
    regime: Annotated[
        list[str] | None, typer.Option(help="Inspections under this regime; may be given again. Else SIF and ILACS.")
    ] = None,
    write: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the fitted model there, for lab to use.")
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Fit the chances of falling and rising of each area to the record of inspections of authorities.

    The likeliest values under a weak prior, with 95% intervals, and what they would be if inspections erred half or
    twice as often as the model says. The results describe the model of services.
    """
    from inspectorate.framework.library import load_library
    from inspectorate.laboratory.fit import under_errors
    from inspectorate.laboratory.fit_record import NothingToFit
    from inspectorate.laboratory.reading import ModelInvalid, read_file

    library = load_library()
    regimes = regime or [*REGIMES]
    _check_regimes(library, regimes)
    try:
        file = read_file(model)
        _check_bodies(file)
        services = _record(library, file, regimes, since or date.min)
        found = under_errors(services, file.model)
    except (ModelInvalid, NothingToFit) as problem:
        fail(str(problem))
    typer.echo(KEPT, err=True)
    rows = list(_rows(found))
    if output is Format.JSON:
        print_json(_as_json(model, regimes, since, found, rows))
    elif output is Format.CSV:
        print_csv(rows, COLUMNS)
    else:
        _table(file, found, rows)
    if write is not None:
        _write(write, file, found["given"], regimes)


def _check_regimes(library: Library, regimes: list[str]) -> None:
    known = sorted({one.regime for one in library.editions.values() if "authority" in one.applies_to})
    for regime in regimes:
        if regime not in known:
            fail(f"There is no regime of authorities called '{regime}'; choose among {', '.join(known)}.", code=2)


def _check_bodies(file: ModelFile) -> None:
    if file.applies_to != "authority":
        fail(
            f"The model “{file.label}” is of the type {file.applies_to.replace('_', ' ')}; only models of"
            " authorities are fitted to the record."
        )


def _record(library: Library, file: ModelFile, regimes: list[str], since: date) -> tuple[Seen, ...]:
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.laboratory.fit_record import trails
    from inspectorate.webapp.inspections.queries import histories

    return trails(
        histories(), library, areas=tuple(file.areas), grades=tuple(file.grades), regimes=regimes, since=since
    )


def _rows(found: Mapping[str, Fitted]) -> Iterator[dict[str, Any]]:
    from inspectorate.laboratory.fit_file import estimates

    for one, half, twice in zip(*(estimates(found[name]) for name in ("given", "half", "twice")), strict=True):
        yield {**asdict(one), "errors_half": half.value, "errors_twice": twice.value}


def _as_json(
    model: str, regimes: list[str], since: date | None, found: Mapping[str, Fitted], rows: list[dict[str, Any]]
) -> dict[str, Any]:
    given = found["given"]
    return {
        "model": model,
        "regimes": regimes,
        "from": since,
        "services": given.services,
        "inspections": given.inspections,
        "pairs": given.pairs,
        "log_likelihood": {name: one.log_likelihood for name, one in found.items()},
        "estimates": rows,
    }


def _table(file: ModelFile, found: Mapping[str, Fitted], rows: list[dict[str, Any]]) -> None:
    labels = {**file.areas, **file.grades, "": ""}
    given = found["given"]
    title = (
        f"{file.label}: per cent, from {given.inspections} inspections of {given.services} authorities "
        f"({given.pairs} after another)"
    )
    heads = ("", "Area", "Grade", "Likeliest", "95% interval", "Errors half", "Errors twice")
    print_table(
        title,
        heads,
        (
            (
                WORDS[row["parameter"]],
                labels[row["area"]],
                labels[row["grade"]],
                _per_cent(row["value"]),
                f"{_per_cent(row['low'])} to {_per_cent(row['high'])}",
                _per_cent(row["errors_half"]),
                _per_cent(row["errors_twice"]),
            )
            for row in rows
        ),
    )
    agrees = ", ".join(f"{name} {one.log_likelihood:.1f}" for name, one in found.items())
    typer.echo(f"Log-likelihood by the level of errors: {agrees}.")


def _per_cent(value: float) -> str:
    return f"{100 * value:.2f}" if value < 0.1 else f"{100 * value:.1f}"


def _write(path: Path, file: ModelFile, fitted: Fitted, regimes: list[str]) -> None:
    from inspectorate.due.labels import day_text
    from inspectorate.laboratory.fit_file import as_yaml, fitted_file

    told = (
        f"Fitted by inspectorate lab fit on {day_text(today())} to {fitted.inspections} inspections of "
        f"{fitted.services} authorities under {' and '.join(regimes)}"
    )
    try:
        path.write_text(as_yaml(fitted_file(file, fitted, told)), encoding="utf-8")
    except OSError as error:
        fail(f"{path} cannot be written ({error.strerror}); name a file in a directory that you may write to.")
    typer.echo(f"The fitted model is in {path}.", err=True)
