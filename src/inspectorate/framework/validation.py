"""A resolved file against the shape that it should have: faults as sentences, with the nearest known key suggested."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from inspectorate.framework.errors import Problem
from inspectorate.framework.located import Located, Path, short

Shape = TypeVar("Shape", bound=BaseModel)
KEY = "[key]"
WANTED = {
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "string": "text",
    "date": "a day, like 2018-01-01",
    "tuple": "a list",
    "mapping": "entries, each under its id",
    "dict": "entries, each under its id",
    "model": "several keys",
}
"""By the first word of pydantic's error type: what should stand there."""


def validated(found: Located, shape: type[Shape]) -> Shape | list[Problem]:
    """What the file says, an edition say, or what keeps it from being one."""
    try:
        return shape.model_validate(found.plain())
    except ValidationError as error:
        return [_problem(found, shape, fault) for fault in error.errors(include_url=False)]


def _problem(found: Located, shape: type[BaseModel], fault: Mapping[str, Any]) -> Problem:
    path = tuple(step for step in fault["loc"] if step != KEY)
    problem, mend = _told(path, shape, fault)
    return found.find(path).problem(problem, mend)


def _told(path: Path, shape: type[BaseModel], fault: Mapping[str, Any]) -> tuple[str, str]:
    kind, name = fault["type"], path[-1] if path else f"the {shape.__name__.lower()}"
    where = f" in {'.'.join(str(step) for step in path[:-1])}" if len(path) > 1 else ""
    if kind == "extra_forbidden":
        return f"{name} is not a key{where}", _nearest(str(name), _keys_at(shape, path[:-1]))
    if kind == "missing":
        return f"{name} is missing{where}", f"add {name}: with its value"
    if kind == "enum":
        choices = str(fault["ctx"]["expected"]).replace("'", "")
        return f"{fault['input']!r} is not a {str(name).replace('_', ' ')}{where}", f"write one of {choices}"
    if kind == "value_error":
        return f"{name}{where} is wrong", str(fault["ctx"]["error"])
    wanted = WANTED.get(kind.split("_")[0], fault["msg"])
    return f"{name}{where} is {short(repr(fault['input']))}, which is of the wrong type", f"write {wanted}"


def _nearest(name: str, known: list[str]) -> str:
    if " " in name:
        return "if it belongs to the text before it, put that text in quotes"
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else f"the keys here are {', '.join(known)}"


def _keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that a shape has at a place."""
    rest = list(path)
    while rest:
        field = model.model_fields[str(rest.pop(0))]
        inner = _models_in(field.annotation)
        if field.annotation is not inner[0] and rest:
            # A mapping's next step is an id, a list's a position; an optional value has no such step.
            rest = rest[1:] if _holds_several(field.annotation) else rest
        model = inner[0]
    return list(model.model_fields)


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]


def _holds_several(annotation: Any) -> bool:
    return type(None) not in get_args(annotation)
