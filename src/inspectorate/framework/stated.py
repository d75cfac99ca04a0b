"""An edition written back as plain values, and the hash that pins them."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from inspectorate.framework.model import Edition


def as_stated(edition: Edition) -> dict[str, Any]:
    """An edition as plain JSON values, as its file with what it extends states it; `Edition` reads it back."""
    content = edition.model_dump(mode="json")
    content["life"] = [stage for stage in content["life"] if not stage["derived"]]
    return content


def content_hash(edition: Edition) -> str:
    """The sha256 of an edition's content as canonical JSON; stages of life that were derived do not count."""
    text = json.dumps(as_stated(edition), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()
