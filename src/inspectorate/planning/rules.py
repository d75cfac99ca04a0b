"""The price list that ships with the software, and changes to it."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from inspectorate.planning.model import Rules


class RulesInvalid(ValueError):
    """A limit or a price is unknown or no whole number; the sentence says which."""


def rules(**changes: Any) -> Rules:
    """The rules of ``rules.yaml`` with changes. Raises RulesInvalid."""
    shipped = (files("inspectorate.planning") / "rules.yaml").read_text(encoding="utf-8")
    try:
        return TypeAdapter(Rules).validate_python({**yaml.load(shipped, Loader=yaml.CSafeLoader), **changes})
    except ValidationError as error:
        first = error.errors()[0]
        raise RulesInvalid(f"Rule “{'.'.join(map(str, first['loc']))}”: {first['msg']}.") from None
