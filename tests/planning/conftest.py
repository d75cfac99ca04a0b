"""What the tests of planning share: loops as compiled, and as the Python that they are written in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from numba.core.dispatcher import Dispatcher

from inspectorate.planning import chains, check_gains, exchange, pairs, recut, tries, untied

LOOPS = (chains, check_gains, exchange, pairs, recut, tries, untied)


@pytest.fixture(scope="module", params=["compiled", "as written"])
def both_ways(request: pytest.FixtureRequest) -> Iterator[None]:
    """The loops of `LOOPS`, wherever one calls another, once compiled and once as written, where coverage is counted.
    Tests ask for them by their modules."""
    with pytest.MonkeyPatch.context() as patch:
        for module in LOOPS if request.param == "as written" else ():
            for name, found in list(vars(module).items()):
                if isinstance(found, Dispatcher):
                    patch.setattr(module, name, found.py_func)
        yield
