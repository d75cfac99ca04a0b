"""An edition written back as plain values, and the hash that pins them."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from inspectorate.framework.model import Edition

UNSTATED: dict[str, Any] = {
    "nth": None,
    "only_if_decided": False,
    "may_slip": None,
    "registered": [],
    "from_next": None,
    "after": {"all": []},
    "scale": {},
    "always": {},
    "standings": {},
}
"""What an edition leaves out of its content where it says nothing of it: editions that were pinned before these could
be said have the hash that they had."""


def as_stated(edition: Edition) -> dict[str, Any]:
    """An edition as plain JSON values, as its file with what it extends states it; `Edition` reads it back."""
    content = edition.model_dump(mode="json")
    content["life"] = [stage for stage in content["life"] if not stage["derived"]]
    return _said(content)


def _said(content: dict[str, Any]) -> dict[str, Any]:
    parts = ((key, _said(value) if isinstance(value, dict) else value) for key, value in content.items())
    return {key: value for key, value in parts if key not in UNSTATED or value != UNSTATED[key]}


def content_hash(edition: Edition) -> str:
    """The sha256 of an edition's content as canonical JSON; stages of life that were derived do not count."""
    text = json.dumps(as_stated(edition), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()
