"""The pages of casework: each story's forms, what is shown to whom, files."""

from __future__ import annotations

import hashlib
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.casework.people import MONDAY, People, Story, on_site, planned, published, sent

from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.casework.actions import evidence, preparing
from inspectorate.webapp.casework.actions import report as drafting
from inspectorate.webapp.casework.export import as_values
from inspectorate.webapp.casework.models import Attachment, Case, Judged, Point, SecondOpinion
from inspectorate.webapp.inspections.files import FileChanged, read
from inspectorate.webapp.programme.queries import owed
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db
GRADES = dict.fromkeys(("overall", "leadership", "help_and_protection", "in_care", "care_leavers"), "good")


def browser(people: People, name: str) -> Client:
    client = Client()
    client.force_login(people.users[name], "allauth.account.auth_backends.AuthenticationBackend")
    return client


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def days(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def finalising(people: People, council: Body, clock: time_machine.Traveller) -> Story:
    """A graded case that the body has answered with two points."""
    story = on_site(people, council, clock)
    evidence.receive(by=people.actor("lead"), case=story.case, sent=[sent(areas=("in_care",), source="record")])
    story.on(story.case.ends or MONDAY, 17).take("lead", "judge", done_on=timezone.localdate())
    story.grade("lead", "provisional", **GRADES).take("lead", "draft").write().take("lead", "send_to_assurance")
    story.grade("assurer", "moderated", **GRADES).take("assurer", "send_to_body")
    director = people.actor("director")
    drafting.receive_draft(by=director, case=story.now())
    for text in ("It should say often.", "It is not so."):
        paragraph = story.case.paragraphs.all()[0]
        drafting.make_point(by=director, paragraph=paragraph, proposed=text, evidence="")
    return story.take("director", "answer")


def test_a_scheduler_plans_an_inspection_from_what_is_due(people: People, council: Body) -> None:
    client = browser(people, "scheduler")
    key = next(one.obligation.key for one in owed(MONDAY, bodies=[council.key]) if one.obligation.event == "short")
    address = f"/authorities/{council.code}/cases/new/?obligation={key}"
    assert 'value="short" checked' in client.get(address).text
    refused = client.post(address, {"event": "short", "announced": "yes", **days("starts", date(2027, 1, 4))})
    assert "Enter both days on site, or neither." in refused.text
    filled = days("starts", date(2027, 1, 4)) | days("ends", date(2027, 1, 8))
    answer = client.post(address, {"event": "short", "announced": "yes", **filled})
    case = Case.objects.get()
    assert (answer.headers["Location"], case.obligation) == (f"/cases/{case.slug}/", key)
    assert client.get(f"/authorities/{council.code}/cases/new/?obligation=nonsense").status_code == 404


def test_a_team_is_named_and_ended_on_its_page(people: People, council: Body, clock: time_machine.Traveller) -> None:
    story, client = planned(people, council, clock), browser(people, "scheduler")
    address = f"/cases/{story.case.slug}/team/"
    lead = people.users["lead"]
    assert "has a part in this case already" in client.post(address, {"user": lead.pk, "part": "inspector"}).text
    member = story.case.members.get(user=lead)
    client.post(f"{address}{member.pk}/end/")
    client.post(f"{address}{member.pk}/end/")
    assert not story.case.members.filter(user=lead, ended_at__isnull=True).exists()
    client.post(address, {"user": lead.pk, "part": "lead"})
    assert story.case.members.filter(user=lead, ended_at__isnull=True, part="lead").exists()


def test_days_and_moves_are_forms(people: People, council: Body, clock: time_machine.Traveller) -> None:
    story, client = planned(people, council, clock), browser(people, "scheduler")
    root = f"/cases/{story.case.slug}/"
    late = days("starts", date(2026, 12, 7)) | days("ends", date(2026, 12, 11))
    assert "Enter why the days change" in client.post(f"{root}days/", late).text
    client.post(f"{root}days/", {**late, "reason": "A funeral."})
    assert "7 to 11 December 2026" in client.get(root).text
    assert "Give notice" in client.get(root).text
    assert "Enter" in client.post(f"{root}moves/give_notice/", {"told": ""}).text
    client.post(f"{root}moves/give_notice/", {"told": "The director, by telephone", **days("done_on", MONDAY)})
    page = words(client.get(root).text)
    assert all(one in page for one in ("Gave notice", "Told: The director, by telephone", "Done on: 23 November 2026"))
    assert client.get(f"{root}moves/fly/").status_code == 404


def test_a_case_is_nothing_to_whoever_has_no_part_in_it(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = planned(people, council, clock)
    for name in ("outsider", "director", "stranger"):
        assert browser(people, name).get(f"/cases/{story.case.slug}/").status_code == 404
        assert council.name not in browser(people, name).get("/cases/").text
    story.take("lead", "give_notice", told="The director", done_on=MONDAY)
    for name, status in (("director", 200), ("nominee", 200), ("stranger", 404), ("outsider", 404)):
        assert browser(people, name).get(f"/cases/{story.case.slug}/").status_code == status


def test_nobody_of_the_body_learns_of_an_unannounced_visit_before_it_begins(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = planned(people, council, clock, announced=False)
    director = browser(people, "director")
    for page in ("", "notice/", "notice.ics", "meetings/"):
        assert director.get(f"/cases/{story.case.slug}/{page}").status_code == 404
    assert browser(people, "scheduler").get(f"/cases/{story.case.slug}/notice/").status_code == 404
    assert "What is asked for" in browser(people, "lead").get(f"/cases/{story.case.slug}/notice/").text
    story.on(story.case.starts or MONDAY).take("lead", "arrive", told="The manager, at the door")
    for page in ("", "notice/"):
        assert browser(people, "director").get(f"/cases/{story.case.slug}/{page}").status_code == 200


def test_the_notice_says_who_comes_when_and_what_is_asked_for(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story, client = planned(people, council, clock), browser(people, "lead")
    page = words(client.get(f"/cases/{story.case.slug}/notice/").text)
    assert "30 November to 4 December 2026" in page
    assert "The lead inspector is Lead , with Inspector" in page.replace("Lead,", "Lead ,")
    assert "Children in care, now or in the last six months" in page
    entry = client.get(f"/cases/{story.case.slug}/notice.ics").text
    assert "DTSTART;VALUE=DATE:20261130" in entry
    assert "DTEND;VALUE=DATE:20261205" in entry


def test_the_file_tells_what_is_known_and_the_team_adds_to_it(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story, client = planned(people, council, clock), browser(people, "lead")
    root = f"/cases/{story.case.slug}/preparation/"
    page = words(client.get(root).text)
    assert "Standard inspection, 1 to 14 February 2025." in page
    client.post(f"{root}lines/", {"text": "Are visits in time?"})
    assert "is there already" in client.post(f"{root}lines/", {"text": "Are visits in time?"}).text
    drawn = {"drawn_from": "List 8", "identifiers": "C1\nC2\nC3\n", "size": "2", "seed": "5"}
    client.post(f"{root}samples/", drawn)
    assert "Draw between 1 and 3 records" in client.post(f"{root}samples/", {**drawn, "size": "9"}).text
    page = words(client.get(root).text)
    assert "Are visits in time?" in page
    assert "2 of 3 from List 8 , at random (seed 5)" in page.replace("List 8,", "List 8 ,")


def test_the_body_reads_what_was_said_in_meetings(people: People, council: Body, clock: time_machine.Traveller) -> None:
    story = on_site(people, council, clock)
    lead, address = browser(people, "lead"), f"/cases/{story.case.slug}/meetings/"
    filled = days("held_on", date(2026, 11, 30)) | {"present": "The director", "said": "Visits are late."}
    lead.post(f"{address}new/", filled)
    assert "Enter" in lead.post(f"{address}new/", {**filled, "said": ""}).text
    assert "Visits are late." in browser(people, "director").get(address).text
    assert browser(people, "scheduler").get(address).status_code == 403


def test_a_note_on_a_page_and_its_versions(people: People, council: Body, clock: time_machine.Traveller) -> None:
    story, client = on_site(people, council, clock), browser(people, "inspector")
    root = f"/cases/{story.case.slug}/evidence/"
    client.post(f"{root}new/", {"text": "Twelve records.", "areas": ["in_care"], "weighs": "strength",
                                "source": "record", "retyped": "on"})  # fmt: skip
    page = client.get(root).text
    assert "Twelve records." in page
    assert "written again from memory" in page
    (note,) = story.case.notes.all()
    assert "Twelve records." in browser(people, "assurer").get(f"{root}{note.pk}/").text
    assert browser(people, "director").get(root).status_code == 403


def test_the_grade_is_chosen_last_and_limits_are_told(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story, client = on_site(people, council, clock), browser(people, "lead")
    story.grade("lead", "provisional", leadership="inadequate")
    address = f"/cases/{story.case.slug}/judgements/"
    page = client.get(f"{address}overall/").text
    assert "Closed. When “leaders” is inadequate, then “overall” is requires improvement to be good or worse." in page
    assert "Unusual. When “leaders” is inadequate, then “overall” is inadequate." in page
    refused = client.post(f"{address}overall/", {"grade": "good", "rationale": "x"})
    assert "A limit closes this grade" in refused.text
    client.post(f"{address}in_care/", {"grade": "good", "rationale": "Plans are clear."})
    assert Judged.objects.get(judgement="in_care").rationale == "Plans are clear."
    assert "Plans are clear." in client.get(address).text
    assert client.get(f"{address}no_such/").status_code == 404
    assert browser(people, "inspector").get(f"{address}in_care/").status_code == 403


def test_a_second_opinion_is_asked_for_and_given_on_pages(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = on_site(people, council, clock)
    story.grade("lead", "provisional", in_care="outstanding")
    ask = f"/cases/{story.case.slug}/judgements/opinion/"
    lead, outsider = browser(people, "lead"), browser(people, "outsider")
    lead.post(ask, {"user": people.users["outsider"].pk})
    asked = SecondOpinion.objects.get()
    page = f"/cases/opinions/{asked.pk}/"
    assert page in outsider.get("/cases/").text
    assert "What we saw." not in outsider.get(page).text
    assert browser(people, "lead").get(page).status_code == 403
    assert "Select" in outsider.post(page, {"rationale": "x"}).text
    outsider.post(page, {**GRADES, "rationale": "As I read it."})
    asked.refresh_from_db()
    assert asked.grades == GRADES
    assert outsider.post(page, {**GRADES, "rationale": "Again."}).status_code == 404
    assert outsider.get(page).status_code == 404  # the evidence is not theirs to read any longer
    assert page not in outsider.get("/cases/").text


def test_a_quality_assurer_gives_a_second_opinion_on_pages_until_the_report_is_out(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = on_site(people, council, clock)
    judgements = f"/cases/{story.case.slug}/judgements/"
    lead, checker = browser(people, "lead"), browser(people, "checker")
    ask = f"{judgements}opinion/"
    assert people.users["checker"].name in lead.get(ask).text
    lead.post(ask, {"user": people.users["checker"].pk})
    page = f"/cases/opinions/{SecondOpinion.objects.get().pk}/"
    assert page in checker.get("/cases/").text
    assert checker.get(page).status_code == 200
    assert "asked, not given yet" in lead.get(judgements).text
    published(story, GRADES)
    lead, checker = browser(people, "lead"), browser(people, "checker")  # days have passed: they sign in again
    cases = checker.get("/cases/")
    assert (cases.status_code, page in cases.text) == (200, False)
    assert "It can no longer be given: the report has been out since" in cases.text
    gone = checker.get(page)
    assert (gone.status_code, "Give this opinion" in gone.text) == (410, False)
    told = lead.get(judgements).text
    assert "asked, and never given: the report has been out since" in told
    assert "Ask for a second opinion" not in told


def test_nobody_who_grades_reads_a_second_opinion_before_the_grades_are_final(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story, lead = on_site(people, council, clock), browser(people, "lead")
    ask = f"/cases/{story.case.slug}/judgements/opinion/"
    assert people.users["senior"].name not in lead.get(ask).text  # a senior inspector of the region reads the grades
    lead.post(ask, {"user": people.users["outsider"].pk})
    asked = SecondOpinion.objects.get()
    browser(people, "outsider").post(f"/cases/opinions/{asked.pk}/", {**GRADES, "rationale": "As I read it."})
    for final in (False, True):
        packed = zipfile.ZipFile(io.BytesIO(lead.get(f"/cases/{story.case.slug}/export/").content))
        assert ("As I read it." in packed.read("case.json").decode()) is final
        assert ("As I read it." in packed.read("case.html").decode()) is final
        for judgement in GRADES:
            story.case.judged.create(judgement=judgement, step="final", grade="good", rationale="x", by="x")


def test_findings_and_paragraphs_are_written_struck_and_commented_on(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story, lead = on_site(people, council, clock), browser(people, "lead")
    root = f"/cases/{story.case.slug}/"
    assert (
        "Enter who puts it right"
        in lead.post(
            f"{root}findings/new/",
            {"kind": "concern_to_be_put_right", "text": "x", **days("put_right_by", date(2027, 1, 4))},
        ).text
    )
    for text in ("Visits are late.", "A mistake."):
        lead.post(f"{root}findings/new/", {"kind": "area_for_improvement", "text": text, "area": "in_care"})
    wrong = story.case.findings.get(text="A mistake.")
    lead.post(f"{root}findings/{wrong.pk}/strike/")
    assert "A mistake." not in lead.get(f"{root}findings/").text
    lead.post(f"{root}report/compose/")
    lead.post(f"{root}report/new/", {"section": "summary", "text": "A boy called Jordan waited."})
    page = lead.get(f"{root}report/").text
    assert "Visits are late." in page
    assert "may name a child" in page
    first = story.case.paragraphs.order_by("id")[0]
    over = first.wordings.get().pk
    lead.post(f"{root}report/{first.pk}/", {"text": "Visits are often late.", "over": over})
    conflict = browser(people, "inspector").post(f"{root}report/{first.pk}/", {"text": "Never late.", "over": over})
    assert "has changed this paragraph since you opened it: “Visits are often late.”" in html.unescape(conflict.text)


def test_comments_are_made_answered_and_resolved(people: People, council: Body, clock: time_machine.Traveller) -> None:
    story = on_site(people, council, clock, event="focused_visit")
    story.on(story.case.ends or MONDAY, 17).take("lead", "write", done_on=timezone.localdate()).write()
    story.take("lead", "send_to_assurance")
    root, paragraph = f"/cases/{story.case.slug}/report/", story.case.paragraphs.get()
    assurer, lead = browser(people, "assurer"), browser(people, "lead")
    assurer.post(f"{root}{paragraph.pk}/comment/", {"text": "How often?"})
    made = paragraph.comments.get()
    lead.post(f"{root}comments/{made.pk}/", {"answer": "In 12 records."})
    assert "In 12 records." in assurer.get(f"{root}comments/{made.pk}/").text
    assert lead.post(f"{root}comments/{made.pk}/", {"resolve": "yes"}).status_code == 403
    assurer.post(f"{root}comments/{made.pk}/", {"resolve": "yes"})
    made.refresh_from_db()
    assert made.resolved_by == "assurer@example.org"
    assert "This comment is resolved" in lead.post(f"{root}comments/{made.pk}/", {"answer": "More."}).text


def test_the_body_opens_the_draft_and_its_people_work_on_one_answer(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = on_site(people, council, clock, event="focused_visit")
    story.on(story.case.ends or MONDAY, 17).take("lead", "write", done_on=timezone.localdate()).write()
    story.take("lead", "send_to_assurance")
    director, nominee = browser(people, "director"), browser(people, "nominee")
    root, paragraph = f"/cases/{story.case.slug}/answer/", story.case.paragraphs.get()
    assert director.get(root).status_code == 404
    story.take("assurer", "send_to_body")
    assert "Social workers know children" not in director.get(root).text
    director.post(root)
    assert "You can answer until 11:59pm on" in director.get(root).text
    director.post(f"{root}{paragraph.pk}/", {"proposed": "They visit weekly.", "evidence": "Our audit"})
    point = Point.objects.get()
    changed = {"proposed": "They visit each week.", "evidence": "Our audit", "over": point.revision}
    nominee.post(f"{root}points/{point.pk}/", changed)
    assert "They visit each week." in director.get(root).text
    mine = {**changed, "proposed": "They visit on Mondays."}
    late = director.post(f"{root}points/{point.pk}/", mine).text
    assert "nominee@example.org has changed this point since you opened it" in words(late)
    assert "nominee@example.org wrote meanwhile: They visit each week. What shows it: Our audit" in words(late)
    assert "They visit on Mondays." in late
    found = re.search(r'name="over" value="([^"]+)"', late)
    assert found is not None
    director.post(f"{root}points/{point.pk}/", {**mine, "over": html.unescape(found.group(1))})
    point.refresh_from_db()
    assert point.proposed == "They visit on Mondays."
    assert browser(people, "stranger").get(root).status_code == 404
    assert browser(people, "lead").get(root).status_code == 403


def test_what_is_typed_is_kept_as_it_is_typed(people: People, council: Body, clock: time_machine.Traveller) -> None:
    story = on_site(people, council, clock, event="focused_visit")
    story.on(story.case.ends or MONDAY, 17).take("lead", "write", done_on=timezone.localdate()).write()
    story.take("lead", "send_to_assurance").take("assurer", "send_to_body")
    director, root = browser(people, "director"), f"/cases/{story.case.slug}/answer/"
    director.post(root)
    typed = {"headers": {"Accept": "application/json"}}
    new = f"{root}{story.case.paragraphs.get().pk}/"
    assert director.post(new, {"proposed": " "}, **typed).status_code == 409
    first = director.post(new, {"proposed": "They vis"}, **typed).json()
    then = director.post(first["address"], {"proposed": "They visit.", "over": first["over"]}, **typed).json()
    assert (Point.objects.get().proposed, then["address"]) == ("They visit.", first["address"])
    refused = director.post(first["address"], {"proposed": "They vis", "over": first["over"]}, **typed)
    assert (refused.status_code, Point.objects.get().proposed) == (409, "They visit.")
    assert "has changed this point since you opened it" in refused.json()["refused"]
    assert refused.json()["newer"] == "director@example.org wrote meanwhile:\nThey visit."
    told = director.post(first["address"], {"proposed": "They vis", "over": refused.json()["over"]}, **typed)
    assert (told.status_code, Point.objects.get().proposed) == (200, "They vis")


def test_the_team_reads_points_once_the_answer_is_sent(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = on_site(people, council, clock, event="focused_visit")
    story.on(story.case.ends or MONDAY, 17).take("lead", "write", done_on=timezone.localdate()).write()
    story.take("lead", "send_to_assurance").take("assurer", "send_to_body")
    director, lead = people.actor("director"), browser(people, "lead")
    drafting.receive_draft(by=director, case=story.now())
    point = drafting.make_point(by=director, paragraph=story.case.paragraphs.get(), proposed="No.", evidence="")
    root = f"/cases/{story.case.slug}/"

    def read() -> tuple[bool, bool, int]:
        packed = zipfile.ZipFile(io.BytesIO(lead.get(f"{root}export/").content))
        points = json.loads(packed.read("case.json"))["paragraphs"][0]["points"]
        return (
            "<strong>Point:</strong> No." in lead.get(f"{root}report/").text,
            bool(points),
            lead.get(f"{root}points/{point.pk}/").status_code,
        )

    assert read() == (False, False, 404)
    assert "No." in browser(people, "director").get(f"{root}answer/").text
    story.take("senior", "hold", reason="A complaint came in.")
    assert read() == (False, False, 404)
    story.take("senior", "lift_to_body", reason="It was answered.").take("director", "answer")
    assert read() == (True, True, 200)


def test_the_lead_decides_points_and_the_assurer_approves_what_is_shown(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = finalising(people, council, clock)
    lead, assurer = browser(people, "lead"), browser(people, "assurer")
    root, (first, second) = f"/cases/{story.case.slug}/", Point.objects.order_by("id")
    page = assurer.get(f"{root}report/approve/").text
    found = re.search(r'name="sha256" value="(\w+)"', page)
    assert found is not None
    approval = {"sure": "on", "sha256": found.group(1)}
    assert "Every point of the body is decided first: 2 wait" in assurer.post(f"{root}report/approve/", approval).text
    lead.post(f"{root}points/{first.pk}/", {"accepted": "yes", "reason": "It is so.", "text": "They visit very often."})
    lead.post(f"{root}points/{second.pk}/", {"accepted": "no", "reason": "Records show it.", "text": ""})
    assert (
        "was decided already"
        in lead.post(f"{root}points/{second.pk}/", {"accepted": "no", "reason": "Again.", "text": ""}).text
    )
    assert story.case.paragraphs.all()[0].wordings.order_by("-id")[0].point == first
    for reader in (lead, browser(people, "director")):
        address = f"{root}report/" if reader is lead else f"{root}answer/"
        page = words(reader.get(address).text)
        assert "They visit taken out: them put in: very often." in page
    assert "Every area needs its final grade first" in assurer.post(f"{root}report/approve/", approval).text
    story.grade("assurer", "final", **GRADES)
    assert "has changed since you read it" in assurer.post(f"{root}report/approve/", approval).text
    page = assurer.get(f"{root}report/approve/").text
    assert "They visit very often." in page
    found = re.search(r'name="sha256" value="(\w+)"', page)
    assert found is not None
    assurer.post(f"{root}report/approve/", {"sure": "on", "sha256": found.group(1)})
    senior = browser(people, "senior")
    when = days("day", timezone.localdate()) | {"hour": "0", "now": "on", "sure": "on"}
    assert "Confirm" in senior.post(f"{root}moves/release/", {**when, "sure": ""}).text
    senior.post(f"{root}moves/release/", when)
    assert story.now().stage in ("scheduled", "published")
    assert "Not accepted" in words(browser(people, "director").get(f"{root}answer/").text)


def test_deciding_a_point_never_overwrites_what_a_colleague_wrote_meanwhile(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story, lead = finalising(people, council, clock), browser(people, "lead")
    point, paragraph = Point.objects.order_by("id")[0], story.case.paragraphs.all()[0]
    address, read = f"/cases/{story.case.slug}/points/{point.pk}/", paragraph.wordings.get()
    assert f'name="over" value="{read.pk}"' in lead.get(address).text
    newer = drafting.reword(by=people.actor("inspector"), paragraph=paragraph, text="They visit weekly.", over=read.pk)
    for text in (read.text, "They visit very often."):
        said = {"accepted": "yes", "reason": "It is so.", "text": text, "over": read.pk}
        page = html.unescape(lead.post(address, said).text)
        assert "has changed this paragraph since you opened it: “They visit weekly.”" in page
        assert f'name="over" value="{newer.pk}"' in page
    point.refresh_from_db()
    assert (point.accepted, paragraph.wordings.count()) == (None, 2)
    lead.post(address, {"accepted": "yes", "reason": "It is so.", "text": "They visit very often.", "over": newer.pk})
    assert paragraph.wordings.order_by("-id")[0].text == "They visit very often."


def test_a_whole_case_is_taken_out_at_any_stage_and_the_record_says_by_whom(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = finalising(people, council, clock)
    for name, status in (("lead", 200), ("assurer", 200), ("director", 200), ("scheduler", 403), ("outsider", 404)):
        assert browser(people, name).get(f"/cases/{story.case.slug}/export/").status_code == status
    answer = browser(people, "lead").get(f"/cases/{story.case.slug}/export/")
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    held = json.loads(packed.read("case.json"))
    assert [one["judgement"] for one in held["judged"] if one["step"] == "final"] == []
    assert len(held["notes"][0]["versions"]) == 1
    assert len(held["paragraphs"][0]["points"]) == 2
    assert council.name in packed.read("case.html").decode()
    assert AuditEntry.objects.filter(action="case_exported", actor="lead@example.org").count() == 2


def of_a_case() -> Iterator[type[Model]]:
    """Every table whose rows lead to a case, over however many others."""
    leads, found = {Case}, -1
    while found != len(leads):
        found = len(leads)
        for model in apps.get_models(include_auto_created=True):
            if any(
                field.is_relation and field.many_to_one and field.related_model in leads for field in model._meta.fields
            ):
                leads.add(model)
    yield from leads


def test_every_table_of_a_case_is_taken_out_and_what_each_row_rests_on(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = finalising(people, council, clock).find("area_for_improvement", "Visits are late.")
    story.grade("assurer", "final", **GRADES)
    note = story.case.notes.get()
    for rests in (story.case.judged.all()[0], story.case.findings.get(), story.case.paragraphs.all()[0]):
        rests.notes.add(note)
    story.case.paragraphs.all()[0].findings.add(story.case.findings.get())
    preparing.add_line(by=people.actor("lead"), case=story.case, text="Are visits in time?")
    with CaptureQueriesContext(connection) as asked:
        held = as_values(story.now())
    read = " ".join(query["sql"] for query in asked)
    assert [model for model in of_a_case() if model is not Case and f'"{model._meta.db_table}"' not in read] == []
    assert held["lines"][0]["text"] == "Are visits in time?"
    assert (held["meetings"], held["samples"]) == ([], [])
    assert [held[name][0]["notes"] for name in ("judged", "findings", "paragraphs")] == [[note.pk]] * 3
    assert held["paragraphs"][0]["findings"] == [story.case.findings.get().pk]


def test_a_case_of_a_visit_has_no_page_of_judgements(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = on_site(people, council, clock, event="focused_visit")
    assert browser(people, "lead").get(f"/cases/{story.case.slug}/judgements/").status_code == 404


def test_what_is_decided_later_has_no_page_yet(people: People, council: Body, clock: time_machine.Traveller) -> None:
    story = planned(people, council, clock, starts=None, ends=None)
    assert browser(people, "lead").get(f"/cases/{story.case.slug}/notice.ics").status_code == 404
    assert browser(people, "assurer").get(f"/cases/{story.case.slug}/report/approve/").status_code == 404


def test_a_file_is_kept_under_its_hash_with_a_note_and_given_only_to_those_inside(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story, lead = on_site(people, council, clock), browser(people, "lead")
    note = sent()
    evidence.receive(by=people.actor("lead"), case=story.case, sent=[note])
    address = f"/cases/{story.case.slug}/evidence/{note.note}/"
    assert "Choose" in lead.post(address, {}).text
    assert "is empty" in lead.post(address, {"file": SimpleUploadedFile("plan.txt", b"")}).text
    lead.post(address, {"file": SimpleUploadedFile("plan <1>.html", b"<script>")})
    (attached,) = Attachment.objects.all()
    assert attached.sha256 == hashlib.sha256(b"<script>").hexdigest()
    from_device = f"/cases/{story.case.slug}/notes/{note.note}/files/"
    for content, told in (
        (b"<script>", {"sha256": attached.sha256}),
        (b"", {"refused": "The submitted file is empty."}),
    ):
        assert lead.post(from_device, {"file": SimpleUploadedFile("plan.html", content)}).json() == told
    assert lead.post(from_device, {"file": SimpleUploadedFile("plan.html", b"<script>")}).status_code == 200
    assert lead.post(from_device, {}).json() == {"refused": "Choose file"}
    assert lead.post(from_device.replace(str(note.note), str(uuid4())), {}).status_code == 404
    assert Attachment.objects.count() == 2  # each name and content once, however often it is sent
    given = lead.get(f"{address}files/{attached.pk}/")
    assert (given.content, given.headers["Content-Type"]) == (b"<script>", "application/octet-stream")
    assert given.headers["Content-Disposition"].startswith("attachment")
    packed = zipfile.ZipFile(io.BytesIO(lead.get(f"/cases/{story.case.slug}/export/").content))
    assert packed.read(f"files/{attached.pk}-{attached.name}") == b"<script>"
    for name, status in (("assurer", 200), ("director", 403), ("outsider", 404)):
        assert browser(people, name).get(f"{address}files/{attached.pk}/").status_code == status
    path = Path(settings.VAR) / "files" / attached.sha256
    path.write_bytes(b"changed")
    with pytest.raises(FileChanged):
        read(attached.sha256)
    path.unlink()
