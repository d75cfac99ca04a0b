"""Files kept under the hash of their content: written once, never overwritten, found again by the hash."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from django.conf import settings

MOST_BYTES = 50_000_000
"""Bytes in one file that somebody sends."""


class FileChanged(Exception):
    """What lies under a hash is not what was kept there."""


def fault_of(name: str, content: bytes) -> str:
    """Why a file that somebody sends is not taken in; empty where it is."""
    if not content:
        return f"{name} is empty."
    if len(content) > MOST_BYTES:
        return f"{name} is larger than {MOST_BYTES // 1_000_000} MB. Make it smaller."
    return ""


def keep(path: Path) -> str:
    """Keep a file's bytes under their hash, so that it can be read again, and return the hash."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return _kept(sha256, lambda aside: shutil.copyfile(path, aside))


def keep_bytes(content: bytes) -> str:
    """As `keep`, for what is in memory."""
    return _kept(hashlib.sha256(content).hexdigest(), lambda aside: aside.write_bytes(content))


def _kept(sha256: str, write: Callable[[Path], object]) -> str:
    kept = kept_file(sha256)
    if not _is_whole(kept, sha256):
        kept.parent.mkdir(parents=True, exist_ok=True)
        aside = kept.with_suffix(f".{uuid4().hex}.part")  # two may send the same at once
        write(aside)
        # On the disk before anybody is told that it is kept: whoever sent it may then let go of it.
        _to_disk(aside)
        aside.replace(kept)
        _to_disk(kept.parent)
    return sha256


def _is_whole(kept: Path, sha256: str) -> bool:
    if not kept.exists():
        return False
    with kept.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256


def _to_disk(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def kept_file(sha256: str) -> Path:
    """Where a kept file lies."""
    return Path(settings.VAR) / "files" / sha256


def read(sha256: str) -> bytes:
    """The content kept under a hash. Raises FileNotFoundError, or FileChanged where it is not what was kept."""
    content = kept_file(sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise FileChanged(f"The file {sha256} was changed on the disk.")
    return content
