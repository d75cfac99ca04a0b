"""Invented people and a council, on a day that a test may move on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from tests.casework.people import MONDAY, People
from tests.programme.places import country

from inspectorate.webapp.register.models import Body


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock, at ten on a Monday; ``clock.move_to`` goes on."""
    with time_machine.travel(f"{MONDAY.isoformat()} 10:00", tick=True) as traveller:
        yield traveller


@pytest.fixture
def council(db: None, clock: time_machine.Traveller) -> Body:
    """Lornmere, found good in February 2025."""
    return country()["lornmere"]


@pytest.fixture
def people(council: Body) -> People:
    return People(council)
