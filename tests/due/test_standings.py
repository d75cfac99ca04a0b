"""How long a suspension holds inspections: until another word of the register, or its own last day."""

from __future__ import annotations

import pytest
from tests.due.small import day
from tests.due.small_settings import LIBRARY, history, home, inspected, registration
from tests.due.test_settings import said

from inspectorate.due.engine import due
from inspectorate.due.known import knowledge
from inspectorate.due.plan import plan_of
from inspectorate.due.sentences import sentence
from inspectorate.due.standings import stood
from inspectorate.framework.model import RegisterState

SUSPENSIONS = [
    # what the register says from which day on; since when it was suspended, and from when on no more, on 20 June
    ([("05-10", "suspended", "06-18")], "05-10", "06-19"),
    ([("05-10", "suspended", "06-19")], "05-10", "06-20"),
    ([("05-10", "suspended", "06-20")], "05-10", None),
    ([("05-10", "suspended", "05-31"), ("05-31", "suspended", "06-30")], "05-10", None),  # extended on its last day
    ([("05-10", "suspended", "05-31"), ("06-01", "suspended", "06-30")], "05-10", None),  # and on the day after
    ([("05-10", "suspended", "05-31"), ("06-02", "suspended", "06-30")], "06-02", None),  # suspended anew
    ([("05-10", "suspended", "06-30"), ("05-20", "active", None)], "05-10", "05-20"),  # lifted before its last day
    ([("05-10", "suspended", "05-31"), ("06-15", "active", None)], "05-10", "06-01"),  # the end recorded late
    ([("05-10", "suspended", "05-31"), ("06-15", "active", None), ("06-16", "closed", None)], "05-10", "06-01"),
    ([("05-10", "suspended", "05-31"), ("06-15", "suspended", None)], "06-15", None),  # a list has it suspended still
    ([("05-10", "proposed_to_close", None), ("05-20", "active", None)], None, None),
]


@pytest.mark.parametrize(("says", "since", "over"), SUSPENSIONS)
def test_a_suspension_is_over_on_the_day_after_its_last_day(
    says: list[tuple[str, str, str | None]], since: str | None, over: str | None
) -> None:
    told = [
        registration(f"2022-{first}", standing=standing, standing_until=day(f"2022-{until}") if until else None)
        for first, standing, until in says
    ]
    known = knowledge(history(body=home(registration("2015-05-01"), *told)), day("2022-06-20"))
    found = [one for one in stood(known, plan_of(LIBRARY.edition("homes/2021-09-01+childrens_home")))
             if one.rule.rule.state is RegisterState.SUSPENDED]  # fmt: skip
    expected = [(day(f"2022-{since}"), day(f"2022-{over}") if over else None)] if since else []
    assert [(one.since, one.over) for one in found] == expected


def test_nothing_waits_any_more_once_a_suspension_has_run_out() -> None:
    suspended = registration("2022-05-10", standing="suspended", standing_until=day("2022-05-31"))
    stored = history(inspected("full", "2022-01-10", "good"), body=home(registration("2015-05-01"), suspended))
    assert said(stored, "2022-05-31") == "waits full: 2022-04-01 - 2023-03-31"
    assert said(stored, "2022-06-01") == "open full: 2022-04-01 - 2023-03-31"
    (owed,) = due(stored, LIBRARY, day("2022-06-01"))
    assert not any("Suspended" in sentence(reason, LIBRARY) for reason in owed.reasons)


def test_the_last_day_of_a_suspension_ends_no_time_without_children() -> None:
    agency = "independent_fostering_agency"
    empty = registration("2021-05-01", agency, "suspended", standing_until=day("2021-06-30"), children_placed=False)
    stored = history(body=home(empty, opened="2021-05-01"))
    assert said(stored, "2022-03-20") == "waits full: 2021-12-01 - 2022-05-01"
