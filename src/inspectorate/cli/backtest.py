"""`inspectorate backtest`: what the engine would have said, knowing only what was known then."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspectorate.cli.output import Format, body_json, check_kind, day, fail, print_csv, print_json, print_table
from inspectorate.cli.setting_backtest import of_settings, print_settings
from inspectorate.cli.signal_backtest import backtest_signals

if TYPE_CHECKING:
    from inspectorate.due.backtest import Backtest, Case
    from inspectorate.framework.library import Library
    from inspectorate.history.model import History

REGIMES = {"authority": "ilacs", "setting": "sccif"}
"""The newest regime of each kind of body."""

PLACES = ("in_window", "early", "late", "undated")


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="Compare what the software would have said with what happened.", no_args_is_help=True)
    group.command("due")(backtest_due)
    group.command("signals")(backtest_signals)
    app.add_typer(group, name="backtest")


def backtest_due(
    from_day: Annotated[
        date | None,
        typer.Option("--from", parser=day, metavar="DAY", help="First day; else that of the framework in force."),
    ] = None,
    applies_to: Annotated[str, typer.Option(help="Which bodies: authorities or settings.")] = "authorities",
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """For every graded inspection with a predecessor: what was due seven days before it began.

    Of settings also by type and year, and what law required of them each year: met, missed or not known.
    """
    from inspectorate.cli.database import open_database

    kind = check_kind(applies_to, ("authorities", "settings"))
    open_database()
    from inspectorate.due.backtest import backtest
    from inspectorate.framework.library import load_library
    from inspectorate.webapp.programme.queries import histories

    library = load_library()
    first = from_day or library.first_day(REGIMES[kind])
    found = list(histories(kind=kind))
    result = backtest(found, library, first or date.min)
    if not result.cases and not result.not_testable:
        fail("The record holds no graded inspection with a predecessor from that day on; import the published files.")
    answer = as_json(result, {history.body.id: history for history in found}, library)
    if kind == "setting":
        answer |= of_settings(result, found, library, first or date.min)
    if output is Format.JSON:
        print_json(answer)
    elif output is Format.CSV:
        print_csv((_flat(one) for one in answer["exceptions"]), ("body", "date", "expected", "actual", "place", "why"))
    elif kind == "setting":
        print_settings(answer)
    else:
        _tables(answer)


def as_json(result: Backtest, bodies: dict[str, History], library: Library) -> dict[str, Any]:
    """The whole back-test: counts, the same with paused months removed, and every exception with its reasons."""
    from inspectorate.due.sentences import sentence

    def told(case: Case) -> dict[str, Any]:
        return {
            "body": body_json(bodies[case.body].body),
            "date": case.date,
            "expected": case.expected
            and {
                "regime": case.expected.regime,
                "event": case.expected.event,
                "purpose": case.expected.purpose,
                **asdict(case.expected.window),
            },
            "actual": {"regime": case.actual.regime, "event": case.actual.event},
            "event_agrees": case.event_agrees,
            "place": case.place,
            "why": case.why,
            "basis": case.basis,
            "reasons": [sentence(reason, library) for reason in case.reasons],
        }

    return {
        "cases": len(result.cases),
        "not_testable": len(result.not_testable),
        **asdict(result.figures),
        "basis": result.basis,
        "paused_months_removed": asdict(result.paused_months_removed),
        "exceptions": [told(case) for case in result.exceptions],
        "not_testable_inspections": [
            {"body": body_json(bodies[one.body].body), "regime": one.actual.regime, "published": one.actual.published}
            for one in result.not_testable
        ],
    }


def _flat(told: dict[str, Any]) -> dict[str, Any]:
    expected = told["expected"] or {}
    return {
        "body": told["body"]["name"],
        "date": told["date"],
        "expected": f"{expected.get('regime')}/{expected.get('event')}" if expected else "nothing graded",
        "actual": f"{told['actual']['regime']}/{told['actual']['event']}",
        "place": told["place"],
        "why": told["why"],
    }


def _tables(answer: dict[str, Any]) -> None:
    counted = [
        (name.replace("_", " "), str(answer[name])) for name in ("cases", "not_testable", "event_agrees", *PLACES)
    ]
    print_table("Back-test of what was due", ("", "Inspections"), counted)
    unpaused = answer["paused_months_removed"]
    print_table(
        "With paused months removed", ("", "Inspections"), [(n.replace("_", " "), str(unpaused[n])) for n in PLACES]
    )
    rows = ([str(value or "") for value in _flat(one).values()] for one in answer["exceptions"])
    print_table("Every difference", ("Body", "Began", "Expected", "Happened", "Place in the window", "Why"), rows)
