"""The day of the stories about the workforce, and an authority in each of two regions."""

from collections.abc import Iterator

import pytest
import time_machine
from tests.programme.places import LONDON, NORTH, TODAY, place

from inspectorate.webapp.register.models import Body


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(f"{TODAY.isoformat()} 10:00", tick=True):
        yield


@pytest.fixture
def body(db: None) -> Body:
    place("Brindle", 8, LONDON)
    return place("Ashmere", 7, NORTH)
