"""What a form offers: regimes of the framework library, models that ship with the software, and policies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from inspectorate.framework.library import Library
from inspectorate.framework.model import Edition, Status
from inspectorate.laboratory.model_file import ModelFile
from inspectorate.laboratory.reading import model_names, read_file

AUTHORITY = "authority"

JUDGED = frozenset({"help_and_protection", "in_care", "leadership"})
"""The areas that every such edition judges; a model without one of them cannot be inspected."""


def regimes(library: Library) -> dict[str, str]:
    """What may be asked for, with its label: each regime by its newest edition, the oldest regime first; then older
    editions and variants, the newest first, and last those of settings."""
    held = _held(library)
    newest = {regime: editions[-1] for regime, editions in _plain(held)}
    others = [one for one in reversed(held) if one not in newest.values()]
    others.sort(key=lambda one: AUTHORITY not in one.applies_to)
    return {regime: _label(one, ", newest edition") for regime, one in newest.items()} | {
        one.id: _label(one) for one in others
    }


@cache
def models() -> Mapping[str, ModelFile]:
    """The models that ship with the software and that frameworks can inspect, by name."""
    files = {name: read_file(name) for name in model_names()}
    return {name: file for name, file in files.items() if set(file.areas) >= JUDGED}


def _held(library: Library) -> list[Edition]:
    """Editions that say what follows, of bodies that there is a model of."""
    modelled = {file.applies_to for file in models().values()}
    return [one for one in library.editions.values() if one.pathways and modelled & set(one.applies_to)]


def _plain(held: Sequence[Edition]) -> Iterator[tuple[str, list[Edition]]]:
    """Each regime with the editions of which the last one is meant when the regime alone is named."""
    for regime in dict.fromkeys(one.regime for one in held):
        plain = [one for one in held if one.regime == regime and one.variant is None]
        stood = [one for one in plain if any(stage.status is Status.IN_FORCE for stage in one.life)]
        if plain:
            yield regime, stood or plain


def _label(edition: Edition, which: str = "") -> str:
    return f"{edition.title}{which} ({edition.edition:%B %Y})"
