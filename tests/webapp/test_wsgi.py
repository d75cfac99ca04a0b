"""A server that has started has read what its pages need."""

import gc
import importlib
import subprocess
import sys
from collections.abc import Iterator

import pytest

from inspectorate.framework import library
from inspectorate.webapp import wsgi
from inspectorate.webapp.casework.table import table


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    """What a server keeps for good is not kept by the tests that follow."""
    gc.unfreeze()
    yield
    gc.unfreeze()


def test_what_a_server_begins_with_is_not_looked_through_for_garbage() -> None:
    importlib.reload(wsgi)
    assert gc.get_freeze_count() > 100_000


def test_frameworks_and_stages_are_read_before_the_first_page() -> None:
    table.cache_clear()
    library._shipped.cache_clear()
    importlib.reload(wsgi)
    assert (table.cache_info().currsize, library._shipped.cache_info().currsize) == (1, 1)


@pytest.mark.slow
def test_the_code_of_every_page_is_read_before_the_first_page() -> None:
    """In a process of its own: here other tests have read it."""
    said = "import sys, inspectorate.webapp.wsgi; print('inspectorate.webapp.urls' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert result.stdout == "True\n"
