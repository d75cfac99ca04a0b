"""Suspensions that were on record before their last days were: the register then says of each until when it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib import import_module

import time_machine
from django.apps import apps
from tests.accounts.people import SOMEBODY
from tests.enforcement.test_actions import NEW
from tests.enforcement.test_register import ENDS, on_the_register, suspended

from inspectorate.webapp.enforcement.actions import take_step
from inspectorate.webapp.inspections.models import RegisterEntry
from inspectorate.webapp.inspections.registering import show
from inspectorate.webapp.register.models import Body

MIGRATION = import_module("inspectorate.webapp.enforcement.migrations.0002_conditions_and_last_days")


def spells(body: Body) -> list[tuple[date, str, date | None]]:
    return list(body.spells.values_list("first", "standing", "standing_until"))


def test_suspensions_keep_the_last_days_that_their_steps_gave(settings_of: dict[str, Body]) -> None:
    agency, home, centre = (settings_of[name] for name in ("agency", "home", "centre"))
    with time_machine.travel("2026-11-29 10:00"):
        case = suspended(agency, day=date(2026, 11, 24))
        take_step(by=SOMEBODY, case=case, step="extend",
                  new=replace(NEW, day=date(2026, 11, 28), ends_on=date(2027, 1, 4)))  # fmt: skip
        lifted = suspended(home, day=date(2026, 11, 24))
        take_step(by=SOMEBODY, case=lifted, step="lift", new=replace(NEW, day=date(2026, 11, 26)))
        suspended(centre, day=date(2026, 11, 24))
    expected = {body: (spells(body), on_the_register(body)) for body in (agency, home, centre)}
    assert expected[agency][1] == ("suspended", date(2027, 1, 4))
    assert expected[centre][1] == ("suspended", ENDS)
    RegisterEntry.objects.update(standing_until=None)
    show()
    assert [len(spells(body)) for body in (agency, home, centre)] == [2, 3, 2]
    MIGRATION.keep_last_days(apps, None)
    assert {body: (spells(body), on_the_register(body)) for body in expected} == expected
    show()
    assert {body: (spells(body), on_the_register(body)) for body in expected} == expected
