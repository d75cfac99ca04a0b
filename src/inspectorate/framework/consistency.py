"""How far the editions that a regime has for single types say the same as its core, rule by rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from inspectorate.framework.diff import diff, sentence, subject
from inspectorate.framework.layout import Table
from inspectorate.framework.library import Library
from inspectorate.framework.model import Edition
from inspectorate.framework.setting_types import setting_types
from inspectorate.framework.wording import listed

COMPARED = ("scale", "judgements", "limits", "events", "always", "standings", "clocks")
"""The parts of an edition that a core can hold; pathways are each type's own."""


class Kept(StrEnum):
    """What an edition for one type makes of a rule."""

    SAME = "same"
    VARIED = "varied"
    LEFT_OUT = "left_out"
    OWN = "own"  # the core does not have it
    NOWHERE = "nowhere"  # neither the core nor this edition has it


@dataclass(frozen=True, slots=True)
class Line:
    """One rule, named in words, and what each edition makes of it (by the edition's id)."""

    path: tuple[str, str]
    subject: str
    kept: Mapping[str, Kept]

    def editions(self, kept: Kept) -> tuple[str, ...]:
        """The ids of the editions that make this of it."""
        return tuple(id_ for id_, found in self.kept.items() if found is kept)


@dataclass(frozen=True, slots=True)
class Consistency:
    """A regime's core on a day, the editions for single types that stand beside it, and every rule of any of them.

    ``differences``: by edition, what it says otherwise than the core, in sentences.
    """

    core: Edition
    editions: tuple[Edition, ...]
    lines: tuple[Line, ...]
    differences: Mapping[str, tuple[str, ...]]

    def share(self, edition: Edition) -> tuple[int, int]:
        """How many of the core's rules an edition keeps as they are, and how many the core has."""
        mine = [line.kept[edition.id] for line in self.lines]
        return mine.count(Kept.SAME), sum(kept in (Kept.SAME, Kept.VARIED, Kept.LEFT_OUT) for kept in mine)


def regimes_with_a_core(library: Library) -> tuple[str, ...]:
    """The regimes in which editions for several types extend a core, in the order in which they began."""
    regimes = dict.fromkeys(edition.regime for edition in library.editions.values() if not edition.applies_to)
    return tuple(regime for regime in regimes if len(_variants(library, regime)) > 1)


def _variants(library: Library, regime: str) -> set[str | None]:
    return {edition.variant for edition in library.of_regime(regime) if edition.applies_to}


def consistency(library: Library, regime: str, day: date) -> Consistency | None:
    """What is common on ``day``; ``None`` where the regime has no core by then, or no two editions beside it."""
    begun = [edition for edition in library.of_regime(regime) if edition.edition <= day]
    cores = [edition for edition in begun if not edition.applies_to]
    found = (library.in_force(type_, day, regime) for type_ in setting_types())
    editions = tuple({edition.id: edition for edition in found if edition}.values())
    if not cores or len(editions) < 2:
        return None
    core = cores[-1]
    differences = {edition.id: tuple(_differences(core, edition)) for edition in editions}
    return Consistency(core, editions, tuple(_lines(core, editions)), differences)


def _differences(core: Edition, edition: Edition) -> Iterator[str]:
    for change in diff(core, edition):
        if change.path[0] in COMPARED:
            yield sentence(change, core, edition)


def _lines(core: Edition, editions: tuple[Edition, ...]) -> Iterator[Line]:
    changed = {edition.id: {change.path[:2] for change in diff(core, edition)} for edition in editions}
    for section in COMPARED:
        held = [getattr(edition, section) for edition in (core, *editions)]
        for id_ in dict.fromkeys(name for rules in held for name in rules):
            path = (section, id_)
            named = next(edition for edition in (core, *editions) if id_ in getattr(edition, section))
            kept = {edition.id: _kept(path, core, edition, path in changed[edition.id]) for edition in editions}
            yield Line(path, subject(path, named), kept)


def _kept(path: tuple[str, str], core: Edition, edition: Edition, changed: bool) -> Kept:
    section, id_ = path
    there, here = id_ in getattr(core, section), id_ in getattr(edition, section)
    if there and here:
        return Kept.VARIED if changed else Kept.SAME
    if there or here:
        return Kept.LEFT_OUT if there else Kept.OWN
    return Kept.NOWHERE


def names_of(edition: Edition) -> str:
    """The types that an edition is for, in words: ``children's homes and secure children's homes``."""
    return listed([_small(setting_types()[type_].plural) for type_ in edition.applies_to])


def _small(text: str) -> str:
    return text[0].lower() + text[1:]


def table(found: Consistency) -> Table:
    """Rule by rule: how many editions keep it, and for which types it is varied, left out, or their own."""
    names = {edition.id: names_of(edition) for edition in found.editions}

    def told(line: Line, kept: Kept) -> str:
        return listed([names[id_] for id_ in line.editions(kept)])

    rows = (
        (
            line.subject,
            f"{len(line.editions(Kept.SAME))} of {len(found.editions)}",
            told(line, Kept.VARIED),
            told(line, Kept.LEFT_OUT),
            told(line, Kept.OWN),
        )
        for line in found.lines
    )
    return Table("Rule by rule", ("Rule", "As in the core", "Varied for", "Left out for", "Only for"), tuple(rows))
