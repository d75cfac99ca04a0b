"""Notes as they now read, and how they weigh on each area: strengths against weaknesses, kinds of source, gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from inspectorate.framework.model import Edition, Judgement
from inspectorate.webapp.casework.models import SOURCES, Attachment, Case, NoteVersion


@dataclass(frozen=True, slots=True)
class Reading:
    """A note as it now reads. ``sides``: the versions that nobody wrote on any more, the newest first, and last
    what came after its writer's part had ended; more than one where two people wrote from the same version, or where
    something came late. ``versions``: how many there are; ``files``: what is attached."""

    sides: tuple[NoteVersion, ...]
    versions: int
    files: tuple[Attachment, ...] = ()

    @property
    def newest(self) -> NoteVersion:
        return self.sides[0]

    @property
    def forked(self) -> bool:
        """Whether two people wrote from the same version, or one wrote on it late, and both still stand."""
        return len(self.sides) > 1

    @property
    def late(self) -> bool:
        """Whether a side came after its writer's part in the case had ended."""
        return any(side.after_part for side in self.sides)

    @property
    def id(self) -> UUID:
        """The note's."""
        return self.newest.note_id

    @property
    def areas(self) -> list[str]:
        """What any of its sides is tagged with."""
        return list(dict.fromkeys(tag for side in self.sides for tag in side.areas))

    def about(self, tag: str) -> bool:
        """Whether it is tagged with an area or one of its criteria, or with just this criterion."""
        return any(held == tag or held.startswith(f"{tag}.") for held in self.areas)


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
    """Every note of a case as it now reads, the newest first. A note with an empty text and no file was taken out."""
    held: dict[UUID, list[NoteVersion]] = {}
    for version in NoteVersion.objects.filter(note__case=case).order_by("-at", "-id"):
        held.setdefault(version.note_id, []).append(version)
    files: dict[UUID, list[Attachment]] = {}
    for attachment in Attachment.objects.filter(note__case=case):
        files.setdefault(attachment.note_id, []).append(attachment)
    found = (_reading(versions, files.get(note, ())) for note, versions in held.items())
    return sorted((one for one in found if one is not None), key=lambda one: one.newest.at, reverse=True)


def _reading(versions: Sequence[NoteVersion], files: Iterable[Attachment]) -> Reading | None:
    """A note from its versions, the newest first, or nothing where it was taken out."""
    kept, last = tuple(files), ends((one.pk, one.after, one.after_part) for one in versions)
    sides = tuple(one for one in sorted(versions, key=lambda one: one.after_part) if one.pk in last)
    # A side whose text is empty was taken out; a note with a file stays, whatever its text.
    written = tuple(one for one in sides if one.text.strip()) or sides[:1] * bool(kept)
    return Reading(written, len(versions), kept) if written else None


def ends(versions: Iterable[tuple[UUID, UUID | None, bool]]) -> set[UUID]:
    """Of versions, each with the one that it was written on, and whether it came after its writer's part had ended,
    those that no other one was written on. What came late takes nothing away from the team: it stands beside it."""
    rows = list(versions)
    late = {id_ for id_, _, came_late in rows if came_late}
    return {id_ for id_, _, _ in rows} - {after for _, after, came_late in rows if not came_late or after in late}


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
