"""A PostgreSQL server of its own for the database tests, thrown away afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Nothing on this server outlives the tests, so it need not wait for the disk. Tests load whole files in a transaction
# that is rolled back: statistics taken meanwhile by another session would call those tables empty, and plan for that.
# Without statistics queries seem dearer than they are, and compiling one takes longer than it does.
FAST = (
    "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off -c jit=off "
    "-c unix_socket_directories=''"
)


def find_binaries() -> Path | None:
    """The directory of initdb and pg_ctl (Debian keeps them off the PATH), the newest version first, or None."""
    debian = Path("/usr/lib/postgresql")
    versions = sorted(debian.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]), reverse=True)
    found = versions[0] if versions else shutil.which("initdb")
    return Path(found).parent if found else None


@contextmanager
def throw_away_server(binaries: Path) -> Iterator[str]:
    """Start a server on a free loopback port and yield its DATABASE_URL; stop and remove it afterwards.

    Raises CalledProcessError with the server's own words when it does not start.
    """
    directory = Path(tempfile.mkdtemp(prefix="inspectorate-postgres-"))
    port = _free_port()
    try:
        if os.geteuid() == 0:
            shutil.chown(directory, user="postgres")
        data = directory / "data"
        _run(binaries / "initdb", "-D", data, "-U", "app", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-c listen_addresses=127.0.0.1 -c port={port} {FAST}"
        control = binaries / "pg_ctl"
        _run(control, "-D", data, "-l", directory / "log", "-w", "-o", options, "start")
        try:
            yield f"postgres://app@127.0.0.1:{port}/postgres"
        finally:
            _run(control, "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(directory)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _run(*command: str | Path) -> None:
    # PostgreSQL refuses to run as root; Debian's package brings a user for it. The server inherits no output pipe of
    # ours (it would keep it open), so its words go to a file of their own.
    user = pwd.getpwnam("postgres").pw_name if os.geteuid() == 0 else None
    with tempfile.TemporaryFile() as words:
        group = pwd.getpwnam(user).pw_gid if user else None
        done = subprocess.run(
            [str(part) for part in command], stdout=words, stderr=words, stdin=subprocess.DEVNULL,
            user=user, group=group, extra_groups=[] if user else None, cwd="/", check=False,
        )  # fmt: skip
        if done.returncode:
            words.seek(0)
            raise subprocess.CalledProcessError(done.returncode, str(command[0]), words.read().decode())
