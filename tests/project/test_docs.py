"""The documentation keeps up with the code: commands, settings and pictures."""

import re
import shlex

import pytest
from checks.reference import commands
from tests.project.tree import ROOT, texts, under

ENVIRONMENT = re.compile(r"environ(?:\.get\(|\[)\s*\"([A-Z][A-Z0-9_]+)\"")
CODE_BLOCK = re.compile(r"```(?:sh|console|bash)\n(.*?)```", re.DOTALL)
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+\.png)\)")
# Set by the program itself or by Django, not by whoever runs it.
NOT_SETTINGS = {"DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"}


COMMANDS = commands()


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_is_in_the_reference(command: tuple[str, ...]) -> None:
    assert f"## inspectorate {' '.join(command)}\n" in (ROOT / "docs/reference/commands.md").read_text()


def test_every_setting_is_in_the_reference() -> None:
    used = {name for path in under("src", "*.py") for name in ENVIRONMENT.findall(path.read_text())} - NOT_SETTINGS
    reference = (ROOT / "docs/reference/settings.md").read_text()
    assert sorted(name for name in used if f"`{name}`" not in reference) == []


def written_commands() -> list[tuple[str, str]]:
    """Each `inspectorate …` line of the README and the documentation, with the file it stands in."""
    return [
        (str(path), line.strip().removeprefix("$ ").removeprefix(".venv/bin/"))
        for path, text in texts().items()
        if path.suffix == ".md"
        for block in CODE_BLOCK.findall(text)
        for line in block.replace("\\\n", " ").splitlines()
        if line.strip().removeprefix("$ ").removeprefix(".venv/bin/").startswith("inspectorate ")
    ]


@pytest.mark.parametrize(("path", "line"), written_commands())
def test_every_written_command_exists_with_its_options(path: str, line: str) -> None:
    words = shlex.split(line, comments=True)[1:]
    command = next((command for path, command in COMMANDS.items() if tuple(words[: len(path)]) == path), None)
    assert command is not None, f"{path}: no such command: {line}"
    known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    assert [word for word in words if word.startswith("--") and word.split("=")[0] not in known] == []


def test_every_picture_is_used_and_every_used_picture_exists() -> None:
    used = {
        (ROOT / path).parent.joinpath(target).resolve()
        for path, text in texts().items()
        if path.suffix == ".md"
        for target in PICTURE.findall(text)
    }
    assert used == {path.resolve() for path in under("docs", "*.png")}
