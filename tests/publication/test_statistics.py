"""Public statistics: what one word hides, and social workers before and after judgements."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.accounts.people import SOMEBODY
from tests.monitoring.after_stories import judged, workforce
from tests.monitoring.computed_stories import country
from tests.programme.places import AREAS, ILACS, judge

from inspectorate.webapp.inspections.actions import Said, record_event
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db
ONE_WORD, AFTER = "/statistics/one-word/", "/statistics/after-judgements/"


def rows(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert isinstance(answer, StreamingHttpResponse)
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode())))


def test_on_an_empty_record_both_pages_say_what_is_missing(client: Client) -> None:
    assert "No inspection is on record" in client.get(ONE_WORD).text
    assert "There is nothing to compare yet" in client.get(AFTER).text
    for file in (f"{ONE_WORD}kept.csv", "/statistics/after-judgements.csv"):
        assert client.get(file).status_code == 404


def test_who_is_hidden_by_one_word_is_named_and_downloads_say_the_same(client: Client) -> None:
    judged()
    page = client.get(ONE_WORD).text
    assert "In 1 of 7 inspections it hides a better or a worse part." in page
    assert "Place 1<" in client.get(ONE_WORD, {"hides": "better"}).text
    assert "Place 1<" not in client.get(ONE_WORD, {"hides": "worse"}).text
    hiding = [row["Authority"] for row in rows(client, f"{ONE_WORD}inspections.csv") if row["Better than overall"]]
    assert hiding == ["Place 1"]
    (published, *rules) = rows(client, f"{ONE_WORD}rules.csv?regime=ilacs")
    assert (published["Hides a better part"], len(rules)) == ("1", 5)
    assert rows(client, f"{ONE_WORD}kept.csv")[0]["Seen before"]
    assert client.get(f"{ONE_WORD}other.csv").status_code == 404


def test_each_regime_has_its_page_and_sub_judgements_count_in(client: Client) -> None:
    parts = ("help_and_protection", "looked_after", "leadership", "adoption", "care_leavers")
    bodies = country()
    for body, overall, adoption in ((bodies[0], "inadequate", "good"), (bodies[1], "good", "outstanding")):
        grades = dict.fromkeys(("overall", *parts), overall) | {"adoption": adoption}
        said = Said(source="The report", event="inspection", published=date(2017, 2, 13), grades=grades)
        record_event(by=SOMEBODY, body=body, edition="sif/2016-05-31", said=said)
    judge(bodies[2], "good", date(2023, 2, 1), date(2023, 3, 1))
    newest, sif = client.get(ONE_WORD).text, client.get(ONE_WORD, {"regime": "sif"}).text
    assert "Inspections under ILACS" in newest
    assert "Too few inspections to tell" in newest
    assert "All areas and their sub-judgements" in sif
    assert "2 published inspections of 2 councils" in sif


def test_what_is_not_published_yet_is_not_counted(client: Client) -> None:
    judged()
    grades = dict.fromkeys(("overall", *AREAS), "good")
    said = Said(source="The draft", event="standard", ended=date(2025, 3, 14), grades=grades)
    record_event(by=SOMEBODY, body=Body.objects.get(name="Place 9"), edition=ILACS, said=said)
    assert "of 7 inspections" in client.get(ONE_WORD).text


def test_numbers_are_computed_once_until_the_record_changes(client: Client) -> None:
    judged()
    with CaptureQueriesContext(connection) as first:
        client.get(ONE_WORD)
    with CaptureQueriesContext(connection) as again:
        client.get(ONE_WORD)
    assert len(again) < 5 < len(first) <= 30
    judge(Body.objects.get(name="Place 9"), "good", date(2024, 2, 1), date(2024, 3, 1), in_care="outstanding")
    assert "In 2 of 8 inspections" in client.get(ONE_WORD).text


def test_social_workers_after_judgements_stand_beside_the_caution(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    judged()
    workforce()
    with django_assert_max_num_queries(30):
        page = client.get(AFTER).text
    assert "It does not show that judgements caused it." in page
    assert "+4.0 " in page
    # Of each of three measures one grade is of one council: two numbers, two shares and three differences.
    assert page.count(">too few to tell</td>") == 3 * (2 + 2 + 3)
    assert page.count('data-label="Judgements">6</td>') == page.count('data-label="Councils">6</td>') == 3
    assert "Place" not in page
    told = list(rows(client, "/statistics/after-judgements.csv"))
    apart = [round(100 * float(row["Moved apart"])) for row in told if row["Grade"] == "inadequate"]
    assert apart == [0, 4, 4] * 3
    assert {(row["Judgements"], row["Councils"]) for row in told if row["Grade"] == "inadequate"} == {("6", "6")}
    kept_back = ("Judgements", "Councils", "Before", "Councils like them, before", "Moved apart")
    assert {row[name] for row in told if row["Grade"] == "good" for name in kept_back} == {""}
