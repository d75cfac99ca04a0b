"""The blind random stratum of a year: drawn under a sealed seed, published once, checked by anybody after that.

What is drawn stands among the reviews as one more that recommends a focused visit, with the same words, each from a
moment of its own, so that nobody who decides, plans or visits can tell it from one that signals led to. The seed lies
in a file that only its owner reads (``stratum/`` among the files of the service), and in no table: whoever reads tables
cannot foretell or repeat a draw.
"""

from __future__ import annotations

import os
import secrets
from datetime import date
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from inspectorate.calendars import CalendarUnknown, Interval
from inspectorate.framework.library import load_library
from inspectorate.framework.model import Edition
from inspectorate.history.model import History
from inspectorate.intelligence.stratum import draw, one_of, seal
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, check_has, has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.design.refusals import Refused
from inspectorate.webapp.frameworks.actions import pin
from inspectorate.webapp.monitoring.models import BlindDraw, DrawnReview, Review
from inspectorate.webapp.monitoring.review_queries import snapshot_of
from inspectorate.webapp.programme.carried_out import carried_out
from inspectorate.webapp.programme.drawn_days import ROOM, last_day, moment, span_of
from inspectorate.webapp.programme.queries import histories
from inspectorate.webapp.programme.review_actions import VISIT, add_review
from inspectorate.webapp.register.models import Body

SHARE = "blind_share"
"""The parameter of an edition that sets how many are drawn."""

REPORTED_BY = (6, 30)
"""Month and day of the next year by which reports of visits made to the end of the year have long been due."""


class StratumRefused(Refused):
    """The stratum cannot be drawn or published now."""


@transaction.atomic
def draw_stratum(*, by: Actor, year: int) -> BlindDraw:
    """Draw the stratum of a year among all authorities that stand, and recommend a visit to each that is drawn.

    Topics, days, and the moments from which the visits are recommended come from the seed as well. Raises
    PermissionRefused, or StratumRefused with a sentence, to whoever takes decisions too: they would know whom chance
    drew.
    """
    check_has(by, Permission.SEE_FORECASTS)
    if has(by, Permission.TAKE_DECISION):
        raise StratumRefused("You take decisions on visits, so you may not draw the stratum. An analyst does.")
    today, library = timezone.localdate(), load_library()
    edition = library.in_force("authority", today)
    if edition is None or SHARE not in edition.parameters or VISIT not in edition.events:
        raise StratumRefused("The edition in force sets no share of authorities to be drawn (blind_share).")
    if BlindDraw.objects.filter(year=year).exists():
        raise StratumRefused(f"The stratum of {year} was drawn already.")
    span = _span(year, today)
    bodies = {body.key: body for body in Body.objects.filter(kind="authority") if _stands(body, today)}
    if not bodies:
        raise StratumRefused("The register holds no authorities to draw from.")
    share, seed = float(edition.parameters[SHARE].value), secrets.token_hex(32)
    made = BlindDraw.objects.create(
        edition=pin(by=by, library=library, edition=edition).pk, year=year, share=share, bodies=sorted(bodies),
        seed_sha256=seal(seed), drawn_by=by.name,
    )  # fmt: skip
    # In the order of the alphabet, so that the order of rows does not give away that of the draw.
    for key in sorted(draw(bodies, share, seed)):
        review = _review(by, bodies[key], edition, seed, span)
        review.reason = f"Drawn at random for the blind stratum of {year}."
        DrawnReview.objects.create(draw=made, review=add_review(review))
    # One entry for all, which names nobody: entries of their own would tell drawn visits apart.
    record(by=by, action="stratum_drawn", subject=made, year=year, seed_sha256=made.seed_sha256)
    _write_sealed(made.seed_sha256, seed)
    return made


@transaction.atomic
def publish_stratum(*, by: Actor, year: int) -> BlindDraw:
    """Publish the seed of a draw, once: when the reports of all visits that it led to are out, or `REPORTED_BY` at the
    latest."""
    check_has(by, Permission.SEE_FORECASTS)
    made = BlindDraw.objects.select_for_update().filter(year=year).first()
    if made is None:
        raise StratumRefused(f"No stratum of {year} was drawn.")
    if made.seed:
        raise StratumRefused(f"The seed of {year} is published already.")
    if timezone.localdate() <= date(year + 1, *REPORTED_BY) and not _all_out(made):
        raise StratumRefused(
            f"Visits of the stratum of {year} are still to be carried out or reported. Its seed is published when "
            "their reports are out, or after June of the next year."
        )
    path = _sealed(made.seed_sha256)
    if not path.is_file():
        raise StratumRefused(f"The sealed seed is not where it was put ({path.name}). Bring it back from a backup.")
    seed = path.read_text(encoding="ascii").strip()
    if seal(seed) != made.seed_sha256:
        raise StratumRefused("The sealed seed is not the one that was drawn with: its hash differs.")
    made.seed, made.published_at, made.published_by = seed, timezone.now(), by.name
    made.save(update_fields=("seed", "published_at", "published_by"))
    record(by=by, action="stratum_published", subject=made, year=year, seed=seed)
    return made


def check_stratum(made: BlindDraw) -> list[str]:
    """What is wrong with a published draw, as sentences: its seed against the hash, and who was drawn against who
    the seed draws. Raises StratumRefused before it is published."""
    if not made.seed:
        raise StratumRefused(f"The seed of {made.year} is not published yet; until then only its hash is known.")
    problems = []
    if seal(made.seed) != made.seed_sha256:
        problems.append(f"The seed of {made.year} is not the one that was sealed: its hash differs.")
    held = {row.review.body.key for row in made.drawn.select_related("review__body")}
    if held != set(draw(made.bodies, made.share, made.seed)):
        problems.append(f"Who was drawn for {made.year} is not whom the seed draws.")
    return problems


def report_out(review: Review, history: History) -> bool:
    """Whether why a review asked for a decision may be read by all who see reviews: its draw was published, or the
    report is out of the very event that carried out what was decided."""
    drawn, answer = getattr(review, "drawn", None), getattr(review, "answer", None)
    if drawn is not None and drawn.draw.seed:
        return True
    if answer is None or answer.decision is None:
        return False
    today = timezone.localdate()
    done = carried_out(history, answer.decision, today)
    return done is not None and done.published is not None and done.published <= today


def _all_out(made: BlindDraw) -> bool:
    """Whether every drawn visit was refused, or its report is out."""
    reviews = [row.review for row in made.drawn.select_related("review__body", "review__answer")]
    by = {history.body.id: history for history in histories([one.body.key for one in reviews])}
    return all(is_refused(one) or (one.body.key in by and report_out(one, by[one.body.key])) for one in reviews)


def is_refused(review: Review) -> bool:
    """Whether somebody did not take the decision that a review asks for."""
    answer = getattr(review, "answer", None)
    return answer is not None and answer.decision is None


def _span(year: int, today: date) -> Interval:
    try:
        span = span_of(year, today)
    except CalendarUnknown as unknown:
        raise StratumRefused(f"The stratum of {year} cannot be drawn yet: {unknown}") from unknown
    if span is None:
        raise StratumRefused(
            f"Too little of {year} is left: visits need {ROOM} days, after four weeks of notice, to be spread over. "
            "Draw the stratum of a later year."
        )
    return span


def _review(by: Actor, body: Body, edition: Edition, seed: str, span: Interval) -> Review:
    topics, until = edition.events[VISIT].topics, last_day(span, seed, body.key)
    computed, kept = snapshot_of(body)
    return Review(
        token=uuid4(), body=body, outcome=Review.Outcome.VISIT, by=by.name, user_id=by.user_id, snapshot=kept,
        computation=computed.pk if computed else None, as_of=computed.as_of if computed else None,
        event=VISIT, topic=topics[one_of(len(topics), seed, body.key, "topic")] if topics else "",
        until=until, told_at=moment(until, timezone.localdate(), seed, body.key),
    )  # fmt: skip


def _stands(body: Body, today: date) -> bool:
    return (body.opened is None or body.opened <= today) and (body.closed is None or body.closed >= today)


def _sealed(sha256: str) -> Path:
    return Path(settings.VAR) / "stratum" / f"{sha256}.seed"


def _write_sealed(sha256: str, seed: str) -> None:
    path = _sealed(sha256)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(f"{seed}\n")
