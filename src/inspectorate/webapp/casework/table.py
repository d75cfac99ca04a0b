"""The table of stages and moves, read from `stages.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import Field

from inspectorate.framework.model import Offset
from inspectorate.framework.provenance import Frozen

FILE = Path(__file__).parent / "stages.yaml"
SAME = "same"
TRACK = (
    "planned", "notified", "preparing", "on_site", "judging", "drafting", "quality_assurance", "factual_accuracy",
    "finalising", "scheduled", "published",
)  # fmt: skip
"""The way that a case usually goes; the other stages stand beside it."""


class Stage(Frozen):
    """Where a case stands: who owns it, which clock runs. ``end``: nothing more has to be done."""

    label: str
    says: str
    owner: str = ""
    clock: str = ""
    end: bool = False


class Move(Frozen):
    """A step from one stage to another: who may take it, what must be true of the case, what is asked for."""

    label: str
    done: str
    came_from: tuple[str, ...] = Field(alias="from")
    to: str
    by: tuple[str, ...]
    only: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()

    def leads_to(self, stage: str) -> str:
        """The stage that it leads to from ``stage``."""
        return stage if self.to == SAME else self.to


class Table(Frozen):
    """Every part that people have in a case, every stage and every move."""

    parts: Mapping[str, str]
    stages: Mapping[str, Stage]
    moves: Mapping[str, Move]
    default_clocks: Mapping[str, Offset]

    def moves_from(self, stage: str, traits: frozenset[str]) -> Iterator[tuple[str, Move]]:
        """The moves that a case with these traits (`queries.traits`) has."""
        for id_, move in self.moves.items():
            if stage in move.came_from and (not move.only or traits & set(move.only)):
                yield id_, move


@lru_cache(maxsize=1)
def table() -> Table:
    """The table that comes with the software. Raises ``ValueError`` where the file does not fit together."""
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> Table:
    """A table from its file. Raises ``ValueError`` with every name in it that leads nowhere."""
    found = Table.model_validate(yaml.load(text, Loader=yaml.CSafeLoader))
    if faults := list(_faults(found)):
        raise ValueError("; ".join(faults))
    return found


def _faults(found: Table) -> Iterator[str]:
    for id_, stage in found.stages.items():
        if not stage.end and stage.owner not in found.parts:
            yield f"{id_}: nobody owns it"
        if not stage.end and not any(id_ in move.came_from for move in found.moves.values()):
            yield f"{id_}: no move leads on"
    for id_, move in found.moves.items():
        for stage_id in (*move.came_from, *(() if move.to == SAME else (move.to,))):
            if stage_id not in found.stages:
                yield f"{id_}: {stage_id} is no stage"
        for part in move.by:
            if part not in found.parts:
                yield f"{id_}: {part} is no part"
