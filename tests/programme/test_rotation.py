"""Who is not to lead again: at an authority whoever led last, at an agency after as many running as its edition has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations, product

import pytest
from django.core.cache import cache
from django.test import Client
from tests.accounts.people import SOMEBODY
from tests.planning.small import event
from tests.programme.places import TODAY, judge, place, sign_in
from tests.programme.test_plan_pages import text_of
from tests.programme.test_plans import MONDAY, made
from tests.workforce.people import iris

from inspectorate.formats.leads import code_lead
from inspectorate.formats.model import Place as FilePlace
from inspectorate.formats.model import Reading, SaidGrade, SaidInspection, SaidRegister, SaidSetting
from inspectorate.framework.library import load_library
from inspectorate.planning.model import Event
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.enforcement.actions import NewStep, open_case
from inspectorate.webapp.inspections.importing import import_reading
from inspectorate.webapp.inspections.lead_key import lead_key
from inspectorate.webapp.inspections.models import Inspection, InspectionFact
from inspectorate.webapp.programme.plan_layout import layout
from inspectorate.webapp.programme.rotation import CYCLES, Rotation, Run, graded, rotation
from inspectorate.webapp.register.models import Body
from inspectorate.webapp.workforce.models import Inspector

IRIS, OTTO = "N-1", "N-2"
KIND = "ilacs standard"


def led(by: str, *held: Inspection) -> None:
    """Say of inspections on record who led them."""
    for one in held:
        said = InspectionFact.objects.get(inspection=one, superseded_by=None)
        InspectionFact.objects.create(
            inspection=one, source_kind="manual", source="The report", event=said.event, purpose=said.purpose,
            started=said.started, ended=said.ended, known_on=said.known_on, known_confidence=said.known_confidence,
            grades=said.grades, recorded_by="Robin", supersedes=said, lead=code_lead(by, lead_key()) or "",
        )  # fmt: skip


def at(body: Body, kind: str = KIND) -> Event:
    return event("next", body=body.key, kind=kind)


@pytest.fixture
def lornholt(db: None) -> Body:
    return place("Lornholt", 8)


@pytest.fixture
def people(lornholt: Body) -> None:
    """Two inspectors of the region in which it lies."""
    for code, name in ((IRIS, "Iris Elm"), (OTTO, "Otto Ash")):
        iris(code, name)


@pytest.fixture
def judged(people: None, lornholt: Body) -> tuple[Body, list[Inspection]]:
    days = [date(year, 3, 12) for year in (2018, 2021, 2024)]
    return lornholt, [judge(lornholt, "good", day, day + timedelta(days=40)) for day in days]


def test_whoever_led_last_at_an_authority_is_kept_from_the_next_and_nobody_else(
    judged: tuple[Body, list[Inspection]],
) -> None:
    body, (first, second, third) = judged
    led("Otto Ash", first, second)
    led("iris  elm", third)
    found = rotation([at(body)], MONDAY)
    assert (found.kept_from(IRIS), found.kept_from(OTTO)) == ((body.key,), ())


def test_visits_that_give_no_grades_are_led_by_whoever_knows_the_body(judged: tuple[Body, list[Inspection]]) -> None:
    body, held = judged
    led("Iris Elm", *held)
    for visit in ("ilacs monitoring_visit", "ilacs focused_visit"):
        assert not graded(visit, load_library())
        assert rotation([at(body, visit)], MONDAY).kept_from(IRIS) == ()


def test_where_the_record_does_not_say_who_led_last_nobody_is_kept_from_it(
    judged: tuple[Body, list[Inspection]],
) -> None:
    body, (first, second, _) = judged
    led("Iris Elm", first, second)
    assert rotation([at(body)], MONDAY).kept_from(IRIS) == ()


def test_what_is_held_in_the_programme_itself_is_not_counted_as_before_it(
    judged: tuple[Body, list[Inspection]],
) -> None:
    body, (*_, third) = judged
    led("Iris Elm", third)
    assert rotation([at(body)], date(2024, 3, 12)).runs == {}
    assert rotation([at(body)], date(2024, 3, 13)).runs[body.key].times == 1


def agency(*days: date) -> tuple[Body, list[Inspection]]:
    """A fostering agency that was found good on each of some days."""
    here, good = FilePlace("list.csv", "register", 1), {"overall": SaidGrade("Good", "good")}
    urn, kind = "SC900001", "independent_fostering_agency"
    registered = SaidSetting(here, urn, kind, TODAY, standing="active", registered=date(2008, 5, 1))
    held = tuple(
        SaidInspection(
            here, "setting", "SC900001", {"urn": "SC900001"}, "sccif", "full", day, day, day, judgements=good
        )
        for day in days
    )
    reading = Reading(
        "list.csv", ("invented",), held, (registered,), (SaidRegister(here, TODAY, True),), released=TODAY
    )
    import_reading(by=SOMEBODY, reading=reading, sha256="0" * 64)
    body = Body.objects.get(code=urn)
    return body, list(Inspection.objects.filter(body=body).order_by("id"))


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(("running", "kept_from"), [(2, False), (3, True), (4, True)])
def test_an_agency_is_not_inspected_by_the_same_person_in_more_cycles_running_than_its_edition_says(
    running: int, kept_from: bool
) -> None:
    body, held = agency(*(date(year, 6, 1) for year in (2017, 2019, 2021, 2023, 2025)))
    led("Otto Ash", *held[:-running])
    led("Iris Elm", *held[-running:])
    found = rotation([at(body, "sccif full")], MONDAY)
    edition = load_library().in_force("independent_fostering_agency", MONDAY)
    assert edition
    assert found.most[body.key] == edition.parameters[CYCLES].value == 3
    assert found.kept_from(IRIS) == ((body.key,) if kept_from else ())


@pytest.mark.usefixtures("people")
def test_nobody_is_kept_from_going_on_where_enforcement_goes_on() -> None:
    body, held = agency(*(date(year, 6, 1) for year in (2021, 2023, 2025)))
    led("Iris Elm", *held)
    until = TODAY + timedelta(days=30)
    served = NewStep(day=TODAY, reason="Staff had not been checked.", regulation="Regulation 32", put_right_by=until)
    open_case(by=SOMEBODY, body=body, kind="compliance_notice", step="serve", new=served)
    assert rotation([at(body, "sccif full")], MONDAY).kept_from(IRIS) == ()


ROTATION = Rotation(
    {KIND}, {"a": 1, "b": 3}, {"a": Run("L-IRIS", 1), "b": Run("L-IRIS", 2)}, {IRIS: "L-IRIS", OTTO: "L-OTTO"}
)


IN_PROGRAMME = replace(
    ROTATION,
    most={"a": 1, "b": 3, "c": 3, "d": 2},
    runs={"a": Run("L-IRIS", 1), "b": Run("L-IRIS", 2), "c": Run("L-OTTO", 1)},
)


@pytest.mark.parametrize(
    ("body", "leads", "too_often"),
    [
        ("a", [OTTO, IRIS], [0, 0]),
        ("a", [IRIS, OTTO, OTTO], [2, 0, 2]),
        ("b", [IRIS, IRIS, OTTO, IRIS], [0, 4, 0, 0]),
        ("nobody says how often", [IRIS] * 5, [0] * 5),
        ("a", ["somebody who left", "somebody who left"], [0, 2]),
    ],
)
def test_leads_are_counted_running_on_record_and_then_in_the_programme(
    body: str, leads: list[str], too_often: list[int]
) -> None:
    assert list(ROTATION.too_often(body, leads)) == too_often


@pytest.mark.parametrize(
    ("body", "graded_ones", "asked"),
    [
        ("a", 1, set()),
        ("a", 2, {("0", "1", None)}),
        ("a", 3, {("0", "1", None), ("0", "2", None), ("1", "2", None)}),
        ("b", 1, set()),
        ("b", 2, {("0", "1", (IRIS,))}),
        ("c", 3, {("0", "2", (OTTO,))}),
        ("nobody says how often", 3, set()),
    ],
)
def test_which_inspections_of_a_programme_want_different_leads(
    body: str, graded_ones: int, asked: set[tuple[str, str, tuple[str, ...] | None]]
) -> None:
    listed = [event(str(number), body=body, kind=KIND, usual=number) for number in range(graded_ones)]
    visit = event("visit", body=body, kind="ilacs monitoring_visit", usual=1)
    assert {(*one.events, one.people) for one in IN_PROGRAMME.new_leads([visit, *reversed(listed)])} == asked


@pytest.mark.parametrize("body", ["a", "b", "c", "d"])
@pytest.mark.parametrize("inspections", [2, 3, 4])
def test_where_they_have_different_leads_nobody_leads_too_often_whatever_their_order(
    body: str, inspections: int
) -> None:
    listed = [event(str(number), body=body, kind=KIND, usual=number) for number in range(inspections)]
    asked, found = list(IN_PROGRAMME.new_leads(listed)), 0
    for leads in product((IRIS, OTTO, "N-3"), repeat=inspections):
        lead = dict(zip("0123", leads, strict=False))
        kept = all(body not in IN_PROGRAMME.kept_from(one) for one in leads) and not any(
            lead[one.events[0]] == lead[one.events[1]] and (one.people is None or lead[one.events[0]] in one.people)
            for one in asked
        )
        if kept:
            found += 1
            assert not any(any(IN_PROGRAMME.too_often(body, order)) for order in permutations(leads))
    assert found or body == "a"


@pytest.mark.usefixtures("workforce")
def test_a_plan_in_which_somebody_leads_again_shows_it_as_a_conflict(client: Client) -> None:
    """The record says it only after the plan was made."""
    plan = made()
    sign_in(client, Role.SCHEDULER)
    one = next(one for one in layout(plan).events if one.week is not None and one.event.kind == KIND)
    address = f"/plan/{plan.pk}/events/{one.number}/"
    says = "would lead 2 graded inspections running here; somebody else is to lead."
    assert says not in text_of(client, address)
    lead = Inspector.objects.get(code=one.people[0])
    code = one.event.body.partition(":")[2]
    led(lead.name, Inspection.objects.filter(body__code=code).latest("id"))
    cache.clear()
    assert f"{lead.name} {says}" in text_of(client, address)
