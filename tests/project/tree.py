"""The files of the project, as git knows them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
WRITTEN = {".py", ".md", ".sh", ".toml", ".yml", ".yaml", ".html", ".txt", ".in", ".csv", ".css", ".js", ".cff", ""}


@cache
def files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, part of the project."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return tuple(path for name in sorted(set(listed.stdout.split("\0"))) if name and (path := ROOT / name).is_file())


def texts() -> dict[Path, str]:
    """The readable files by their path from the root."""
    return {path.relative_to(ROOT): path.read_text() for path in files() if path.suffix in WRITTEN}


def under(directory: str, pattern: str) -> list[Path]:
    """The project's files below ``directory`` whose path matches ``pattern``."""
    return [path for path in files() if path.is_relative_to(ROOT / directory) and path.match(pattern)]
