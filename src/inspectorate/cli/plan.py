"""`inspectorate plan`: make a programme of all that is due, check it, show who goes where when, and accept it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspectorate.cli.output import Format, check_kind, day, fail, print_csv, print_json, print_table, today

if TYPE_CHECKING:
    from inspectorate.planning.effort import Progress
    from inspectorate.webapp.programme.models import Plan
    from inspectorate.webapp.programme.plan_queries import Placed

Number = Annotated[int | None, typer.Option("--plan", help="The number of the plan; else the newest.")]
COLUMNS = ("week", "body", "name", "event", "region", "people", "obligation")
KINDS = ("authorities", "settings", "all")
SHOWN = ("plan", "state", "start", "weeks", "placed", "unplaced", "cost", "follows", "cause")
HEADS = ("Plan", "State", "First Monday", "Weeks", "Placed", "In no week", "Cost", "Follows", "Cause")
LISTED = (*SHOWN, "bound", "gap", "as_of", "made_at", "made_by", "accepted_at", "accepted_by")


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="The programme: what is due, in weeks and with people.", no_args_is_help=True)
    group.command("make")(make)
    group.command("check")(check)
    group.command("show")(show)
    group.command("list")(list_plans)
    group.command("accept")(accept)
    app.add_typer(group, name="plan")


def make(
    from_day: Annotated[date, typer.Option("--from", parser=day, metavar="DAY", help="The first Monday.")],
    weeks: Annotated[int, typer.Option(help="How many weeks.", min=1, max=156)] = 52,
    seed: Annotated[int, typer.Option(help="What is decided by chance is decided by this.", min=0)] = 0,
    as_of: Annotated[
        date | None,
        typer.Option(
            parser=day, metavar="DAY", help="What is due on this day; else today, or an earlier first Monday."
        ),
    ] = None,
    applies_to: Annotated[str, typer.Option(help="Which bodies: authorities, settings or all.")] = "all",
    seconds: Annotated[
        float, typer.Option(help="Stop after so long; 0: when done, which alone is the same each time.", min=0)
    ] = 60,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Work on the Dask cluster there; else on the cores of this machine."),
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Turn what is due into dated events with people, and prove how far the plan can be from the best.

    Progress goes to stderr: the cost of the best plan so far, the bound, and the gap between them. The plan is kept.
    """
    from inspectorate.cli.database import open_database

    kinds = ("authority", "setting") if applies_to == "all" else (check_kind(applies_to, KINDS),)
    open_database()
    from inspectorate.planning import executors
    from inspectorate.planning.effort import Effort
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.programme.plan_making import PlanRefused, make_plan

    try:
        with executors.cluster(cluster) if cluster else executors.processes() as executor:
            made = make_plan(
                by=Actor.command_line(), start=from_day, weeks=weeks, as_of=as_of or min(from_day, today()),
                kinds=kinds, seed=seed, effort=Effort(seconds=seconds or None), told=_tell, executor=executor,
            )  # fmt: skip
    except (PlanRefused, executors.ClusterUnreachable) as refusal:
        fail(str(refusal))
    if output is Format.JSON:
        print_json(as_json(made))
    else:
        _summary(made)


def check(
    number: Number = None, output: Annotated[Format, typer.Option("--format", help="How.")] = Format.TABLE
) -> None:
    """Work out cost, every rule and the bound of a plan anew, in whole numbers. Exit 1 where something is wrong."""
    kept = kept_plan(number)
    from inspectorate.webapp.programme.plan_queries import checked

    found = checked(kept)
    if output is Format.JSON:
        print_json({"plan": kept.pk, "passes": found.passes, "cost": found.cost, "bound": found.bound,
                    "breaches": list(found.breaches)})  # fmt: skip
    else:
        for breach in found.breaches:
            typer.echo(breach)
        if found.passes:
            typer.echo(
                f"Plan {kept.pk} keeps every rule, costs {found.cost}, and no plan costs less than {found.bound}."
            )
    if not found.passes:
        raise typer.Exit(1)


def show(
    number: Number = None,
    region: Annotated[str | None, typer.Option(help="Only events of this region.")] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Who goes where, week by week, and what is in no week."""
    kept = kept_plan(number)
    from inspectorate.webapp.programme.plan_queries import placed

    rows = [one for one in placed(kept) if region in (None, one.event.region)]
    if output is Format.TABLE:
        print_table(str(kept), ("Week", "Body", "Event", "People"), (_words(one) for one in rows))
    elif output is Format.CSV:
        print_csv((_row(one) | {"people": "; ".join(one.people)} for one in rows), COLUMNS)
    else:
        print_json([_row(one) for one in rows])


def list_plans(output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE) -> None:
    """All plans that are kept, the newest first: which is accepted, and which one each follows and why."""
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.webapp.programme.plan_history import plans

    rows = [_of_list(one) for one in plans()]
    if output is Format.JSON:
        print_json(rows)
    elif output is Format.CSV:
        print_csv(rows, LISTED)
    else:
        print_table(
            "Plans", HEADS, ([str(row[name] if row[name] is not None else "") for name in SHOWN] for row in rows)
        )


def accept(
    number: Annotated[int, typer.Option("--plan", help="The number of the plan.")],
    on: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="The day on which it is accepted; else today.")
    ] = None,
) -> None:
    """Make a proposed plan the programme. The one before is superseded, and stays on record."""
    kept = kept_plan(number)
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.programme.plan_life import accept as accept_plan
    from inspectorate.webapp.programme.plan_making import PlanRefused

    try:
        accept_plan(by=Actor.command_line(), kept=kept, today=on)
    except PlanRefused as refusal:
        fail(str(refusal))
    typer.echo(f"Plan {kept.pk} is accepted.")


def as_json(made: Plan) -> dict[str, Any]:
    """What is said of a plan; the shape is fixed by the design."""
    from inspectorate.webapp.programme.plan_queries import problem_and_plan

    unplaced = problem_and_plan(made)[1].unplaced
    return {"cost": made.cost, "bound": made.bound, "gap": made.gap, "placed": made.placed, "unplaced": made.unplaced,
            "unplaced_obligations": list(unplaced), "seconds": made.seconds, "seed": made.seed, "plan": made.pk,
            "left_out": made.left_out}  # fmt: skip


def kept_plan(number: int | None) -> Plan:
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.webapp.programme.plan_queries import plan

    kept = plan(number)
    if kept is None:
        fail("There is no such plan." if number else "No plan has been made yet; see inspectorate plan make --help.")
    return kept


def _tell(progress: Progress) -> None:
    gap = "" if progress.gap is None else f", bound {progress.bound}, gap {progress.gap:.1%}"
    typer.echo(f"{progress.seconds:6.1f} s: cost {progress.best}{gap}", err=True)


def _summary(made: Plan) -> None:
    typer.echo(f"Plan {made.pk}: {made.placed} events placed, {made.unplaced} in no week.")
    typer.echo(f"It costs {made.cost}; no plan costs less than {made.bound}. Gap {made.gap:.1%}, {made.seconds:.0f} s.")
    for why, number in Counter(made.left_out).most_common():
        typer.echo(f"Left out: {number}, as {why}.")


def _words(one: Placed) -> tuple[str, ...]:
    return (str(one.monday or "in no week"), one.body, one.event.kind.replace("_", " "), ", ".join(one.people))


def _row(one: Placed) -> dict[str, Any]:
    return {"week": one.monday, "body": one.event.body, "name": one.body, "event": one.event.kind,
            "region": one.event.region, "people": list(one.people), "obligation": one.event.id}  # fmt: skip


def _of_list(one: Plan) -> dict[str, Any]:
    return {name: getattr(one, name) for name in LISTED if name not in ("plan", "follows")} | {
        "plan": one.pk, "follows": one.follows_id,
    }  # fmt: skip
