"""What a published stratum shows: what its visits found, beside those that reviews asked for in the same year."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from inspectorate.due.anchors import ANSWERED
from inspectorate.due.known import knowledge
from inspectorate.history.model import History
from inspectorate.intelligence.stratum_compared import Asked, Became, Comparison, Side, compare
from inspectorate.measurement.intervals import Estimate
from inspectorate.webapp.monitoring.beside_backtest import Section
from inspectorate.webapp.monitoring.models import BlindDraw, Review
from inspectorate.webapp.programme.carried_out import carried_out
from inspectorate.webapp.programme.queries import histories
from inspectorate.webapp.programme.stratum import StratumRefused

BECAME = {
    Became.REFUSED: "Refused",
    Became.WAITING: "Not answered",
    Became.NOT_MADE: "Not made",
    Became.NOT_REPORTED: "Not reported",
    Became.REPORTED: "Reported",
}
NONE_YET = (
    "No random stratum has been published yet. Until one is, forecasts are tested on inspections that were due anyhow, "
    "and nothing shows whether visits after a review find more than visits drawn by chance."
)


def compare_stratum(made: BlindDraw) -> Comparison:
    """Drawn visits beside those after a review that were to be made by a day of the same year.

    Raises StratumRefused before the draw is published: who was drawn, and what they found, could be told from it.
    """
    if not made.seed:
        raise StratumRefused(f"The seed of {made.year} is not published yet; what its visits found is compared then.")
    today, asked_for = timezone.localdate(), Review.objects.filter(outcome=Review.Outcome.VISIT)
    rows = asked_for.select_related("body", "answer")
    drawn = list(rows.filter(drawn__draw=made))
    reviewed = list(rows.filter(drawn__isnull=True, body__kind="authority", until__year=made.year))
    keys = {review.body.key for review in (*drawn, *reviewed)}
    of = {history.body.id: history for history in histories(keys)}
    return compare(*([_asked(one, of[one.body.key], today) for one in side] for side in (drawn, reviewed)))


def newest_compared() -> Section:
    """The newest published stratum as the page of the back-test shows it."""
    made = BlindDraw.objects.exclude(seed="").first()
    if made is None:
        return Section("Visits drawn by chance", NONE_YET)
    found = compare_stratum(made)
    rows = (("Drawn by chance", found.drawn), ("After a review", found.reviewed))
    return Section(
        title=f"Visits of {made.year}: drawn by chance, and after a review",
        text=found.sentence,
        first="Asked for",
        rows=tuple((name, side.asked, tuple(in_words(side).items())) for name, side in rows),
    )


def in_words(side: Side) -> dict[str, str]:
    """What became of the visits of one side, and the shares with their intervals, each under its heading."""
    return {
        **{heading: f"{side.became[became]:,}" for became, heading in BECAME.items()},
        "With findings of concern": f"{side.concern:,}",
        "Of all asked for": _share(side.of_asked),
        "Of those reported": _share(side.of_reported),
    }


def _share(found: Estimate | None) -> str:
    return f"{found.value:.0%} ({found.low:.0%} to {found.high:.0%})" if found else "not known"


def _asked(review: Review, history: History, today: date) -> Asked:
    answer = getattr(review, "answer", None)
    if answer is None:
        return Asked(Became.WAITING)
    if answer.decision is None:
        return Asked(Became.REFUSED)
    event = carried_out(history, answer.decision, today)
    if event is None:
        return Asked(Became.NOT_MADE)
    if event.published is None or event.published > today:
        return Asked(Became.NOT_REPORTED)
    found = knowledge(history, today).findings
    return Asked(Became.REPORTED, any(one.inspection == event.id and one.kind in ANSWERED for one in found))
