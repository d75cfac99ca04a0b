"""The small pictures of a body's indicators: what is drawn, in which order, and the tables beside them."""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from tests.accounts.people import SOMEBODY
from tests.programme.places import sign_in
from tests.programme.reviewing import computed, signal

from inspectorate.intelligence.catalogue import definitions
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.inspections.actions import Said, record_event
from inspectorate.webapp.inspections.models import ImportRun
from inspectorate.webapp.monitoring.models import Area, NeighbourList, PeriodValues, Series
from inspectorate.webapp.register.models import Body

NAMES = ("quernshire", "lornmere", "pellwick")
PAGE = "/reviews/X10000001/"
FIRST, SECOND = [one for one in definitions() if one.indicator.scale == 100.0][:2]


@pytest.fixture
def text(client: Client, places: dict[str, Body]) -> str:
    """The page of Quernshire: two indicators of three years, two neighbours, and a signal in the second."""
    run = ImportRun.objects.create(file="made.csv", sha256="1" * 64, state="complete", finished_at=timezone.now())
    areas = {name: Area.objects.create(kind="authority", body=places[name]) for name in NAMES}
    england = Area.objects.create(kind="england", code="E92000001", name="England")
    for one in (FIRST, SECOND):
        of, _, column = one.value.partition("/")
        series = Series.objects.create(set=of, column=column)
        for year in (2022, 2023, 2024):
            values = {
                str(areas["quernshire"].pk): 30.0 + year - 2022 if year != 2023 else "c",
                str(areas["lornmere"].pk): 11.0,
                str(areas["pellwick"].pk): 19.0,
                str(england.pk): 15.5,
            }
            PeriodValues.objects.create(run=run, series=series, period=f"{year}", values=values)
    NeighbourList.objects.create(
        run=run, model="Invented model", first=date(2015, 1, 1), area=areas["quernshire"],
        nearest=[areas["lornmere"].pk, areas["pellwick"].pk],
    )  # fmt: skip
    signal(computed(), places["quernshire"], 4.5, indicator=SECOND.indicator.id, value=32.0, last=date(2025, 3, 31))
    conversation = Said(source="Note", event="annual_conversation", started=date(2025, 5, 6), ended=date(2025, 5, 6))
    record_event(by=SOMEBODY, body=places["quernshire"], edition="ilacs/2024-04-05", said=conversation)
    return sign_in(client, Role.ANALYST).get(PAGE).text


def test_three_years_of_values_withheld_are_noted(client: Client, places: dict[str, Body], text: str) -> None:
    assert "values are withheld" not in text
    run, area = ImportRun.objects.get(file="made.csv"), Area.objects.get(body=places["quernshire"])
    series = Series.objects.get(column=FIRST.value.partition("/")[2])
    for year, mark in ((2023, "c"), (2024, "x"), (2025, "c")):
        PeriodValues.objects.create(run=run, series=series, period=f"{year}", values={str(area.pk): mark})
    page = client.get(PAGE).text
    assert page.count("Its last 3 values are withheld (c, x, c): no signal, and worth a question.") == 1
    assert "withheld (c, x, c)" in page.partition('id="indicator-2"')[2]


def test_what_stands_out_comes_first_with_its_sentence(text: str) -> None:
    names = re.findall(r'id="indicator-\d+">([^<]+?)\s*<', text)
    assert [name.lower() for name in names] == [SECOND.indicator.label.lower(), FIRST.indicator.label.lower()]
    first, second = text.split('id="indicator-2"')
    assert "Chance alone gives about 3 of this kind in a year" in first
    assert "Nothing stands out." in second


def test_the_picture_shows_all_that_it_says(text: str) -> None:
    picture = text.partition('<svg class="app-series"')[2].partition("</svg>")[0]
    assert picture.count("line--peer") == 2
    for part in ("line--own", "line--england", "app-series__band", "app-series__limit"):
        assert picture.count(part) == 1, part
    assert "Invented model" in text


def test_inspections_are_marked_and_conversations_are_not(text: str) -> None:
    assert "Standard inspection, 14 April 2023" in text
    assert "conversation, 6 May 2025" not in text


def test_the_table_tells_values_neighbours_england_and_what_was_withheld(text: str) -> None:
    table = text.partition('id="indicator-1"')[2].partition("</table>")[0]
    cells = re.findall(r'data-label="(\w+)[^"]*">([^<]*)<', table)
    rows = [[value for _, value in cells[at : at + 3]] for at in range(0, len(cells), 4)]
    assert rows == [["32", "11 to 19", "15.5"], ["withheld (c)", "11 to 19", "15.5"], ["30", "11 to 19", "15.5"]]
