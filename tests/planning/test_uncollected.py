"""While many values are made no garbage is looked for, and afterwards as before."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from inspectorate.planning.uncollected import uncollected


@pytest.fixture(params=[True, False])
def collects(request: pytest.FixtureRequest) -> Iterator[bool]:
    before = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if before else gc.disable)()


def test_it_is_as_it_was_before(collects: bool) -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled() == collects


def test_it_is_so_after_a_failure(collects: bool) -> None:
    with pytest.raises(KeyError), uncollected():
        raise KeyError
    assert gc.isenabled() == collects
