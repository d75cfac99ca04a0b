"""The due list: what stands where, filters, groups, downloads."""

import csv
import io
from datetime import date

import pytest
from django.test import Client
from python_calamine import load_workbook
from tests.accounts.people import SOMEBODY
from tests.programme.places import LONDON, NORTH, judge, place, sign_in

from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.inspections.importing import reverse_import
from inspectorate.webapp.inspections.models import ImportRun
from inspectorate.webapp.register.models import Body

LONG_AGO = (date(2022, 3, 11), date(2022, 5, 1))


@pytest.fixture
def scheduler(client: Client, places: dict[str, Body]) -> Client:
    return sign_in(client, Role.SCHEDULER)


def downloaded(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/due/download.csv{query}")
    text = b"".join(answer.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_what_is_overdue_stands_first(scheduler: Client) -> None:
    page = scheduler.get("/due/").text
    assert page.index(">Overdue</h2>") < page.index("2026</h2>")
    assert "Standard inspection" in page
    assert "14 October 2025 to 14 October 2026, usually 14 April 2026" in page


def test_why_is_told_in_one_line_and_in_full_on_its_own_page(scheduler: Client) -> None:
    (row,) = [
        row for row in downloaded(scheduler, "?status=overdue&region=North+West") if row["Event"].startswith("St")
    ]
    assert row["Why"] == "Neither on the pathway for good nor inadequate in any area; counted from 14 April 2023."
    full = scheduler.get("/authorities/X10000001/why/", {"obligation": row["Key"]})
    assert "The last graded inspection was a standard inspection" in full.text
    assert "What would change this" in full.text
    part = scheduler.get("/authorities/X10000001/why/", {"obligation": row["Key"]}, headers={"HX-Request": "true"})
    assert "What would change this" in part.text
    assert "<html" not in part.text


def test_an_obligation_that_has_gone_says_so(scheduler: Client) -> None:
    answer = scheduler.get("/authorities/X10000001/why/", {"obligation": "authority:X10000001/x.y.z/1"})
    assert answer.status_code == 404
    assert "This is no longer due" in answer.text


@pytest.mark.parametrize(
    ("query", "present", "absent"),
    [
        (f"?region={NORTH}", "Quernshire", "Lornmere"),
        (f"?region={LONDON}", "Lornmere", "Quernshire"),
        ("?event=standard", "Standard inspection", "Self-evaluation</td>"),
        ("?status=overdue", "Overdue</strong>", "Not yet</strong>"),
        ("?month=2028-02", "Lornmere", "Quernshire"),
    ],
)
def test_filters_stay_in_the_address_and_in_the_downloads(
    scheduler: Client, query: str, present: str, absent: str
) -> None:
    page = scheduler.get(f"/due/{query}").text
    assert present in page
    assert absent not in page.partition("<table")[2]
    assert f"/due/download.csv?{query[1:].replace(' ', '+')}" in page


@pytest.mark.parametrize("group", ["region", "event", "month"])
def test_every_row_stands_in_one_group(scheduler: Client, group: str) -> None:
    page = scheduler.get(f"/due/?group={group}").text
    assert page.count('<th scope="row"') == len(downloaded(scheduler))


def test_nothing_that_fits_is_said_in_words(scheduler: Client) -> None:
    assert "Nothing is due that fits what you chose." in scheduler.get("/due/?month=1999-01").text


def test_without_a_record_the_list_says_why_it_is_empty(client: Client, db: None) -> None:
    assert "nothing is on record yet" in sign_in(client, Role.SCHEDULER).get("/due/").text


def test_what_no_record_covers_is_unknown_and_never_overdue(scheduler: Client) -> None:
    reverse_import(by=SOMEBODY, run=ImportRun.objects.get())
    page = scheduler.get("/due/").text
    assert "Overdue</strong>" not in page
    assert "No record covers" in page


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_workbooks_open_and_hold_the_same_rows(scheduler: Client, ending: str) -> None:
    answer = scheduler.get(f"/due/download.{ending}")
    assert answer["Content-Disposition"] == f'attachment; filename="due-2026-11-23.{ending}"'
    sheet = load_workbook(io.BytesIO(answer.content)).get_sheet_by_name("Due").to_python()
    assert sheet[2][:4] == ["Authority", "Code", "Region", "Event"]
    assert len(sheet) - 3 == len(downloaded(scheduler))


def test_another_format_is_not_found(scheduler: Client) -> None:
    assert scheduler.get("/due/download.pdf").status_code == 404


def test_who_may_not_see_what_is_due_is_told_so(client: Client, places: dict[str, Body]) -> None:
    for address in ("/due/", "/due/download.csv", "/authorities/X10000001/why/"):
        answer = sign_in(client, Role.DEPARTMENT_OFFICIAL).get(address) if address == "/due/" else client.get(address)
        assert answer.status_code == 403
        assert "You may not see what is due." in answer.text


def test_pages_are_a_hundred_rows(scheduler: Client) -> None:
    for number in range(5, 10):
        judge(place(f"Vex{number}", number), "good", *LONG_AGO)
    for number in range(10, 30):
        judge(place(f"Gorse{number}", number), "good", *LONG_AGO)
    first, second = scheduler.get("/due/").text, scheduler.get("/due/?page=2").text
    assert first.count('<th scope="row"') == 100
    assert second.count('<th scope="row"') == min(len(downloaded(scheduler)) - 100, 100)
    assert "?page=2" in first
