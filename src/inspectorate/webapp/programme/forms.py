"""Forms of the programme: filters of lists and decisions. Each asks only what its act needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from inspectorate.history.model import DecisionKind
from inspectorate.webapp.design.fields import (
    DayField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
)
from inspectorate.webapp.design.forms import GovukForm
from inspectorate.webapp.programme.actions import Answer
from inspectorate.webapp.programme.decision_presenters import DEEDS

Choices = Iterable[tuple[str, str]]

ALL = ("", "All")
# What a kind of decision does, as the choice between them explains it.
HINTS = {
    DecisionKind.DEFER.value: "It is not due before a later day.",
    DecisionKind.PAUSE.value: "The clock stands still until a day; its window moves on by as long.",
    DecisionKind.BRING_FORWARD.value: "It is due sooner, by a day.",
    DecisionKind.CONVERT.value: "Another event takes its place.",
    DecisionKind.EXEMPT.value: "The rule behind it does not apply until a day.",
    DecisionKind.REINSPECT_ON_REQUEST.value: "The authority asked to be inspected again and may be.",
    DecisionKind.INSPECT_AGAIN.value: "The setting is inspected a second time this year, by a day.",
    DecisionKind.NO_SECOND.value: "The setting is not inspected a second time this year.",
    DecisionKind.VISIT.value: "An event without a grade that no rule asks for, by a day.",
}
UNTIL = {
    DecisionKind.DEFER: "Not due before",
    DecisionKind.PAUSE: "Day on which it goes on",
    DecisionKind.BRING_FORWARD: "Due by",
    DecisionKind.REINSPECT_ON_REQUEST: "Re-inspection by",
    DecisionKind.INSPECT_AGAIN: "Inspect again by",
    DecisionKind.VISIT: "Visit by",
}


class AsOfForm(GovukForm):
    """The day to answer for."""

    as_of = DayField(label="As known on")


class Filter(GovukForm):
    """A list's filters, drawn as the address has them; they are read by the page, and none of them can be wrong."""

    def __init__(self, said: Mapping[str, Any], choices: Mapping[str, Choices]) -> None:
        super().__init__(initial=dict(said))
        for name, offered in choices.items():
            self.offer(name, offered)


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


class SettingFilter(Filter):
    """Which settings the list shows."""

    q = TextField(label="Name, town or URN", input_type="search")
    owner = TextField(label="Owner")
    area = TextField(label="Postcode area", help_text="The letters that postcodes begin with: B37 is in B.")
    authority = SelectField(label="Authority")
    type = SelectField(label="Type")
    grade = SelectField(label="Latest grade")
    standing = SelectField(label="Registration")


class OwnerFilter(Filter):
    """Which owners the list shows."""

    q = TextField(label="Name of owner", input_type="search")


class TypeFilter(Filter):
    """Of which type of setting a picture is."""

    type = SelectField(label="Type of setting")


class PositionFilter(Filter):
    """Which region's position is shown."""

    region = SelectField(label="Region")


class KindForm(GovukForm):
    """Which kind of decision; what else is asked depends on it."""

    kind = RadiosField(label="What do you decide?", hints=HINTS, error_messages={"required": "Select what you decide"})

    def __init__(self, kinds: Iterable[DecisionKind], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.offer("kind", [(kind.value, DEEDS[kind]) for kind in kinds])


class DecisionForm(GovukForm):
    """A decision of one kind: its new day or its event, why, and how long it holds."""

    until = DayField()
    topic = TextField(label="What it looks into", max_length=200, help_text="Such as the front door, or care leavers.")
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
        if kind in (DecisionKind.CONVERT, DecisionKind.VISIT):
            self.offer("event", [("", "Select an event"), *events])
        else:
            del self.fields["event"]
        if kind is DecisionKind.VISIT:
            self.fields["event"].label = "Visit"
        else:
            del self.fields["topic"]
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
            topic=said.get("topic", ""),
        )


class EndForm(GovukForm):
    """The end of a decision."""

    on = DayField(label="Day on which it ends")
    reason = LongTextField(label="Why it ends")


def day_of(text: str, otherwise: date) -> date | None:
    """A day from an address (``2026-11-23``); ``otherwise`` where none is given, ``None`` where it is no day."""
    if not text:
        return otherwise
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
