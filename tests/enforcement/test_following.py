"""Which case may follow which: what the state of the earlier one names, against the same setting."""

from __future__ import annotations

import html
from dataclasses import replace

import pytest
from django.test import Client
from tests.accounts.people import SOMEBODY
from tests.enforcement.conftest import TODAY, visited
from tests.enforcement.test_actions import NEW, notice
from tests.programme.places import sign_in

from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.enforcement.actions import StepRefused, open_case, take_step
from inspectorate.webapp.enforcement.models import Case
from inspectorate.webapp.register.models import Body

NOW = replace(NEW, day=TODAY)


@pytest.mark.parametrize(
    ("steps", "stands", "follows"),
    [
        ((), "Served, to be complied with", False),
        (("met",), "Met", False),
        (("withdraw",), "Withdrawn", False),
        (("not_met",), "Not met, an offence possible", True),
        (("not_met", "close"), "Not met and closed", True),
        (("not_met", "met"), "Met", False),
    ],
)
def test_a_prosecution_follows_a_notice_that_was_not_met_and_no_other(
    settings_of: dict[str, Body], steps: tuple[str, ...], stands: str, follows: bool
) -> None:
    home = settings_of["home"]
    before = notice(home)
    seen = visited(home, TODAY)
    for step in steps:
        take_step(by=SOMEBODY, case=before, step=step, new=replace(NOW, inspection=seen))
    if follows:
        made = open_case(by=SOMEBODY, body=home, kind="prosecution", step="consider", new=NOW, follows=before)
        assert made.follows == before
        return
    told = f"A prosecution does not follow a compliance notice that stands “{stands}”; open it as a case of its own."
    with pytest.raises(StepRefused, match=told):
        open_case(by=SOMEBODY, body=home, kind="prosecution", step="consider", new=NOW, follows=before)
    assert list(Case.objects.all()) == [before]


def test_a_case_follows_no_case_against_another_setting(settings_of: dict[str, Body]) -> None:
    before = notice(settings_of["home"])
    take_step(by=SOMEBODY, case=before, step="not_met",
              new=replace(NOW, inspection=visited(settings_of["home"], TODAY)))  # fmt: skip
    with pytest.raises(StepRefused, match="A case follows one against the same setting"):
        open_case(by=SOMEBODY, body=settings_of["agency"], kind="caution", step="offer",
                  new=replace(NOW, agreed_by="Ada Reed"), follows=before)  # fmt: skip


def test_the_page_offers_what_may_follow(client: Client, settings_of: dict[str, Body]) -> None:
    home = settings_of["home"]
    before = notice(home)
    senior = sign_in(client, Role.SENIOR_INSPECTOR)
    address = f"/settings/{home.code}/enforcement/new/?follows={before.pk}"
    told = html.unescape(senior.get(address).text)
    assert "Nothing follows a compliance notice that stands “Served, to be complied with”." in told
    take_step(by=SOMEBODY, case=before, step="not_met", new=replace(NOW, inspection=visited(home, TODAY)))
    offered = senior.get(address).text
    assert "Consider a prosecution" in offered
    assert "Propose to suspend" in offered
    take_step(by=SOMEBODY, case=before, step="close", new=NOW)
    assert "Send a warning letter" not in senior.get(address).text
    assert "Error: Open a case" in senior.get(f"{address}&opening=warning_letter/send").text
    assert senior.get(f"/settings/SC900003/enforcement/new/?follows={before.pk}").status_code == 404
    assert senior.get(f"/settings/{home.code}/enforcement/new/?follows=it").status_code == 404
