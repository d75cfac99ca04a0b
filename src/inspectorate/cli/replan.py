"""`inspectorate replan`: what of a plan changes when something has happened, as little as can be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspectorate.cli.output import Format, day, fail, print_csv, print_json, print_table

if TYPE_CHECKING:
    from inspectorate.webapp.programme.models import Plan
    from inspectorate.webapp.programme.plan_causes import Cause
    from inspectorate.webapp.programme.plan_history import Changed, Spot

COLUMNS = ("obligation", "body", "name", "event", "region", "week_before", "people_before", "week", "people")


def register(app: typer.Typer) -> None:
    app.command("replan")(replan)


def replan(
    bring_forward: Annotated[
        str | None, typer.Option(help="A body, by name or code, whose event comes sooner.")
    ] = None,
    before: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="Before this day it is over on site.")
    ] = None,
    defer: Annotated[str | None, typer.Option(help="A body, by name or code, whose event waits.")] = None,
    to: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="The first day on which it may be.")
    ] = None,
    sick: Annotated[str | None, typer.Option(help="An inspector, by name or code, who is ill or away.")] = None,
    from_day: Annotated[
        date | None, typer.Option("--from", parser=day, metavar="DAY", help="The first day of it.")
    ] = None,
    until: Annotated[date | None, typer.Option(parser=day, metavar="DAY", help="The last day of it.")] = None,
    without: Annotated[str | None, typer.Option(help="An inspector, by name or code, who is no longer there.")] = None,
    as_of: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="Take in what is due as known on this day, too.")
    ] = None,
    number: Annotated[int | None, typer.Option("--plan", help="The number of the plan; else the newest.")] = None,
    on: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DAY", help="What has begun by this day stays, once accepted; else today."),
    ] = None,
    accept: Annotated[bool, typer.Option(help="Accept the new plan at once; else it is only proposed.")] = False,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Change a plan as little as can be after something has happened, and say what moves, for whom, from when to when.

    The new plan is kept beside the one it follows, with its proof; see inspectorate plan check.
    """
    _check_pairs(bring_forward=(bring_forward, before), defer=(defer, to), sick=(sick, from_day, until))
    if not (bring_forward or defer or sick or without or as_of):
        fail("Say what has happened; see inspectorate replan --help.", code=2)
    from inspectorate.cli.plan import kept_plan

    kept = kept_plan(number)
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.programme.plan_asked import event_meant, person_meant
    from inspectorate.webapp.programme.plan_causes import Away, BroughtForward, Deferred, Gone
    from inspectorate.webapp.programme.plan_changes import replan_for
    from inspectorate.webapp.programme.plan_life import accept as accept_plan
    from inspectorate.webapp.programme.plan_making import PlanRefused

    by = Actor.command_line()
    causes: list[Cause] = []
    try:
        if bring_forward and before:
            causes.append(BroughtForward(event_meant(kept, bring_forward, before=before), before))
        if defer and to:
            causes.append(Deferred(event_meant(kept, defer), to))
        if sick and from_day and until:
            causes.append(Away(person_meant(kept, sick), from_day, until))
        if without:
            causes.append(Gone(person_meant(kept, without)))
        made = replan_for(by=by, kept=kept, causes=causes, since=as_of, today=on)
        if accept:
            made = accept_plan(by=by, kept=made, today=on)
    except PlanRefused as refusal:
        fail(str(refusal))
    _print(made, output)


def _check_pairs(**options: tuple[object, ...]) -> None:
    """End the command with 2 where an option lacks those that go with it."""
    needs = {"bring_forward": "--bring-forward and --before", "defer": "--defer and --to",
             "sick": "--sick, --from and --until"}  # fmt: skip
    for name, values in options.items():
        if any(values) and not all(values):
            fail(f"{needs[name]} go together.", code=2)


def as_json(made: Plan, changes: list[Changed]) -> dict[str, Any]:
    """What is said of a changed plan."""
    from inspectorate.cli.plan import as_json as plan_json

    return {
        "changes": [_row(one) for one in changes], "moved": made.moved, "least": made.least, "fewest": made.fewest,
        "cost_before": made.cost_before, **plan_json(made), "follows": made.follows_id, "cause": made.cause,
        "state": made.state,
    }  # fmt: skip


def _print(made: Plan, output: Format) -> None:
    from inspectorate.webapp.programme.plan_history import changes_of

    changes = changes_of(made)
    if output is Format.JSON:
        print_json(as_json(made, changes))
        return
    if output is Format.CSV:
        print_csv((_flat(one) for one in changes), COLUMNS)
    else:
        print_table(made.cause, ("Body", "Event", "Before", "Now"), (_words(one) for one in changes))
    for line in _summary(made):
        typer.echo(line, err=output is Format.CSV)


def _summary(made: Plan) -> Iterator[str]:
    from inspectorate.webapp.programme.plan_history import found_no_place

    least = f"{made.least} had to" + (", and fewer could not" if made.fewest else "")
    yield f"Plan {made.pk} ({made.state}) follows plan {made.follows_id}: {made.moved} events are elsewhere; {least}."
    yield (
        f"It costs {made.cost} ({made.cost_before} before); no plan costs less than {made.bound}. "
        f"Gap {made.gap:.1%}, {made.seconds:.1f} s. {made.unplaced} events are in no week."
    )
    for where in found_no_place(made):
        yield f"No place was found for this: {where}. See inspectorate plan conflicts --plan {made.pk}."


def _row(one: Changed) -> dict[str, Any]:
    return {
        "obligation": one.event.id, "body": one.event.body, "name": one.body, "event": one.event.kind,
        "region": one.event.region, "before": _spot(one.before), "after": _spot(one.after),
    }  # fmt: skip


def _spot(spot: Spot | None) -> dict[str, Any] | None:
    return {"week": spot.monday, "people": list(spot.people)} if spot else None


def _flat(one: Changed) -> dict[str, Any]:
    row = _row(one)
    for name, spot in (("_before", one.before), ("", one.after)):
        row[f"week{name}"] = spot.monday if spot else None
        row[f"people{name}"] = "; ".join(spot.people) if spot else ""
    return row


def _words(one: Changed) -> tuple[str, ...]:
    kind = one.event.kind.replace("_", " ")
    return (one.body, kind, *(f"{spot.monday}: {', '.join(spot.people)}" if spot else "in no week"
                              for spot in (one.before, one.after)))  # fmt: skip
