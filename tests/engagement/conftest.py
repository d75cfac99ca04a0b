"""An invented authority found inadequate, and the people on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
import time_machine
from tests.casework.people import People
from tests.programme.places import TODAY, cover, judge, place

from inspectorate.history.model import FindingKind
from inspectorate.webapp.inspections.models import Finding, Inspection
from inspectorate.webapp.register.models import Body

FOUND, PUBLISHED = date(2026, 9, 11), date(2026, 11, 2)


class Clock:
    """The day on which a test stands."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self.traveller = traveller

    def on(self, day: date) -> None:
        """Time goes on to ten o'clock of a day."""
        self.traveller.move_to(datetime.fromisoformat(f"{day.isoformat()} 10:00:00+00:00"))


@pytest.fixture
def clock(db: None) -> Iterator[Clock]:
    with time_machine.travel(f"{TODAY.isoformat()} 10:00", tick=True) as traveller:
        yield Clock(traveller)


@pytest.fixture
def council(clock: Clock) -> Body:
    """Hollinmoor, inspected to 11 September 2026 and found inadequate in a report of 2 November."""
    body = place("Hollinmoor", 5)
    judge(body, "inadequate", FOUND, PUBLISHED, edition="ilacs/2024-04-05")
    cover()
    return body


@pytest.fixture
def inspection(council: Body) -> Inspection:
    found = council.inspections.get()
    return found


@pytest.fixture
def priority(inspection: Inspection) -> Finding:
    """An area for priority action of that inspection."""
    return Finding.objects.create(
        inspection=inspection,
        kind=FindingKind.PRIORITY_ACTION,
        text="Children at risk wait for days.",
        known_on=PUBLISHED,
        recorded_by="tester",
    )


@pytest.fixture
def people(council: Body) -> People:
    return People(council)
