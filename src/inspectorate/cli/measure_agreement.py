"""`inspectorate measure agreement`: how far those agree who graded the same inspections."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from inspectorate.cli.output import Format, fail, print_csv, print_json, print_table, tell_kept_aside

if TYPE_CHECKING:
    from inspectorate.measurement.gradings import Grading, Line

SHOWN = {"exact_agreement": "Same grade", "kappa": "Kappa", "weighted_kappa": "Weighted kappa", "ac1": "AC1",
         "ac2": "AC2", "icc_two_way": "ICC(2,1)"}  # fmt: skip
COUNTED = ("framework", "kind", "area", "inspections", "pairs", "unknown", "by_inspection")
ENDS = ("_low", "_high")
HEADS = ("Framework", "Second", "Area", "Inspections", "Pairs", *SHOWN.values())


def agreement(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="A list (CSV, XLSX, ODS) with inspection, area, first_grade, second_grade; else the record."
        ),
    ] = None,
    scale: Annotated[
        str, typer.Option(help="Grades of the file, the best first, with commas between; else the four grades.")
    ] = "",
    level: Annotated[float, typer.Option(min=0.5, max=0.999, help="Level of the intervals.")] = 0.95,
    strict: Annotated[bool, typer.Option(help="Exit 1 when anything was kept aside.")] = False,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """How far first and second gradings of the same inspections agree, by area: from a list, else from the record's
    blind second opinions and audits by quality assurers. Groups of fewer than 5 inspections are not told.

    JSON: source (record, or the name of the file), level, least; lines, each with framework (null for a list), scale,
    kind (blind, audit, null where not told), area (null: all areas that are told), inspections, pairs, unknown
    (gradings that lack a grade), by_inspection (intervals also drawn by inspection), and for each statistic null or
    value, low, high, n, interval (wilson, delta, f): exact_agreement, kappa, weighted_kappa (by squares),
    fleiss_kappa, ac1, ac2 (by squares), icc_one_way, icc_two_way. Of a small group what is counted or estimated is
    null; where all pairs agree, only Wilson's interval is known, and the ends of the others are null.
    """
    from inspectorate.measurement.gradings import LEAST, MEASURES, agreement_of

    groups, aside = _listed(file, scale) if file else (_recorded(), False)
    rows = [
        _values(group, line) for group in groups for line in agreement_of(group.gradings, len(group.scale), level=level)
    ]
    if output is Format.JSON:
        print_json({"source": file.name if file else "record", "level": level, "least": LEAST, "lines": rows})
    elif output is Format.CSV:
        print_csv(map(_flat, rows), (*COUNTED, *(f"{name}{end}" for name in MEASURES for end in ("", *ENDS))))
    else:
        print_table(f"Agreement, with {level:.0%} intervals", HEADS, map(_shown, rows))
    if not rows:
        typer.echo("No second grading is known" + ("." if file else " of a case whose grades are final."), err=True)
    if strict and aside:
        raise typer.Exit(1)


class Group(NamedTuple):
    """Gradings on one scale, by its grades with the best first, and of which framework; ``None``: nobody says."""

    framework: str | None
    scale: tuple[str, ...]
    gradings: Sequence[Grading]


def _recorded() -> list[Group]:
    """What the record holds."""
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.webapp.casework.second_gradings import studies

    return [Group(one.framework, one.scale, one.gradings) for one in studies()]


def _listed(file: Path, scale: str) -> tuple[list[Group], bool]:
    """What a list says, and whether rows of it were kept aside, which are told."""
    from inspectorate.formats.grading_lists import FOUR_GRADES, read_grading_list
    from inspectorate.formats.model import FormatError
    from inspectorate.measurement.gradings import Grading

    grades = tuple(one.strip() for one in scale.split(",")) if scale else FOUR_GRADES
    if len(set(grades)) < max(2, len(grades)) or not all(grades):
        fail("--scale is two or more different grades with commas between, such as stay,convert.", code=2)
    try:
        read = read_grading_list(file, grades)
    except FormatError as problem:
        fail(str(problem))
    except OSError as problem:
        fail(f"{file.name} cannot be opened: {problem.strerror}.")
    typer.echo(f"{read.file}: {len(read.said)} gradings taken, {len(read.kept_aside)} kept aside.", err=True)
    tell_kept_aside(read.kept_aside)
    gradings = [Grading(one.inspection, one.area, one.first, one.second, one.kind) for one in read.said]
    return [Group(None, grades, gradings)], bool(read.kept_aside)


def _values(group: Group, line: Line) -> dict[str, Any]:
    from inspectorate.measurement.gradings import MEASURES

    return {
        "framework": group.framework,
        "scale": list(group.scale),
        "kind": line.kind or None,
        "area": line.area,
        "inspections": line.inspections,
        "pairs": line.pairs,
        "unknown": line.unknown,
        "by_inspection": line.by_inspection,
    } | {name: _estimate(line, name, measure.interval) for name, measure in MEASURES.items()}


def _estimate(line: Line, name: str, interval: str) -> dict[str, Any] | None:
    found = line.measures[name] if line.measures else None
    if found is None:
        return None
    low, high = line.ends(name) or (None, None)
    return {"value": found.value, "low": low, "high": high, "n": found.n, "interval": interval}


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    from inspectorate.measurement.gradings import MEASURES

    estimates = {name: row[name] or {} for name in MEASURES}
    ends = {f"{name}_{end}": found.get(end) for name, found in estimates.items() for end in ("low", "high")}
    return {name: row[name] for name in COUNTED} | {name: one.get("value") for name, one in estimates.items()} | ends


def _shown(row: dict[str, Any]) -> tuple[str, ...]:
    if row["inspections"] is None:
        counts: tuple[str, ...] = ("too few", "", *("" for _ in SHOWN))
    else:
        counts = (str(row["inspections"]), str(row["pairs"]), *(_interval(row[name]) for name in SHOWN))
    area = "All that are told" if row["area"] is None else row["area"].replace("_", " ")
    return (row["framework"] or "", row["kind"] or "", area, *counts)


def _interval(found: dict[str, Any] | None) -> str:
    if not found:
        return "not known"
    ends = "interval not known" if found["low"] is None else f"{found['low']:.2f} to {found['high']:.2f}"
    return f"{found['value']:.2f} ({ends})"
