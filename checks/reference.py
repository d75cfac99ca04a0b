"""`python -m checks.reference [--check]`: write the reference pages that come from the code, or compare them."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.testing import CliRunner

from inspectorate.cli import build
from inspectorate.webapp.accounts.permissions import DEEDS, Permission
from inspectorate.webapp.accounts.roles import ROLES, OrganisationKind, RoleRow
from inspectorate.webapp.casework.diagram import diagram
from inspectorate.webapp.casework.table import table

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"
WRITTEN_BY = "<!-- Written by `python -m checks.reference`: change the code, then run that. -->\n"

Command = TyperCommand | TyperGroup


def commands() -> dict[tuple[str, ...], Command]:
    """Every command of the command line by its words: ("backtest", "due") and so on."""
    return dict(sorted(_below(typer.main.get_command(build()), ())))


def _below(command: Any, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Command]]:
    if isinstance(command, TyperGroup):
        for name, below in command.commands.items():
            yield from _below(below, (*words, name))
    else:
        yield words, command


def commands_page() -> str:
    """The page about the command line: what each command says of itself when asked for help."""
    head = (
        "# Commands\n\n"
        "Data go to standard output, messages and progress to standard error. Exit code 0 is success, 1 means that "
        "the answer is no or that something failed, 2 that the command was not understood.\n"
    )
    sections = [f"## inspectorate {' '.join(words)}\n\n```text\n{_help(words)}\n```\n" for words in commands()]
    return "\n".join([head, WRITTEN_BY, *sections])


def _help(words: tuple[str, ...]) -> str:
    runner = CliRunner(env={"COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1"})
    answer = runner.invoke(build(), [*words, "--help"], prog_name="inspectorate")
    return "\n".join(line.rstrip() for line in answer.output.strip().splitlines())


def permissions_page() -> str:
    """The page about roles: who each one is for, and what it allows."""
    lines = ["# Roles and permissions", "", WRITTEN_BY]
    lines += [
        "A person holds a role in an organisation. A role that is held for one region reads about every body and "
        "changes only what lies in that region. What is refused is refused in the action itself, whichever page or "
        "command asks for it.\n"
    ]
    for kind in OrganisationKind:
        rows = [row for row in ROLES.values() if row.at is kind]
        lines += [f"## {kind.value.capitalize()}", "", "| role | who | held for |", "|---|---|---|"]
        lines += [f"| {row.label} | {row.description} | {_held(row)} |" for row in rows]
        lines += ["", "| may | " + " | ".join(row.label for row in rows) + " |", "|---" * (len(rows) + 1) + "|"]
        lines += [
            f"| {DEEDS[permission]} | "
            + " | ".join("yes" if permission in row.permissions else "" for row in rows)
            + " |"
            for permission in Permission
            if any(permission in row.permissions for row in rows)
        ]
        lines.append("")
    return "\n".join(lines)


def stages_page() -> str:
    """The page about the stages of a case: the diagram, who owns each, and who may move it on."""
    held = table()
    lines = ["# Stages of a case", "", WRITTEN_BY]
    lines += [
        "An inspection or visit goes through these stages. The table is `webapp/casework/stages.yaml`: actions, pages "
        "and this page read it. What is not in it does not happen.\n",
        "![The stages and the moves between them](../images/stages.svg)\n",
        "## Stages\n",
        "| stage | with whom | what it means |",
        "|---|---|---|",
    ]
    lines += [
        f"| {stage.label} | {'nobody: it has ended' if stage.end else held.parts[stage.owner]} | {stage.says} |"
        for stage in held.stages.values()
    ]
    lines += ["", "## Who may move a case\n", "| move | from | to | " + " | ".join(held.parts.values()) + " |"]
    lines += ["|---" * (len(held.parts) + 3) + "|"]
    for move in held.moves.values():
        came_from = ", ".join(held.stages[id_].label for id_ in move.came_from)
        to = "the same" if move.to == "same" else held.stages[move.to].label
        may = " | ".join("yes" if part in move.by else "" for part in held.parts)
        lines.append(f"| {move.label} | {came_from} | {to} | {may} |")
    return "\n".join(lines) + "\n"


def _held(row: RoleRow) -> str:
    return "everywhere, or one region" if row.regional else "the whole organisation"


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "permissions.md": permissions_page,
    "stages.md": stages_page,
    "../images/stages.svg": lambda: diagram(table()),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m checks.reference", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is out of date")
    check = parser.parse_args().check
    stale = [name for name, page in PAGES.items() if not _is_current(REFERENCE / name, page())]
    for name in stale:
        if check:
            print(f"docs/reference/{name} is out of date: run python -m checks.reference")
        else:
            (REFERENCE / name).write_text(PAGES[name]())
            print(f"wrote docs/reference/{name}")
    return 1 if _frameworks(check=check) or (check and stale) else 0


def _frameworks(*, check: bool) -> int:
    """The pages about the framework library have a command of their own, so that others can write them elsewhere."""
    words = ["framework", "docs", "--to", str(REFERENCE / "frameworks"), *(["--check"] if check else [])]
    answer = CliRunner().invoke(build(), words)
    print(answer.output, end="")
    return answer.exit_code


def _is_current(path: Path, page: str) -> bool:
    return path.exists() and path.read_text() == page


if __name__ == "__main__":
    sys.exit(main())
