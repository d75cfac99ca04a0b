"""A server of its own for a bench, that can be killed, and started again as another release."""

from __future__ import annotations

import compileall
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from inspectorate.cli.serve import web_server

ROOT = Path(__file__).parent.parent
PATIENCE = 40.0
THREADS = 4
CASEWORK = Path("inspectorate/webapp/casework")
NEXT = (
    (CASEWORK / "static/casework/store.js", "const VERSION = 3;", "const VERSION = 4;"),
    (CASEWORK / "static/casework/store.js", "]]];", ']], [["places", "id"]]];'),
    (CASEWORK / "static/casework/worker.js", "inspectorate-notebook-4", "inspectorate-notebook-5"),
    (CASEWORK / "jinja2/casework/notebook.html", 'for="line">Line of enquiry', 'for="place">Where it was'),
    (CASEWORK / "jinja2/casework/notebook.html", 'id="line" name="line"', 'id="place" name="place"'),
)
"""What a release that changes the form of the notebook changes: its store, its pages kept for times without a
connection, a field that is gone and one that is new."""


@dataclass
class Site:
    """A server on a database of its own; it can be killed, and started again as this release or as the next one."""

    var: Path
    port: int = 0
    is_next: bool = False
    collected: bool | None = None
    process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        database = f"sqlite:///{self.var / 'bench.sqlite3'}"
        return os.environ | {"INSPECTORATE_VAR": str(self.var), "DATABASE_URL": database,
                             "DJANGO_SETTINGS_MODULE": "inspectorate.webapp.settings",
                             "PYTHONPATH": str(self.next if self.is_next else ROOT / "src")}  # fmt: skip

    @property
    def next(self) -> Path:
        """The sources of the next release."""
        return self.var / "next"

    @property
    def statics(self) -> Path:
        """What the release that is meant serves as static files."""
        return self.var / ("collected-next" if self.is_next else "collected")

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-c", "from inspectorate.cli import main; main()", *words]

    def load(self) -> None:
        """The example in a new database, and the sources of the next release beside it."""
        load = self.command("example", "load", "--settings", "0")
        subprocess.run(load, env=self.environment, cwd=ROOT, check=True, capture_output=True)
        shutil.copytree(ROOT / "src", self.next, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        for path, now, then in NEXT:
            text = (self.next / path).read_text(encoding="utf-8")
            assert now in text, f"{path} has changed: say in NEXT what its next release changes"
            (self.next / path).write_text(text.replace(now, then), encoding="utf-8")
        compileall.compile_dir(self.next, quiet=1)
        for self.is_next in (True, False):
            collect = [sys.executable, "-m", "django", "collectstatic", "--no-input", "--clear", "--verbosity", "0"]
            subprocess.run(collect, env=self.environment, cwd=ROOT, check=True)
            (self.var / "static").rename(self.statics)

    def copy(self, var: Path) -> Site:
        """What was loaded once, as a site of its own with a port of its own."""
        shutil.copytree(self.var, var, dirs_exist_ok=True)
        with socket.create_server(("127.0.0.1", 0)) as probe:
            return Site(var, probe.getsockname()[1])

    def start(self) -> None:
        """As `serve` starts it, without the background worker; static files change when the release does."""
        if self.collected is not self.is_next:
            shutil.rmtree(self.var / "static", ignore_errors=True)
            shutil.copytree(self.statics, self.var / "static")
            self.collected = self.is_next
        self.process = subprocess.Popen(
            web_server("127.0.0.1", self.port, THREADS), env=self.environment, cwd=ROOT, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended by itself with {self.process.returncode}")
            if self._answers():
                return
            time.sleep(0.1)
        raise TimeoutError("the server did not start")

    def kill(self) -> None:
        """Without any warning, with all that it started: no process of it answers any more."""
        if self.process is None:
            return
        for pid in (self.process.pid, *_started_by(self.process.pid)):
            os.kill(pid, signal.SIGKILL)
        self.process.wait()
        self.process = None
        # A process that was being started at that moment ends when it sees that its parent is gone.
        end = time.monotonic() + PATIENCE
        while self._answers():
            if time.monotonic() > end:
                raise RuntimeError(f"something still listens on port {self.port} after the server was killed")
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True


def _started_by(parent: int) -> list[int]:
    """Every process that descends from one: a server's processes have sessions of their own."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    return [pid for child in map(int, children) for pid in (child, *_started_by(child))]
