"""The tutorial works when it is pasted: its commands run, and say what the page says."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from tests.project.tree import ROOT

PAGE = ROOT / "docs" / "tutorial.md"
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the tutorial's commands print, run in order in one shell where `./run` has loaded the example."""
    directory = tmp_path_factory.mktemp("tutorial")
    (directory / ".venv").symlink_to(ROOT / ".venv")
    (directory / "var").mkdir()
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("INSPECTORATE_")}
    load = "DATABASE_URL=sqlite:///var/example.sqlite3 .venv/bin/inspectorate example load\n"
    script = load + "\n".join(text for kind, text in BLOCK.findall(PAGE.read_text()) if kind == "sh")
    return in_shell(script, directory, surroundings)


def in_shell(script: str, directory: Path, surroundings: dict[str, str]) -> str:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=directory, env=surroundings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return words(done.stdout)


def words(text: str) -> str:
    """The text without the line breaks and spaces that a terminal's width decides."""
    return " ".join(text.split())


@pytest.mark.slow
@pytest.mark.parametrize("shown", [text for kind, text in BLOCK.findall(PAGE.read_text()) if kind == "text"])
def test_the_commands_say_what_the_page_shows(shown: str, said: str) -> None:
    assert words(shown) in said
