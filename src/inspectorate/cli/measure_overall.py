"""`inspectorate measure overall`: what one word hides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspectorate.cli.output import Format, body_json, day, fail, print_csv, print_json, print_table, today

if TYPE_CHECKING:
    from inspectorate.measurement.information import Kept
    from inspectorate.measurement.intervals import Estimate
    from inspectorate.measurement.overall import Hiding, Judged, OneWord

PUBLISHED = "as published"


def overall(
    regime: Annotated[str, typer.Option(help="A regime that gives an overall grade: sif, ilacs…")],
    as_of: Annotated[
        date | None, typer.Option("--as-of", parser=day, metavar="DAY", help="Carried out by this day; else today.")
    ] = None,
    known_by: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="Published by this day; else everything loaded.")
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """How much of the separate judgements the overall grade keeps, which services it hides a better or a worse area of,
    and how rules that make one grade of several would do on the same judgements."""
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.framework.library import load_library
    from inspectorate.measurement.overall import NoOverall, one_word
    from inspectorate.webapp.inspections.queries import histories

    when = as_of or today()
    try:
        found = one_word(histories(), load_library(), regime, when, known_by=known_by)
    except NoOverall as problem:
        fail(str(problem), code=2)
    if not found.judged:
        fail(
            f"No {regime.upper()} inspection of an authority that was carried out by {when} is on record with its "
            "publication, an overall grade and grades of areas. Import the published files, or ask about a later day."
        )
    if output is Format.JSON:
        print_json(as_json(found) | {"known_by": known_by})
    elif output is Format.CSV:
        print_csv(rows(found), ("body", "name", "date", "overall", *_parts(found), "better", "worse"))
    else:
        _tables(found)


def as_json(found: OneWord) -> dict[str, Any]:
    """The answer as the command gives it; shares are fractions, and ``hidden`` names parts by what they are graded."""
    return {
        "regime": found.regime,
        "as_of": found.as_of,
        "inspections": len(found.judged),
        "bodies": len({one.body.id for one in found.judged}),
        "compared": len(found.compared),
        "areas": found.areas,
        "sub_judgements": found.subs,
        "kept": _kept(found.kept),
        "kept_with_sub_judgements": _kept(found.kept_parts),
        "by_area": {area: _kept(kept) for area, kept in found.by_area.items()},
        "rules": [_rule(one) for one in found.hiding],
        "inadequate_with_good_parts": {
            "inadequate": found.good_parts.inadequate,
            "inspections": found.good_parts.inspections,
            "bodies": found.good_parts.bodies,
            "first_inspections": found.good_parts.first,
            "whole_areas": found.good_parts.areas,
        },
        "hidden": [_hidden(one) for one in found.hidden],
        "unread": [{"body": body_json(body), "date": one.carried_out} for body, one in found.unread],
    }


def _kept(kept: Kept | None) -> dict[str, Any] | None:
    if kept is None:
        return None
    return _estimate(kept.share) | {"bits": kept.bits, "told": kept.told, "seen_before": kept.seen}


def _estimate(one: Estimate) -> dict[str, Any]:
    return {"share": one.value, "interval": [one.low, one.high], "n": one.n}


def _rule(one: Hiding) -> dict[str, Any]:
    return {
        "rule": one.rule.value if one.rule else "published",
        "kept": _kept(one.kept),
        "agrees_with_published": _estimate(one.agrees) if one.agrees else None,
        "hides_inadequate_area": one.inadequate,
        "hides_better_part": one.better,
        "hides_worse_part": one.worse,
    }


def _hidden(one: Judged) -> dict[str, Any]:
    better, worse = one.hidden()
    parts = one.parts
    return {
        "body": body_json(one.body),
        "date": one.inspection.carried_out,
        "published": one.inspection.published,
        "overall": one.overall,
        "better": {part: parts[part] for part in better},
        "worse": {part: parts[part] for part in worse},
    }


def _parts(found: OneWord) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for one in found.judged for part in one.parts))


def rows(found: OneWord) -> Iterator[dict[str, Any]]:
    """Every inspection that counts, with the parts that its overall grade hides."""
    for one in found.judged:
        better, worse = one.hidden()
        yield {
            "body": one.body.id,
            "name": one.body.name,
            "date": one.inspection.carried_out,
            "overall": one.overall,
            **one.parts,
            "better": " ".join(better),
            "worse": " ".join(worse),
        }


def _tables(found: OneWord) -> None:
    areas = ", ".join(map(_words, found.areas))
    shares = [("All areas together", found.kept), *((_words(area), kept) for area, kept in found.by_area.items())]
    if found.kept_parts:
        shares.insert(1, ("With sub-judgements", found.kept_parts))
    print_table(
        f"What the overall grade keeps of {areas}: {found.regime.upper()}, {len(found.compared)} inspections by "
        f"{found.as_of}",
        ("Of", "Kept", "95% interval", "Bits", "Bits kept", "Seen before"),
        ((name, *_cells(kept)) for name, kept in shares),
    )
    print_table(
        f"One grade a service, by rules: {len(found.judged)} inspections",
        ("Rule", "Kept", "95% interval", "As published", "Hides an inadequate area", "A better part", "A worse part"),
        (
            (
                one.rule.value if one.rule else PUBLISHED,
                *_cells(one.kept)[:2],
                f"{one.agrees.value:.0%}" if one.agrees else "",
                *map(str, (one.inadequate, one.better, one.worse)),
            )
            for one in found.hiding
        ),
    )
    print_table(
        f"The overall grade hides a better or a worse part: {len(found.hidden)} inspections",
        ("Body", "Carried out by", "Overall", "Better", "Worse"),
        (
            (one.body.name, str(one.inspection.carried_out), _words(one.overall), *map(_told(one), one.hidden()))
            for one in found.hidden
        ),
    )


def _cells(kept: Kept | None) -> tuple[str, ...]:
    if kept is None:
        return ("not known", "", "", "", "")
    share = kept.share
    return (
        f"{share.value:.0%}",
        f"{share.low:.0%} to {share.high:.0%}",
        f"{kept.bits:.2f}",
        f"{kept.told:.2f}",
        f"{kept.seen:.0%}",
    )


def _told(one: Judged) -> Any:
    return lambda parts: ", ".join(f"{_words(part)} {_words(one.parts[part])}" for part in parts)


def _words(name: str) -> str:
    return name.replace("_", " ")
