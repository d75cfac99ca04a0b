"""The published lists of settings of 2022 and 2023, whole: who is due, and where law stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction

from inspectorate.history.model import History
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.inspections import importing
from inspectorate.webapp.programme.queries import histories, owed

FILES = (
    "ofsted-la/Childrens_social_care_in_England_2023_underlying_data.ods",
    "ofsted-providers/as-at/provider_at_march_2022.csv",
    "ofsted-providers/in-year/All_SocCare_inspec_2122_fin.csv",
)
LAST = date(2023, 3, 31)


@pytest.fixture(scope="module")
def settings(django_db_setup: None, django_db_blocker, real_data: Path) -> Iterator[list[History]]:
    """The record with the three files loaded, in a transaction that is rolled back after the last test of this
    module."""
    with django_db_blocker.unblock(), transaction.atomic():
        for name in FILES:
            importing.import_file(by=Actor.command_line("test"), path=real_data / name)
        yield list(histories(kind="setting"))
        transaction.set_rollback(True)


def registered(settings: list[History], on: date) -> set[str]:
    """The settings that the register has on a day."""
    return {
        history.body.id
        for history in settings
        if history.body.is_open(on) and (found := history.body.registration(on))
        and (found.standing is None or found.standing.registered)
    }  # fmt: skip


@pytest.mark.parametrize("on", [LAST, date(2023, 7, 5), date(2023, 7, 6)])
def test_every_setting_on_the_register_is_due_something_before_a_list_of_it_is_released(
    settings: list[History], on: date
) -> None:
    due = {one.body.id for one in owed(on, kind="setting")}
    assert registered(settings, on) == due
    assert len(due) == 3812
