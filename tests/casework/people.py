"""Who takes part in the cases of tests, and how a case gets to a stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import time_machine
from django.utils import timezone
from tests.accounts.people import SOMEBODY, organisation

from inspectorate.webapp.accounts.actions import create_person, give_role
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.casework import queries, report
from inspectorate.webapp.casework.actions import cases, judging, release, team
from inspectorate.webapp.casework.actions import report as drafting
from inspectorate.webapp.casework.actions.evidence import Sent
from inspectorate.webapp.casework.actions.judging import Found, Grading
from inspectorate.webapp.casework.actions.moves import take
from inspectorate.webapp.casework.models import Case
from inspectorate.webapp.register.models import Body

MONDAY = date(2026, 11, 23)
TEXT = "Social workers know children well and visit them often."


class People:
    """One person for each part, a second inspector and a second quality assurer; ``user(name)``, ``actor(name)``."""

    ROLES = (
        ("scheduler", Role.SCHEDULER), ("lead", Role.LEAD_INSPECTOR), ("inspector", Role.INSPECTOR),
        ("outsider", Role.INSPECTOR), ("assurer", Role.QUALITY_ASSURER), ("senior", Role.SENIOR_INSPECTOR),
        ("director", Role.DIRECTOR), ("nominee", Role.NOMINEE), ("analyst", Role.ANALYST),
        ("stranger", Role.DIRECTOR), ("checker", Role.QUALITY_ASSURER),
    )  # fmt: skip

    def __init__(self, body: Body) -> None:
        self.users: dict[str, User] = {}
        of_settings = {"director": Role.REGISTERED_MANAGER, "nominee": Role.RESPONSIBLE_INDIVIDUAL}
        for name, usual in self.ROLES:
            role = of_settings.get(name, usual) if body.kind == "setting" else usual
            about = body.key if name in ("director", "nominee") else "authority:X99999999" if name == "stranger" else ""
            user = create_person(
                by=SOMEBODY, email=f"{name}@example.org", name=name.capitalize(), password="a long enough phrase"
            )
            place = organisation(role, about)
            give_role(by=SOMEBODY, user=user, organisation=place, role=role, first=date(2020, 1, 1))
            self.users[name] = user

    def actor(self, name: str) -> Actor:
        return Actor.of(self.users[name])


@dataclass
class Story:
    """A case and the people in it; each method is one thing that somebody does."""

    case: Case
    people: People
    clock: time_machine.Traveller

    def on(self, day: date | str, hour: int = 10) -> Story:
        """Time goes on to a day."""
        self.clock.move_to(datetime.fromisoformat(f"{day} {hour:02}:00:00+00:00"))
        return self

    def now(self) -> Case:
        self.case = Case.objects.select_related("body", "pinned").get(pk=self.case.pk)
        return self.case

    def take(self, who: str, move: str, **said: Any) -> Story:
        take(by=self.people.actor(who), case=self.case, move=move, said=said)
        self.now()
        return self

    def name_everybody(self) -> Story:
        for name, part in (("lead", "lead"), ("inspector", "inspector"), ("assurer", "assurer")):
            team.add_member(by=self.people.actor("scheduler"), case=self.case, user=self.people.users[name], part=part)
        return self

    def name_for_panel(self, who: str) -> Story:
        """Somebody is named for the consistency panel, once."""
        user = self.people.users[who]
        if not self.case.members.filter(user=user, part="panel").exists():
            team.add_member(by=self.people.actor("scheduler"), case=self.case, user=user, part="panel")
        return self

    def grade(self, who: str, step: str, **grades: str) -> Story:
        if step == "panel" and grades:
            self.name_for_panel(who)
        for judgement, grade in grades.items():
            given = Grading(
                judgement=judgement, grade=grade, rationale="What we saw.", against="As the children told us."
            )
            judging.grade(by=self.people.actor(who), case=self.case, step=step, given=given)
        return self

    def write(self, who: str = "lead", text: str = TEXT, section: str = "") -> Story:
        where = section or report.sections(queries.edition_of(self.case), self.case.event)[0].id
        drafting.add_paragraph(by=self.people.actor(who), case=self.case, section=where, text=text)
        return self

    def find(self, kind: str, text: str, **more: Any) -> Story:
        judging.add_finding(by=self.people.actor("lead"), case=self.case, found=Found(kind=kind, text=text, **more))
        return self

    def answer(self) -> Story:
        """The body opens the draft and answers without a point."""
        drafting.receive_draft(by=self.people.actor("director"), case=self.now())
        return self.take("director", "answer")

    def approve(self) -> Story:
        told = queries.content_hash(self.now(), queries.edition_of(self.case))
        release.approve(by=self.people.actor("assurer"), case=self.case, sha256=told)
        return self

    def release(self, at: datetime | None = None) -> Story:
        return self.take("senior", "release", publish_at=at or timezone.now())

    def publish(self) -> Story:
        release.publish(by=Actor.worker("test"), case=self.now())
        self.now()
        return self


def sent(text: str = TEXT, **more: Any) -> Sent:
    """A version as a device sends it."""
    values = {"id": uuid4(), "note": uuid4(), "device": "tablet", "device_at": timezone.now(), "text": text} | more
    return Sent(**values)


def planned(people: People, body: Body, clock: time_machine.Traveller, **more: Any) -> Story:
    """A case with days next week and its people."""
    starts = timezone.localdate() + timedelta(days=7)
    new = {"edition": "ilacs/2024-04-05", "event": "short", "starts": starts, "ends": starts + timedelta(days=4)} | more
    case = cases.open_case(by=people.actor("scheduler"), body=body, new=cases.NewCase(**new))
    return Story(case, people, clock).name_everybody()


def on_site(people: People, body: Body, clock: time_machine.Traveller, **more: Any) -> Story:
    """A case whose work on site has begun."""
    return begun(planned(people, body, clock, **more))


def begun(story: Story) -> Story:
    """A planned case once its work on site has begun."""
    if not story.case.announced:
        return story.on(story.case.starts).take("lead", "arrive", told="The manager, at the door")
    story.take("lead", "give_notice", told="The director, by telephone", done_on=timezone.localdate())
    return story.take("lead", "prepare").on(story.case.starts).take("lead", "begin")


AREAS = ("leadership", "help_and_protection", "in_care", "care_leavers", "overall")
GOOD = dict.fromkeys(AREAS, "good")
INADEQUATE = GOOD | dict.fromkeys(("leadership", "help_and_protection", "overall"), "inadequate")


def published(story: Story, grades: dict[str, str] | None = None, *findings: tuple[str, str]) -> Story:
    """From the first day on site to publication, without a point of the body; ``findings`` are kinds and texts."""
    for kind, text in findings:
        story.find(kind, text)
    end = "judge" if grades else "write"
    story.on(story.case.ends or MONDAY, 17).take("lead", end, done_on=timezone.localdate())
    if grades:
        story.grade("lead", "provisional", **grades).take("lead", "draft")
    story.write().take("lead", "send_to_assurance")
    if grades:
        extremes = {area: grade for area, grade in grades.items() if grade == "inadequate"}
        story.grade("assurer", "moderated", **grades).grade("senior", "panel", **extremes)
    story.take("assurer", "send_to_body").answer()
    return story.grade("assurer", "final", **(grades or {})).approve().release().publish()
