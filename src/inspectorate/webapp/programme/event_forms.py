"""Forms about events: which took place, what was found, what sources to trust, and what was put right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from inspectorate.due.labels import capital
from inspectorate.framework.model import Edition, Event
from inspectorate.framework.setting_types import setting_types
from inspectorate.history.model import FindingKind
from inspectorate.webapp.design.fields import (
    CheckboxesField,
    ConfirmField,
    DayField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
)
from inspectorate.webapp.design.forms import GovukForm
from inspectorate.webapp.inspections.actions import NewFinding, Said

PURPOSES = (("routine", "Routine"), ("reinspection", "Re-inspection"))
FINDING_KINDS = (
    (FindingKind.PRIORITY_ACTION.value, "Area for priority action"),
    (FindingKind.CONCERN.value, "Concern to be put right"),
)
REQUIREMENT = (FindingKind.REQUIREMENT.value, "Requirement: a regulation is breached")
RECOMMENDATION = (FindingKind.RECOMMENDATION.value, "Recommendation")


class EventKindForm(GovukForm):
    """Which event took place, and under which edition."""

    event = RadiosField(label="What took place?", error_messages={"required": "Select what took place"})

    def __init__(self, edition: Edition, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.offer("event", [(id_, held.label) for id_, held in edition.events.items()])


class EventForm(GovukForm):
    """An event as it was carried out: days, what it looked at, grades where it is graded, and what tells of it."""

    started = DayField(label="First day", required=False)
    ended = DayField(label="Last day", required=False)
    published = DayField(label="Day of publication", required=False)
    purpose = RadiosField(label="Purpose", choices=PURPOSES)
    pilot = ConfirmField(label="It was a pilot: recorded and compared, and nobody’s judgement", required=False)
    source = LongTextField(
        label="What you have this from", rows=3, help_text="A letter, a report, a conversation: so that others find it."
    )

    def __init__(
        self,
        edition: Edition,
        event: Event,
        data: Mapping[str, Any] | None = None,
        topics: Iterable[str] = (),
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        self.edition = edition
        self.judgements = list(edition.judgements) if event.graded else []
        self.topics_offered = tuple(dict.fromkeys((*event.topics, *topics)))
        self._ask_topics(event)
        self._ask_grades()
        self.order_fields(
            ["started", "ended", "published", "topics", "other_topics", "purpose", *map(grade_field, self.judgements)]
        )
        if not event.graded:
            del self.fields["purpose"]

    def _ask_topics(self, event: Event) -> None:
        if event.graded:
            return
        if self.topics_offered:
            self.fields["topics"] = CheckboxesField(
                label="What it looked at", required=False, choices=[(t, capital(t)) for t in self.topics_offered]
            )
        self.fields["other_topics"] = TextField(
            label="Something else it looked at" if self.topics_offered else "What it looked at", required=False
        )

    def _ask_grades(self) -> None:
        steps = [("", "Not judged"), *((id_, step.label) for id_, step in self.edition.scale.items())]
        for judgement in self.judgements:
            label = self.edition.judgements[judgement].label
            self.fields[grade_field(judgement)] = SelectField(label=label, required=False, choices=steps)

    def said(self, event: str) -> Said:
        """What the filled-in form says of the event."""
        found = self.cleaned_data
        other = found.get("other_topics", "").strip()
        return Said(
            source=found["source"],
            event=event,
            purpose=found.get("purpose", ""),
            started=found["started"],
            ended=found["ended"],
            published=found["published"],
            grades=dict(self._grades()),
            topics=(*found.get("topics", ()), *([other] if other else [])),
            pilot=found["pilot"],
        )

    def _grades(self) -> Iterator[tuple[str, str]]:
        for judgement in self.judgements:
            if self.cleaned_data[grade_field(judgement)]:
                yield judgement, self.cleaned_data[grade_field(judgement)]


def grade_field(judgement: str) -> str:
    """The name of the field that asks for a judgement's grade."""
    return f"grade-{judgement}"


class FindingForm(GovukForm):
    """What is to be put right, by whom, by when, and who confirms it."""

    kind = RadiosField(label="Kind", choices=FINDING_KINDS)
    text = LongTextField(label="What is to be put right")
    regulation = TextField(label="Regulation", required=False, max_length=200, help_text="A requirement names one.")
    known_on = DayField(label="Day on which the authority was told")
    put_right_by = DayField(label="To be put right by", required=False)
    responsible = TextField(label="Who is to put it right", required=False, max_length=200)
    confirmer = TextField(label="Who confirms that it was", required=False, max_length=200)

    def __init__(self, data: Mapping[str, Any] | None = None, *, type_: str = "authority", **more: Any) -> None:
        """``type_`` is what editions call the body: settings have requirements, where they are regulated, and
        recommendations."""
        super().__init__(data, **more)
        if type_ == "authority":
            del self.fields["regulation"]
            return
        regulated = setting_types()[type_].regulated
        self.offer("kind", [REQUIREMENT, RECOMMENDATION] if regulated else [RECOMMENDATION])
        self.fields["known_on"].label = "Day on which the setting was told"

    def new(self) -> NewFinding:
        """What the filled-in form says."""
        said = self.cleaned_data
        return NewFinding(**{**said, "kind": FindingKind(said["kind"])})


class ConfirmForm(GovukForm):
    """That a finding has been put right."""

    on = DayField(label="Day on which it was put right")
    note = LongTextField(label="How you know")
