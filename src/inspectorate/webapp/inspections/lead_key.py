"""The key under which inspectors' names in files become codes: made once, kept beside the database, never in it."""

import secrets
from pathlib import Path

from django.conf import settings


def lead_key() -> bytes:
    """The key, made at its first use and readable by its owner only."""
    path = Path(settings.VAR) / "lead_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(secrets.token_bytes(32))
    return path.read_bytes()
