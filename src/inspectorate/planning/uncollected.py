"""Python's search for garbage, put off while many values are made.

Plans, problems and certificates have no cycles, so that nothing is found among them; but to look through more than a
million values, again and again as more are made, takes longer than to make them.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage is looked for until the end of it; also as a decorator."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
