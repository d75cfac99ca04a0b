"""`inspectorate stratum`: draw the blind random stratum of a year, publish its seed, check it, say what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from inspectorate.cli.output import Format, fail, print_json, print_table

if TYPE_CHECKING:
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.monitoring.models import BlindDraw

Year = Annotated[int, typer.Option(help="The year of the stratum.", min=2000, max=9998)]
By = Annotated[str, typer.Option(help="The email address of the analyst who does it.")]


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="The blind random stratum against which signals are tested.", no_args_is_help=True)
    group.command("draw")(draw)
    group.command("publish")(publish)
    group.command("check")(check)
    group.command("compare")(compare)
    app.add_typer(group, name="stratum")


def draw(year: Year, by: By) -> None:
    """Draw the stratum of a year and recommend a visit to each that is drawn. Prints the hash of the sealed seed.

    Who was drawn is not told: the visits stand among those that reviews recommend.
    """
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.webapp.accounts.permissions import PermissionRefused
    from inspectorate.webapp.design.refusals import Refused
    from inspectorate.webapp.programme.stratum import draw_stratum

    try:
        made = draw_stratum(by=_analyst(by), year=year)
    except (PermissionRefused, Refused) as refusal:
        fail(str(refusal))
    number = made.drawn.count()
    typer.echo(f"{number} of {len(made.bodies)} drawn for {year}. Publish this hash of the sealed seed:", err=True)
    typer.echo(made.seed_sha256)


def publish(year: Year, by: By) -> None:
    """Publish the seed of a year's stratum, once: after the year, or when the reports of its visits are out."""
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.webapp.accounts.permissions import PermissionRefused
    from inspectorate.webapp.programme.stratum import StratumRefused, publish_stratum

    try:
        made = publish_stratum(by=_analyst(by), year=year)
    except (PermissionRefused, StratumRefused) as refusal:
        fail(str(refusal))
    typer.echo(f"The seed of {year} is published:", err=True)
    typer.echo(made.seed)


def check(year: Year) -> None:
    """Check a published stratum: the seed against its hash, and who was drawn against who the seed draws."""
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.webapp.programme.stratum import StratumRefused, check_stratum, is_refused

    made = _drawn(year)
    try:
        problems = check_stratum(made)
    except StratumRefused as refusal:
        fail(str(refusal))
    if problems:
        fail(" ".join(problems))
    typer.echo(f"The seed of {year} has the hash that was sealed, and draws those who were drawn:", err=True)
    for row in made.drawn.select_related("review__body", "review__answer").order_by("review__body__name"):
        refused = f": refused, {row.review.answer.reason}" if is_refused(row.review) else ""
        typer.echo(f"{row.review.body.key} {row.review.body.name}{refused}")


def compare(
    year: Year,
    output: Annotated[Format, typer.Option("--format", help="How to print: table or json.")] = Format.TABLE,
) -> None:
    """What visits of a published stratum found, beside visits that reviews asked for in the same year.

    All count as they were asked for: one that was refused or not made recorded no finding of concern.
    """
    from inspectorate.cli.database import open_database

    if output is Format.CSV:
        fail("The comparison is printed as a table or as JSON; choose --format table or --format json.", code=2)
    open_database()
    from dataclasses import asdict

    from inspectorate.webapp.programme.stratum import StratumRefused
    from inspectorate.webapp.programme.stratum_compared import compare_stratum, in_words

    try:
        found = compare_stratum(_drawn(year))
    except StratumRefused as refusal:
        fail(str(refusal))
    if output is Format.JSON:
        print_json({"year": year, **asdict(found)})
        return
    typer.echo(found.sentence)
    drawn, reviewed = ({"Asked for": str(side.asked), **in_words(side)} for side in (found.drawn, found.reviewed))
    rows = [(heading, drawn[heading], reviewed[heading]) for heading in drawn]
    print_table(f"Visits of {year}", ("", "Drawn by chance", "After a review"), rows)


def _drawn(year: int) -> BlindDraw:
    from inspectorate.webapp.monitoring.models import BlindDraw

    made = BlindDraw.objects.filter(year=year).first()
    if made is None:
        fail(f"No stratum of {year} was drawn.")
    return made


def _analyst(email: str) -> Actor:
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.accounts.models import User

    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        fail(f"Nobody has an open account with the address {email}. An administrator can add them.")
    return Actor.of(user)
