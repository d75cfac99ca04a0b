"""`inspectorate lab fit`: how often services fall and rise, from what inspections said of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
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

AUTHORITY = "authority"
OF_AUTHORITIES, OF_SETTINGS = ("sif", "ilacs"), ("sccif",)
"""The regimes whose inspections are read where none is named."""
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
        list[str] | None,
        typer.Option(
            help="Inspections under this regime; may be given again. Else SIF and ILACS of authorities, SCCIF of homes."
        ),
    ] = None,
    write: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the fitted model there, for lab to use.")
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Fit the chances of falling and rising of each area to the record of inspections of authorities, or of children's
    homes with --model childrens-homes.

    The likeliest values under a weak prior, with 95% intervals, and what they would be if inspections erred half or
    twice as often as the model says. The results describe the model of services.
    """
    from inspectorate.framework.library import load_library
    from inspectorate.laboratory.fit import under_errors
    from inspectorate.laboratory.fit_record import NothingToFit
    from inspectorate.laboratory.reading import ModelInvalid, read_file

    library = load_library()
    try:
        file = read_file(model)
        regimes = regime or [*(OF_AUTHORITIES if file.applies_to == AUTHORITY else OF_SETTINGS)]
        _check_regimes(library, file, regimes)
        services = _record(library, file, regimes, since or date.min)
        found = under_errors(services, file.model)
    except (ModelInvalid, NothingToFit) as problem:
        fail(str(problem))
    typer.echo(KEPT, err=True)
    rows, said = list(_rows(found)), list(_said(file, services))
    if output is Format.JSON:
        print_json(_as_json(model, regimes, since, found, rows, said))
    elif output is Format.CSV:
        print_csv(rows, COLUMNS)
    else:
        _table(file, found, rows)
        _next_table(file, said)
    if write is not None:
        _write(write, file, found["given"], regimes)


def _check_regimes(library: Library, file: ModelFile, regimes: list[str]) -> None:
    known = sorted({one.regime for one in library.editions.values() if file.applies_to in one.applies_to})
    if not known:
        fail(f"No framework inspects bodies of the type {file.applies_to}; write another applies_to in the model.")
    for regime in regimes:
        if regime not in known:
            inspected = {type_ for one in library.of_regime(regime) for type_ in one.applies_to}
            there = f"There is no regime of {_bodies(file)} called '{regime}'; choose among {', '.join(known)}"
            fail(f"{there}{_models_of(inspected)}.", code=2)


def _models_of(inspected: Collection[str]) -> str:
    """The shipped models of such bodies, as the end of a sentence."""
    from inspectorate.laboratory.reading import model_names, read_file

    found = [name for name in model_names() if read_file(name).applies_to in inspected]
    return f", or give it with --model {' or '.join(found)}" if found else ""


def _bodies(file: ModelFile) -> str:
    """What the bodies of a model are called."""
    from inspectorate.framework.setting_types import setting_types

    plural = "authorities" if file.applies_to == AUTHORITY else setting_types()[file.applies_to].plural
    return plural[:1].lower() + plural[1:]


def _record(library: Library, file: ModelFile, regimes: list[str], since: date) -> tuple[Seen, ...]:
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.laboratory.fit_record import trails
    from inspectorate.webapp.inspections.queries import histories

    return trails(
        histories(kind=AUTHORITY if file.applies_to == AUTHORITY else "setting"),
        library,
        applies_to=file.applies_to,
        areas=tuple(file.judged.get(area, area) for area in file.areas),
        grades=tuple(file.grades),
        regimes=regimes,
        since=since,
    )


def _rows(found: Mapping[str, Fitted]) -> Iterator[dict[str, Any]]:
    from inspectorate.laboratory.fit_file import estimates

    for one, half, twice in zip(*(estimates(found[name]) for name in ("given", "half", "twice")), strict=True):
        yield {**asdict(one), "errors_half": half.value, "errors_twice": twice.value}


def _said(file: ModelFile, services: tuple[Seen, ...]) -> Iterator[dict[str, Any]]:
    from inspectorate.laboratory.fit_record import next_said

    grades = tuple(file.grades)
    for one in next_said(services, len(grades)):
        told = {"grade": grades[one.place], "first_month": one.first, "last_month": one.last}
        yield {**told, "judged": one.judged, "better": one.better, "worse": one.worse}


def _as_json(
    model: str,
    regimes: list[str],
    since: date | None,
    found: Mapping[str, Fitted],
    rows: list[dict[str, Any]],
    said: list[dict[str, Any]],
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
        "next_said": said,
    }


def _table(file: ModelFile, found: Mapping[str, Fitted], rows: list[dict[str, Any]]) -> None:
    labels = {**file.areas, **file.grades, "": ""}
    given = found["given"]
    title = (
        f"{file.label}: per cent, from {given.inspections:,} inspections of {given.services:,} {_bodies(file)} "
        f"({given.pairs:,} after another)"
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


def _next_table(file: ModelFile, said: Iterable[dict[str, Any]]) -> None:
    print_table(
        "What the next inspection said of areas, by the months since",
        ("Judged", "Months since", "Areas", "Better", "Worse"),
        (
            (
                file.grades[one["grade"]],
                f"{one['first_month']} to {one['last_month']}" if one["last_month"] else f"from {one['first_month']}",
                f"{one['judged']:,}",
                *(f"{one[way]:,} ({one[way] / one['judged']:.0%})" for way in ("better", "worse")),
            )
            for one in said
            if one["judged"]
        ),
    )


def _per_cent(value: float) -> str:
    return f"{100 * value:.2f}" if value < 0.1 else f"{100 * value:.1f}"


def _write(path: Path, file: ModelFile, fitted: Fitted, regimes: list[str]) -> None:
    from inspectorate.due.labels import day_text
    from inspectorate.laboratory.fit_file import as_yaml, fitted_file

    told = (
        f"Fitted by inspectorate lab fit on {day_text(today())} to {fitted.inspections:,} inspections of "
        f"{fitted.services:,} {_bodies(file)} under {' and '.join(regimes)}"
    )
    try:
        path.write_text(as_yaml(fitted_file(file, fitted, told)), encoding="utf-8")
    except OSError as error:
        fail(f"{path} cannot be written ({error.strerror}); name a file in a directory that you may write to.")
    typer.echo(f"The fitted model is in {path}.", err=True)
