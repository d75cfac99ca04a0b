"""The framework pages: every edition of the library, with where each rule comes from and how sure it is."""

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.programme.places import sign_in

from inspectorate.framework.library import load_library
from inspectorate.webapp.accounts.roles import Role

pytestmark = pytest.mark.django_db
LIBRARY = load_library()
FEW = 10


def words(page: str) -> str:
    """What a reader of the page sees, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def shown(client: Client, id_: str) -> str:
    return sign_in(client, Role.POLICY_ANALYST).get(f"/frameworks/{id_}/").text


def test_the_list_has_every_edition_with_its_status(client: Client) -> None:
    page = sign_in(client, Role.POLICY_ANALYST).get("/frameworks/").text
    assert re.findall(r'href="/frameworks/([^"?/]+/\d[^"?/]+)/"', page) == [
        edition.id
        for regime in dict.fromkeys(edition.regime for edition in reversed(LIBRARY.editions.values()))
        for edition in reversed(LIBRARY.of_regime(regime))
    ]
    assert "1 June 2009 (day unverified) Superseded First edition" in words(page)
    assert "?a=ilacs/2024-04-05&amp;b=ilacs/2026-04-01" in page


@pytest.mark.parametrize("id_", LIBRARY.editions)
def test_an_edition_shows_its_rules_with_sources_and_confidence(client: Client, id_: str) -> None:
    edition = LIBRARY.edition(id_)
    page = words(shown(client, id_))
    assert edition.title in page
    assert LIBRARY.content_hash(edition) in page
    for judgement in edition.judgements.values():
        assert judgement.label in page
        assert edition.sources[judgement.source].title in page
    for event in edition.events.values():
        assert event.label in page
    assert re.search(r"\bNone\b", page) is None
    assert "{'" not in page


def test_a_source_is_a_link_where_it_has_an_address(client: Client) -> None:
    page = shown(client, "ilacs/2026-04-01")
    for source in LIBRARY.edition("ilacs/2026-04-01").sources.values():
        if source.href and source.title in html.unescape(page):
            assert f'href="{html.escape(source.href)}"' in page


def test_each_of_the_four_degrees_of_confidence_is_told_in_words(client: Client) -> None:
    page = shown(client, "ilacs/2023-01-01")
    found = set(re.findall(r'<span class="app-confidence app-confidence--\w+">([^<]+)</span>', page))
    assert found == {"Official text", "Secondary source", "Derived from published data", "Unverified default"}


def test_a_consultation_shows_questions_answers_and_decisions(client: Client) -> None:
    page = words(shown(client, "ilacs/2023-01-01"))
    assert "To judge the experiences and progress of care leavers on their own." in page
    assert "Everyone who answered the survey 141 93% Not published Not published" in page
    assert "Decision: The judgement was introduced. Official text" in page


def test_what_was_not_published_of_a_consultation_says_so(client: Client) -> None:
    page = words(shown(client, "proposal-2017/2017-02-01"))
    assert "Open 28 June to 9 September 2016. The number of responses is not published." in page
    assert "How people answered is not published." in page


@pytest.mark.parametrize("page", ["/frameworks/", "/frameworks/ilacs/2026-04-01/"])
@pytest.mark.parametrize(("role", "status"), [(Role.SCHEDULER, 200), (Role.DEPARTMENT_OFFICIAL, 200), (None, 403)])
def test_who_may_read_frameworks(client: Client, page: str, role: Role | None, status: int) -> None:
    assert sign_in(client, role).get(page).status_code == status


def test_who_is_not_of_the_staff_is_not_led_to_pilots(client: Client) -> None:
    address = "/frameworks/ilacs/2026-04-01/"
    assert "/pilot/" not in sign_in(client, Role.DEPARTMENT_OFFICIAL).get(address).text
    assert "/pilot/" in sign_in(client, Role.SCHEDULER).get(address).text


@pytest.mark.parametrize("id_", ["ilacs/1999-01-01", "nowhere/2018-01-01", "ilacs/today"])
def test_an_edition_that_the_library_lacks_is_not_found(client: Client, id_: str) -> None:
    assert sign_in(client, Role.POLICY_ANALYST).get(f"/frameworks/{id_}/").status_code == 404


def test_the_database_is_hardly_asked(client: Client) -> None:
    sign_in(client, Role.POLICY_ANALYST)
    with CaptureQueriesContext(connection) as queries:
        client.get("/frameworks/ilacs/2026-04-01/")
    assert len(queries) <= FEW


def test_what_is_common_to_all_types_of_setting_is_one_page(client: Client) -> None:
    assert 'href="/frameworks/sccif/common/"' in sign_in(client, Role.POLICY_ANALYST).get("/frameworks/").text
    page = client.get("/frameworks/sccif/common/").text
    assert page.count("<details") == page.count("</strong></td>")
    told = words(page)
    assert "Clock “The setting complains” same same" in told
    assert "Judgement “The health of children” – own own" in told
    assert "Event “Full inspection”, notice working days: new, 2." in told
    assert client.get("/frameworks/ilacs/common/").status_code == 404


def test_an_edition_for_a_type_shows_what_is_always_due_and_what_waits(client: Client) -> None:
    told = words(shown(client, "sccif/2022-04-01+childrens_home"))
    assert "Monitoring visit, from 1 day, usually after 1 day, at the latest after 5 working days" in told
    assert "Suspended Full inspection and assurance inspection" in told
    assert "Full inspection, the first of the year, required by law" in told
    assert "the second of the year, only if a person decides it, if registered before 1 April of the year" in told
