"""What was asked in a consultation, and how it was answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inspectorate.framework.model import Edition, Question, Response
from inspectorate.webapp.frameworks.presenters import RuleRow, row


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One proposal, how each kind of respondent answered it, and the decision."""

    proposal: str
    answers: tuple[tuple[str, str, str, str, str], ...]
    decision: str
    rule: RuleRow


def question_rows(edition: Edition, questions: Iterable[tuple[str, Question]]) -> list[QuestionRow]:
    """The questions of one consultation; an answer that was not published says so."""
    return [
        QuestionRow(
            proposal=question.proposal,
            answers=tuple(_answer(answer) for answer in question.responses),
            decision=question.decision or "Not published",
            rule=row(edition, id_, question.proposal, (), question),
        )
        for id_, question in questions
    ]


def _answer(one: Response) -> tuple[str, str, str, str, str]:
    shares = (_share(share) for share in (one.agree, one.disagree, one.unsure))
    agree, disagree, unsure = shares
    return one.respondents, _number(one.total), agree, disagree, unsure


def _number(value: int | None) -> str:
    return "Not published" if value is None else f"{value:,}"


def _share(value: float | None) -> str:
    return "Not published" if value is None else f"{value:.0%}"
