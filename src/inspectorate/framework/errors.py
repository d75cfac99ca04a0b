"""What is wrong with a framework file: where, what, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault of a framework file. ``line`` counts from 1."""

    file: str
    line: int
    problem: str
    mend: str

    def __str__(self) -> str:
        end = "" if self.mend.endswith("?") else "."
        return f"{self.file}, line {self.line}: {self.problem}; {self.mend}{end}"


class FrameworkError(Exception):
    """Framework files are refused. ``problems`` are all that was found, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
