"""What is installed is pinned, hashed and what the .in files ask for."""

import re
from pathlib import Path

import pytest
from tests.project.tree import ROOT

SETS = sorted((ROOT / "requirements").glob("*.in"))
NAME = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def asked(source: Path) -> set[str]:
    """Names in an .in file, with those of the files that it includes."""
    names: set[str] = set()
    for line in source.read_text().splitlines():
        if line.startswith("-r "):
            names |= asked(source.parent / line[3:].strip())
        elif match := NAME.match(line):
            names.add(normal(match[1]))
    return names


def pins(compiled: Path) -> dict[str, tuple[str, str]]:
    """Name to version and the lines below it (hashes, and who asked for it)."""
    entries = re.findall(r"^([A-Za-z0-9._-]+)==([^ \\;]+)(.*(?:\n[ ].*)*)", compiled.read_text(), re.MULTILINE)
    return {normal(name): (version, rest) for name, version, rest in entries}


@pytest.mark.parametrize("source", SETS, ids=lambda path: path.stem)
def test_every_pin_has_a_hash(source: Path) -> None:
    assert [name for name, (_, rest) in pins(source.with_suffix(".txt")).items() if "--hash=sha256:" not in rest] == []


@pytest.mark.parametrize("source", SETS, ids=lambda path: path.stem)
def test_the_pins_are_in_step_with_what_is_asked_for(source: Path) -> None:
    compiled = pins(source.with_suffix(".txt"))
    direct = {name for name, (_, rest) in compiled.items() if re.search(r"-r requirements/\w+\.in", rest)}
    assert direct == asked(source)


def test_the_tools_stand_on_the_same_versions_as_the_runtime() -> None:
    runtime, tools = pins(ROOT / "requirements/base.txt"), pins(ROOT / "requirements/dev.txt")
    versions = {name: version for name, (version, _) in runtime.items()}
    assert {name: tools[name][0] for name in versions} == versions


def test_peers_of_benchmarks_change_nothing_that_the_tools_stand_on() -> None:
    tools, peers = pins(ROOT / "requirements/dev.txt"), pins(ROOT / "requirements/bench.txt")
    versions = {name: version for name, (version, _) in tools.items() if name in peers}
    assert versions == {name: peers[name][0] for name in versions}
