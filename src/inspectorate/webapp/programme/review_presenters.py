"""What the pages of the review between inspections say: the queue, forecasts in words, what became of reviews."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from markupsafe import Markup

from inspectorate.due.labels import capital, day_text
from inspectorate.framework.library import Library
from inspectorate.framework.model import Edition
from inspectorate.history.model import History
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.design.series_chart import Share, shares_chart
from inspectorate.webapp.monitoring.hidden import may_read_reason
from inspectorate.webapp.monitoring.models import BodyRank, Computation, FoundNowcast, FoundSignal, Review
from inspectorate.webapp.programme.decision_presenters import event_of_rule, rule_of
from inspectorate.webapp.programme.review_pictures import told
from inspectorate.webapp.programme.snapshot import AuthorityRow
from inspectorate.webapp.programme.stratum import report_out

KEPT_BACK = (
    "Kept from those who take decisions until the report is out: so that visits after a signal and visits drawn at "
    "random can be compared."
)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One body in the analyst's queue. ``place`` is ``None`` where nothing stands out."""

    code: str
    name: str
    region: str
    place: int | None
    signals: int
    sentence: str
    data_until: date | None
    grade: str | None
    graded_on: date | None
    review: str
    waits: bool
    concerns: int


def queue_rows(
    authorities: Iterable[AuthorityRow],
    ranks: Sequence[BodyRank],
    strongest: dict[int, tuple[int, FoundSignal]],
    reviews: dict[str, Review],
    since: datetime | None,
    named: bool,
    concerns: Mapping[str, int],
) -> list[QueueRow]:
    """In the order of rank; then, by name, bodies in which nothing stands out. Places count ``ranks`` as they are
    given: a gap would tell the place of a body that is hidden. ``since``: when signals of the newest data were first
    there. ``named``: whether to say who asked for a decision. ``concerns``: how many were passed to the next review, by
    code of the body."""
    by = {rank.body.code: (place, rank) for place, rank in enumerate(ranks, 1)}
    rows = [
        _queue_row(one, by.get(one.code), strongest, reviews.get(one.code), since, named, concerns.get(one.code, 0))
        for one in authorities
    ]
    return sorted(rows, key=lambda row: (row.place is None, row.place or 0, row.name))


def _queue_row(
    one: AuthorityRow,
    ranked: tuple[int, BodyRank] | None,
    strongest: dict[int, tuple[int, FoundSignal]],
    review: Review | None,
    since: datetime | None,
    named: bool,
    concerns: int,
) -> QueueRow:
    place, rank = ranked or (None, None)
    number, signal = strongest.get(rank.body_id, (0, None)) if rank else (0, None)
    waits = review is None or (since is not None and review.told_at < since)
    return QueueRow(
        code=one.code, name=one.name, region=one.region, place=place, signals=number,
        sentence=told(signal, rank.body) if signal and rank else "",
        data_until=signal.last if signal else None, grade=one.headline, graded_on=one.last,
        review=review_in_words(review, named), waits=waits,
        concerns=concerns,
    )  # fmt: skip


def review_in_words(review: Review | None, named: bool) -> str:
    """When a body was last reviewed, with what outcome, and by whom: of one that asks for a decision only if ``named``,
    since all that are drawn at random have one author."""
    if review is None:
        return "Never reviewed"
    by = f" by {review.by}" if named or not review.asks_for_a_decision else ""
    return f"Reviewed on {day_text(timezone.localdate(review.told_at))}{by}: {review.get_outcome_display().lower()}"


@dataclass(frozen=True, slots=True)
class ForecastArea:
    """The nowcast of one area: a picture, and the same in words. It is a forecast and nobody's grade."""

    area: str
    last: str
    last_on: date
    judgements: int
    picture: Markup
    shares: tuple[Share, ...]


def forecast_areas(found: Iterable[FoundNowcast], edition: Edition | None) -> list[ForecastArea]:
    """Nowcasts as distributions, each with the grades in the order that it was stored in."""
    return [_forecast(one, edition) for one in found]


def _forecast(one: FoundNowcast, edition: Edition | None) -> ForecastArea:
    judgement = edition.judgements.get(one.area) if edition else None
    area = judgement.label if judgement else capital(one.area.replace("_", " "))
    shares = tuple(
        Share(grade, grade_label(grade, edition), chance, *map(float, one.interval.get(grade, (chance, chance))))
        for grade, chance in one.probabilities.items()
    )
    picture = shares_chart(shares, title=f"{area}: how likely each grade is. A forecast, not a grade")
    return ForecastArea(area, grade_label(one.last_grade, edition), one.last_date, one.judgements, picture, shares)


def grade_label(grade: str, edition: Edition | None) -> str:
    """A grade as the edition in force calls it."""
    step = edition.scale.get(grade) if edition else None
    return step.label if step else capital(grade.replace("_", " "))


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review in the history of a body. ``by`` and ``rested_on`` are empty where why is kept back: they would tell."""

    outcome: str
    detail: str
    reason: str
    by: str
    on: date
    became: str
    rested_on: str


def review_rows(actor: Actor, reviews: Iterable[Review], history: History, library: Library) -> list[ReviewRow]:
    """Reviews as somebody may read them, newest first."""
    return [
        _review_row(one, library, readable=may_read_reason(actor, one, report_out=report_out(one, history)))
        for one in reviews
    ]


def _review_row(one: Review, library: Library, *, readable: bool) -> ReviewRow:
    return ReviewRow(
        outcome=one.get_outcome_display(),
        detail=asked_in_words(one, library),
        reason=one.reason if readable else KEPT_BACK,
        by=one.by if readable else "",
        on=timezone.localdate(one.told_at),
        became=_became(one),
        rested_on=_rested_on(one) if readable else "",
    )


def asked_in_words(review: Review, library: Library) -> str:
    """What a review asks of the programme: ``on Care leavers, by 4 May 2027``."""
    parts = [f"on {review.topic}"] if review.topic else []
    if review.obligation:
        edition = library.in_force("authority", timezone.localdate(review.at))
        if edition:
            parts.append(event_of_rule(library, edition.id, rule_of(review.obligation)))
    if review.until:
        parts.append(f"by {day_text(review.until)}")
    return ", ".join(parts)


def _became(review: Review) -> str:
    if not review.asks_for_a_decision:
        return ""
    answer = getattr(review, "answer", None)
    if answer is None:
        return "Waits for a decision"
    on = day_text(timezone.localdate(answer.at))
    if answer.decision:
        return f"Decision taken on {on} by {answer.by}"
    return f"Not taken, {on}, by {answer.by}: {answer.reason}"


def _rested_on(review: Review) -> str:
    if review.as_of is None:
        return "No signals had been computed."
    number = len(review.snapshot.get("signals", ()))
    signals = f"{number} signal{'' if number == 1 else 's'} as of {day_text(review.as_of)}"
    rank = review.snapshot.get("rank")
    return f"{signals}, place {rank['place']} of {rank['of']}." if rank else f"{signals}."


@dataclass(frozen=True, slots=True)
class Computed:
    """When what a page shows was computed, in words; ``problem`` where a newer computation failed, the record has
    changed since, or it is old."""

    text: str
    problem: str


OLD = timedelta(days=7)
"""What is computed once a day and is older than this has not been computed for a reason that somebody should find."""


def computed_in_words(
    what: str, complete: Computation | None, failed: Computation | None, revision: str, today: date
) -> Computed:
    """``what`` is a plural: Signals. ``revision``: that of the record now."""
    text = f"{what} have not been computed yet."
    if complete is not None:
        when = complete.finished_at or complete.started_at
        text = f"{what} as of {day_text(complete.as_of)}, computed on {day_text(timezone.localdate(when))}."
    problems = []
    if failed is not None:
        on = day_text(timezone.localdate(failed.started_at))
        problems.append(f"A newer computation failed on {on}: {failed.problem} What is shown is older.")
    elif complete is not None and complete.revision != revision:
        problems.append(f"The record has changed since: {what.lower()} know of that when they are computed anew.")
    if complete is not None and today - complete.as_of > OLD:
        days = (today - complete.as_of).days
        problems.append(
            f"What is shown is {days} days old; {what.lower()} are computed once a day while a worker runs."
        )
    return Computed(text, " ".join(problems))
