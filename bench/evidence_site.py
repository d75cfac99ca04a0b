"""A server of its own for a bench, that can be killed, and started again as another release."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE = 40.0
CASEWORK = Path("inspectorate/webapp/casework")
NEXT = (
    (CASEWORK / "static/casework/store.js", "const VERSION = 3;", "const VERSION = 4;"),
    (CASEWORK / "static/casework/store.js", "]]];", ']], [["places", "id"]]];'),
    (CASEWORK / "static/casework/worker.js", "inspectorate-notebook-3", "inspectorate-notebook-4"),
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
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-c", "from inspectorate.cli import main; main()", *words]

    def load(self) -> None:
        load = self.command("example", "load", "--settings", "0")
        subprocess.run(load, env=self.environment, cwd=ROOT, check=True, capture_output=True)
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        shutil.copytree(ROOT / "src", self.next, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        for path, now, then in NEXT:
            text = (self.next / path).read_text(encoding="utf-8")
            assert now in text, f"{path} has changed: say in NEXT what its next release changes"
            (self.next / path).write_text(text.replace(now, then), encoding="utf-8")

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command("serve", "--port", str(self.port)), env=self.environment, cwd=ROOT, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError("the server did not start")

    def kill(self) -> None:
        """Without any warning, with all that it started."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None
