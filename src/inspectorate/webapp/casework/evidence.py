"""Notes as they now read, and how they weigh on each area: strengths against weaknesses, kinds of source, gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

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


@dataclass(frozen=True, slots=True)
class Weight:
    """What the notebook holds about one area. ``sources``: how many notes of which kind; ``gap`` says what is missing,
    or nothing."""

    area: str
    label: str
    strengths: tuple[Reading, ...]
    weaknesses: tuple[Reading, ...]
    neither: tuple[Reading, ...]
    sources: Mapping[str, int]

    @property
    def count(self) -> int:
        """How many notes."""
        return len(self.strengths) + len(self.weaknesses) + len(self.neither)

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


def weights(areas: Mapping[str, str], notes: Iterable[Reading]) -> list[Weight]:
    """How the notes weigh on each area; ``areas``: id to label."""
    held, labels = list(notes), dict(SOURCES)
    return [
        _weight(area, label, [one for one in held if area in one.newest.areas], labels) for area, label in areas.items()
    ]


def _weight(area: str, label: str, notes: list[Reading], labels: Mapping[str, str]) -> Weight:
    def of(weighs: str) -> tuple[Reading, ...]:
        return tuple(one for one in notes if one.newest.weighs == weighs)

    sources = Counter(labels[one.newest.source] for one in notes if one.newest.source)
    return Weight(area, label, of("strength"), of("weakness"), of(""), dict(sources))
