"""The invented country on a day that stands still."""

from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache
from tests.programme.places import TODAY, country

from inspectorate.webapp.register.models import Body


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY.isoformat()} 10:00", tick=True):
        yield


@pytest.fixture
def places(db: None) -> dict[str, Body]:
    cache.clear()
    return country()
