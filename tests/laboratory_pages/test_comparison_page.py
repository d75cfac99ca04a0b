"""The page of a finished comparison, its files and its report: the caution first, the control on the same picture."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.accounts.people import person
from tests.laboratory_pages.tiny import WANTED, analyst, asked, finished, quick

from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.design import pdf
from inspectorate.webapp.laboratory import documents
from inspectorate.webapp.laboratory.models import Comparison
from inspectorate.webapp.laboratory.running import answer
from inspectorate.webapp.laboratory.section import whole
from inspectorate.webapp.laboratory.sections import sections

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def result() -> Iterator[dict[str, Any]]:
    """What comes out, once for all tests; as JSON keeps it."""
    with pytest.MonkeyPatch.context() as patch:
        quick(patch)
        yield json.loads(json.dumps(answer(WANTED)))


@pytest.fixture
def kept(result: dict[str, Any]) -> Comparison:
    return finished(result)


def signed_in(role: Role = Role.POLICY_ANALYST) -> Client:
    client = Client()
    user = analyst() if role is Role.POLICY_ANALYST else person(role)
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def address(kept: Comparison, what: str = "") -> str:
    return f"/laboratory/{kept.slug}/{what}"


def test_the_caution_stands_above_every_number(kept: Comparison) -> None:
    text = signed_in().get(address(kept)).text
    assert "These results describe the stated model of services" in text
    assert text.index(kept.result["caution"]) < text.index("<svg")
    assert text.index(kept.result["caution"]) < text.index("<table")


def test_the_control_and_the_bound_are_on_the_same_picture(result: dict[str, Any]) -> None:
    found = {one.id: one for one in sections(result)}
    harm = str(found["harm"].picture)
    assert "By the last grades, the time since, and signals (signals that say nothing)" in harm
    assert f"The least that any policy could do: {whole(result['least_harm'])}" in harm
    assert "signals that say nothing" in str(found["undetected"].picture)


def test_each_question_has_its_table_of_every_row(result: dict[str, Any]) -> None:
    found = {one.id: one for one in sections(result)}
    assert list(found) == ["undetected", "harm", "delay", "share", "fifths", "effort", "fall", "sweep", "others"]
    labels = [row["label"] for row in result["regimes"]]
    for id_ in ("undetected", "harm", "delay", "share", "fifths", "others"):
        assert [head for head, _ in found[id_].rows] == labels
    for one in found.values():
        assert all(len(cells) == len(one.headings) - 1 for _, cells in one.rows)
    assert found["fall"].headings[:3] == ("Regime", "As likely as not by", "By month 36")
    assert found["sweep"].rows[0][0] == "Signals say nothing: the control"


def test_it_says_what_it_rests_on(kept: Comparison) -> None:
    text = signed_in().get(address(kept)).text
    for words in (
        kept.result["model_hash"],
        kept.result["regimes"][0]["edition_hash"],
        kept.result["card"][0]["meaning"],
        "Nobody prepares for an inspection that is expected",
        "inspectorate lab compare sif ilacs --services 2 --years 1 --runs 20 --seed 1 --model authorities"
        " --policy risk --policy-runs 3 --sweep",
    ):
        assert words in text
    assert "style=" not in text


def test_long_tables_are_folded_away_on_the_screen_and_printed_whole(kept: Comparison, result: dict[str, Any]) -> None:
    page, report = (signed_in().get(address(kept, what)).text for what in ("", "report/"))
    for words in (*(one.fold for one in sections(result) if one.fold), "Every parameter, where it comes from"):
        assert (words in page, words in report) == (True, False)
    assert page.count("<table") == report.count("<table")
    assert "<details" not in report


def test_a_small_country_may_have_nothing_to_measure(result: dict[str, Any]) -> None:
    empty = json.loads(json.dumps(result))
    for row in empty["regimes"]:
        row |= {"detection_delay": None, "detection_delay_interval": None, "detection_delay_futures": None}
    delay = next(one for one in sections(empty) if one.id == "delay")
    assert "Nothing to measure" in str(delay.picture)
    assert delay.rows[0][1] == ("nothing to measure",)


def test_without_policies_and_sweep_their_parts_are_left_out(result: dict[str, Any]) -> None:
    alone = result | {"sweep": [], "regimes": result["regimes"][:1]}
    assert "sweep" not in [one.id for one in sections(alone)]


@pytest.mark.parametrize(
    ("value", "said"), [(163_790_615.2, "163.8 million"), (1425.2, "1,425"), (-550.4, "−550"), (1.051, "1.05")]
)
def test_numbers_have_no_more_figures_than_they_can_be_trusted_for(value: float, said: str) -> None:
    assert whole(value) == said


def test_files_hold_the_same_numbers(kept: Comparison) -> None:
    client = signed_in()
    rows = list(csv.DictReader(io.StringIO(client.get(address(kept, "comparison.csv")).text)))
    harm = next(one for one in rows if (one["Row"], one["Measure"]) == ("ilacs", "Harm"))
    assert float(harm["Mean"]) == kept.result["regimes"][1]["harm"]
    assert {one["Control"] for one in rows} == {"yes", "no"}
    told = client.get(address(kept, "comparison.json")).json()
    assert told == kept.result
    assert told["question"]["seed"] == 1
    assert client.get(address(kept, "comparison.xls")).status_code == 404


def test_the_report_is_the_same_on_the_screen_and_as_a_tagged_pdf(
    kept: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in()
    text = client.get(address(kept, "report/")).text
    assert text.index(kept.result["caution"]) < text.index("<svg")
    assert kept.result["model_hash"] in text
    assert "<style" not in text
    if pdf.refused():
        pytest.skip("missing: Pango")
    made = client.get(address(kept, "comparison.pdf"))
    assert made.content.startswith(b"%PDF")
    monkeypatch.setattr(documents.pdf, "refused", lambda: "A PDF cannot be made here.")
    assert client.get(address(kept, "comparison.pdf")).status_code == 404


def test_pages_ask_the_database_little(kept: Comparison, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = signed_in()
    for page in (address(kept), "/laboratory/", "/laboratory/new/", "/laboratory/models/authorities/"):
        with django_assert_max_num_queries(30):
            assert client.get(page).status_code == 200


def test_a_model_has_a_card(kept: Comparison) -> None:
    client = signed_in(Role.DEPARTMENT_OFFICIAL)
    page = client.get("/laboratory/models/authorities-four/").text
    assert "They are no evidence of how any real service would do." in page
    assert "Chance of falling" in page.replace("chance of falling", "Chance of falling")
    assert "Fitted by <code>inspectorate lab fit</code> on" in page
    assert client.get("/laboratory/models/nothing/").status_code == 404


def test_inspectors_open_none_of_it(kept: Comparison) -> None:
    client = signed_in(Role.INSPECTOR)
    for what in ("", "report/", "comparison.csv", "comparison.json", "comparison.pdf"):
        assert client.get(address(kept, what)).status_code == 403
    for page in ("/laboratory/", "/laboratory/new/", "/laboratory/models/authorities/"):
        assert client.get(page).status_code == 403


def test_what_is_not_finished_has_no_report() -> None:
    waiting = asked()
    assert signed_in().get(address(waiting, "report/")).status_code == 404


def test_where_many_are_compared_no_dot_hides_another(result: dict[str, Any]) -> None:
    """Four regimes and three policies with their controls: the picture by deprivation leaves the controls out and says
    so; those that do equally well where the model is wrong stand above each other."""
    first, *others = result["regimes"]
    policies = [
        row | {"regime": f"{row['regime']}-{number}", "label": f"{row['label']} {number}"}
        for number in range(3)
        for row in others[1:]
    ]
    copies = [
        one | {"regime": f"risk-{number}"} for one in result["sweep"] for number in range(3) if one["regime"] == "risk"
    ]
    swept = [one for one in result["sweep"] if one["regime"] != "risk"] + copies
    found = {one.id: one for one in sections(result | {"regimes": [first, others[0], *policies], "sweep": swept})}
    assert found["fifths"].says[0].endswith("The controls stand in the table alone.")
    assert len(found["fifths"].key) == 5
    assert len(found["fifths"].rows) == 8
    dots = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', str(found["sweep"].picture))
    assert len(dots) == len(set(dots)) == 2 * 4
