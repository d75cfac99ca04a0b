"""Rows that a device sends as JSON, each read by itself: one that cannot be read keeps no other out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.utils import timezone

Row = TypeVar("Row")


def device_rows(body: bytes, name: str) -> list[Any]:
    """The rows under a name. Raises ValueError with a sentence."""
    try:
        rows = json.loads(body)[name]
    except (ValueError, KeyError, TypeError) as fault:
        raise ValueError(f"What was sent cannot be read: {fault}") from fault
    if not isinstance(rows, list):
        raise ValueError(f"What was sent cannot be read: {name} is not a list.")
    return rows


def read_rows(rows: Iterable[Any], read: Callable[[dict[str, Any]], Row]) -> tuple[list[Row], dict[str, str]]:
    """The rows that can be read, and by id a sentence for each that cannot."""
    found: list[Row] = []
    refused: dict[str, str] = {}
    for row in rows:
        try:
            found.append(read(row))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as fault:
            id_ = str(row.get("id", "")) if isinstance(row, dict) else ""
            refused[id_] = f"This cannot be read: {fault}. What you wrote stays on this device."
    return found, refused


def moment(said: str) -> datetime:
    """A device's clock, as it says it; one without a zone is taken for ours. Raises ValueError."""
    told = datetime.fromisoformat(said)
    return timezone.make_aware(told) if timezone.is_naive(told) else told
