"""YAML read so that every value knows the file and line it stands in, and changes to it as a JSON merge patch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from math import isfinite, nan
from typing import Any

import yaml

from inspectorate.framework.errors import FrameworkError, Problem

Path = Sequence[str | int]
"""Keys and list positions from the top of a file to one value."""

YAML_TAG = "tag:yaml.org,2002:"
MERGE_KEY = f"{YAML_TAG}merge"

DEEPEST = 50
"""How many levels a file may have: far more than a framework needs, far fewer than would exhaust the stack."""

PLAIN = tuple(YAML_TAG + kind for kind in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map"))
"""What a value may be; sets, binary data and objects have no place in a framework, and no one way to be hashed."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file, counted from 1."""

    file: str
    line: int

    def problem(self, problem: str, mend: str) -> Problem:
        """A fault found at this place."""
        return Problem(self.file, self.line, problem, mend)


@dataclass(frozen=True, slots=True)
class Located:
    """A value and where it stands. Mappings hold their entries as `Located`, each at the line of its key."""

    value: Any
    place: Place

    @property
    def mapping(self) -> dict[str, Located] | None:
        """The entries of a mapping, or ``None`` if it is something else."""
        return self.value if isinstance(self.value, dict) else None

    def plain(self) -> Any:
        """The value without places."""
        if isinstance(self.value, dict):
            return {key: entry.plain() for key, entry in self.value.items()}
        if isinstance(self.value, list):
            return [entry.plain() for entry in self.value]
        return self.value

    def find(self, path: Path) -> Place:
        """Where the value at ``path`` stands; where there is none, the nearest thing around it."""
        here = self
        for step in path:
            inside = _step(here.value, step)
            if inside is None:
                break
            here = inside
        return here.place


def _step(value: Any, step: str | int) -> Located | None:
    if isinstance(value, dict):
        found = value.get(str(step))
        return found if isinstance(found, Located) else None
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step] if isinstance(value[step], Located) else None
    return None


def read(text: str, file: str, *, kind: str = "framework", begins: str = "regime, edition, title") -> Located:
    """The mapping that a YAML text holds; ``kind`` and ``begins`` say in sentences what it should be.

    Raises `FrameworkError`, listing everything found: not YAML, not a mapping, a key given twice, an impossible value.
    """
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        raise FrameworkError([_not_yaml(error, file)]) from error
    if not isinstance(node, yaml.MappingNode):
        fault = Place(file, 1).problem(f"this is not a {kind}", f"write {begins} and so on")
        raise FrameworkError([fault])
    problems: list[Problem] = []
    found = _Reading(loader, file, kind, problems).located(node)
    if problems:
        raise FrameworkError(problems)
    return found


def _not_yaml(error: yaml.YAMLError, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    told = getattr(error, "problem", None) or "it cannot be read"
    return Place(file, mark.line + 1 if mark else 1).problem(
        f"this is not YAML ({told})", "mend the line or the one before"
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    loader: yaml.CSafeLoader
    file: str
    kind: str
    problems: list[Problem]
    seen: set[int] = field(default_factory=set)

    def located(self, node: yaml.Node, line: int | None = None, depth: int = 0) -> Located:
        place = Place(self.file, node.start_mark.line + 1 if line is None else line)
        fault = self._fault(node, place, depth)
        if fault:
            self.problems.append(fault)
            return Located(None, place)
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return Located(self._entries(node, depth + 1), place)
        if isinstance(node, yaml.SequenceNode):
            return Located([self.located(part, None, depth + 1) for part in node.value], place)
        return Located(self._scalar(node, place), place)

    def _fault(self, node: yaml.Node, place: Place, depth: int) -> Problem | None:
        if id(node) in self.seen:
            # An alias can hold itself, or grow without end; extends does the same job and says where from.
            return place.problem("a value refers to another with *", "write the value out")
        if depth > DEEPEST:
            return place.problem("values stand too deep within each other", "take some levels out")
        if node.tag not in PLAIN:
            told = f"{node.tag.removeprefix(YAML_TAG)} is not a kind of value that a {self.kind} holds"
            return place.problem(told, "write text in quotes, a number, a day, a list or entries")
        return None

    def _entries(self, node: yaml.MappingNode, depth: int) -> dict[str, Located]:
        entries: dict[str, Located] = {}
        for key_node, value_node in node.value:
            place = Place(self.file, key_node.start_mark.line + 1)
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag == MERGE_KEY:
                self.problems.append(place.problem("a key must be a word", "write it out without << or brackets"))
                continue
            # The key as written: YAML would read the words no and on as false and true.
            if key_node.value in entries:
                first = entries[key_node.value].place.line
                told = f"{key_node.value} is given twice, first on line {first}"
                self.problems.append(place.problem(told, "keep one of the two"))
            entries[key_node.value] = self.located(value_node, place.line, depth)
        return entries

    def _scalar(self, node: yaml.Node, place: Place) -> Any:
        try:
            value = self.loader.construct_object(node)
        except (ValueError, yaml.YAMLError):
            value = nan
        if isinstance(value, float) and not isfinite(value):
            told = f"{short(node.value)} cannot be read as a value"
            number = node.tag == f"{YAML_TAG}float"
            meant = "a number, like 0.01" if number else "a day that exists, like 2018-01-01"
            self.problems.append(place.problem(told, f"write {meant}, or put the text in quotes"))
            return None
        return value


def short(text: str) -> str:
    """A text short enough for a sentence."""
    return text if len(text) <= 40 else f"{text[:37]}..."


def merged(base: Located, change: Located, whole: Collection[tuple[str, ...]] = ()) -> Located:
    """``base`` changed by a JSON merge patch (RFC 7396): mappings merge, ``null`` removes, anything else replaces.

    A mapping at one of the paths ``whole`` (keys from the top, ``*`` for any) replaces what was there too.
    """
    if change.mapping is None or () in whole:
        return change
    entries = dict(base.mapping or {})
    for key, value in change.mapping.items():
        if value.value is None:
            entries.pop(key, None)
        else:
            inside = [path[1:] for path in whole if path[0] in (key, "*")]
            entries[key] = merged(entries.get(key, Located({}, value.place)), value, inside)
    # The file that changes something is the one to look into when it comes out wrong.
    return Located(entries, change.place)


def without(found: Located, keys: Iterable[str]) -> Located:
    """A mapping without some of its keys."""
    left_out = frozenset(keys)
    return Located({key: value for key, value in (found.mapping or {}).items() if key not in left_out}, found.place)
