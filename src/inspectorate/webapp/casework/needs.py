"""What must be true of a case before a move. A check answers with a sentence that says what is missing, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from inspectorate.framework.model import Edition
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.casework import clocks, queries, recorded
from inspectorate.webapp.casework.language import faults
from inspectorate.webapp.casework.models import Case
from inspectorate.webapp.casework.report import Worded

Said = Mapping[str, Any]
Check = Callable[[Case, Edition, Said, Actor], str]


def _days(case: Case, edition: Edition, said: Said, by: Actor) -> str:
    return "" if case.starts and case.ends else "Set the first and last day on site."


def _lead(case: Case, edition: Edition, said: Said, by: Actor) -> str:
    return "" if queries.member_of(case, "lead") else "Name the lead inspector."


def _started(case: Case, edition: Edition, said: Said, by: Actor) -> str:
    if case.starts is None:
        return "Set the first and last day on site."
    return "" if case.starts <= timezone.localdate() else "The first day on site has not come. Change the days first."


def _ended(case: Case, edition: Edition, said: Said, by: Actor) -> str:
    on = said["done_on"]
    if on > timezone.localdate():
        return "The last day on site must not be in the future."
    return "The last day on site must not be before the first." if case.starts and on < case.starts else ""


def _later(case: Case, edition: Edition, said: Said, by: Actor) -> str:
    if said["ends"] < timezone.localdate():
        return "The new last day must not be in the past."
    return "The last day must not be before the first." if case.starts and said["ends"] < case.starts else ""


def _future(case: Case, edition: Edition, said: Said, by: Actor) -> str:
    if said["starts"] < timezone.localdate():
        return "The first day must not be in the past."
    return "The last day must not be before the first." if said["ends"] < said["starts"] else ""


def _conversion(case: Case, edition: Edition, said: Said, by: Actor) -> str:
    offered = [held.to_event for held in edition.conversions.values() if held.from_event == case.event]
    if not offered:
        return f"{edition.title} turns no {edition.events[case.event].label.lower()} into another event."
    if said["event"] not in offered:
        return f"Choose {' or '.join(edition.events[name].label.lower() for name in offered)}."
    return _later(case, edition, said, by)


def _grades_of(step: str, sentence: str) -> Check:
    def check(case: Case, edition: Edition, said: Said, by: Actor) -> str:
        if not edition.events[case.event].graded:
            return ""
        held = queries.grades(case, step)
        missing = [one.label for id_, one in edition.judgements.items() if id_ not in held]
        return f"{sentence}: {'; '.join(missing)}." if missing else ""

    return check


def _panel_on(step: str) -> Check:
    """Whether the panel has agreed to every grade of a step that it looks at, and to that very grade."""

    def check(case: Case, edition: Edition, said: Said, by: Actor) -> str:
        panels = [one for one in edition.panels.values() if case.event in one.events]
        looked_at = queries.grades(case, "panel")
        for judgement, held in queries.grades(case, step).items():
            seen = looked_at.get(judgement)
            panel = next((one for one in panels if held.grade in one.grades), None)
            if panel and (seen is None or seen.grade != held.grade):
                label = edition.scale_of(judgement)[held.grade].label.lower()
                named = edition.judgements[judgement].label
                return f"The {panel.label.lower()} has not agreed that {named} is {label}."
        return ""

    return check


def _assurer(case: Case, edition: Edition, said: Said, by: Actor) -> str:
    return "" if queries.member_of(case, "assurer") else "Name the quality assurer."


def _report(case: Case, edition: Edition, said: Said, by: Actor) -> str:
    return "" if any(one.text for one in queries.report(case)) else "Write the report first."


def _language(case: Case, edition: Edition, said: Said, by: Actor) -> str:
    return _mend_first(case, edition, queries.published_texts(case))


def _public_reason(case: Case, edition: Edition, said: Said, by: Actor) -> str:
    """The reason of an amendment or a withdrawal is read by the public as it was typed."""
    return _mend_first(case, edition, [Worded(0, "", said["reason"])])


def _mend_first(case: Case, edition: Edition, texts: list[Worded]) -> str:
    held = {id_: judged.grade for id_, judged in queries.newest_grades(case).items()}
    blocking = [found for found in faults(texts, edition, held) if found.blocks]
    return f"Mend first: {blocking[0].sentence}" if blocking else ""


def _comments_resolved(case: Case, edition: Edition, said: Said, by: Actor) -> str:
    waiting = queries.open_comments(case)
    return f"Resolve the comments first: {waiting} wait." if waiting else ""


def _draft_received(case: Case, edition: Edition, said: Said, by: Actor) -> str:
    return "" if case.draft_received_on else "Open the draft first."


def _not_received(case: Case, edition: Edition, said: Said, by: Actor) -> str:
    return "The body has opened the draft already." if case.draft_received_on else ""


def _since_sent(case: Case, edition: Edition, said: Said, by: Actor) -> str:
    sent, on = case.draft_sent_on, said["done_on"]
    fits = sent is not None and sent <= on <= timezone.localdate()
    return "" if fits else "The day must lie between the day on which the draft was sent and today."


def _answer_time_over(case: Case, edition: Edition, said: Said, by: Actor) -> str:
    ends = clocks.answer_time_ends(case, edition)
    if ends is None:
        return "Nobody of the body has opened the draft; its time has not begun. Record how the body got it."
    return "" if ends < timezone.localdate() else f"The body's time to answer runs to the end of {ends:%-d %B %Y}."


def _approved(case: Case, edition: Edition, said: Said, by: Actor) -> str:
    approval = queries.approval(case)
    if approval is None:
        return "The quality assurer approves the last version first."
    if approval.sha256 != queries.content_hash(case, edition):
        return "The report was changed after it was approved. It must be approved again."
    return ""


def _approver_is_another(case: Case, edition: Edition, said: Said, by: Actor) -> str:
    approval = queries.approval(case)
    same = approval is not None and approval.user_id == by.user_id
    return "Whoever approved the version does not release it; another person does." if same else ""


def _recordable(case: Case, edition: Edition, said: Said, by: Actor) -> str:
    return recorded.refused(case, edition)


def _embargo_over(case: Case, edition: Edition, said: Said, by: Actor) -> str:
    return "" if case.publish_at and case.publish_at <= timezone.now() else "Its time has not come."


CHECKS: dict[str, Check] = {
    "days": _days,
    "lead": _lead,
    "started": _started,
    "ended": _ended,
    "later": _later,
    "future": _future,
    "conversion": _conversion,
    "provisional_grades": _grades_of("provisional", "Grade every area first"),
    "moderated_grades": _grades_of("moderated", "Moderate every grade first"),
    "panel": _panel_on("moderated"),
    "panel_on_final": _panel_on("final"),
    "assurer": _assurer,
    "report": _report,
    "language": _language,
    "public_reason": _public_reason,
    "comments_resolved": _comments_resolved,
    "draft_received": _draft_received,
    "not_received": _not_received,
    "since_sent": _since_sent,
    "answer_time_over": _answer_time_over,
    "approved": _approved,
    "approver_is_another": _approver_is_another,
    "recordable": _recordable,
    "embargo_over": _embargo_over,
}
