"""Serving: the web server and the worker stand and fall together."""

import os
import signal
import socket
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from inspectorate.cli import build
from inspectorate.cli.serve import _end_with_parent, run_together

FOR_EVER = [sys.executable, "-c", "import time; time.sleep(600)"]


@pytest.fixture(autouse=True)
def _signals_as_before():
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_port_that_is_taken_is_refused_with_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = CliRunner().invoke(build(), ["serve", "--port", str(port)])
    assert answer.exit_code == 2
    assert f"Cannot listen on 127.0.0.1:{port}" in answer.output


@pytest.mark.parametrize(("code", "told"), [(3, 3), (0, 1)])
def test_when_one_ends_by_itself_the_other_is_ended_and_the_failure_told(code: int, told: int, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    stays = f"import os, time; open({str(note)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    ends = f"import os, sys, time\nwhile not os.path.exists({str(note)!r}): time.sleep(.05)\nsys.exit({code})"
    assert run_together([[sys.executable, "-c", ends], [sys.executable, "-c", stays]]) == told
    assert not Path(f"/proc/{note.read_text()}").exists()


def running() -> tuple["subprocess.Popen[bytes]", list[Path]]:
    """A server of two processes that never end, and where each of them is listed while it lives."""
    code = f"import sys; from inspectorate.cli.serve import run_together; sys.exit(run_together([{FOR_EVER}] * 2))"
    server = subprocess.Popen([sys.executable, "-c", code])
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
    end = time.monotonic() + 20
    while len(children.read_text().split()) < 2 and time.monotonic() < end:
        time.sleep(0.05)
    return server, [Path("/proc", child) for child in children.read_text().split()]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_both_and_is_no_failure(number: signal.Signals) -> None:
    server, started = running()
    server.send_signal(number)
    assert server.wait(20) == 0
    assert len(started) == 2
    assert [child for child in started if child.exists()] == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_a_server_killed_without_warning_leaves_nothing_behind() -> None:
    server, started = running()
    server.kill()
    server.wait(20)
    end = time.monotonic() + 20
    while any(child.exists() for child in started) and time.monotonic() < end:
        time.sleep(0.05)
    assert len(started) == 2
    assert [child for child in started if child.exists()] == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_a_process_whose_parent_is_gone_already_does_not_begin() -> None:
    gone = partial(_end_with_parent, os.getpid() + 1)
    process = subprocess.Popen([sys.executable, "-c", "print('begun')"], stdout=subprocess.PIPE, preexec_fn=gone)
    said, _ = process.communicate(timeout=20)
    assert (said, process.returncode) == (b"", 1)
