"""One import at a time: two that read the record side by side would each add the same inspections.

A lock that the operating system or the database lets go of when its holder dies, so that nothing has to be cleaned up
by hand: a run that is still marked as running while nobody holds the lock was cut short.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

ADVISORY = 7_264_991


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait until no other import is being written, and keep others waiting meanwhile."""
    if connection.vendor == "postgresql":
        with _by_database():
            yield
    else:
        with _by_file():
            yield


@contextmanager
def _by_database() -> Iterator[None]:
    # Processes on several machines may share one PostgreSQL database.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY])


@contextmanager
def _by_file() -> Iterator[None]:
    path = Path(settings.VAR) / "import.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
