"""What was computed from the record, kept until the record changes or the next day begins."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import get_language

from inspectorate.webapp.inspections.revision import record_revision

SECONDS = 3600

Made = TypeVar("Made")


def until_changed(name: str, make: Callable[[], Made], *asked: str) -> Made:
    """What ``make`` makes for what is asked, in the reader's language; made anew at the latest after an hour."""
    about = (record_revision(), timezone.localdate(), get_language(), *asked)
    key = f"publication.{name}:{sha256(repr(about).encode()).hexdigest()}"
    found: tuple[Made] | None = cache.get(key)
    if found is None:
        found = (make(),)
        cache.set(key, found, SECONDS)
    return found[0]
