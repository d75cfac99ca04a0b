"""`inspectorate measure design`: how many paired inspections for which certainty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspectorate.cli.output import Format, fail, print_csv, print_json, print_table

if TYPE_CHECKING:
    from inspectorate.measurement.paired_design import Told

USUAL = 0.1
COLUMNS = ("statistic", "expected", "pairs", "low", "high", "half_width", "interval", "enough")
HEADS = ("Statistic", "Expected", "Pairs", "Interval", "Half its width", "By")


def design(
    agreement: Annotated[float, typer.Option(help="Share of pairs that are expected to give the same grade.")] = 0.9,
    half_width: Annotated[
        float | None, typer.Option(help="Half the width of the interval wanted; 0.1 unless --pairs is given.")
    ] = None,
    pairs: Annotated[int | None, typer.Option(min=1, help="So many pairs: what interval do they give?")] = None,
    steps: Annotated[int, typer.Option(min=2, max=20, help="Grades of the scale, each as frequent.")] = 4,
    shares: Annotated[str, typer.Option(help="Their shares instead, the best first, as 0.1,0.46,0.32,0.12.")] = "",
    anywhere: Annotated[
        bool, typer.Option("--anywhere", help="Who disagree do so on any grades, not mostly on neighbouring ones.")
    ] = False,
    level: Annotated[float, typer.Option(min=0.5, max=0.999, help="Level of the interval.")] = 0.95,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """How many pairs of inspections it takes to know agreement so well, or what so many pairs tell.

    JSON: agreement, chance (the agreement of two who grade at random), shares, apart and level; half_width and pairs,
    whichever was asked, the other null; statistics with exact_agreement, kappa and weighted_kappa (by squares), each
    with expected, pairs, low, high, half_width, interval (wilson or delta), enough (false: fewer pairs than the
    formula is good for).
    """
    from inspectorate.measurement.paired_design import Apart, expected, needed_for, told_by

    if half_width is not None and pairs is not None:
        fail("Give --half-width, to learn how many pairs it takes, or --pairs, to learn what they tell.", code=2)
    given = _read(shares) if shares else [1 / steps] * steps
    apart = Apart.ANYWHERE if anywhere else Apart.NEAR
    if half_width is None and pairs is None:
        half_width = USUAL
    try:
        planned = expected(agreement, given, apart)
        told = told_by(planned, pairs, level=level) if pairs else needed_for(planned, half_width or 0, level=level)
    except ValueError as problem:
        fail(str(problem), code=2)
    statistics = {name: _values(name, one) for name, one in told.items()}
    if output is Format.JSON:
        asked = {"agreement": agreement, "chance": planned.chance, "shares": given, "apart": apart, "level": level}
        print_json(asked | {"half_width": half_width, "pairs": pairs, "statistics": statistics})
    elif output is Format.CSV:
        print_csv(({"statistic": name} | values for name, values in statistics.items()), COLUMNS)
    else:
        title = f"{agreement:.0%} agreement expected, {planned.chance:.0%} by chance alone; {level:.0%} intervals"
        print_table(title, HEADS, (_shown(name, values) for name, values in statistics.items()))
    few = [_name(name) for name, one in told.items() if not one.enough]
    if few:
        typer.echo(f"So few pairs make the interval of {' and '.join(few)} look surer than it is.", err=True)


def _read(shares: str) -> list[float]:
    try:
        return [float(share) for share in shares.split(",")]
    except ValueError:
        fail(f"--shares is numbers with commas between, such as 0.1,0.46,0.32,0.12, not '{shares}'.", code=2)


def _values(name: str, told: Told) -> dict[str, Any]:
    interval = told.interval
    return {
        "expected": interval.value,
        "pairs": told.pairs,
        "low": interval.low,
        "high": interval.high,
        "half_width": told.half_width,
        "interval": "wilson" if name == "exact_agreement" else "delta",
        "enough": told.enough,
    }


def _shown(name: str, values: dict[str, Any]) -> tuple[str, ...]:
    interval = f"{values['low']:.3f} to {values['high']:.3f}"
    ends = (f"{values['pairs']:,}", interval, f"{values['half_width']:.3f}", values["interval"])
    return (_name(name).capitalize(), f"{values['expected']:.3f}", *ends)


def _name(statistic: str) -> str:
    return statistic.replace("_", " ")
