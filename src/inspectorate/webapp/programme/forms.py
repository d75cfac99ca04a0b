"""Forms of the programme: filters of lists, decisions, events, findings. Each asks only what its act needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from inspectorate.due.labels import capital
from inspectorate.framework.model import Edition, Event
from inspectorate.history.model import DecisionKind, FindingKind
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
from inspectorate.webapp.programme.actions import Answer
from inspectorate.webapp.programme.presenters import DEEDS

Choices = Iterable[tuple[str, str]]

ALL = ("", "All")
PURPOSES = (("routine", "Routine"), ("reinspection", "Re-inspection"))
FINDING_KINDS = (
    (FindingKind.PRIORITY_ACTION.value, "Area for priority action"),
    (FindingKind.CONCERN.value, "Concern to be put right"),
)
# What a kind of decision does, as the choice between them explains it.
HINTS = {
    DecisionKind.DEFER.value: "It is not due before a later day.",
    DecisionKind.PAUSE.value: "The clock stands still until a day; its window moves on by as long.",
    DecisionKind.BRING_FORWARD.value: "It is due sooner, by a day.",
    DecisionKind.CONVERT.value: "Another event takes its place.",
    DecisionKind.EXEMPT.value: "The rule behind it does not apply until a day.",
    DecisionKind.REINSPECT_ON_REQUEST.value: "The authority asked to be inspected again and may be.",
}
UNTIL = {
    DecisionKind.DEFER: "Not due before",
    DecisionKind.PAUSE: "Day on which it goes on",
    DecisionKind.BRING_FORWARD: "Due by",
    DecisionKind.REINSPECT_ON_REQUEST: "Re-inspection by",
}


class AsOfForm(GovukForm):
    """The day to answer for."""

    as_of = DayField(label="As known on")


class Filter(GovukForm):
    """A list's filters, drawn as the address has them; they are read by the page, and none of them can be wrong."""

    def __init__(self, said: Mapping[str, Any], choices: Mapping[str, Choices]) -> None:
        super().__init__(initial=dict(said))
        for name, offered in choices.items():
            _offer(self, name, offered)


class DueFilter(Filter):
    """What the due list shows and how it is put together; the choices are those that occur."""

    region = SelectField(label="Region")
    event = SelectField(label="Event")
    status = SelectField(label="Status")
    month = SelectField(label="Month")
    group = SelectField(label="Group by")


class AuthorityFilter(Filter):
    """Which authorities the list shows, and in which order."""

    q = TextField(label="Name or code", input_type="search")
    region = SelectField(label="Region")
    type = SelectField(label="Type")
    grade = SelectField(label="Overall grade")
    sort = SelectField(label="Sort by")


def _offer(form: GovukForm, name: str, choices: Choices) -> None:
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]  # a choice field


class KindForm(GovukForm):
    """Which kind of decision; what else is asked depends on it."""

    kind = RadiosField(label="What do you decide?", hints=HINTS, error_messages={"required": "Select what you decide"})

    def __init__(self, kinds: Iterable[DecisionKind], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        _offer(self, "kind", [(kind.value, DEEDS[kind]) for kind in kinds])


class DecisionForm(GovukForm):
    """A decision of one kind: its new day or its event, why, and how long it holds."""

    until = DayField()
    event = SelectField(label="The event it becomes")
    reason = LongTextField(label="Why", help_text="Whoever reads the programme sees this. It is kept.")
    taken_on = DayField(label="Day on which it was taken")
    expires = DayField(
        label="Last day on which it holds", help_text="After this day it is as if the decision had not been taken."
    )

    def __init__(self, kind: DecisionKind, events: Choices, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.kind = kind
        self.initial.setdefault("taken_on", timezone.localdate())
        if kind in UNTIL:
            self.fields["until"].label = UNTIL[kind]
            self.fields["until"].error_messages["required"] = f"Enter the day: {UNTIL[kind].lower()}"
        else:
            del self.fields["until"]
        if kind is DecisionKind.CONVERT:
            _offer(self, "event", [("", "Select an event"), *events])
        else:
            del self.fields["event"]
        self.fields["expires"].required = kind is DecisionKind.EXEMPT

    def answer(self, *, obligation: str, rule: str) -> Answer:
        """What the filled-in form says. An exemption names the rule; every other kind the obligation."""
        exempt = self.kind is DecisionKind.EXEMPT
        said = self.cleaned_data
        return Answer(
            kind=self.kind,
            reason=said["reason"],
            taken_on=said["taken_on"],
            obligation="" if exempt else obligation,
            rule=rule if exempt else "",
            event=said.get("event", ""),
            until=said.get("until"),
            expires=said["expires"],
        )


class EndForm(GovukForm):
    """The end of a decision."""

    on = DayField(label="Day on which it ends")
    reason = LongTextField(label="Why it ends")


class EventKindForm(GovukForm):
    """Which event took place, and under which edition."""

    event = RadiosField(label="What took place?", error_messages={"required": "Select what took place"})

    def __init__(self, edition: Edition, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        _offer(self, "event", [(id_, held.label) for id_, held in edition.events.items()])


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
    known_on = DayField(label="Day on which the authority was told")
    put_right_by = DayField(label="To be put right by", required=False)
    responsible = TextField(label="Who is to put it right", required=False, max_length=200)
    confirmer = TextField(label="Who confirms that it was", required=False, max_length=200)

    def new(self) -> NewFinding:
        """What the filled-in form says."""
        said = self.cleaned_data
        return NewFinding(**{**said, "kind": FindingKind(said["kind"])})


class ConfirmForm(GovukForm):
    """That a finding has been put right."""

    on = DayField(label="Day on which it was put right")
    note = LongTextField(label="How you know")


def day_of(text: str, otherwise: date) -> date | None:
    """A day from an address (``2026-11-23``); ``otherwise`` where none is given, ``None`` where it is no day."""
    if not text:
        return otherwise
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
