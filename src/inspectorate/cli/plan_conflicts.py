"""`inspectorate plan conflicts`: what is in no week, and who would have to be there for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspectorate.cli.output import Format, fail, print_json
from inspectorate.cli.plan import Number, kept_plan

if TYPE_CHECKING:
    from inspectorate.planning.infeasible import Conflict, Missing
    from inspectorate.planning.model import Weeks


def register(app: typer.Typer) -> None:
    group = next(one.typer_instance for one in app.registered_groups if one.name == "plan")
    assert group is not None
    group.command("conflicts")(conflicts)


def conflicts(
    number: Number = None,
    seconds: Annotated[float, typer.Option(help="For each question that is asked.", min=0)] = 10,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """What is in no week, and why: obligations that cannot all be placed, and who would have to be there for them.

    Leaving out any one of a set makes the others fit, where it says irreducible.
    """
    kept = kept_plan(number)
    from inspectorate.webapp.programme.plan_queries import conflicts, problem_and_plan

    weeks, found = problem_and_plan(kept)[0].weeks, conflicts(kept, seconds=seconds)
    if output is Format.JSON:
        print_json([_conflict(key, one, weeks) for key, one in found])
    elif output is Format.CSV:
        fail("A conflict is no row: choose --format json or table.")
    else:
        for key, one in found:
            typer.echo(conflict_in_words(key, one, weeks))


def _conflict(key: str, found: Conflict | None, weeks: Weeks) -> dict[str, Any]:
    if found is None:
        return {"obligation": key, "shown": False}
    missing = found.missing
    return {"obligation": key, "shown": True, "obligations": list(found.events), "irreducible": found.irreducible,
            "smallest": found.smallest, "missing": None if missing is None else _missing(missing, weeks)}  # fmt: skip


def _missing(missing: Missing, weeks: Weeks) -> dict[str, Any]:
    return {"region": missing.region, "people": missing.people, "half_days": missing.half_days,
            "skills": list(missing.skills), "grade": missing.grade, "from": weeks.monday(missing.first_week),
            "last_week": weeks.monday(missing.last_week)}  # fmt: skip


def conflict_in_words(key: str, found: Conflict | None, weeks: Weeks) -> str:
    if found is None:
        return f"{key}: not shown in the time why it is in no week."
    names = ", ".join(found.events)
    what = f"{names} cannot be placed." if len(found.events) == 1 else f"{names} cannot all be placed."
    if len(found.events) > 1:
        what += " Any one less, and the others fit." if found.irreducible else " Some of them may not matter."
    missing = found.missing
    if missing is None:
        return f"{what} More people would not help, or it was not found whether they would."
    able = f" able to do {', '.join(missing.skills)}" if missing.skills else ""
    first, last = weeks.monday(missing.first_week), weeks.monday(missing.last_week)
    return (
        f"{what} Missing: {missing.people} more in {missing.region}{able}, for {missing.half_days} half-days each "
        f"between the weeks of {first} and {last}."
    )
