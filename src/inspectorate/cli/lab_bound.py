"""`inspectorate lab bound`: the least harm that any policy could do with the inspector-days there are."""

from __future__ import annotations

from typing import Annotated

import typer

from inspectorate.cli.output import Format, fail, print_csv, print_json, print_table

COLUMNS = {
    "inspector_days_a_year": "Inspector-days a year",
    "least_harm": "Least harm of any policy",
    "harm_without_inspection": "Harm without any inspection",
    "price_of_a_day": "Harm that one more day could avert at most",
}


def _days(text: str) -> float:
    """A number as the command takes it; one below 0 is no option. Raises BadParameter with a sentence."""
    try:
        return float(text)
    except ValueError as error:
        raise typer.BadParameter(f"'{text}' is no number of inspector-days, and no option of this command.") from error


def bound(
    days: Annotated[
        list[float],
        typer.Argument(
            parser=_days, metavar="days", help="Inspector-days a year for all services; several may be given."
        ),
    ],
    regime: Annotated[
        list[str] | None, typer.Option(help="Regimes or editions whose events may be used; else ilacs.")
    ] = None,
    services: Annotated[int, typer.Option(help="How many services.")] = 153,
    years: Annotated[int, typer.Option(help="How many years.", min=1, max=50)] = 10,
    seed: Annotated[int, typer.Option(help="The services are drawn by this.", min=0)] = 0,
    model: Annotated[str, typer.Option(help="A model that ships with the software, or a file.")] = "authorities",
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """What no policy can go below, however clever: a limit to hold every regime against.

    Harm is in months of children, weighted by the grade of the area that they are in.
    """
    from inspectorate.framework.library import load_library
    from inspectorate.laboratory.asking import AskedWrongly, answerable
    from inspectorate.laboratory.bound import bound as least
    from inspectorate.laboratory.compare import events
    from inspectorate.laboratory.exact import harm_without_events
    from inspectorate.laboratory.question import Question
    from inspectorate.laboratory.told import CAUTION

    try:
        meant = [
            answerable(
                Question(
                    tuple(regime or ("ilacs",)),
                    model=model, services=services, years=years, seed=seed, days_a_year=one,
                ),
                load_library(),
            )
            for one in days
        ]  # fmt: skip
    except AskedWrongly as problem:
        fail(str(problem))
    of, country, months = meant[0].file.model, meant[0].services, meant[0].asked.months
    alone = harm_without_events(of, country, months=months)
    rows = []
    for one, asked in zip(days, meant, strict=True):
        found = least(of, country, events(asked.asked.regimes), days=one * years, months=months)
        rows.append(dict(zip(COLUMNS, (one, found.harm, alone, found.price), strict=True)))
    if output is Format.JSON:
        print_json({"caution": CAUTION, "services": len(country), "months": months, "seed": seed, "bounds": rows})
    elif output is Format.CSV:
        print_csv(rows, tuple(COLUMNS))
    else:
        title = f"{len(country)} services, {months} months"
        print_table(title, tuple(COLUMNS.values()), ([f"{value:,.0f}" for value in row.values()] for row in rows))
        typer.echo(CAUTION)
