"""The list of authorities, and the page of one."""

from datetime import date

import pytest
from django.test import Client
from tests.accounts.people import SOMEBODY
from tests.programme.places import LONDON, TODAY, concern, judge, sign_in

from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.inspections.actions import Said, correct_event, record_event
from inspectorate.webapp.inspections.models import InspectionFact
from inspectorate.webapp.register.actions import add_contact
from inspectorate.webapp.register.models import Body, BodyCode, ContactRole


@pytest.fixture
def scheduler(client: Client, places: dict[str, Body]) -> Client:
    return sign_in(client, Role.SCHEDULER)


def names(page: str) -> list[str]:
    """The authorities listed, in order."""
    table = page.partition("<tbody")[2]
    return [name for name in ("Quernshire", "Lornmere", "Pellwick", "Tarndale") if f">{name}</a>" in table]


def test_the_list_holds_who_stands_today(scheduler: Client) -> None:
    page = scheduler.get("/authorities/").text
    assert names(page) == ["Quernshire", "Lornmere", "Pellwick"]
    assert "3 authorities." in page
    assert "1 year 9 months ago" in page
    assert "Not on record" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (f"?region={LONDON}", ["Lornmere"]),
        ("?grade=requires_improvement", ["Quernshire"]),
        ("?grade=none", ["Pellwick"]),
        ("?type=County+council", ["Quernshire", "Lornmere", "Pellwick"]),
        ("?q=er", ["Quernshire", "Lornmere"]),
        ("?q=TARN&region=London", []),
    ],
)
def test_filters(scheduler: Client, query: str, found: list[str]) -> None:
    assert names(scheduler.get(f"/authorities/{query}").text) == found


@pytest.mark.parametrize("words", ["tarn", "X10000003", "993"])
def test_a_search_that_finds_one_opens_it_even_if_it_was_abolished(scheduler: Client, words: str) -> None:
    assert scheduler.get(f"/authorities/?q={words}").url == "/authorities/X10000003/"


def test_a_search_that_finds_nobody_says_how_to_search(scheduler: Client) -> None:
    page = scheduler.get("/authorities/?q=nowhere").text
    assert "No authority fits “nowhere”." in page


@pytest.mark.parametrize(
    ("sort", "first"), [("name", "Lornmere"), ("grade", "Quernshire"), ("last", "Pellwick"), ("next", "Quernshire")]
)
def test_sorting(scheduler: Client, sort: str, first: str) -> None:
    table = scheduler.get(f"/authorities/?sort={sort}").text.partition("<tbody")[2]
    assert min(("Lornmere", "Quernshire", "Pellwick"), key=lambda name: table.index(f">{name}</a>")) == first


def test_the_page_says_what_comes_next_and_why(scheduler: Client) -> None:
    page = scheduler.get("/authorities/X10000002/").text
    assert (
        "<strong>Next:</strong> short inspection, 14 August 2027 to 14 August 2028, usually 14 February 2028." in page
    )
    assert "What is due and why" in page
    assert "is what policy asks for" in page


def test_the_chart_stands_with_its_table(scheduler: Client) -> None:
    page = scheduler.get("/authorities/X10000001/").text
    assert 'aria-label="Judgements of Quernshire through time"' in page
    assert "Judgements of each graded inspection, the newest first" in page


def test_a_judgement_whose_meaning_changed_is_a_break(scheduler: Client, places: dict[str, Body]) -> None:
    """In 2018 children in care and care leavers were one judgement; from 2023 they are two."""
    assert "meaning changed" not in scheduler.get("/authorities/X10000001/").text
    said = Said(
        source="The report",
        event="standard",
        purpose="routine",
        ended=date(2019, 5, 10),
        published=date(2019, 7, 1),
        grades=dict.fromkeys(("overall", "leadership", "help_and_protection", "in_care"), "good"),
    )
    record_event(by=SOMEBODY, body=places["quernshire"], edition="ilacs/2018-08-01", said=said)
    page = scheduler.get("/authorities/X10000001/").text
    assert page.count("app-letter--break") == 1
    assert "Its meaning changed here" in page


def test_a_day_in_the_past_shows_what_was_known_then(scheduler: Client) -> None:
    """The inspection of February 2025 was published on 1 April 2025: the day before, nobody knew of it."""
    before = scheduler.get("/authorities/X10000002/?as_of=2025-03-31").text
    assert "No graded inspection is on record." in before
    assert "1 event that became known later is not shown." in before
    on = scheduler.get("/authorities/X10000002/?as_of-day=1&as_of-month=4&as_of-year=2025").text
    assert "1 to 14 February 2025" in on
    assert "/decide/" not in on


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?as_of-day=31&as_of-month=2&as_of-year=2025", "As known on must be a real date"),
        ("?as_of=2026-11-24", "As known on must not be in the future"),
        ("?as_of=yesterday", "As known on must be a real date"),
    ],
)
def test_a_day_that_is_none_is_said_and_today_is_shown(scheduler: Client, query: str, sentence: str) -> None:
    page = scheduler.get(f"/authorities/X10000002/{query}").text
    assert sentence in page
    assert "Error: Lornmere" in page
    assert "As known on 23 November 2026" in page


def test_a_merged_authority_shows_whom_it_came_from_and_how_they_were_judged(scheduler: Client) -> None:
    page = scheduler.get("/authorities/X10000004/").text
    assert "Tarndale</a>: Merged on 1 April 2024." in page
    assert "Inadequate" in page
    gone = scheduler.get("/authorities/X10000003/").text
    assert "This authority was abolished after 31 March 2024." in gone
    assert "Pellwick</a>: Merged on 1 April 2024." in gone
    assert "Nothing is due" in gone


def test_an_older_code_leads_to_the_page_and_an_unknown_one_does_not(
    scheduler: Client, places: dict[str, Body]
) -> None:
    BodyCode.objects.create(body=places["lornmere"], scheme="gss", code="X09999999", last=date(2020, 3, 31))
    assert scheduler.get("/authorities/X09999999/").url == "/authorities/X10000002/"
    assert scheduler.get("/authorities/X55555555/").status_code == 404


def test_sources_that_differ_are_shown_and_what_was_taken(scheduler: Client, places: dict[str, Body]) -> None:
    inspection = places["quernshire"].inspections.get()
    InspectionFact.objects.create(
        inspection=inspection,
        source_kind="compiled",
        source="history.csv, row 7",
        event="standard",
        ended=date(2023, 4, 21),
        known_on=date(2023, 6, 1),
        known_confidence="secondary",
        grades={"overall": "good"},
        recorded_by="somebody",
    )
    page = scheduler.get("/authorities/X10000001/").text
    assert "Sources disagree on 2 matters." in page
    assert "Last day: sources differ." in page
    listed = scheduler.get("/disagreements/").text
    assert "14 April 2023" in listed
    assert "21 April 2023" in listed
    assert "history.csv, row 7" in listed


def test_a_replaced_correction_is_kept_and_marked(scheduler: Client, places: dict[str, Body]) -> None:
    inspection = places["quernshire"].inspections.get()
    said = Said(source="A letter", event="standard", purpose="routine", ended=date(2023, 4, 28))
    correct_event(by=SOMEBODY, inspection=inspection, edition="ilacs/2023-01-01", said=said)
    page = scheduler.get("/authorities/X10000001/").text
    assert "A letter" in page
    assert "(replaced)" in page


def test_contacts_and_findings_are_shown(scheduler: Client, places: dict[str, Body]) -> None:
    body = places["quernshire"]
    first = date(2024, 1, 1)
    add_contact(
        by=SOMEBODY, body=body, role=ContactRole.DIRECTOR, name="Dana Example", first=first, email="d@example.org"
    )
    concern(body, by=date(2026, 11, 22))
    page = scheduler.get("/authorities/X10000001/").text
    assert "Dana Example" in page
    assert "Past its day and not confirmed" in page


@pytest.mark.parametrize(("by", "state"), [(TODAY, "Not yet confirmed"), (date(2026, 11, 22), "Past its day")])
def test_a_finding_is_late_from_the_day_after(scheduler: Client, places: dict[str, Body], by: date, state: str) -> None:
    concern(places["quernshire"], by=by)
    assert state in scheduler.get("/authorities/X10000001/").text


def test_whoever_may_not_see_what_is_due_sees_published_judgements_only(
    client: Client, places: dict[str, Body]
) -> None:
    for said in (
        Said(source="Our notes", event="annual_conversation", ended=date(2026, 3, 2), published=date(2026, 3, 3)),
        Said(source="Our notes", event="focused_visit", ended=date(2026, 3, 9)),
        Said(source="Pilot", event="short", ended=date(2026, 3, 20), published=date(2026, 4, 20), pilot=True),
    ):
        record_event(by=SOMEBODY, body=places["quernshire"], edition="ilacs/2024-04-05", said=said)
    concern(places["quernshire"], by=date(2026, 11, 1))
    official = sign_in(client, Role.DEPARTMENT_OFFICIAL)
    page = official.get("/authorities/X10000001/").text
    assert "1 to 14 April 2023" in page
    for hidden in (
        "Annual engagement",
        "Focused visit",
        "Short inspection",
        "Next:",
        "Visits to children",
        "Sources and corrections",
        "Decisions",
        "X10000001/decide",
    ):
        assert hidden not in page
    listed = official.get("/authorities/").text
    assert ">Next</th>" not in listed
    assert "Next due first" not in listed


def test_a_pilot_is_shown_and_is_nobodys_judgement(scheduler: Client, places: dict[str, Body]) -> None:
    said = Said(
        source="Pilot report", event="short", ended=date(2026, 5, 8), grades={"leadership": "outstanding"}, pilot=True
    )
    record_event(by=SOMEBODY, body=places["pellwick"], edition="proposal-2017/2017-02-01", said=said)
    page = scheduler.get("/authorities/X10000004/").text
    assert "Pilot: nobody’s judgement" in page
    assert "No graded inspection is on record." in page


def test_unjudged_grades_that_leave_several_pathways_open_are_all_named(
    scheduler: Client, places: dict[str, Body]
) -> None:
    """An inspection whose report told nothing of leaders leaves the pathway open."""
    said = Said(
        source="A summary",
        event="standard",
        purpose="routine",
        ended=date(2026, 1, 16),
        published=date(2026, 3, 1),
        grades={"help_and_protection": "good", "in_care": "good", "care_leavers": "good"},
    )
    record_event(by=SOMEBODY, body=places["lornmere"], edition="ilacs/2024-04-05", said=said)
    judge(places["pellwick"], "good", date(2026, 2, 13), date(2026, 4, 1), edition="ilacs/2024-04-05")
    page = scheduler.get("/authorities/X10000002/").text
    assert "<strong>Next:</strong>" in page
