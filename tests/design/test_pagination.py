"""Long lists in pages."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import RequestFactory

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.design.pagination import Pages, paginated

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _five_entries() -> Iterator[None]:
    with transaction.atomic():
        for number in range(5):
            record(by=Actor.command_line("tester"), action="counted", subject=f"number:{number}")
        yield


def page(query: str) -> Pages:
    return paginated(RequestFactory().get(f"/list/{query}"), AuditEntry.objects.all(), size=2)


def shown(pages: Pages) -> list[str]:
    return [row.subject_id for row in pages.rows]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", ["4", "3"]),
        ("?page=2", ["2", "1"]),
        ("?page=3", ["0"]),
        ("?page=99", ["0"]),
        ("?page=0", ["0"]),
        ("?page=word", ["4", "3"]),
    ],
)
def test_an_address_asks_for_a_page_and_always_gets_one(query: str, rows: list[str]) -> None:
    assert shown(page(query)) == rows


def test_links_keep_the_filters() -> None:
    links = page("?q=a+b&page=2").links
    assert links is not None
    assert links["previous"]["href"] == "/list/?q=a+b&page=1"
    assert links["next"]["href"] == "/list/?q=a+b&page=3"
    assert [item["current"] for item in links["items"]] == [False, True, False]


def test_one_page_needs_no_links() -> None:
    whole = paginated(RequestFactory().get("/list/"), AuditEntry.objects.all(), size=5)
    assert (whole.links, whole.count, whole.first, whole.last) == (None, 5, 1, 5)
