"""Notes as they now read, and how they weigh on each area: strengths against weaknesses, kinds of source, gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from inspectorate.framework.model import Edition, Judgement
from inspectorate.webapp.casework.models import SOURCES, Case, NoteVersion


@dataclass(frozen=True, slots=True)
class Reading:
    """A note as it now reads. ``versions``: how many there are; ``forked``: two were written from the same one."""

    newest: NoteVersion
    versions: int
    forked: bool

    @property
    def id(self) -> UUID:
        """The note's."""
        return self.newest.note_id

    def about(self, tag: str) -> bool:
        """Whether it is tagged with an area or one of its criteria, or with just this criterion."""
        return any(held == tag or held.startswith(f"{tag}.") for held in self.newest.areas)


@dataclass(frozen=True, slots=True)
class Weight:
    """What the notebook holds about one area or criterion. ``sources``: how many notes of which kind; ``criteria``: the
    same for each criterion of an area; ``gap`` says what is missing, or nothing."""

    area: str
    label: str
    strengths: tuple[Reading, ...]
    weaknesses: tuple[Reading, ...]
    neither: tuple[Reading, ...]
    sources: Mapping[str, int]
    criteria: tuple[Weight, ...] = ()

    @property
    def count(self) -> int:
        """How many notes."""
        return len(self.strengths) + len(self.weaknesses) + len(self.neither)

    @property
    def gaps(self) -> int:
        """How many of its criteria miss something."""
        return sum(bool(one.gap) for one in self.criteria)

    @property
    def gap(self) -> str:
        """What would make the evidence stand on more than one leg."""
        if not self.count:
            return "No evidence yet."
        if len(self.sources) == 1:
            return f"All from one kind of source: {next(iter(self.sources)).lower()}."
        return "" if self.sources else "No note says what it comes from."


def readings(case: Case) -> list[Reading]:
    """Every note of a case as it now reads, the newest first. A note with an empty text was taken out."""
    held: dict[UUID, list[NoteVersion]] = {}
    for version in NoteVersion.objects.filter(note__case=case).order_by("at", "id"):
        held.setdefault(version.note_id, []).append(version)
    found = [Reading(versions[-1], len(versions), _forked(versions)) for versions in held.values()]
    return sorted((one for one in found if one.newest.text.strip()), key=lambda one: one.newest.at, reverse=True)


def _forked(versions: Iterable[NoteVersion]) -> bool:
    told = Counter(version.after for version in versions)
    return any(number > 1 for number in told.values())


def weights(judgements: Mapping[str, Judgement], notes: Iterable[Reading]) -> list[Weight]:
    """How the notes weigh on each area and on its criteria."""
    held = list(notes)
    return [
        replace(
            _weight(area, judgement.label, held),
            criteria=tuple(_weight(f"{area}.{id_}", label, held) for id_, label in judgement.criteria.items()),
        )
        for area, judgement in judgements.items()
    ]


def _weight(tag: str, label: str, notes: Iterable[Reading]) -> Weight:
    mine, labels = [one for one in notes if one.about(tag)], dict(SOURCES)

    def of(weighs: str) -> tuple[Reading, ...]:
        return tuple(one for one in mine if one.newest.weighs == weighs)

    sources = Counter(labels[one.newest.source] for one in mine if one.newest.source)
    return Weight(tag, label, of("strength"), of("weakness"), of(""), dict(sources))


def tags(edition: Edition) -> dict[str, str]:
    """What a note can be about under an edition, each with its label: areas, and after each its criteria."""
    return {
        tag: label
        for area, held in edition.judgements.items()
        for tag, label in (
            (area, held.short or held.label),
            *((f"{area}.{id_}", label) for id_, label in held.criteria.items()),
        )
    }
