"""The invented country on a day that stands still."""

from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache
from tests.programme.places import LONDON, TODAY, country
from tests.workforce.people import iris, skill

from inspectorate.webapp.register.models import Body


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY.isoformat()} 10:00", tick=True):
        yield


@pytest.fixture
def places(db: None) -> dict[str, Body]:
    cache.clear()
    return country()


@pytest.fixture
def workforce(places: dict[str, Body]) -> None:
    """Eight inspectors of the two regions, who may all go to authorities."""
    for number in range(8):
        region = (None, LONDON)[number % 2]
        grade = ("inspector", "senior_inspector")[number // 4]
        one = iris(f"N-{number}", f"Iris Elm {number}", grade=grade, **({"region": region} if region else {}))
        skill(one, "authority")
