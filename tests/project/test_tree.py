"""What no file of the project may hold."""

import re

import pytest
from tests.project.tree import ROOT, texts, under

# Written in pieces, so that this file does not hold them itself.
MACHINE_PATHS = re.compile(
    r"(?<![\w.~-])/(?:" + "|".join(["wo" + "rk", "fa" + "rm", "ro" + "ot", "ho" + "me"]) + r")/\w"
)
REGISTRIES = re.compile(r"files\.python" + r"hosted|registry\.npm" + r"js|py" + r"pi\.org", re.IGNORECASE)
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b|raise NotImplemented" + "Error")
LONGEST_MODULE = 300


def found(pattern: re.Pattern[str], *suffixes: str) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()[:100]}"
        for path, text in texts().items()
        if not suffixes or path.suffix in suffixes
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    assert found(MACHINE_PATHS) == []


def test_no_file_names_a_package_registry() -> None:
    assert found(REGISTRIES) == []


def test_nothing_is_left_to_be_done_in_the_code() -> None:
    assert found(UNFINISHED, ".py", ".sh", ".html", ".js") == []


def test_no_module_is_longer_than_three_hundred_lines() -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text().splitlines()) for path in under("src", "*.py")}
    assert {str(path): lines for path, lines in lengths.items() if lines > LONGEST_MODULE} == {}


@pytest.mark.parametrize("script", ["run", "test", ".ci/run"])
def test_the_scripts_of_the_root_can_be_started(script: str) -> None:
    assert (ROOT / script).stat().st_mode & 0o111
