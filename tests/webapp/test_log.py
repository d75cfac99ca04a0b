"""The log names routes and numbers, never addresses or people."""

import json
import logging

import pytest
from django.test import Client
from tests.accounts.people import person

from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.logs import JsonLines, StandardError

pytestmark = pytest.mark.django_db


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    records = [record for record in caplog.records if record.name == "inspectorate.requests"]
    return [json.loads(JsonLines().format(record)) for record in records]


def test_a_request_is_one_line_with_its_id(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    user = person(Role.ADMINISTRATOR)
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    with caplog.at_level(logging.INFO, "inspectorate.requests"):
        answer = client.get("/people/?words=somebody+secret")
    [line] = lines(caplog)
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "people:people", 200)
    assert line["user"] == user.pk
    assert "secret" not in json.dumps(line)
    assert user.email not in json.dumps(line)


def test_an_address_that_is_no_page_is_not_repeated(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "inspectorate.requests"):
        client.get("/no-such-page/")
    assert [line["route"] for line in lines(caplog)] == [None]


def test_a_line_goes_to_what_standard_error_is_now(capsys: pytest.CaptureFixture[str]) -> None:
    handler = StandardError()
    handler.setFormatter(JsonLines())
    handler.handle(logging.makeLogRecord({"msg": "It %s", "args": ("rains",), "levelno": logging.WARNING}))
    assert json.loads(capsys.readouterr().err)["event"] == "It rains"
