"""Every page of the programme asks the database a fixed number of times, however many authorities there are."""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.programme.places import concern, judge, place, sign_in

from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.programme.snapshot import snapshot
from inspectorate.webapp.register.models import Body

MOST = 30
PAGES = (
    "/",
    "/authorities/",
    "/authorities/?q=er&sort=grade",
    "/authorities/X10000001/",
    "/authorities/X10000004/",
    "/authorities/X10000003/",
    "/authorities/X10000001/?as_of=2024-01-01",
    "/due/",
    "/due/?group=event",
    "/due/download.csv",
    "/due/download.ods",
    "/decisions/",
    "/findings/",
    "/disagreements/",
    "/kept-aside/",
    "/authorities/X10000001/decide/",
    "/authorities/X10000001/decide/?kind=pause",
    "/authorities/X10000001/events/new/",
    "/authorities/X10000001/events/new/?event=standard",
)


@pytest.mark.parametrize("role", [Role.SCHEDULER, Role.ADMINISTRATOR])
def test_queries_are_few_and_do_not_grow(client: Client, places: dict[str, Body], role: Role) -> None:
    sign_in(client, role)
    few = {address: asked(client, address) for address in PAGES}
    for number in range(5, 25):
        body = place(f"Vexmarch {number}", number)
        judge(body, "good", date(2025, 3, 14), date(2025, 5, 1), edition="ilacs/2024-04-05")
        concern(body, by=date(2026, 10, 1))
    many = {address: asked(client, address) for address in PAGES}
    assert many == few
    assert max(many.values()) <= MOST


def asked(client: Client, address: str) -> int:
    """How many times a page asks the database: with nothing in the cache, and then with the answer there."""
    cache.clear()
    with CaptureQueriesContext(connection) as cold:
        read(client, address)
    with CaptureQueriesContext(connection) as warm:
        read(client, address)
    assert len(warm) <= len(cold)
    return len(cold)


def read(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in (200, 302, 403)
    assert not answer.streaming or b"".join(answer.streaming_content)


def test_the_cache_follows_the_record(places: dict[str, Body]) -> None:
    """What is kept is kept under the record's revision: after any change the answer is computed anew."""
    today = date(2026, 11, 23)
    before = snapshot(today)
    assert snapshot(today) == before
    judge(places["quernshire"], "good", date(2026, 10, 2), date(2026, 11, 20), edition="ilacs/2026-04-01")
    after = snapshot(today)
    assert [row.status for row in before.due if row.code == "X10000001" and row.graded] == ["overdue"]
    assert [row.status for row in after.due if row.code == "X10000001" and row.graded] == ["not_yet"]
    cache.clear()
    assert snapshot(today) == after
