"""A home, a family centre, an agency and a boarding school of an invented register, on a day that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from tests.accounts.people import SOMEBODY

from inspectorate.formats.model import Place as FilePlace
from inspectorate.formats.model import Reading, SaidCoverage, SaidGrade, SaidInspection, SaidRegister, SaidSetting
from inspectorate.framework.library import load_library
from inspectorate.webapp.inspections.actions import Said, record_event
from inspectorate.webapp.inspections.importing import import_reading
from inspectorate.webapp.inspections.models import Inspection
from inspectorate.webapp.register.models import Body

TODAY = date(2026, 11, 23)
FILE = FilePlace("list.csv", "register", 1)
TYPES = {
    "home": "childrens_home",
    "centre": "residential_family_centre",
    "agency": "independent_fostering_agency",
    "school": "boarding_school",
}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY.isoformat()} 10:00", tick=True):
        yield


@pytest.fixture
def settings_of(db: None) -> dict[str, Body]:
    """Each by its short name; all were found good in May 2026."""
    events = frozenset(event for edition in load_library().of_regime("sccif") for event in edition.events)
    day, good = date(2026, 5, 4), {"overall": SaidGrade("Good", "good")}
    urns = {name: f"SC90000{number}" for number, name in enumerate(TYPES, start=1)}
    registered = tuple(
        SaidSetting(FILE, urns[name], type_, TODAY, standing="active", registered=date(2015, 5, 1),
                    ofsted_region="North West")
        for name, type_ in TYPES.items()
    )  # fmt: skip
    inspected = tuple(
        SaidInspection(FILE, "setting", urn, {"urn": urn}, "sccif", "full", day, day, day, judgements=good)
        for urn in urns.values()
    )
    covered = (SaidCoverage("setting", "sccif", events, date(2026, 4, 1), TODAY, FILE),)
    reading = Reading("list.csv", ("invented",), inspected, registered, (SaidRegister(FILE, TODAY, True),),
                      coverage=covered, released=TODAY)  # fmt: skip
    import_reading(by=SOMEBODY, reading=reading, sha256="0" * 64)
    return {name: Body.objects.get(code=urn) for name, urn in urns.items()}


def visited(body: Body, day: date, last: date | None = None) -> Inspection:
    """A monitoring visit to a setting, recorded by hand."""
    said = Said(source="The visit.", event="monitoring_visit", started=day, ended=last or day)
    return record_event(by=SOMEBODY, body=body, edition="sccif/2017-04-01", said=said)
