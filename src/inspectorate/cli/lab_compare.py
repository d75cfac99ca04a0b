"""`inspectorate lab compare`: regimes beside one another on simulated services, at equal inspector-days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspectorate.cli.output import Format, fail, print_csv, print_json, print_table

if TYPE_CHECKING:
    from concurrent.futures import Executor

COLUMNS = {
    "inspector_days": "Inspector-days",
    "undetected_months": "Months inadequate and not known",
    "detection_delay": "Months until known",
    "share_inadequate": "Services inadequate",
    "harm": "Harm",
    "above_bound": "Above the least possible",
}


def compare(
    regimes: Annotated[
        list[str],
        typer.Argument(
            help="Regimes or editions: sif, proposal-2017, ilacs/2018-01-01. With --model childrens-homes those of"
            " homes: sccif/2022-04-01+childrens_home."
        ),
    ],
    services: Annotated[int, typer.Option(help="How many services.")] = 153,
    years: Annotated[int, typer.Option(help="How many years.", min=1, max=50)] = 10,
    runs: Annotated[int, typer.Option(help="How many replications.", min=2)] = 1000,
    seed: Annotated[int, typer.Option(help="What is decided by chance is decided by this.", min=0)] = 0,
    model: Annotated[str, typer.Option(help="A model that ships with the software, or a file.")] = "authorities",
    days: Annotated[
        float | None,
        typer.Option(help="Inspector-days a year for all services; else what the first regime takes as it is written."),
    ] = None,
    policy: Annotated[list[str] | None, typer.Option(help="A policy beside the regimes: risk, belief, index.")] = None,
    policy_runs: Annotated[int, typer.Option(help="How many replications of policies.", min=2)] = 100,
    longest: Annotated[
        int | None, typer.Option(help="Under policies, the most months between inspections of a service.", min=1)
    ] = None,
    sweep: Annotated[
        bool, typer.Option("--sweep", help="Ask again where the model is wrong, parameter by parameter.")
    ] = False,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Work on the Dask cluster there; else on the cores of this machine."),
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Simulate regimes on the same services at equal inspector-days, beside the least harm that any policy could do.

    The months of each regime are stretched until all take the same inspector-days. The results describe the model of
    services, not real ones.
    """
    from inspectorate.framework.library import load_library
    from inspectorate.laboratory.asking import AskedWrongly, answerable
    from inspectorate.laboratory.card import content
    from inspectorate.laboratory.compare import compare as compared
    from inspectorate.laboratory.effort import EffortUnequal
    from inspectorate.laboratory.question import Question
    from inspectorate.laboratory.sweep import sweep as swept
    from inspectorate.laboratory.told import as_json

    question = Question(
        tuple(regimes), tuple(policy or ()), model, services, years, runs, policy_runs, seed, days, longest
    )

    def told(doing: str) -> None:
        typer.echo(doing, err=True)

    try:
        meant = answerable(question, load_library())
        of = meant.file.model, meant.services, meant.asked
        with _executor(cluster) as executor:
            found = compared(*of, executor=executor, told=told)
            rows = swept(*of, days=found.days, executor=executor, told=told) if sweep else ()
    except (AskedWrongly, EffortUnequal) as problem:
        fail(str(problem))
    answer = as_json(meant.asked, meant.services, found, rows, model=model, model_hash=content(meant.file.model))
    if output is Format.JSON:
        print_json(answer)
    elif output is Format.CSV:
        print_csv(_flat(answer["regimes"]), ("regime", "measure", "mean", "low", "high"))
    else:
        _tables(answer)


@contextmanager
def _executor(cluster: str | None) -> Iterator[Executor]:
    from inspectorate.planning import executors

    try:
        with executors.cluster(cluster) if cluster else executors.processes() as executor:
            yield executor
    except executors.ClusterUnreachable as problem:
        fail(str(problem))


def _tables(answer: Mapping[str, Any]) -> None:
    title = (
        f"{answer['services']} services, {answer['months']} months, {answer['inspector_days']:,.0f} inspector-days"
        " each; means of all replications with 95% intervals"
    )
    print_table(title, ("Regime", *COLUMNS.values()), (_words(row) for row in answer["regimes"]))
    print_table(
        "At equal effort",
        ("Regime", "Months times", "Days as written", "Price of not being foreseen", "Half chance to see a fall"),
        (_effort(row) for row in answer["regimes"] if row["stretch"]),
    )
    if answer["sweep"]:
        print_table(
            "Where the model is wrong: months inadequate and not known, over those of the first row",
            ("The model is wrong in", "Regime", "Months", "Over the first"),
            (
                (one["label"], one["regime"], _months(one["undetected_months"]), _share(one["undetected_to_first"]))
                for one in answer["sweep"]
            ),
        )
    typer.echo(answer["caution"])


def _words(row: Mapping[str, Any]) -> tuple[str, ...]:
    return row["label"], *(_number(row, name) for name in COLUMNS)


def _number(row: Mapping[str, Any], name: str) -> str:
    if row[name] is None:
        return "not known"
    form = ".1%" if name in ("share_inadequate", "above_bound") else ".1f" if name == "detection_delay" else ",.0f"
    ends = row[f"{name}_interval"]
    said = f"{row[name]:{form}}"
    return f"{said} ({ends[0]:{form}} to {ends[1]:{form}})" if ends else said


def _effort(row: Mapping[str, Any]) -> tuple[str, ...]:
    half = row["fall_seen_by"]
    return (
        row["label"],
        f"{row['stretch']:.2f}",
        f"{row['inspector_days_as_written']:,.0f}",
        _share(row["price_of_unpredictability"]),
        f"month {half}" if half is not None else "never",
    )


def _months(value: float | None) -> str:
    return "cannot take these days" if value is None else f"{value:,.0f}"


def _share(value: float | None) -> str:
    return "not known" if value is None else f"{value:+.1%}"


def _flat(rows: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """One row a regime and measure."""
    for row in rows:
        for name in (key.removesuffix("_interval") for key in row if key.endswith("_interval")):
            low, high = row[f"{name}_interval"] or (None, None)
            yield {"regime": row["regime"], "measure": name, "mean": row[name], "low": low, "high": high}
