"""`inspectorate measure severity`: how far lead inspectors lie apart, of all together and never of one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspectorate.cli.output import Format, fail, print_csv, print_json, print_table, tell_kept_aside

if TYPE_CHECKING:
    from inspectorate.measurement.intervals import Estimate
    from inspectorate.measurement.severity_spread import Spread

COLUMNS = ("figure", "area", "value", "low", "high", "inspectors")
HEADS = ("Figure", "Area", "Value", "95% interval", "Inspectors")
WORDS = {"severity": "spread of severities, in logits", "odds": "odds of a worse grade, the stricter of two",
         "share": "share of the variance of a judgement"}  # fmt: skip


def severity(
    file: Annotated[Path, typer.Argument(help="A list with the columns body, area, lead, day, grade.")],
    strict: Annotated[bool, typer.Option(help="Exit 1 when anything was kept aside.")] = False,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """How far apart lead inspectors grade, beside how services stand and change; nobody's own severity is told.

    JSON: inspectors, bodies, judgements and sets (of bodies that no inspector links: more than one weakens every
    figure); severity (standard deviation in logits) and odds (of a worse grade, the stricter of two inspectors against
    the other, in the median), each with value, low, high; areas, each with the inspectors' share of the variance of a
    judgement. What rests on fewer than five inspectors or bodies is null.
    """
    from inspectorate.formats.grading_lists import FOUR_GRADES
    from inspectorate.formats.judgement_lists import read_judgement_list
    from inspectorate.formats.model import FormatError
    from inspectorate.measurement.severity import Judgement, judgements
    from inspectorate.measurement.severity_fit import fit
    from inspectorate.measurement.severity_spread import spread

    try:
        reading = read_judgement_list(file)
    except FormatError as problem:
        fail(str(problem))
    except OSError as problem:
        fail(f"{file.name} cannot be opened: {problem.strerror}.")
    tell_kept_aside(reading.kept_aside)
    rows = (Judgement(one.body, one.area, one.lead, one.day, one.grade) for one in reading.said)
    try:
        told = spread(fit(judgements(rows, FOUR_GRADES)))
    except ValueError as problem:
        fail(f"{file.name}: {problem}")
    if told.severity is None:
        typer.echo("Fewer than five inspectors led these inspections, so nothing is told of them.", err=True)
    if told.sets > 1:
        typer.echo(
            f"No inspector links the {told.sets} sets into which these bodies fall: between them a strict inspector "
            "cannot be told from a poor service.",
            err=True,
        )
    _print(told, output)
    if strict and reading.kept_aside:
        raise typer.Exit(1)


def _print(told: Spread, output: Format) -> None:
    figures = [("severity", "", told.severity), ("odds", "", told.odds)]
    figures += [("share", area, share) for area, share in told.shares.items()]
    if output is Format.JSON:
        areas = [{"area": area, "share": _values(share)} for area, share in told.shares.items()]
        counts = {name: getattr(told, name) for name in ("inspectors", "bodies", "judgements", "sets")}
        print_json({**counts, "severity": _values(told.severity), "odds": _values(told.odds), "areas": areas})
    elif output is Format.CSV:
        lines = ((figure, area, _values(one) or {}) for figure, area, one in figures)
        print_csv(({"figure": figure, "area": area, **values} for figure, area, values in lines), COLUMNS)
    else:
        title = f"{told.judgements} judgements of {told.bodies} bodies by {told.inspectors} lead inspectors"
        print_table(title, HEADS, ((WORDS[figure], area, *_words(one)) for figure, area, one in figures))


def _values(one: Estimate | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {"value": round(one.value, 4), "low": round(one.low, 4), "high": round(one.high, 4), "inspectors": one.n}


def _words(one: Estimate | None) -> tuple[str, str, str]:
    if one is None:
        return ("too few to tell", "", "")
    return (f"{one.value:.3f}", f"{one.low:.3f} to {one.high:.3f}", str(one.n))
