"""Forms of the review between inspections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspectorate.webapp.design.fields import DayField, LongTextField, RadiosField, SelectField
from inspectorate.webapp.design.forms import GovukForm
from inspectorate.webapp.monitoring.models import Review
from inspectorate.webapp.programme.forms import Choices, Filter

HINTS = {
    Review.Outcome.RAISE.value: "It is listed on this page until the next annual conversation is on record.",
    Review.Outcome.VISIT.value: "Say below what it looks into, and by when.",
    Review.Outcome.BRING_FORWARD.value: "Say below which, and by when.",
    Review.Outcome.OTHER.value: "Say what under “Why”.",
}


class QueueFilter(Filter):
    """Which bodies the queue shows."""

    region = SelectField(label="Region")
    state = SelectField(label="Review")


class ReviewForm(GovukForm):
    """What comes of a review. Which of the fields are needed depends on the outcome; the action says so."""

    outcome = RadiosField(label="What comes of it?", hints=HINTS, choices=Review.Outcome.choices)
    reason = LongTextField(
        label="Why", help_text="It is kept with the review. The programme's record does not show it."
    )
    topic = SelectField(label="A focused visit looks into", required=False)
    obligation = SelectField(label="Brought forward is", required=False)
    until = DayField(label="Visit or inspection by", required=False)

    def __init__(self, topics: Choices, obligations: Choices, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.offer("topic", [("", "Select a topic"), *topics])
        self.offer("obligation", [("", "Select what is due"), *obligations])


class RecommendationForm(GovukForm):
    """Whether the decision that a review recommends is taken."""

    answer = RadiosField(label="Do you take this decision?", choices=[("yes", "Yes, take it"), ("no", "No")])
    reason = LongTextField(label="Why not", help_text="Only where you do not take it.", required=False)
