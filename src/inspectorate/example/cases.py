"""Invented cases at every turn of the work: planned, on site, in quality assurance, with the council, published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.utils import timezone

from inspectorate.example.people import email
from inspectorate.webapp.accounts.roles import Role

if TYPE_CHECKING:
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.casework.models import Case

EDITION = "ilacs/2024-04-05"
SPACE = UUID("6a1f3b8e-2c67-4d0f-9b1a-8e1f1c2d3e4f")
GRADES = {"leadership": "good", "help_and_protection": "requires_improvement", "in_care": "good",
          "care_leavers": "good", "overall": "good"}  # fmt: skip
NOTES = (
    (
        "Twelve records read. Plans are clear and children's wishes are in them.",
        ("in_care.plans", "in_care.say"),
        "record",
        "strength",
    ),
    (
        "Three young people say that their worker changed four times.",
        ("in_care", "leadership.workforce"),
        "child",
        "weakness",
    ),
    (
        "Leaders know where visits are late; their figures agree with ours.",
        ("leadership.knows_itself",),
        "leader",
        "strength",
    ),
    (
        "Calls to the front door are answered within the hour.",
        ("help_and_protection.front_door",),
        "observation",
        "strength",
    ),
    (
        "Visits to children at home were late in 11 of 30 records.",
        ("help_and_protection.direct_work",),
        "record",
        "weakness",
    ),
    ("Care leavers praise their advisers.", ("care_leavers.pathway",), "child", "strength"),
)
LATE = "Visits to children at home are often late, so that some wait longer for help than they should."
WAITS = "Children who may be at risk wait too long before anybody sees them."
KNOWN = "Social workers know the children whom they look after well, and write their wishes down."


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of the example, as they act."""

    scheduler: Actor
    lead: Actor
    assurer: Actor
    senior: Actor
    director: Actor


def load_cases(today: date) -> int:
    """Add the cases through the same actions as everybody else's; returns how many."""
    cast = Cast(*(actor_of(role) for role in (Role.SCHEDULER, Role.LEAD_INSPECTOR, Role.QUALITY_ASSURER,
                                           Role.SENIOR_INSPECTOR, Role.DIRECTOR)))  # fmt: skip
    plots: tuple[tuple[str, str, str, int, Callable[[Cast, Case], None]], ...] = (
        ("planned", "X00000001", "focused_visit", -21, _nothing),
        ("notebook", "X00000002", "short", 0, _on_site),
        ("checked", "X00000005", "standard", 24, _assured),
        ("answered", "X00000000", "short", 30, _with_the_council),
        ("finished", "X00000000", "focused_visit", 60, _published),
    )
    for slug, code, event, ago, plot in plots:
        plot(cast, _case(cast, slug, code, event, today - timedelta(days=ago)))
    return len(plots)


def actor_of(role: Role) -> Actor:
    """The person of a role, as they act."""
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.accounts.models import User

    return Actor.of(User.objects.get(email=email(role)))


def _case(cast: Cast, slug: str, code: str, event: str, starts: date) -> Case:
    from inspectorate.webapp.accounts.models import User
    from inspectorate.webapp.casework.actions.cases import NewCase, open_case
    from inspectorate.webapp.casework.actions.team import add_member
    from inspectorate.webapp.register.models import Body

    topics = ("The front door",) if event == "focused_visit" else ()
    ends = starts + timedelta(days=1 if topics else 4)
    new = NewCase(slug=slug, edition=EDITION, event=event, starts=starts, ends=ends, topics=topics)
    case = open_case(by=cast.scheduler, body=Body.objects.get(kind="authority", code=code), new=new)
    people = ((Role.LEAD_INSPECTOR, "lead"), (Role.INSPECTOR, "inspector"), (Role.QUALITY_ASSURER, "assurer"))
    for role, part in people:
        add_member(by=cast.scheduler, case=case, user=User.objects.get(email=email(role)), part=part)
    return case


def _nothing(cast: Cast, case: Case) -> None:
    """Nothing has happened yet."""


def _move(by: Actor, case: Case, move: str, **said: Any) -> None:
    from inspectorate.webapp.casework.actions.cases import take_move

    take_move(by=by, case=case, move=move, said=said)


def _on_site(cast: Cast, case: Case) -> None:
    from inspectorate.webapp.casework.actions.evidence import Sent, receive

    _move(cast.lead, case, "give_notice", told="The director, by telephone", done_on=case.starts)
    _move(cast.lead, case, "prepare")
    _move(cast.lead, case, "begin")
    sent = [
        Sent(
            id=uuid5(SPACE, f"{case.slug} {number} 1"), note=uuid5(SPACE, f"{case.slug} {number}"), device="example",
            device_at=timezone.now(), text=text, areas=areas, source=source, weighs=weighs, about_on=case.starts,
        )
        for number, (text, areas, source, weighs) in enumerate(NOTES)
    ]  # fmt: skip
    receive(by=cast.lead, case=case, sent=sent)


def _drafted(cast: Cast, case: Case) -> None:
    from inspectorate.webapp.casework.actions.judging import Found, Grading, add_finding, grade
    from inspectorate.webapp.casework.actions.report import add_paragraph, compose

    _on_site(cast, case)
    graded = case.event != "focused_visit"
    _move(cast.lead, case, "judge" if graded else "write", done_on=case.ends)
    if graded:
        for judgement, given in GRADES.items():
            made = Grading(judgement=judgement, grade=given, rationale="What the records and the children told us.")
            grade(by=cast.lead, case=case, step="provisional", given=made)
        _move(cast.lead, case, "draft")
    area = "help_and_protection" if graded else ""
    late = [str(uuid5(SPACE, f"{case.slug} 4"))]
    add_finding(by=cast.lead, case=case, found=Found(kind="area_for_improvement", text=LATE, area=area, notes=late))
    if case.slug == "finished":
        add_finding(by=cast.lead, case=case, found=Found(kind="area_for_priority_action", text=WAITS))
    section = "in_care" if graded else "headline"
    add_paragraph(by=cast.lead, case=case, section=section, text=KNOWN, notes=[str(uuid5(SPACE, f"{case.slug} 0"))])
    compose(by=cast.lead, case=case)
    _move(cast.lead, case, "send_to_assurance")


def _assured(cast: Cast, case: Case) -> None:
    from inspectorate.webapp.casework.actions.report import comment

    _drafted(cast, case)
    comment(by=cast.assurer, paragraph=case.paragraphs.all()[1], text="In how many records?")


def _sent(cast: Cast, case: Case) -> None:
    from inspectorate.webapp.casework.actions.judging import Grading, grade
    from inspectorate.webapp.casework.actions.report import receive_draft

    _drafted(cast, case)
    if case.event != "focused_visit":
        for judgement, given in GRADES.items():
            made = Grading(judgement=judgement, grade=given, rationale="It agrees with the evidence.")
            grade(by=cast.assurer, case=case, step="moderated", given=made)
    _move(cast.assurer, case, "send_to_body")
    if case.body.code == "X00000000":
        receive_draft(by=cast.director, case=case)


def _with_the_council(cast: Cast, case: Case) -> None:
    from inspectorate.webapp.casework.actions.report import make_point

    _sent(cast, case)
    make_point(
        by=cast.director, paragraph=case.paragraphs.all()[1], evidence="Our own audit of October.",
        proposed="Visits to children at home were late in 9 of 30 records.",
    )  # fmt: skip


def _published(cast: Cast, case: Case) -> None:
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.casework import queries
    from inspectorate.webapp.casework.actions.release import approve, publish

    _sent(cast, case)
    _move(cast.director, case, "answer")
    case.refresh_from_db()
    approve(by=cast.assurer, case=case, sha256=queries.content_hash(case, queries.edition_of(case)))
    _move(cast.senior, case, "release", publish_at=timezone.now())
    publish(by=Actor.worker("example"), case=case)
