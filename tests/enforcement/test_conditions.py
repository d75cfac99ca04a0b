"""Conditions of registration: in effect from the day they take it, until another case has varied or removed them."""

from __future__ import annotations

import html
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from tests.accounts.people import SOMEBODY
from tests.enforcement.conftest import TODAY
from tests.enforcement.test_actions import NEW
from tests.enforcement.test_pages import words
from tests.programme.places import sign_in

from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.enforcement.actions import StepRefused, open_case, strike_step, take_step
from inspectorate.webapp.enforcement.conditions import conditions_of
from inspectorate.webapp.enforcement.models import Case, StepTaken
from inspectorate.webapp.register.models import Body

FOUR, THREE = "No more than four children live at the home.", "No more than three children live at the home."
PROPOSED, DECIDED, EFFECT = date(2026, 7, 1), date(2026, 8, 3), date(2026, 9, 2)


def proposed(body: Body, step: str = "impose", text: str = FOUR, changes: Case | None = None) -> Case:
    new = replace(NEW, day=PROPOSED, condition=text, changes=changes)
    return open_case(by=SOMEBODY, body=body, kind="conditions", step=step, new=new)


def decided(case: Case, *, effect: date = EFFECT) -> Case:
    take_step(by=SOMEBODY, case=case, step="decide_early", new=replace(NEW, day=DECIDED))
    take_step(by=SOMEBODY, case=case, step="take_effect", new=replace(NEW, day=effect))
    return case


def held(body: Body) -> list[tuple[str, date]]:
    return [(one.text, one.since) for one in conditions_of(body)]


def test_a_condition_is_in_effect_once_its_decision_is(settings_of: dict[str, Body]) -> None:
    home = settings_of["home"]
    case = proposed(home)
    assert held(home) == []
    decided(case)
    assert held(home) == [(FOUR, EFFECT)]
    assert held(settings_of["agency"]) == []


def test_a_varied_condition_takes_the_place_of_the_one_before(settings_of: dict[str, Body]) -> None:
    home = settings_of["home"]
    first = decided(proposed(home))
    second = proposed(home, "vary", THREE, first)
    assert held(home) == [(FOUR, EFFECT)]
    decided(second, effect=TODAY)
    assert held(home) == [(THREE, TODAY)]
    with pytest.raises(StepRefused, match="Choose a condition of this registration that is in effect"):
        proposed(home, "vary", THREE, first)


def test_a_removed_condition_is_in_effect_no_more(settings_of: dict[str, Body]) -> None:
    home = settings_of["home"]
    first = decided(proposed(home))
    other = decided(proposed(home, text="Nobody under 10 lives at the home."))
    removal = decided(proposed(home, "remove", "", first), effect=TODAY)
    assert held(home) == [("Nobody under 10 lives at the home.", EFFECT)]
    assert StepTaken.objects.get(case=removal, step="remove").condition == ""
    decided(proposed(home, "remove", "", other), effect=TODAY)
    assert held(home) == []


def test_what_changed_nothing_in_the_end_leaves_the_condition(settings_of: dict[str, Body]) -> None:
    home = settings_of["home"]
    first = decided(proposed(home))
    take_step(by=SOMEBODY, case=proposed(home, "remove", "", first), step="withdraw", new=replace(NEW, day=DECIDED))
    appealed = proposed(home, "vary", THREE, first)
    take_step(by=SOMEBODY, case=appealed, step="decide_early", new=replace(NEW, day=DECIDED))
    take_step(by=SOMEBODY, case=appealed, step="appeal", new=replace(NEW, day=DECIDED))
    take_step(by=SOMEBODY, case=appealed, step="appeal_allowed", new=replace(NEW, day=EFFECT))
    mistaken = decided(proposed(home, "vary", THREE, first))
    strike_step(by=SOMEBODY, step=mistaken.steps.get(step="take_effect"), reason="Another home.")
    assert held(home) == [(FOUR, EFFECT)]


def test_a_court_orders_a_condition_until_the_order_is_overturned(settings_of: dict[str, Body]) -> None:
    home = settings_of["home"]
    new = replace(NEW, day=TODAY)
    case = open_case(by=SOMEBODY, body=home, kind="conditions", step="apply", new=new)
    with pytest.raises(StepRefused, match=r"Enter the condition as it is to read\."):
        take_step(by=SOMEBODY, case=case, step="order_made", new=new)
    take_step(by=SOMEBODY, case=case, step="order_made", new=replace(new, condition=THREE))
    assert held(home) == [(THREE, TODAY)]
    take_step(by=SOMEBODY, case=case, step="order_appeal", new=new)
    assert held(home) == [(THREE, TODAY)]
    take_step(by=SOMEBODY, case=case, step="order_overturned", new=new)
    assert held(home) == []


@pytest.mark.parametrize("step", ["impose", "vary"])
def test_a_condition_has_a_text(settings_of: dict[str, Body], step: str) -> None:
    with pytest.raises(StepRefused, match=r"Enter the condition as it is to read\.") as refused:
        proposed(settings_of["home"], step, "  ")
    assert refused.value.field == "condition"


def test_a_condition_of_another_setting_is_not_changed(settings_of: dict[str, Body]) -> None:
    elsewhere = decided(proposed(settings_of["agency"]))
    with pytest.raises(StepRefused, match="of this registration") as refused:
        proposed(settings_of["home"], "remove", "", elsewhere)
    assert refused.value.field == "changes"


def test_a_condition_recorded_without_its_text_is_shown_as_such(settings_of: dict[str, Body]) -> None:
    home = settings_of["home"]
    case = decided(proposed(home))
    case.steps.update(condition="")
    assert held(home) == [("", EFFECT)]


@pytest.mark.parametrize(
    ("role", "sees"), [(Role.SENIOR_INSPECTOR, True), (Role.INSPECTOR, True), (Role.ANALYST, False)]
)
def test_the_page_of_a_setting_shows_conditions_to_those_who_see_enforcement(
    client: Client, settings_of: dict[str, Body], role: Role, sees: bool
) -> None:
    home = settings_of["home"]
    person = sign_in(client, role)
    before = words(person.get(f"/settings/{home.code}/").text)
    assert ("Conditions of registration None on record" in before) is sees
    case = decided(proposed(home))
    page = person.get(f"/settings/{home.code}/").text
    assert (f"Conditions of registration {FOUR} In effect since 2 September 2026" in words(page)) is sees
    assert (f'href="/enforcement/{case.pk}/"' in page) is sees


def test_a_condition_is_varied_on_the_page_of_its_case(client: Client, settings_of: dict[str, Body]) -> None:
    home = settings_of["home"]
    case = decided(proposed(home))
    senior = sign_in(client, Role.SENIOR_INSPECTOR)
    address = f"/settings/{home.code}/enforcement/new/?opening=conditions/vary&follows={case.pk}"
    form = html.unescape(senior.get(address).text)
    assert f'<option value="{case.pk}" selected>{FOUR}, since 2 September 2026' in form
    assert "One that is not on record here" in form
    said = {"day-day": 1, "day-month": 7, "day-year": 2026, "reason": "It grew.", "condition": THREE}
    assert "Select condition that is varied" in html.unescape(senior.post(address, said).text)
    senior.post(address, {**said, "changes": case.pk})
    made = Case.objects.exclude(pk=case.pk).get()
    assert (made.follows, made.steps.get().changes, made.steps.get().condition) == (case, case, THREE)
    assert f"Condition: {THREE}" in words(senior.get(f"/enforcement/{made.pk}/").text)
    assert f"Varied or removed: {FOUR}" in words(senior.get(f"/enforcement/{made.pk}/").text)
    told = "Its condition is not in effect any more"
    assert told not in senior.get(f"/enforcement/{case.pk}/").text
    decided(made)
    page = words(senior.get(f"/enforcement/{case.pk}/").text)
    assert f"{told}: a later case varied or removed it on 2 September 2026." in page


def test_a_condition_from_before_cases_were_kept_is_removed_all_the_same(
    client: Client, settings_of: dict[str, Body]
) -> None:
    senior = sign_in(client, Role.SENIOR_INSPECTOR)
    said = {"day-day": 1, "day-month": 7, "day-year": 2026, "reason": "Not needed.", "changes": "elsewhere"}
    senior.post("/settings/SC900001/enforcement/new/?opening=conditions/remove", said)
    assert Case.objects.get().steps.get().changes is None
