"""`inspectorate judgements --reconcile`: every figure of settings that imported files publish, beside ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from inspectorate.cli.output import Format, fail, print_csv, print_json, print_table

if TYPE_CHECKING:
    from inspectorate.history.reconcile import Figure

COLUMNS = ("table", "period", "measure", "name", "published", "computed", "difference", "undated", "cause")


def print_reconciled(output: Format) -> None:
    """Print every figure with its difference and the cause of it, and how many agree."""
    from inspectorate.history.reconcile import MEANING, by_cause
    from inspectorate.webapp.inspections.figures import reconciled

    found = reconciled()
    if not found:
        fail("No imported file publishes figures of settings; import the regulator's workbook.")
    counted = by_cause(found)
    causes = {cause.value: number for cause, number in counted.items()}
    rows = [_row(one) for one in found]
    if output is Format.JSON:
        print_json({"figures": len(rows), "causes": causes, "rows": rows})
        return
    if output is Format.CSV:
        print_csv(rows, COLUMNS)
        return
    differing = [row for row in rows if row["difference"]]
    print_table(
        "Published figures that ours differ from",
        tuple(name.capitalize() for name in COLUMNS),
        [tuple(str(row[name]).replace("_", " ") for name in COLUMNS) for row in differing],
    )
    print_table(
        f"All {len(rows)} figures",
        ("Cause", "Figures", "What it means"),
        [(cause.value.replace("_", " "), str(number), MEANING[cause]) for cause, number in counted.items()],
    )
    typer.echo("--format json lists every figure, those that agree too.", err=True)


def _row(one: Figure) -> dict[str, Any]:
    return {
        "table": one.table,
        "period": one.period,
        "measure": one.measure.value,
        "types": list(one.types),
        "name": one.name,
        "published": one.published,
        "computed": one.computed,
        "difference": one.difference,
        "undated": one.undated,
        "cause": one.cause.value,
    }
