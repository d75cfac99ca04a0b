"""The letters that follow a published report: what they say, who gets one, and how they are kept as sent."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from docx import Document
from tests.accounts.people import SOMEBODY, person
from tests.casework.people import GOOD, INADEQUATE, People, Story, on_site, published
from tests.casework.test_pages import browser, days, words
from tests.casework.test_setting_stories import GRADES as HOME_GRADES
from tests.casework.test_setting_stories import inspected
from tests.enforcement.conftest import settings_of

from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.casework import letters
from inspectorate.webapp.casework.actions.letters import send_letter
from inspectorate.webapp.casework.actions.team import add_member, end_member
from inspectorate.webapp.casework.after import letters_of_nobody
from inspectorate.webapp.casework.models import SentLetter
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.engagement.actions.plans import answer_plan, receive_plan, send_plan
from inspectorate.webapp.register.actions import add_contact
from inspectorate.webapp.register.models import Body, ContactRole

__all__ = ["settings_of"]
pytestmark = pytest.mark.django_db
ADDRESS = "https://example.org/reports/1/"
PRIORITY = ("area_for_priority_action", "Children at risk wait for days.")
IMPROVE = ("area_for_improvement", "Visits are often late.")


def text(story: Story, to: str) -> str:
    """The newest letter as one run of words."""
    version = story.now().versions.order_by("-number")[0]
    told = letters.letter(story.case, version, to, ADDRESS)
    parts = ((part.title, *part.sentences, *part.items) for part in told.parts)
    return " ".join([*told.to, told.title, *(word for part in parts for word in part), told.address])


def wanted(story: Story) -> list[str]:
    return list(letters.wanted(story.now(), story.case.versions.order_by("-number")[0]))


@pytest.mark.parametrize(
    ("event", "grades", "finding", "expected"),
    [
        ("short", GOOD, IMPROVE, ["body"]),
        ("short", INADEQUATE, IMPROVE, ["body", "department"]),
        ("focused_visit", None, IMPROVE, ["body"]),
        ("focused_visit", None, PRIORITY, ["body", "department"]),
    ],
)
def test_the_department_is_written_to_where_an_area_is_inadequate_or_for_priority_action(
    people: People, council: Body, clock: time_machine.Traveller, event: str, grades: dict[str, str] | None,
    finding: tuple[str, str], expected: list[str],
) -> None:  # fmt: skip
    story = published(on_site(people, council, clock, event=event), grades, finding)
    assert wanted(story) == expected


def test_a_letter_about_an_inadequate_authority_says_what_it_owes_and_by_when(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    add_contact(
        by=SOMEBODY, body=council, role=ContactRole.DIRECTOR, name="Dina Pellstowe", first=date(2024, 1, 1), email=""
    )
    story = published(on_site(people, council, clock), INADEQUATE, PRIORITY)
    for to, expected in {
        "body": (
            "Dina Pellstowe The director of children's services Lornmere Short inspection of Lornmere",
            "What we found was published on 4 December 2026.",
            ADDRESS,
            "Overall effectiveness: inadequate",
            "Areas for priority action Children at risk wait for days.",
            # 70 working days from Friday 4 December 2026, over Christmas Day, Boxing Day (a Monday) and New Year.
            "You owe an action plan for each area for priority action. "
            "Its last day is 17 March 2027, 70 working days after the report.",
            "A draft is to come by 6 January 2027.",
            "Monitoring visit: usually 4 March 2027; then every 3 months, until the re-inspection",
            "Standard inspection as a re-inspection: 4 December 2028 to 4 December 2029",
        ),
        "department": (
            "The Secretary of State for Education Department for Education",
            "Lornmere owes an action plan for each area for priority action. Its last day is 17 March 2027",
        ),
    }.items():
        for part in expected:
            assert part in text(story, to)


def test_an_inadequate_authority_without_an_area_for_priority_action_owes_a_statement(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = published(on_site(people, council, clock), INADEQUATE, IMPROVE)
    assert "You owe a statement of proposed action. Its last day is 17 March 2027" in text(story, "body")


@pytest.mark.parametrize(
    ("reflects", "expected"),
    [
        (
            None,
            "You owe nothing more: an action plan for each area for priority action was received on 2 December 2026.",
        ),
        (True, "You owe nothing more"),
        (False, "You owe another plan: the last one does not reflect what was found."),
    ],
)
def test_a_letter_that_is_sent_late_says_what_has_come_since(
    story: Story, reflects: bool | None, expected: str
) -> None:
    story.on("2026-12-02")
    inspection = story.now().inspection
    assert inspection is not None
    plan = send_plan(
        by=story.people.actor("director"), body=story.case.body, inspection=inspection.pk, name="plan.txt", content=b"x"
    )
    receive_plan(by=story.people.actor("lead"), plan=plan, on=date(2026, 12, 2))
    if reflects is not None:
        answer_plan(by=story.people.actor("lead"), plan=plan, reflects=reflects, reason="We read it.")
    assert expected in text(story, "body")


def test_a_good_authority_owes_no_plan(people: People, council: Body, clock: time_machine.Traveller) -> None:
    told = text(published(on_site(people, council, clock), GOOD, IMPROVE), "body")
    assert "What you owe" not in told
    assert "Short inspection: 4 June 2029 to 4 June 2030, usually 4 December 2029" in told


def test_the_responsible_individual_of_a_home_is_written_to_and_the_department_is_not(
    settings_of: dict[str, Body], clock: time_machine.Traveller
) -> None:
    story = inspected(settings_of["home"], clock)
    story.find("requirement", "Staff are to be checked.", regulation="Regulation 32", put_right_by=date(2027, 1, 29))
    published(story, HOME_GRADES | {"overall": "inadequate", "leadership": "inadequate"})
    assert wanted(story) == ["body"]
    told = text(story, "body")
    assert "Nominee The responsible individual" in told
    assert "What comes next" not in told
    assert "What is to be put right Staff are to be checked. (Regulation 32), by 29 January 2027" in told


def test_the_letter_of_a_visit_that_is_not_published_gives_no_address(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    published(on_site(people, council, clock), INADEQUATE, PRIORITY)
    visit = on_site(people, council, clock, event="monitoring_visit", starts=date(2027, 3, 1), ends=date(2027, 3, 2))
    told = text(published(visit), "body")
    assert "Under the framework it is not published." in told
    assert ADDRESS not in told


@pytest.fixture
def story(people: People, council: Body, clock: time_machine.Traveller) -> Story:
    """A focused visit with an area for priority action, published on 1 December 2026."""
    visit = on_site(people, council, clock, event="focused_visit", ends=date(2026, 12, 1))
    return published(visit, None, PRIORITY)


def send(story: Story, who: str = "lead", to: str = "body", told: str = "The director", on: date | None = None) -> None:
    send_letter(
        by=story.people.actor(who), case=story.case, to=to, told=told, sent_on=on or date(2026, 12, 1), address=ADDRESS
    )


@pytest.mark.parametrize(("after", "refused"), [(-1, True), (0, False), (1, False), (2, True)])
def test_a_letter_is_sent_between_the_publication_and_today(story: Story, after: int, refused: bool) -> None:
    story.on("2026-12-02")
    on = date(2026, 12, 1) + timedelta(after)
    if refused:
        with pytest.raises(CaseRefused, match="between the publication and today") as fault:
            send(story, on=on)
        assert fault.value.field == "sent_on"
    else:
        send(story, on=on)
        assert SentLetter.objects.get().sent_on == on


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"told": " "}, "Enter who was written to"),
        ({"to": "minister"}, "calls for no such letter"),
    ],
)
def test_a_letter_is_refused_with_what_is_missing(story: Story, said: dict[str, str], sentence: str) -> None:
    with pytest.raises(CaseRefused, match=sentence):
        send(story, **said)


@pytest.mark.parametrize("who", ["inspector", "senior", "scheduler", "director", "outsider"])
def test_only_the_lead_and_the_assurer_record_a_letter(story: Story, who: str) -> None:
    with pytest.raises(PermissionRefused):
        send(story, who)


def test_a_letter_is_sent_once_a_version_and_kept_as_it_was(story: Story) -> None:
    send(story)
    with pytest.raises(CaseRefused, match="recorded as sent already"):
        send(story, "assurer")
    before = letters.from_values(SentLetter.objects.get().content)
    assert before.title == "Focused visit of Lornmere"
    story.on("2026-12-09").take("assurer", "amend", reason="A figure was wrong.")
    with pytest.raises(CaseRefused, match="once the report is published"):
        send(story, "assurer", "department")
    story.write(text="Of the 30 records, 10 were late.").approve().release().publish()
    assert "It is version 2, amended: A figure was wrong." in text(story, "body")
    send(story, on=date(2026, 12, 9))
    assert letters.from_values(SentLetter.objects.order_by("id")[0].content) == before
    assert AuditEntry.objects.filter(action="letter_sent").count() == 2


def test_the_lead_is_reminded_reads_the_letter_takes_it_as_word_and_records_it(story: Story) -> None:
    client, address = browser(story.people, "lead"), f"/cases/{story.case.slug}/letters/body/"
    assert words(client.get("/cases/").text).count("a letter is still to be sent") == 2
    assert "not sent yet" in words(client.get(f"/cases/{story.case.slug}/").text)
    assert "the letter as it would be sent today" in client.get(address).text
    assert "<title>Error: Letter" in client.post(address, {"told": "The director, by post"}).text
    client.post(address, {"told": "The director, by post", **days("sent_on", date(2026, 12, 1))})
    assert "Sent on 1 December 2026 to The director, by post" in words(client.get(address).text)
    assert "sent on 1 December 2026 to The director, by post" in words(client.get(f"/cases/{story.case.slug}/").text)
    assert words(client.get("/cases/").text).count("a letter is still to be sent") == 1
    document = Document(io.BytesIO(client.get(f"{address}letter.docx").content))
    assert "Children at risk wait for days." in [one.text for one in document.paragraphs]
    assert (document.core_properties.title, document.core_properties.language) == ("Focused visit of Lornmere", "en-GB")


@pytest.mark.parametrize("who", ["director", "lead"])
def test_both_sides_see_the_plan_that_is_owed_on_the_page_of_the_case(story: Story, who: str) -> None:
    told = words(browser(story.people, who).get(f"/cases/{story.case.slug}/").text)
    assert "Action plan of Lornmere : by 12 March 2027; not sent" in told


@pytest.mark.parametrize(
    ("who", "status"),
    [("lead", 200), ("inspector", 200), ("assurer", 200), ("senior", 200), ("director", 403), ("outsider", 404)],
)
def test_letters_are_for_those_inside_the_case(story: Story, who: str, status: int) -> None:
    client: Client = browser(story.people, who)
    assert client.get(f"/cases/{story.case.slug}/letters/body/").status_code == status
    assert client.get(f"/cases/{story.case.slug}/letters/body/letter.docx").status_code == status
    assert client.get(f"/cases/{story.case.slug}/letters/minister/").status_code in (403, 404)


def leave(story: Story, *parts: str) -> None:
    """Those who have these parts end them."""
    for part in parts:
        end_member(by=story.people.actor("scheduler"), member=story.case.members.get(part=part, ended_at=None))


@pytest.mark.parametrize(
    ("who", "told"), [("senior", True), ("scheduler", True), ("elsewhere", False), ("inspector", False)]
)
def test_a_letter_that_nobody_is_there_to_send_is_shown_to_those_who_answer_for_the_region(
    story: Story, who: str, told: bool
) -> None:
    other = person(Role.SENIOR_INSPECTOR, region="South West")
    story.people.users["elsewhere"] = other

    def shown() -> int:
        return words(browser(story.people, who).get("/cases/").text).count("has waited since 1 December 2026")

    leave(story, "lead")
    assert shown() == 0
    leave(story, "assurer")
    assert shown() == (2 if told else 0)


def test_a_lead_whose_role_has_ended_sends_no_letter_any_more(story: Story) -> None:
    leave(story, "assurer")
    assert letters_of_nobody(story.people.actor("senior")) == []
    story.people.users["lead"].memberships.all().update(last=date(2026, 11, 30))
    assert [row.to for _, row in letters_of_nobody(story.people.actor("senior"))] == ["body", "department"]


def test_somebody_is_named_to_a_published_case_while_it_owes_a_letter(story: Story) -> None:
    leave(story, "lead", "assurer")
    by, users = story.people.actor("scheduler"), story.people.users
    with pytest.raises(CaseRefused, match="This case has ended"):
        add_member(by=by, case=story.case, user=users["outsider"], part="inspector")
    add_member(by=by, case=story.case, user=users["outsider"], part="lead")
    send(story, "outsider")
    send(story, "outsider", "department")
    assert letters_of_nobody(story.people.actor("senior")) == []
    leave(story, "lead")
    with pytest.raises(CaseRefused, match="This case has ended"):
        add_member(by=by, case=story.case, user=users["outsider"], part="lead")
