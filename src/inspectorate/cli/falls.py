"""`inspectorate judgements --falls N`: bodies whose headline grade fell from one regime to the next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from inspectorate.cli.output import Format, body_json, print_csv, print_json, print_table

if TYPE_CHECKING:
    from inspectorate.framework.library import Library
    from inspectorate.history.model import History


def print_falls(
    found: list[History], library: Library, regime: str, as_of: date, steps: int, known_by: date | None, output: Format
) -> None:
    """Print the bodies that fell at least so many grades to their first inspection under a regime."""
    from inspectorate.history.position import falls

    fell = falls(found, library, regime, as_of, at_least=steps, known_by=known_by)
    rows = [
        {
            "body": body_json(one.body),
            "from": one.grade_before,
            "from_regime": one.before.regime,
            "from_date": one.before.carried_out,
            "to": one.grade_after,
            "to_regime": one.after.regime,
            "to_date": one.after.carried_out,
            "steps": one.steps,
        }
        for one in fell
    ]
    if output is Format.JSON:
        print_json(
            {
                "regime": regime,
                "as_of": as_of,
                "known_by": known_by,
                "at_least": steps,
                "count": len(rows),
                "falls": rows,
            }
        )
        return
    flat = [row | {"body": one.body.name} for row, one in zip(rows, fell, strict=True)]
    columns = ("body", "from", "from_date", "to", "to_date", "steps")
    if output is Format.CSV:
        print_csv(flat, columns)
    else:
        table = ([str(row[name]).replace("_", " ") for name in columns] for row in flat)
        print_table(f"{len(rows)} fell {steps} grades or more", ("Body", "From", "On", "To", "On", "Grades"), table)
