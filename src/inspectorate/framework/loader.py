"""Framework files read, what they extend resolved, and everything that is wrong with them told at once.

A file is one edition: the fields of `Edition`. With ``extends: regime/YYYY-MM-DD`` it states only what it changes, as
a JSON merge patch: mappings merge by key, ``null`` removes an entry, lists replace. A condition (`CONDITIONS`) replaces
the earlier one whole: merged with it, it would ask for both. What an edition says of itself (`OWN`) is never inherited.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inspectorate.framework.errors import FrameworkError, Problem
from inspectorate.framework.located import Located, merged, read, without
from inspectorate.framework.model import Edition
from inspectorate.framework.references import problems as reference_problems
from inspectorate.framework.validation import validated

OWN = ("regime", "edition", "title", "summary", "variant", "extends", "day_unverified", "life", "consultations")
"""What an edition says of itself, in every file anew."""

CONDITIONS = (
    ("limits", "*", "when"),
    ("limits", "*", "then"),
    ("pathways", "*", "when"),
    ("pathways", "*", "due", "*", "after"),
    ("always", "*", "after"),
)
"""Where conditions over grades stand."""


def load_editions(files: Sequence[Path], root: Path | None = None) -> tuple[Edition, ...]:
    """The editions that the files hold, in the order of the files. ``root`` shortens the files' names in sentences.

    Raises `FrameworkError` with every problem of every file.
    """
    found = read_files(files, root)
    if found.problems:
        raise FrameworkError(found.problems)
    return tuple(found.editions)


@dataclass(slots=True)
class Loaded:
    """What came out of some files: the editions that are sound, and the problems of the others."""

    editions: list[Edition] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_files(files: Iterable[Path], root: Path | None = None) -> Loaded:
    """The sound editions among the files, and the problems of the others. Nothing is raised for a bad file."""
    loaded, drafts = Loaded(), dict[str, Located]()
    for path in files:
        _take_in(path, path.relative_to(root).as_posix() if root else str(path), drafts, loaded)
    resolving = _Resolving(drafts, loaded.problems)
    for id_ in drafts:
        edition = resolving.edition(id_)
        if edition is not None:
            loaded.editions.append(edition)
    # What stands in a file is wrong once, however many editions extend it.
    loaded.problems = sorted(set(loaded.problems))
    return loaded


def _take_in(path: Path, name: str, drafts: dict[str, Located], loaded: Loaded) -> None:
    try:
        found = read(path.read_text(encoding="utf-8"), name)
    except FrameworkError as error:
        loaded.problems.extend(error.problems)
        return
    except (OSError, UnicodeDecodeError) as error:
        told = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        loaded.problems.append(Problem(name, 1, f"the file cannot be read ({told})", "save it as UTF-8 text"))
        return
    id_ = stated_id(found) or name
    if id_ in drafts:
        first = drafts[id_].place.file
        loaded.problems.append(
            found.find(("edition",)).problem(f"{id_} is also in {first}", "give one of them another day or a variant")
        )
        return
    drafts[id_] = found


def stated_id(found: Located) -> str | None:
    """The id that a file states, whether or not its parts are sound; ``None`` where one is missing."""
    entries = found.mapping or {}
    regime, day, variant = (entries[key].value if key in entries else None for key in ("regime", "edition", "variant"))
    if regime is None or day is None:
        return None
    return f"{regime}/{day}+{variant}" if variant else f"{regime}/{day}"


@dataclass(slots=True)
class _Resolving:
    """Works from files to editions; each file is resolved once, whatever extends it."""

    drafts: Mapping[str, Located]
    problems: list[Problem]
    resolved: dict[str, Located | None] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)

    def edition(self, id_: str) -> Edition | None:
        found = self._resolve(id_)
        if found is None:
            return None
        edition = validated(found, Edition)
        if isinstance(edition, list):
            self.problems.extend(edition)
            return None
        faults = reference_problems(edition, found)
        self.problems.extend(faults)
        return None if faults else edition

    def _resolve(self, id_: str) -> Located | None:
        if id_ not in self.resolved:
            self.waiting.append(id_)
            self.resolved[id_] = self._extended(id_)
            self.waiting.pop()
        return self.resolved[id_]

    def _extended(self, id_: str) -> Located | None:
        draft = self.drafts[id_]
        extends = (draft.mapping or {}).get("extends")
        if extends is None or extends.value is None:
            return draft
        base = self._base(str(extends.plain()), extends)
        return None if base is None else merged(without(base, OWN), draft, CONDITIONS)

    def _base(self, id_: str, named: Located) -> Located | None:
        if id_ in self.waiting:
            round_ = " extends ".join([*self.waiting[self.waiting.index(id_) :], id_])
            self.problems.append(
                named.place.problem(f"an edition extends itself ({round_})", "extend an earlier edition")
            )
            return None
        if id_ not in self.drafts:
            there = ", ".join(self.drafts)
            self.problems.append(named.place.problem(f"it extends {id_}, which is not there", f"extend one of {there}"))
            return None
        return self._resolve(id_)
