"""`inspectorate backtest`: what the engine would have said, knowing only what was known then."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspectorate.cli.output import Format, body_json, day, fail, print_csv, print_json, print_table

if TYPE_CHECKING:
    from inspectorate.due.backtest import Backtest, Case
    from inspectorate.framework.library import Library
    from inspectorate.history.model import History

PLACES = ("in_window", "early", "late", "undated")


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="Compare what the software would have said with what happened.", no_args_is_help=True)
    group.command("due")(backtest_due)
    app.add_typer(group, name="backtest")


def backtest_due(
    from_day: Annotated[date, typer.Option("--from", parser=day, metavar="DAY", help="First day to look at.")],
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """For every graded inspection with a predecessor: what was due seven days before it began."""
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.due.backtest import backtest
    from inspectorate.framework.library import load_library
    from inspectorate.webapp.programme.queries import histories

    library = load_library()
    found = list(histories())
    result = backtest(found, library, from_day)
    if not result.cases and not result.not_testable:
        fail("The record holds no graded inspection with a predecessor from that day on; import the published files.")
    answer = as_json(result, {history.body.id: history for history in found}, library)
    if output is Format.JSON:
        print_json(answer)
    elif output is Format.CSV:
        print_csv((_flat(one) for one in answer["exceptions"]), ("body", "date", "expected", "actual", "place"))
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
    rows = ([str(value) for value in _flat(one).values()] for one in answer["exceptions"])
    print_table("Every difference", ("Body", "Began", "Expected", "Happened", "Place in the window"), rows)
