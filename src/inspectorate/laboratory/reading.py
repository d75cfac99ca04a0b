"""Model files read: shipped ones by their name, others by their path. All that is wrong is told at once, in sentences.

With ``extends: NAME`` a file states only what it changes, as a JSON merge patch: entries merge by their ids, ``null``
removes one, lists replace. A parameter that states its source anew replaces the earlier one whole. The file extended is
a shipped one, or stands beside.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from inspectorate.framework.errors import FrameworkError, Problem
from inspectorate.framework.located import Located, merged, read, without
from inspectorate.framework.validation import validated
from inspectorate.laboratory.model import Model
from inspectorate.laboratory.model_checks import problems
from inspectorate.laboratory.model_file import ModelFile

SHIPPED = Path(__file__).parent / "models"
DEFAULT = "authorities"
OWN = ("extends",)
"""What a file says of itself alone."""


class ModelInvalid(ValueError):
    """A model cannot be used; the sentences, a line each, name file, line, what is wrong and the mend."""

    def __init__(self, faults: Iterable[Problem]) -> None:
        self.problems = tuple(faults)
        super().__init__("\n".join(map(str, self.problems)))


def model_names() -> tuple[str, ...]:
    """The names of the shipped models."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.yaml")))


def read_model(path_or_name: str | Path) -> Model:
    """The model of a file. Raises `ModelInvalid`."""
    return read_file(path_or_name).model


def read_file(path_or_name: str | Path) -> ModelFile:
    """A model file, checked, with where each parameter comes from. Raises `ModelInvalid` with every problem."""
    try:
        found = without(_resolved(_path(path_or_name), ()), OWN)
    except FrameworkError as error:
        raise ModelInvalid(error.problems) from None
    file = validated(found, ModelFile)
    faults = problems(file, found) if isinstance(file, ModelFile) else file
    if isinstance(file, ModelFile) and not faults:
        return file
    raise ModelInvalid(sorted(set(faults)))


def _path(path_or_name: str | Path) -> Path:
    return SHIPPED / f"{path_or_name}.yaml" if str(path_or_name) in model_names() else Path(path_or_name)


def _resolved(path: Path, waiting: tuple[Path, ...]) -> Located:
    change = _read(path)
    named = (change.mapping or {}).get("extends")
    if named is None or named.value is None:
        return change
    base = _path(str(named.value))
    base = base if base.is_absolute() else path.parent / base
    if base in (*waiting, path):
        raise ModelInvalid([named.place.problem("a model extends itself", "extend another one, or none")])
    entries = change.mapping or {}
    anew = [(name,) for name, entry in entries.items() if entry.mapping and "source" in entry.mapping]
    return merged(_resolved(base, (*waiting, path)), change, anew)


def _read(path: Path) -> Located:
    shipped = path.parent == SHIPPED
    name = path.name if shipped else str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ModelInvalid([Problem(name, 1, "this is not UTF-8 text", "save it as UTF-8 text")]) from None
    except OSError as error:
        told = f"there is no such model ({error.strerror})"
        names = ", ".join(model_names())
        raise ModelInvalid([Problem(name, 1, told, f"name a file that can be read, or one of {names}")]) from None
    return read(text, name, kind="model", begins="label, areas, grades")
