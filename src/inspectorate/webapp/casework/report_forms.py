"""Forms of the report: its paragraphs, comments and points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from inspectorate.webapp.casework.report import Section
from inspectorate.webapp.design.fields import CheckboxesField, ConfirmField, LongTextField, RadiosField, SelectField
from inspectorate.webapp.design.forms import GovukForm


class ParagraphForm(GovukForm):
    """A new paragraph."""

    section = SelectField(label="Part of the report")
    text = LongTextField(label="Paragraph", rows=8)
    notes = CheckboxesField(label="Evidence that it rests on", required=False)

    def __init__(
        self,
        sections: Iterable[Section],
        notes: Iterable[tuple[str, str]],
        data: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        offered = list(notes)
        self.offer("section", [(one.id, one.title) for one in sections])
        self.offer("notes", offered)
        if not offered:
            del self.fields["notes"]


class OverWording(GovukForm):
    """Base of forms that change a paragraph; ``over`` is the newest wording, which the page shows and sends back."""

    def __init__(self, over: int, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.over = over

    def read_over(self) -> int:
        """The wording that the writer had before them when they began."""
        said = str(self.data.get("over", ""))
        return int(said) if said.isdecimal() else self.over


class WordingForm(OverWording):
    """Other words for a paragraph."""

    text = LongTextField(label="Paragraph", required=False, rows=8, help_text="Leave it empty to take it out.")


class CommentForm(GovukForm):
    """What the assurer asks."""

    text = LongTextField(label="Comment", rows=4)


class AnswerForm(GovukForm):
    """What the team answers."""

    answer = LongTextField(label="Answer", rows=4)


class PointForm(GovukForm):
    """What the body says of a paragraph; ``over`` is the newest revision of the point, which the page sends back."""

    proposed = LongTextField(label="What is wrong, or how it should read", rows=8, help_text="As long as you need.")
    evidence = LongTextField(label="What shows it", required=False, rows=4)

    def __init__(self, over: str, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.over = over

    def read_over(self) -> str:
        """The revision that the writer had before them when they began."""
        return str(self.data.get("over", self.over))


class DecisionForm(OverWording):
    """The team's decision on a point."""

    accepted = RadiosField(label="Decision", choices=[("yes", "Accept"), ("no", "Do not accept")])
    reason = LongTextField(label="Why", help_text="The body reads this.")
    text = LongTextField(label="The paragraph as it then reads", rows=8, required=False)
    touches_grade = ConfirmField(label="It bears on a grade", required=False)


class ApprovalForm(GovukForm):
    """That the version shown is approved."""

    sure = ConfirmField(label="I have read this version and approve it")
