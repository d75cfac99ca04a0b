"""The page of the back-test: what it says, who reads it, and how one comes to be kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from tests.accounts.people import person
from tests.intelligence.backtest_country import BODIES, LIBRARY, body, country, panels, source, troubles
from tests.monitoring.concern_stories import holder

from inspectorate.intelligence.backtest import Backtest, backtest
from inspectorate.intelligence.shuffled import shuffled
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.monitoring.backtest_actions import BacktestRefused, keep_backtest, store_backtest
from inspectorate.webapp.monitoring.backtest_tasks import newest_job, run_backtest
from inspectorate.webapp.monitoring.models import KeptBacktest

pytestmark = pytest.mark.django_db
PAGE = "/monitoring/backtest/"
ANALYST = holder(Role.ANALYST)


@pytest.fixture(scope="module")
def result() -> Backtest:
    trouble = troubles()
    told = panels(trouble)
    return backtest(
        country(trouble)[:20],
        LIBRARY,
        first=date(2020, 7, 1),
        last=date(2020, 12, 31),
        source=source(told),
        shuffled=source([shuffled(one, seed=1) for one in told]),
        deprivation={body(place).id: 1 + place % 5 for place in range(BODIES)},
        draws=5,
    )


def reader(role: Role) -> Client:
    client = Client()
    client.force_login(person(role), "allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_where_none_is_kept_the_page_says_how_to_make_one() -> None:
    client = reader(Role.ANALYST)
    text = client.get(PAGE).text
    assert "No back-test of authorities is kept yet" in text
    assert "inspectorate backtest signals --keep" in text
    assert "--applies-to settings --keep" in client.get(f"{PAGE}?kind=setting").text


def test_the_page_shows_the_sentence_first_and_no_body(result: Backtest) -> None:
    kept = keep_backtest(by=ANALYST, kind="authority", result=result)
    text = reader(Role.ANALYST).get(PAGE).text
    assert text.index(kept.result["sentence"]) < text.index("<table")
    for words in (
        "Nowcast with signals",
        "Last grade again",
        "Base rate",
        "Random",
        "By fifth of deprivation",
        "By region",
        "Negative control",
        kept.result["negative_control"]["text"],
        "latest revision, optimistic",
    ):
        assert words in text
    assert "<svg" in text
    assert not [one.case.body for one in result.said if one.case.history.body.name in text or one.case.body in text]


def test_inspectors_do_not_open_it(result: Backtest) -> None:
    assert reader(Role.INSPECTOR).get(PAGE).status_code == 403
    with pytest.raises(PermissionRefused):
        keep_backtest(by=holder(Role.INSPECTOR), kind="authority", result=result)
    assert not KeptBacktest.objects.exists()


def test_nothing_is_kept_where_there_is_nothing_to_test() -> None:
    with pytest.raises(BacktestRefused, match="load the published files"):
        store_backtest(by=ANALYST)


def test_a_back_test_is_asked_for_on_the_page_and_run_behind_it(settings: Any) -> None:
    client = reader(Role.ANALYST)
    answer = client.post(PAGE, {"kind": "setting"}, follow=True)
    assert "was asked for" in answer.text
    assert "Asked for last" in answer.text
    assert newest_job("setting") is not None
    assert newest_job("authority") is None
    assert "waits already" in client.post(PAGE, {"kind": "setting"}, follow=True).text
    assert DBTaskResult.objects.count() == 1
    assert AuditEntry.objects.filter(action="backtest_asked").count() == 1
    assert "load the published files" in str(run_backtest.call("setting", person(Role.SCHEDULER).pk)["refused"])


@pytest.mark.parametrize(
    ("minutes", "said"), [(59, "not done yet"), (61, "it was cut short before it was done. Ask for it again")]
)
def test_a_run_whose_worker_was_killed_is_said_to_be_cut_short(minutes: int, said: str) -> None:
    client = reader(Role.ANALYST)
    client.post(PAGE, {"kind": "setting"})
    began = timezone.now() - timedelta(minutes=minutes)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=began)
    assert said in client.get(f"{PAGE}?kind=setting").text


def test_policy_analysts_open_it_and_see_no_forecast_elsewhere() -> None:
    client = reader(Role.POLICY_ANALYST)
    assert client.get(PAGE).status_code == 200
    assert client.get("/reviews/").status_code == 403
