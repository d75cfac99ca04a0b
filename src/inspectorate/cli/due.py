"""`inspectorate due`: who is due what, when and why."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspectorate.cli.output import (
    Format,
    body_json,
    check_kind,
    check_type,
    day,
    fail,
    print_csv,
    print_table,
    stream_json,
)

if TYPE_CHECKING:
    from inspectorate.due.model import Reason
    from inspectorate.framework.library import Library
    from inspectorate.history.model import Body
    from inspectorate.webapp.programme.queries import Owed

COLUMNS = ("body", "name", "regime", "edition", "event", "purpose", "earliest", "usual", "latest", "status", "key")


def register(app: typer.Typer) -> None:
    app.command("due")(due)


def due(
    as_of: Annotated[date, typer.Option("--as-of", parser=day, metavar="DAY", help="The day to answer for.")],
    body: Annotated[str | None, typer.Option(help="One body: its name or code, and why in sentences.")] = None,
    applies_to: Annotated[str, typer.Option(help="Which bodies: authorities or settings.")] = "authorities",
    region: Annotated[str | None, typer.Option(help="Only bodies of this region of the regulator.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="Only settings of this type, say childrens_home.")] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Who is due which event, in which window, and why, from what was known on that day."""
    from inspectorate.cli.database import open_database

    kind = check_kind(applies_to, ("authorities", "settings"))
    check_type(type_, kind)
    open_database()
    from inspectorate.framework.library import load_library
    from inspectorate.webapp.programme.queries import owed

    # Nothing here makes cycles; looking for them takes a tenth of the time of a large register.
    gc.disable()
    library = load_library()
    asked = [_body(body, as_of, kind)] if body else None
    found = owed(as_of, bodies=asked, kind=kind, within=_within(region, type_, as_of), library=library)
    if output is Format.JSON:
        stream_json(as_json(one, library) for one in found)
    elif output is Format.CSV:
        print_csv((_row(one) for one in found), COLUMNS)
    elif body:
        _explain(list(found), library, as_of)
    else:
        _list(found, as_of, library)


def _within(region: str | None, type_: str | None, as_of: date) -> Callable[[Body], bool]:
    """Which bodies are asked about. Ends the command with 2 where no body lies in the region."""
    from inspectorate.webapp.register.queries import regions

    held = regions()
    if region is not None and region not in held:
        fail(f"No body lies in a region called '{region}'; there are {', '.join(filter(None, held))}.", code=2)

    def asked(body: Body) -> bool:
        return (region is None or body.region == region) and (type_ is None or body.type_on(as_of) == type_)

    return asked


def as_json(one: Owed, library: Library) -> dict[str, Any]:
    """One obligation as every command and the API give it; the shape is fixed by the design."""
    from inspectorate.due.sentences import sentence

    found = one.obligation
    return {
        "body": body_json(one.body),
        "regime": found.regime,
        "edition": found.edition,
        "event": found.event,
        "purpose": found.purpose,
        "earliest": found.window.earliest,
        "usual": found.window.usual,
        "latest": found.window.latest,
        "status": found.status.value,
        "key": found.key,
        "reasons": [
            {
                "rule": reason.rule,
                "text": sentence(reason, library),
                "facts": dict(reason.facts),
                "source": reason.source,
                "confidence": reason.confidence.value if reason.confidence else None,
            }
            for reason in found.reasons
        ],
        "decision": found.decision,
    }


def _body(words: str, as_of: date, kind: str) -> str:
    from inspectorate.webapp.register.queries import Unresolved, find

    try:
        return find(words, on=as_of, kind=kind).id
    except Unresolved as problem:
        fail(str(problem))


def _row(one: Owed) -> dict[str, Any]:
    found = one.obligation
    return {
        "body": one.body.id,
        "name": one.body.name,
        "regime": found.regime,
        "edition": found.edition,
        "event": found.event,
        "purpose": found.purpose,
        "earliest": found.window.earliest,
        "usual": found.window.usual,
        "latest": found.window.latest,
        "status": found.status.value,
        "key": found.key,
    }


def _list(found: Iterator[Owed], as_of: date, library: Library) -> None:
    from inspectorate.due.labels import Labels

    rows = (
        (
            one.body.name,
            Labels(library, one.obligation.edition).event(one.obligation.event, one.obligation.purpose),
            _day(one.obligation.window.earliest),
            _day(one.obligation.window.usual),
            _day(one.obligation.window.latest),
            one.obligation.status.value.replace("_", " "),
        )
        for one in found
    )
    print_table(f"Due as known on {_day(as_of)}", ("Body", "Event", "Earliest", "Usual", "Latest", "Status"), rows)


def _explain(found: list[Owed], library: Library, as_of: date) -> None:
    """One body in words: what all of it rests on once, then each obligation with its window, why, and what would
    change it."""
    from inspectorate.due.labels import Labels, capital

    if not found:
        typer.echo(f"Nothing is due as known on {_day(as_of)}.")
        return
    typer.echo(f"{found[0].body.name}, as known on {_day(as_of)}")
    shared = _shared([one.obligation.reasons for one in found])
    if len(found) > 1:
        _bullets("", shared, library)
    for one in found:
        labels = Labels(library, one.obligation.edition)
        status = one.obligation.status.value.replace("_", " ")
        event = capital(labels.event(one.obligation.event, one.obligation.purpose))
        typer.echo(f"\n{typer.style(event, bold=True)} ({status}): {_window(one)}")
        _bullets("", [reason for reason in one.obligation.reasons if len(found) == 1 or reason not in shared], library)
        _bullets("What would change this:", one.obligation.would_change, library)


def _shared(chains: Sequence[Sequence[Reason]]) -> list[Reason]:
    """The reasons that every chain has, in the order of the first."""
    return [reason for reason in chains[0] if all(reason in chain for chain in chains)]


def _bullets(title: str, reasons: Iterable[Reason], library: Library) -> None:
    from shutil import get_terminal_size
    from textwrap import fill

    from inspectorate.due.sentences import sentence

    width = min(get_terminal_size((100, 24)).columns, 100)
    texts = [sentence(reason, library) for reason in reasons]
    if title and texts:
        typer.echo(f"  {title}")
    for text in texts:
        typer.echo(fill(text, width, initial_indent="  - ", subsequent_indent="    "))


def _window(one: Owed) -> str:
    window = one.obligation.window
    parts = (("from", window.earliest), ("usually", window.usual), ("by", window.latest))
    return ", ".join(f"{word} {_day(when)}" for word, when in parts if when) or "no day is known"


def _day(when: date | None) -> str:
    from inspectorate.due.labels import day_text

    return day_text(when) if when else ""
