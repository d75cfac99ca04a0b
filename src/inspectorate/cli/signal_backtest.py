"""`inspectorate backtest signals`: how good forecasts of grades were, by what was known before each inspection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any

import typer

from inspectorate.cli.output import Format, check_kind, day, fail, print_json, print_table, progress

WORDS = {
    "nowcast": "Nowcast",
    "signals": "Nowcast with signals",
    "last_grade": "Last grade again",
    "base_rate": "Base rate",
    "random": "Random",
}
COLUMNS = (
    "Forecast",
    "Cases",
    "RPS (less is better)",
    "Weighted kappa",
    "AUC inadequate",
    "AUC decline",
    "Inadequate in first half",
    "Days earlier",
)
Day = date | None


def backtest_signals(
    from_day: Annotated[
        Day, typer.Option("--from", parser=day, metavar="DAY", help="First day of inspections.")
    ] = None,
    to_day: Annotated[Day, typer.Option("--to", parser=day, metavar="DAY", help="Last day of inspections.")] = None,
    train_to: Annotated[
        Day,
        typer.Option(parser=day, metavar="DAY", help="Forecast all from this one day, and not from every quarter."),
    ] = None,
    applies_to: Annotated[str, typer.Option(help="Which bodies: authorities or settings.")] = "authorities",
    area: Annotated[str, typer.Option(help="Which judgement, as the framework in force names it.")] = "overall",
    shuffle: Annotated[
        int | None, typer.Option(metavar="SEED", help="Deal the signals' indicators out to the wrong bodies.")
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the result for the page of the back-test.")] = False,
    output: Annotated[Format, typer.Option("--format", help="How to print: table or json.")] = Format.TABLE,
) -> None:
    """Every graded inspection that followed one, beside what was forecast of it from what was known then.

    Settings have no indicators: all is forecast from March 2020, and their inspections of 2021-22 are asked about
    unless days are given.
    """
    from inspectorate.cli.database import open_database

    kind = check_kind(applies_to, ("authorities", "settings"))
    if output is Format.CSV:
        fail("A back-test is printed as a table or as JSON; choose --format table or --format json.", code=2)
    if keep and shuffle is not None:
        fail("A back-test of shuffled indicators is a control and not kept; leave out --keep or --shuffle.", code=2)
    open_database()
    from inspectorate.intelligence.backtest_told import as_json
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.monitoring.backtest_actions import keep_backtest
    from inspectorate.webapp.monitoring.backtest_running import Asked, run

    asked = Asked(kind=kind, first=from_day, last=to_day, train_to=train_to, area=area, shuffle=shuffle)
    with progress("Forecasting from each origin") as tell:
        result = run(asked, tell=tell)
    for line in left_out(result.left_out):
        typer.echo(line, err=True)
    if not result.said:
        fail("No inspection from that day on followed a judgement known before it; import the published files.")
    if keep:
        keep_backtest(by=Actor.command_line(), kind=kind, result=result)
        typer.echo("The result is kept; the page of the back-test shows it.", err=True)
    answer = as_json(result, dealt=shuffle is not None)
    if output is Format.JSON:
        print_json(answer)
    else:
        _tables(answer)


REASONS = {
    "no_origin": "began before the first day from which anything is forecast",
    "not_judged_before": "were of bodies that had no earlier judgement, as was known then, or were not there yet",
    "other_scale": "were graded on a scale of other steps than the forecast",
}


def left_out(counts: Mapping[str, int]) -> Iterator[str]:
    """Why inspections are not among the cases, a sentence each."""
    return (f"Left out: {number:,} inspections {REASONS[reason]}." for reason, number in counts.items())


def _tables(answer: Mapping[str, Any]) -> None:
    typer.echo(answer["sentence"])
    rows = [(WORDS[name], *_row(one)) for name, one in answer["forecasts"].items()]
    print_table("How good each forecast was, with 95% intervals", COLUMNS, rows)
    for title, key in (("By fifth of deprivation (1 the most deprived)", "by_deprivation"), ("By region", "by_region")):
        told = [
            (group, WORDS[name], str(one["n"]), _number(one, "rps"))
            for group, of in answer[key].items()
            for name, one in of.items()
        ]
        if told:
            print_table(title, ("Group", "Forecast", "Cases", "RPS (less is better)"), told)
    control = answer["negative_control"]
    if control:
        print_table("Negative control", COLUMNS, [("Signals, shuffled", *_row(control))])
        typer.echo(control["text"])
        typer.echo(f"Indicators: {answer['vintage']}.")


def _row(one: Mapping[str, Any]) -> tuple[str, ...]:
    names = ("rps", "qwk", "auc_inadequate", "auc_decline", "hits_first_half")
    return (f"{one['n']:,}", *(_number(one, name) for name in names), _number(one, "days_earlier", 1))


def _number(one: Mapping[str, Any], name: str, digits: int = 3) -> str:
    if one[name] is None:
        return "not known"
    low, high = one[f"{name}_interval"]
    return f"{one[name]:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"
