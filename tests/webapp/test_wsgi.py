"""A server that has started has read what its pages need."""

import gc
import importlib

from inspectorate.framework import library
from inspectorate.webapp import wsgi
from inspectorate.webapp.casework.table import table


def test_what_a_server_begins_with_is_not_looked_through_for_garbage() -> None:
    gc.unfreeze()
    importlib.reload(wsgi)
    assert gc.get_freeze_count() > 100_000
    gc.unfreeze()


def test_frameworks_and_stages_are_read_before_the_first_page() -> None:
    table.cache_clear()
    library._shipped.cache_clear()
    importlib.reload(wsgi)
    assert (table.cache_info().currsize, library._shipped.cache_info().currsize) == (1, 1)
