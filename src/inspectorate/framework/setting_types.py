"""The types of setting that are inspected, as data: what each is called, in which groups it is counted.

``regulated`` settings are registered and can be required to act; the others (boarding schools, residential special
schools, colleges, secure training centres, CAFCASS) are inspected, and take recommendations only.

``named``: the regulator publishes what a setting of this type is called and where it is. It does not for children's
homes of any kind: its lists redact them, and reports on them carry no name or address (SCCIF, children's homes, 16).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

TYPES = Path(__file__).parent / "setting_types.csv"
IDENTIFYING = frozenset({"name", "street", "town", "postcode"})
"""What is neither kept nor shown of a setting whose type is not ``named``, whoever gives it."""


@dataclass(frozen=True, slots=True)
class SettingType:
    """One type: ``id`` is what editions' ``applies_to``, files' readers and commands call it."""

    id: str
    label: str
    plural: str
    short: str
    groups: frozenset[str]
    regulated: bool
    named: bool


@lru_cache(maxsize=1)
def setting_types() -> dict[str, SettingType]:
    """Every type by its id, in the order in which lists show them."""
    with TYPES.open(encoding="utf-8", newline="") as file:
        return {row["id"]: _read(row) for row in csv.DictReader(file)}


def _read(row: dict[str, str]) -> SettingType:
    return SettingType(
        row["id"],
        row["label"],
        row["plural"],
        row["short"],
        groups=frozenset(row["groups"].split()),
        regulated=row["regulated"] == "yes",
        named=row["named"] == "yes",
    )


def in_group(group: str) -> tuple[str, ...]:
    """The ids of the types that a group counts; none where there is no such group."""
    return tuple(one.id for one in setting_types().values() if group in one.groups)


def groups() -> tuple[str, ...]:
    """The groups that types are counted in."""
    return tuple(sorted({group for one in setting_types().values() for group in one.groups}))
