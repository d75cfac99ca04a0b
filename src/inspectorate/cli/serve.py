"""`inspectorate serve`: the web server and one background worker, started and stopped together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

# How long a process may take to finish the request or job in hand before it is ended.
PATIENCE_SECONDS = 10.0
_PR_SET_PDEATHSIG = 1  # from <linux/prctl.h>


def register(app: typer.Typer) -> None:
    app.command("serve")(serve)


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    threads: Annotated[int, typer.Option(min=1, help="Requests answered at the same time.")] = 4,
) -> None:
    """Serve the pages and run one background worker until Ctrl-C.

    The database is the one that DATABASE_URL names, else var/inspectorate.sqlite3.
    """
    from inspectorate.cli.database import open_database

    _check_port_is_free(host, port)
    open_database()
    from django.core.management import call_command

    from inspectorate.webapp.monitoring.tasks import keep_daily

    keep_daily()
    # Cleared first: where an older release is put back, its files are older than those of the newer one.
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    raise typer.Exit(run_together([web_server(host, port, threads), _worker()]))


def _check_port_is_free(host: str, port: int) -> None:
    """Exit 2 with a sentence when something else listens there already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # As the server itself does, so that a port which was used a moment ago counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            typer.echo(f"Cannot listen on {host}:{port}: {error.strerror}. Choose another with --port.", err=True)
            raise typer.Exit(2) from error


def web_server(host: str, port: int, threads: int) -> list[str]:
    """The command that serves the pages, of static files that are collected already."""
    # One process with threads: SQLite has one writer, and a small installation one or two cores.
    application = "inspectorate.webapp.wsgi:application"
    options = ["--bind", f"{host}:{port}", "--workers", "1", "--threads", str(threads), "--log-level", "warning"]
    return [str(_script("gunicorn")), application, *options]


def _worker() -> list[str]:
    return [sys.executable, "-m", "django", "db_worker", "--queue-name", "*", "--no-reload"]


def _script(name: str) -> Path:
    return Path(sys.executable).parent / name


def run_together(commands: Sequence[Sequence[str]]) -> int:
    """Run ``commands`` side by side until one ends or a person interrupts; then end them all.

    Returns 0 after Ctrl-C or a termination signal, else the exit code of the command that ended by itself (1 when
    that was 0: a server that stops unasked is a failure).
    """
    asked: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    signal.signal(signal.SIGINT, note)
    signal.signal(signal.SIGTERM, note)
    # A session of its own: Ctrl-C then reaches only this process, which ends the others in order.
    end_with_this = partial(_end_with_parent, os.getpid())
    processes = [
        subprocess.Popen(list(command), start_new_session=True, preexec_fn=end_with_this) for command in commands
    ]
    while not asked and all(process.poll() is None for process in processes):
        time.sleep(0.2)
    ended = [process.returncode for process in processes if process.poll() is not None]
    for process in processes:
        _end(process)
    return 0 if asked else (ended[0] or 1)


def _end_with_parent(parent: int) -> None:
    """Linux ends this process should its parent be killed without warning, so that nothing goes on unseen and keeps
    the port; on other systems it has to be ended by hand then."""
    if sys.platform == "linux":
        import ctypes

        # The parent's handler is still set until the command begins, and would only take note of the signal.
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        # A parent that was killed before it was asked for sends none.
        if os.getppid() != parent:
            os._exit(1)


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
