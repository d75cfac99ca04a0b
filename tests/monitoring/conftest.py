"""The day and the authority of the stories about concerns."""

from collections.abc import Iterator

import pytest
import time_machine
from tests.monitoring.concern_stories import WEDNESDAY, ashmere

from inspectorate.webapp.register.models import Body


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(f"{WEDNESDAY.isoformat()} 10:00", tick=True) as traveller:
        yield traveller


@pytest.fixture
def body(db: None) -> Body:
    return ashmere()
