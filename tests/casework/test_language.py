"""What a report is asked before it goes on: plain words, agreement with its grades, no child named."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.casework.people import MONDAY, People, on_site

from inspectorate.framework.library import load_library
from inspectorate.webapp.casework.actions import judging
from inspectorate.webapp.casework.actions import report as drafting
from inspectorate.webapp.casework.grade_words import sentences
from inspectorate.webapp.casework.language import faults, reading_ease
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.casework.report import Worded
from inspectorate.webapp.register.models import Body

EDITION = load_library().edition("ilacs/2024-04-05")
GRADES = {"in_care": "good", "leadership": "requires_improvement"}


OF_LEADERS = (
    "“is good” does not agree with the grade of The impact of leaders on social work practice with children and "
    "families, requires improvement to be good."
)


def told(text: str, section: str = "in_care") -> list[tuple[str, bool]]:
    return [(fault.sentence, fault.blocks) for fault in faults([Worded(1, section, text)], EDITION, GRADES)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Children are safe. Workers visit them often.",
        "Support for children in care is good.",
        "The child said that she likes her school.",
        "Good plans are written, and outstanding work is shared.",
    ],
)
def test_plain_words_that_agree_with_the_grade_are_let_through(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "section", "sentence"),
    [
        ("Care is outstanding.", "in_care", "“is outstanding” does not agree with the grade, good."),
        ("Services were inadequate.", "in_care", "“were inadequate” does not agree with the grade, good."),
        (
            "Leadership is good.", "leadership",
            "“is good” does not agree with the grade, requires improvement to be good.",
        ),
        ("It requires improvement to be good.", "in_care",
         "“requires improvement to be good” does not agree with the grade, good."),
        ("A boy called Jordan told us.", "in_care", "“boy called Jordan” may name a child."),
        ("Her brother, Tom, told us.", "in_care", ""),
        ("The child born on 3 May 2014 waited.", "in_care", "“born on 3 May 2014” may tell who a child is."),
        ("Record A123456789012 was late.", "in_care", "“A123456789012” may tell who a child is."),
    ],
)  # fmt: skip
def test_what_must_be_mended_keeps_the_draft_back(text: str, section: str, sentence: str) -> None:
    found = told(text, section)
    assert found == ([(sentence, True)] if sentence else [])


def test_an_area_without_a_grade_agrees_with_every_word() -> None:
    assert told("Care is outstanding.", "care_leavers") == []


@pytest.mark.parametrize(
    ("text", "sentence", "blocks"),
    [
        ("All of it is outstanding.", "“is outstanding” is the grade of no judgement here.", False),
        ("Most of it is good.", "", False),
        ("Support for children in care is good.", "", False),
        (
            "Support for Children in Care was inadequate.",
            "“was inadequate” does not agree with the grade of The experiences and progress of children in care, good.",
            True,
        ),
        ("Support for care leavers is good.", "", False),
        ("The impact of leaders on social work practice with children and families is good.", OF_LEADERS, True),
        ("It is good, what leaders do.", OF_LEADERS, True),
        ("Support for children in care is good and the work of leaders requires improvement to be good.", "", False),
        ("Support for children in care and the work of leaders is good.", OF_LEADERS, True),
        ("At the last inspection the work of leaders was good.", OF_LEADERS.replace("is", "was", 1), False),
        ("The work of leaders was good in March 2023.", OF_LEADERS.replace("is", "was", 1), False),
    ],
)
@pytest.mark.parametrize("section", ["summary", "findings", ""])
def test_a_text_about_the_whole_says_no_other_grade_of_a_judgement_that_it_names(
    text: str, sentence: str, blocks: bool, section: str
) -> None:
    assert told(text, section) == ([(sentence, blocks)] if sentence else [])


def test_the_overall_grade_is_named_by_its_word() -> None:
    text = Worded(1, "summary", "Overall, it is good.")
    (fault,) = faults([text], EDITION, GRADES | {"overall": "requires_improvement"})
    assert fault.sentence.startswith("“is good” does not agree with the grade of Overall effectiveness")
    assert fault.blocks


def test_a_letter_gives_no_grade() -> None:
    (fault,) = faults([Worded(1, "headline", "Services are good.")], EDITION, {})
    assert (fault.sentence, fault.blocks) == ("“are good” is the grade of no judgement here.", False)


def test_words_to_avoid_and_long_sentences_are_pointed_at_and_let_through() -> None:
    long = " ".join(["word"] * 36) + "."
    assert told(f"Going forward, leaders utilise plans. {long}") == [
        ("“going forward”: from now on.", False),
        ("“utilise”: use.", False),
        ("A sentence of 36 words: “word word word word word word …”.", False),
    ]


def test_hard_text_is_pointed_at() -> None:
    hard = (
        "Multidisciplinary organisational accountability necessitates comprehensive interdepartmental collaboration. "
    )
    found = told(hard * 6)
    assert found[0][0].startswith("It is hard to read (reading ease ")


def test_easy_text_reads_more_easily_than_hard_text() -> None:
    easy, hard = "The cat sat on the mat. It was warm.", "Institutional responsibilities necessitate documentation."
    assert reading_ease(easy) > 90 > 30 > reading_ease(hard)
    assert sentences("One. Two? Three!") == ["One.", "Two?", "Three!"]


NAMES = "A boy called Jordan waited."


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["finding", "paragraph"])
def test_a_name_keeps_the_draft_back_at_every_step_to_the_public(
    people: People, council: Body, clock: time_machine.Traveller, where: str
) -> None:
    story = on_site(people, council, clock, event="focused_visit")
    story.on(story.case.ends or MONDAY, 17).take("lead", "write", done_on=timezone.localdate()).write()

    def named(who: str) -> None:
        if where == "paragraph":
            story.write(who, NAMES)
        else:
            story.case.findings.create(kind="area_for_improvement", text=NAMES, recorded_by=who)

    def mended() -> None:
        story.case.findings.all().update(text="A boy waited.")
        for one in story.case.paragraphs.filter(wordings__text=NAMES):
            one.wordings.create(text="Children wait.", by="x")

    for who, move in (("lead", "send_to_assurance"), ("assurer", "send_to_body")):
        named(who)
        with pytest.raises(CaseRefused, match="Mend first: “boy called Jordan” may name a child"):
            story.take(who, move)
        mended()
        story.take(who, move)
    story.answer()
    named("lead")
    with pytest.raises(CaseRefused, match="Mend first: “boy called Jordan” may name a child"):
        story.approve()
    mended()
    story.approve()
    named("lead")
    with pytest.raises(CaseRefused, match="changed after it was approved"):
        story.release()


@pytest.mark.django_db
def test_the_team_is_shown_what_to_mend_in_a_finding_and_the_body_reads_what_is_to_be_put_right(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = on_site(people, council, clock, event="focused_visit")
    story.find("strength", "Visits are kind.").find("area_for_improvement", "Visits are late.")
    story.find("area_for_improvement", NAMES)

    def page(name: str, address: str) -> str:
        client = Client()
        client.force_login(people.users[name], "allauth.account.auth_backends.AuthenticationBackend")
        return client.get(f"/cases/{story.case.slug}/{address}/").text

    assert "“boy called Jordan” may name a child." in page("lead", "findings")
    judging.strike_finding(by=people.actor("lead"), finding=story.case.findings.get(text=NAMES))
    story.on(story.case.ends or MONDAY, 17).take("lead", "write", done_on=timezone.localdate()).write()
    story.take("lead", "send_to_assurance").take("assurer", "send_to_body")
    assert "Visits are late." not in page("director", "answer")
    drafting.receive_draft(by=people.actor("director"), case=story.now())
    told = page("director", "answer")
    assert "Visits are late." in told
    assert "Visits are kind." not in told
    assert NAMES not in told
