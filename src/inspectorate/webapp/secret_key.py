"""The key that signs sessions and forms, made once for an installation and kept beside its data."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def secret_key(path: Path) -> str:
    """The key kept in ``path``, which is made (readable by its owner only) when it is not there."""
    if not path.exists():
        _make(path)
    return path.read_text()


def _make(path: Path) -> None:
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(50))
    # Of two processes that start together one creates the file whole, and both read that key.
    with suppress(FileExistsError):
        os.link(partial, path)
    partial.unlink()
