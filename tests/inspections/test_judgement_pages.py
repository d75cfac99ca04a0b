"""Judgements as of a day: in which order, in which words, and the same numbers in every form."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.accounts.people import person
from tests.inspections.files import ALDMERE, NORTHMERE, country, load, row
from tests.inspections.test_pages import client_of, text

from inspectorate.formats.sheets import read_sheets
from inspectorate.webapp.accounts.roles import Role

pytestmark = pytest.mark.django_db
PAGE = "/judgements/"
VEXMARCH = row("Vexmarch", "ILACS Standard Inspection", "02/05/2022", "20/06/2022", "Inadequate", "data_unreadable")


@pytest.fixture(autouse=True)
def _record(tmp_path: Path, settings: Any) -> None:
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()
    country("Northmere", "Aldmere", "Vexmarch")
    load(tmp_path / "a.csv", NORTHMERE, ALDMERE, VEXMARCH)


@pytest.fixture
def analyst() -> Client:
    return client_of(Role.ANALYST)


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name", ["Aldmere", "Northmere", "Vexmarch"]),
        ("latest", ["Vexmarch", "Aldmere", "Northmere"]),
        ("oldest", ["Northmere", "Aldmere", "Vexmarch"]),
        ("worst", ["Vexmarch", "Northmere", "Aldmere"]),
        ("nonsense", ["Aldmere", "Northmere", "Vexmarch"]),
    ],
)
def test_authorities_stand_in_the_order_asked_for(analyst: Client, sort: str, names: list[str]) -> None:
    page = analyst.get(f"{PAGE}?sort={sort}").content.decode()
    assert re.findall(r'href="/authorities/N0\d/">(\w+)</a></th>', page) == names


def test_a_grade_that_cannot_be_read_is_counted_listed_and_not_taken_for_none(analyst: Client) -> None:
    page = text(analyst.get(f"{PAGE}?regime=ilacs"))
    assert "What could not be read" in page
    assert "leaders “data_unreadable”" in page
    assert '<abbr class="app-grade app-grade--letter app-grade--missing" title="Not known">' in page
    assert "Leaders: 1 not known, 33%" in page


def test_a_workbook_holds_the_counts_of_the_page(analyst: Client, tmp_path: Path) -> None:
    path = tmp_path / "judgements.xlsx"
    path.write_bytes(analyst.get(f"{PAGE}download.xlsx?regime=ilacs").content)
    sheets = {sheet.name: sheet.rows for sheet in read_sheets(path)}
    assert set(sheets) == {"Cover", "Notes", "Latest", "Counts of latest", "Counts of all"}
    counts = {str(cells[0]): [str(cell) for cell in cells[1:]] for cells in sheets["Counts of latest"]}
    assert counts["Judgement"] == ["Outstanding", "Good", "Inadequate", "Not known", "All"]
    assert [float(cell) for cell in counts["Overall"]] == [1, 1, 1, 0, 3]
    assert [float(cell) for cell in counts["Leaders"]] == [1, 1, 0, 1, 3]


def test_a_download_keeps_the_order_and_tells_not_known_from_not_judged(analyst: Client) -> None:
    sent = b"".join(analyst.get(f"{PAGE}download.csv?sort=worst").streaming_content)
    rows = list(csv.DictReader(io.StringIO(sent.decode())))
    assert [(one["Name"], one["leadership"]) for one in rows] == [
        ("Vexmarch", "unknown"),
        ("Northmere", "good"),
        ("Aldmere", "outstanding"),
    ]


def test_the_page_asks_the_database_as_often_for_one_day_as_for_another(analyst: Client) -> None:
    counts = []
    for query in ("", "?regime=ilacs&as_of=2022-03-01", "?regime=sif"):
        with CaptureQueriesContext(connection) as queries:
            analyst.get(f"{PAGE}{query}")
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert counts[0] <= 15


@pytest.mark.parametrize(("role", "status"), [(Role.DEPARTMENT_OFFICIAL, 200), (Role.SCHEDULER, 200), (None, 403)])
def test_judgements_are_for_everybody_with_a_role(role: Role | None, status: int) -> None:
    client = Client()
    client.force_login(person(role), "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(PAGE).status_code == status
    assert client.get(f"{PAGE}download.csv").status_code == status
