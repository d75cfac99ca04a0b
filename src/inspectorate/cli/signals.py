"""`inspectorate signals`: what stands out in the indicators by what was known on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspectorate.cli.output import Format, body_json, day, fail, print_csv, print_table, stream_json

if TYPE_CHECKING:
    from inspectorate.history.model import Body
    from inspectorate.intelligence.model import Signal

COLUMNS = (
    "body",
    "name",
    "area",
    "indicator",
    "kind",
    "value",
    "comparator",
    "limit",
    "period",
    "published",
    "age_days",
    "sample",
    "strength",
    "expected_false_alarms",
    "text",
)


def register(app: typer.Typer) -> None:
    app.command("signals")(signals)


def signals(
    as_of: Annotated[date, typer.Option("--as-of", parser=day, metavar="DAY", help="The day to answer for.")],
    body: Annotated[str | None, typer.Option(help="One authority: its name or code.")] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Every reading, also those that do not stand out of all that were looked at.")
    ] = False,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """What stands out in the core indicators of authorities, by what was known on that day, strongest first.

    A signal is a reason to look. It says what it is compared with, how old it is and how often such a one is false.
    """
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.intelligence.catalogue import core
    from inspectorate.intelligence.model import VINTAGE
    from inspectorate.intelligence.sentences import sentence
    from inspectorate.intelligence.signals import LEVEL
    from inspectorate.webapp.monitoring.readings import NothingKnown, found_signals
    from inspectorate.webapp.register.queries import Unresolved, bodies, find

    try:
        asked = find(body, on=as_of, kind="authority").id if body else None
    except Unresolved as problem:
        fail(str(problem))
    try:
        found = found_signals(as_of, every=every)
    except NothingKnown as problem:
        fail(str(problem))
    listed = "Every reading is listed." if every else f"At most {LEVEL:.0%} of those of a kind are false on average."
    typer.echo(f"Signals advise and never decide. Values are: {VINTAGE}. {listed}", err=True)
    known = {one.id: one for one in bodies("authority")}
    names = {id: one.name for id, one in known.items()}
    labels = {one.id: one for one in core()}
    rows = (
        as_json(one, known[one.body], sentence(one, labels[one.indicator], names), as_of)
        for one in found
        if asked in (None, one.body)
    )
    if output is Format.JSON:
        stream_json(rows)
    elif output is Format.CSV:
        print_csv(map(_flat, rows), COLUMNS)
    else:
        _table(as_of, rows)


def as_json(signal: Signal, body: Body, text: str, as_of: date) -> dict[str, Any]:
    """One signal as every command gives it. ``period`` is its source's label, and the days that it means follow."""
    return {
        "body": body_json(body),
        "area": signal.area,
        "indicator": signal.indicator,
        "kind": signal.kind.value,
        "value": signal.value,
        "comparator": signal.comparator,
        "limit": signal.limit,
        "period": signal.period.label,
        "period_first": signal.period.first,
        "period_last": signal.period.last,
        "published": signal.published,
        "age_days": (as_of - signal.period.last).days,
        "sample": signal.sample,
        "strength": signal.strength,
        "expected_false_alarms": signal.expected_false_alarms,
        "text": text,
    }


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "body": row["body"]["id"], "name": row["body"]["name"]}


def _table(as_of: date, rows: Iterable[dict[str, Any]]) -> None:
    from inspectorate.due.labels import day_text

    told = [(row["body"]["name"], row["kind"], f"{row['strength']:.1f}", row["text"]) for row in rows]
    if not told:
        typer.echo(f"Nothing stood out on {day_text(as_of)}.", err=True)
        return
    title = f"What stood out on {day_text(as_of)}: {len(told)}; strength in standard deviations, positive for worse"
    print_table(title, ("Body", "Kind", "Strength", "In words"), told)
