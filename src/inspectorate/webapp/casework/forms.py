"""Forms of casework: planning, moves, team, judgements, findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from inspectorate.calendars import LONDON
from inspectorate.due.model import Obligation
from inspectorate.framework.model import Edition
from inspectorate.webapp.casework.actions.cases import NewCase
from inspectorate.webapp.casework.actions.judging import Found, Grading
from inspectorate.webapp.casework.evidence import tags
from inspectorate.webapp.casework.models import PARTS, SOURCES
from inspectorate.webapp.casework.report import KINDS
from inspectorate.webapp.casework.table import Move
from inspectorate.webapp.design.fields import (
    CheckboxesField,
    ConfirmField,
    DayField,
    FileField,
    LongTextField,
    NumberField,
    RadiosField,
    SelectField,
    TextField,
)
from inspectorate.webapp.design.forms import GovukForm

Choices = Iterable[tuple[str, str]]
ANNOUNCED = (("yes", "It is told beforehand"), ("no", "No notice: nobody outside is told"))


class PlanForm(GovukForm):
    """Which event is planned, for which obligation, on which days."""

    event = RadiosField(label="What is planned?", error_messages={"required": "Select what is planned"})
    topics = TextField(label="What it looks at", required=False, max_length=200, help_text="For a visit: its topic.")
    announced = RadiosField(label="Is the body told?", choices=ANNOUNCED, initial="yes")
    starts = DayField(label="First day on site", required=False)
    ends = DayField(label="Last day on site", required=False)

    def __init__(self, offered: Choices, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.offer("event", offered)

    def new(self, edition: str, obligation: Obligation | None) -> NewCase:
        """What the filled-in form plans."""
        said = self.cleaned_data
        return NewCase(
            edition=edition,
            event=said["event"],
            purpose=obligation.purpose if obligation else "routine",
            obligation=obligation.key if obligation else "",
            topics=(said["topics"],) if said["topics"] else (),
            announced=said["announced"] == "yes",
            starts=said["starts"],
            ends=said["ends"],
        )


class MoveForm(GovukForm):
    """What a move asks for."""

    done_on = DayField(label="Day")
    told = TextField(label="Who was told, and how", max_length=300)
    event = RadiosField(label="What it becomes", error_messages={"required": "Select what it becomes"})
    starts = DayField(label="First day on site")
    ends = DayField(label="Last day on site")
    until = DayField(label="To go on by")
    day = DayField(label="Day of publication")
    hour = NumberField(label="Hour of publication", min_value=0, max_value=23, help_text="In London, 0 to 23.")
    now = ConfirmField(label="Publish it now, whatever the hour above", required=False)
    sure = ConfirmField(label="I have read the approved version and release it")
    reason = LongTextField(label="Why", help_text="It is kept, with your name.")

    def __init__(self, rule: Move, events: Choices, data: Mapping[str, Any] | None = None) -> None:
        soonest = timezone.localtime(timezone=LONDON) + timedelta(hours=1)
        initial = {"done_on": timezone.localdate(), "day": soonest.date(), "hour": soonest.hour}
        super().__init__(data, initial=initial)
        asked = {*rule.asks} | ({"day", "hour", "now", "sure"} if "publish_at" in rule.asks else set())
        for name in [name for name in self.fields if name not in asked]:
            del self.fields[name]
        if "event" in self.fields:
            self.offer("event", events)
        if "reason" in self.fields and "published" in rule.came_from:
            self.fields["reason"].help_text = "The public reads this, word for word. Name nobody."

    def said(self) -> dict[str, Any]:
        """What was said, as actions take it."""
        said = dict(self.cleaned_data)
        if "hour" in said:
            at = datetime.combine(said.pop("day"), time(said.pop("hour")), LONDON)
            said["publish_at"] = timezone.now() if said.pop("now") else at
            said.pop("sure")
        return said


class MemberForm(GovukForm):
    """Who is named to a case."""

    user = SelectField(label="Person")
    part = RadiosField(label="Part", choices=PARTS)

    def __init__(self, people: Choices, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.offer("user", [("", "Select a person"), *people])


class DaysForm(GovukForm):
    """The days on site."""

    starts = DayField(label="First day on site")
    ends = DayField(label="Last day on site")
    reason = LongTextField(label="Why the days change", required=False, rows=3)


class GradeForm(GovukForm):
    """A grade, chosen last."""

    rationale = LongTextField(label="Why", rows=8, help_text="What the evidence shows, strengths and weaknesses.")
    notes = CheckboxesField(label="Evidence that it rests on", required=False)
    against = LongTextField(label="Why against the limit", required=False, rows=3)

    def __init__(
        self,
        grades: Choices,
        hints: Mapping[str, str],
        notes: Choices,
        data: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        self.fields["grade"] = RadiosField(label="Grade", choices=list(grades), hints=hints)
        offered = list(notes)
        self.offer("notes", offered)
        if not offered:
            del self.fields["notes"]
        if not hints:
            del self.fields["against"]
        self.order_fields(["rationale", "notes", "grade", "against"])

    def given(self, judgement: str) -> Grading:
        """What was graded."""
        said = self.cleaned_data
        return Grading(
            judgement=judgement, grade=said["grade"], rationale=said["rationale"], against=said.get("against", ""),
            notes=said.get("notes", ()),
        )  # fmt: skip


class OpinionForm(GovukForm):
    """A second opinion: a grade for each area, and why."""

    rationale = LongTextField(label="Why these grades", rows=8)

    def __init__(self, edition: Edition, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        for id_, held in edition.judgements.items():
            choices = [(grade, step.label) for grade, step in edition.scale_of(id_).items()]
            self.fields[id_] = RadiosField(label=held.label, choices=choices)


class PersonForm(GovukForm):
    """Who is asked for a second opinion."""

    user = SelectField(label="Inspector or quality assurer")

    def __init__(self, people: Choices, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.offer("user", [("", "Select a person"), *people])


class CaseFindingForm(GovukForm):
    """What was found."""

    kind = RadiosField(label="Kind", error_messages={"required": "Select a kind"})
    area = SelectField(label="Area", required=False)
    text = LongTextField(label="What was found", help_text="As it is to stand in the report.")
    regulation = TextField(label="Regulation", required=False, max_length=200, help_text="A requirement names one.")
    put_right_by = DayField(label="To be put right by", required=False)
    responsible = TextField(label="Who puts it right", required=False, max_length=200)
    confirmer = TextField(label="Who confirms that it was", required=False, max_length=200)
    notes = CheckboxesField(label="Evidence that it rests on", required=False)

    def __init__(
        self,
        kinds: Iterable[str],
        edition: Edition,
        graded: bool,
        notes: Choices,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data)
        offered, held = list(kinds), list(notes)
        self.offer("kind", [(kind, KINDS[kind]) for kind in offered])
        self.offer("area", [("", "None"), *((id_, one.label) for id_, one in edition.judgements.items())])
        self.offer("notes", held)
        dropped = [("area", graded), ("regulation", "requirement" in offered), ("notes", bool(held))]
        for name, wanted in dropped:
            if not wanted:
                del self.fields[name]

    def found(self) -> Found:
        """What the filled-in form says."""
        return Found(**self.cleaned_data)


class NoteForm(GovukForm):
    """A note written on the page, without the notebook."""

    text = LongTextField(label="Note", rows=10)
    areas = CheckboxesField(label="Areas and criteria", required=False)
    weighs = RadiosField(
        label="It shows",
        required=False,
        choices=[("strength", "A strength"), ("weakness", "A weakness"), ("", "Neither")],
    )
    source = SelectField(label="Where it comes from", required=False, choices=[("", "Not said"), *SOURCES])
    line = TextField(label="Line of enquiry", required=False, max_length=200)
    about_on = DayField(label="Day that it is about", required=False)
    retyped = ConfirmField(label="I wrote this again from memory", required=False)

    def __init__(self, edition: Edition, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"about_on": timezone.localdate()})
        self.offer("areas", [(tag, f"{tag.count('.') * '– '}{label}") for tag, label in tags(edition).items()])


class AttachForm(GovukForm):
    """A file for a note."""

    file = FileField(label="File")

    def __init__(self, data: Mapping[str, Any] | None = None, files: Any = None) -> None:
        super().__init__(data, files)


class LetterForm(GovukForm):
    """That a letter was sent."""

    told = TextField(label="Who was written to, and how", max_length=300)
    sent_on = DayField(label="Day on which it was sent")
