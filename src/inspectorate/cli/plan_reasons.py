"""`inspectorate plan why|capacity|entropy|spending`: what stands behind a plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspectorate.cli.output import Format, check_kind, day, fail, print_csv, print_json, print_table, today
from inspectorate.cli.plan import KINDS, Number, kept_plan

if TYPE_CHECKING:
    from inspectorate.planning.shortage import Shortage
    from inspectorate.webapp.programme.plan_capacity import Demanded
    from inspectorate.webapp.programme.plan_spending import Spending

How = Annotated[Format, typer.Option("--format", help="How to print.")]
SPENT = ("regime", "region", "last_grade", "quarter", "inspector_days")
DEMANDED = ("of", "name", "month", "needed_days", "least_days", "supply_days")
CHANCES = ("obligation", "bits", "likeliest", "price")


def register(app: typer.Typer) -> None:
    group = next(one.typer_instance for one in app.registered_groups if one.name == "plan")
    assert group is not None
    group.command("why")(why)
    group.command("capacity")(capacity)
    group.command("entropy")(entropy)
    group.command("spending")(spending)


def why(
    event: Annotated[str, typer.Argument(help="The key of its obligation, as plan show --format csv has it.")],
    number: Number = None,
    output: How = Format.TABLE,
) -> None:
    """Why an event is in its week with its people, or in none, and what each cheaper week would have needed."""
    kept = kept_plan(number)
    from inspectorate.webapp.programme.plan_reasons import reasons

    try:
        told = reasons(kept, event)
    except KeyError:
        fail(f"Plan {kept.pk} has no event '{event}'; inspectorate plan show --format csv names them.")
    if output is Format.JSON:
        print_json({"plan": kept.pk, "obligation": event, "reasons": told})
    elif output is Format.CSV:
        print_csv(({"obligation": event, "reason": one} for one in told), ("obligation", "reason"))
    else:
        for one in told:
            typer.echo(one)


def capacity(
    number: Number = None,
    from_day: Annotated[
        date | None,
        typer.Option("--from", parser=day, metavar="DAY", help="Not of a plan, but of what is due from this Monday."),
    ] = None,
    weeks: Annotated[int, typer.Option(help="With --from: for how many weeks.", min=1, max=156)] = 104,
    applies_to: Annotated[str, typer.Option(help="With --from: authorities, settings or all.")] = "all",
    output: How = Format.TABLE,
) -> None:
    """Demand against supply by month, region, skill and grade, and how many inspectors are missing, at least."""
    kinds = ("authority", "setting") if applies_to == "all" else (check_kind(applies_to, KINDS),)
    found = _of_plan(number) if from_day is None else _of_due(from_day, weeks, kinds)
    from inspectorate.webapp.programme.plan_capacity import days, line_label, missing_sentences

    rows = list(_demanded(found))
    if output is Format.JSON:
        print_json({"demand": rows, "missing": _missing(found.missing)})
    elif output is Format.CSV:
        print_csv(rows, DEMANDED)
    else:
        heads = ("Of", *(f"{span.first:%b %Y}" for span in found.months))
        cells = (
            (
                line_label(line),
                *(f"{need:.0f}/{has:.0f}" for need, has in zip(*map(days, (line.needed, line.supply)), strict=True)),
            )
            for line in found.lines
        )
        print_table("Days needed of those there are", heads, cells)
        for sentence in missing_sentences(found.missing):
            typer.echo(sentence)


def _of_plan(number: int | None) -> Demanded:
    kept = kept_plan(number)
    from inspectorate.webapp.programme.plan_capacity import demanded
    from inspectorate.webapp.programme.plan_queries import problem_and_plan

    return demanded(problem_and_plan(kept)[0])


def _of_due(start: date, weeks: int, kinds: tuple[str, ...]) -> Demanded:
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.webapp.programme.plan_capacity import demanded
    from inspectorate.webapp.programme.plan_making import PlanRefused, problem_of

    try:
        problem, _ = problem_of(start=start, weeks=weeks, as_of=min(start, today()), kinds=kinds, seed=0)
    except PlanRefused as refusal:
        fail(str(refusal))
    return demanded(problem)


def _demanded(found: Demanded) -> Iterator[dict[str, Any]]:
    for line in found.lines:
        for span, needed, least, supply in zip(found.months, line.needed, line.must, line.supply, strict=True):
            yield {"of": line.by.value, "name": line.name, "month": span.first, "needed_days": round(needed / 2, 2),
                   "least_days": least / 2, "supply_days": supply / 2}  # fmt: skip


def _missing(missing: Shortage) -> dict[str, Any]:
    return {
        "proven": missing.proven, "least": missing.people if missing.proven else None, "enough": missing.enough,
        "more": [{"home": one.home, "skills": list(one.skills), "grade": one.grade, "people": one.people}
                 for one in missing.more],
        "nowhere": list(missing.nowhere),
    }  # fmt: skip


def entropy(number: Number = None, output: How = Format.TABLE) -> None:
    """How well the weeks of unannounced events can be foreseen by who knows all but the seed, and what that costs."""
    kept = kept_plan(number)
    from inspectorate.webapp.programme.plan_capacity import capacity_of, unforeseen_sentences

    found = capacity_of(kept).unforeseen
    rows = [{"obligation": one.event, "bits": round(one.bits, 3), "likeliest": round(one.likeliest, 3),
             "price": round(one.price, 2)} for one in found.events]  # fmt: skip
    if output is Format.CSV:
        print_csv(rows, CHANCES)
    elif output is Format.JSON:
        print_json({"plan": kept.pk, "bits": found.bits, "likeliest": found.likeliest, "right": found.right,
                    "drawn": found.drawn, "price": found.price, "events": rows})  # fmt: skip
    else:
        for sentence in unforeseen_sentences(found):
            typer.echo(sentence)


def spending(number: Number = None, output: How = Format.TABLE) -> None:
    """Inspector-days by regime, region and last grade, quarter by quarter."""
    kept = kept_plan(number)
    from inspectorate.webapp.programme.plan_spending import spending as spending_of

    found = spending_of(kept)
    if output is Format.TABLE:
        heads = ("Regime", "Region", "Last grade", *(_quarter(first) for first in found.quarters), "In no week")
        cells = (
            (
                row.regime,
                row.region,
                row.grade.replace("_", " "),
                *(f"{days:.1f}" for days in (*row.days, row.in_no_week)),
            )
            for row in found.rows
        )
        print_table(f"Inspector-days, {kept}", heads, cells)
    elif output is Format.CSV:
        print_csv(_spent(found), SPENT)
    else:
        print_json(list(_spent(found)))


def _spent(found: Spending) -> Iterator[dict[str, Any]]:
    """A row for each quarter with days, and one without a quarter for what is in no week."""
    for row in found.rows:
        of = {"regime": row.regime, "region": row.region, "last_grade": row.grade}
        for quarter, days in zip((*found.quarters, None), (*row.days, row.in_no_week), strict=True):
            if days:
                yield of | {"quarter": quarter, "inspector_days": days}


def _quarter(first: date) -> str:
    return f"Q{(first.month + 2) // 3} {first.year}"
