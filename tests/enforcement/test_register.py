"""How a setting stands on the register by what is done against it, and what is due meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.test import Client
from tests.accounts.people import SOMEBODY
from tests.enforcement.conftest import TODAY
from tests.enforcement.test_actions import NEW, due_of
from tests.programme.places import sign_in

from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.enforcement.actions import open_case, take_step
from inspectorate.webapp.enforcement.models import Case
from inspectorate.webapp.register.models import Body, Setting

ENDS = date(2026, 11, 30)
RAN_OUT = "Suspension ran out, not recorded"


def suspended(body: Body, ends: date = ENDS, day: date = TODAY) -> Case:
    new = replace(NEW, day=day, ends_on=ends)
    return open_case(by=SOMEBODY, body=body, kind="suspension", step="suspend_urgently", new=new)


def cycle(body: Body, on: date) -> str:
    return due_of(body, on)["sccif.good.cycle"][2]


@pytest.mark.parametrize(
    ("on", "status"),
    # No list tells whether it was inspected since the day of the last one, and so it is not known to be open.
    [(date(2026, 11, 29), "waits"), (ENDS, "waits"), (date(2026, 12, 1), "unknown"), (date(2027, 1, 31), "unknown")],
)
def test_what_waits_for_a_suspension_waits_until_its_last_day(
    settings_of: dict[str, Body], on: date, status: str
) -> None:
    suspended(settings_of["agency"])
    assert cycle(settings_of["agency"], on) == status


def test_an_extended_suspension_holds_until_its_new_last_day(settings_of: dict[str, Body]) -> None:
    agency = settings_of["agency"]
    case = suspended(agency)
    take_step(by=SOMEBODY, case=case, step="extend", new=replace(NEW, day=TODAY, ends_on=date(2027, 1, 4)))
    assert Setting.objects.get(body=agency).standing_until == date(2027, 1, 4)
    assert (cycle(agency, date(2027, 1, 4)), cycle(agency, date(2027, 1, 5))) == ("waits", "unknown")


def test_the_pages_say_that_a_suspension_ran_out_until_somebody_records_it(
    client: Client, settings_of: dict[str, Body]
) -> None:
    agency = settings_of["agency"]
    with time_machine.travel("2026-11-30 23:55"):
        case = suspended(agency, day=date(2026, 11, 24))
        senior = sign_in(client, Role.SENIOR_INSPECTOR)
        pages = ("/settings/SC900003/", "/settings/?standing=suspended", f"/enforcement/{case.pk}/", "/enforcement/")
        assert not any(RAN_OUT in senior.get(page).text for page in pages)
        assert "Suspended until 30 November 2026" in senior.get("/settings/SC900003/").text
    with time_machine.travel("2026-12-01 00:05"):
        assert all(RAN_OUT in senior.get(page).text for page in pages)
        take_step(by=SOMEBODY, case=case, step="run_out", new=replace(NEW, day=date(2026, 12, 1)))
        assert not any(RAN_OUT in senior.get(page).text for page in pages)
    assert Setting.objects.get(body=agency).standing == "active"


def on_the_register(body: Body) -> tuple[str, date | None]:
    return Setting.objects.values_list("standing", "standing_until").get(body=body)


def test_lifting_one_of_two_suspensions_leaves_the_other(settings_of: dict[str, Body]) -> None:
    agency = settings_of["agency"]
    first, second = suspended(agency, date(2026, 12, 20)), suspended(agency, ENDS)
    assert on_the_register(agency) == ("suspended", date(2026, 12, 20))
    take_step(by=SOMEBODY, case=first, step="lift", new=replace(NEW, day=TODAY))
    assert on_the_register(agency) == ("suspended", ENDS)
    assert cycle(agency, TODAY) == "waits"
    take_step(by=SOMEBODY, case=second, step="lift", new=replace(NEW, day=TODAY))
    assert on_the_register(agency) == ("active", None)
    assert cycle(agency, TODAY) == "open"


def test_a_suspension_lifted_late_in_the_record_changes_what_later_steps_said(settings_of: dict[str, Body]) -> None:
    agency = settings_of["agency"]
    with time_machine.travel("2026-11-29 10:00"):
        first = suspended(agency, date(2026, 12, 20), day=date(2026, 11, 24))
        suspended(agency, ENDS, day=date(2026, 11, 27))
        assert on_the_register(agency) == ("suspended", date(2026, 12, 20))
        take_step(by=SOMEBODY, case=first, step="lift", new=replace(NEW, day=date(2026, 11, 25)))
    assert list(agency.spells.values_list("first", "standing", "standing_until")) == [
        (TODAY, "active", None),
        (date(2026, 11, 24), "suspended", date(2026, 12, 20)),
        (date(2026, 11, 25), "active", None),
        (date(2026, 11, 27), "suspended", ENDS),
    ]


def test_ending_a_suspension_brings_no_cancelled_setting_back(settings_of: dict[str, Body]) -> None:
    agency = settings_of["agency"]
    suspension = suspended(agency)
    agreed = replace(NEW, day=TODAY, agreed_by="Ada Reed")
    court = open_case(by=SOMEBODY, body=agency, kind="cancellation", step="apply", new=agreed)
    take_step(by=SOMEBODY, case=court, step="order_made", new=agreed)
    assert on_the_register(agency) == ("cancelled", None)
    take_step(by=SOMEBODY, case=suspension, step="lift", new=agreed)
    assert on_the_register(agency) == ("cancelled", None)


def test_an_order_overturned_gives_back_the_suspension_that_still_runs(settings_of: dict[str, Body]) -> None:
    agency = settings_of["agency"]
    suspended(agency)
    agreed = replace(NEW, day=TODAY, agreed_by="Ada Reed")
    court = open_case(by=SOMEBODY, body=agency, kind="cancellation", step="apply", new=agreed)
    for step in ("order_made", "order_appeal", "order_overturned"):
        take_step(by=SOMEBODY, case=court, step=step, new=agreed)
    assert on_the_register(agency) == ("suspended", ENDS)
