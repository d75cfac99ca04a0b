"""The framework library: every edition, which of them is in force when, and a hash that pins one edition's content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from inspectorate.framework.loader import load_editions
from inspectorate.framework.model import Edition, Stage, Status
from inspectorate.framework.stated import content_hash

SHIPPED = Path(__file__).parent / "library"
"""The folder of the editions that come with the software, one folder a regime."""


@dataclass(frozen=True)
class Library:
    """Editions by id, ordered by the day their regime began, then by their own."""

    editions: Mapping[str, Edition]

    def edition(self, id_: str) -> Edition:
        """The edition of this id. Raises ``KeyError`` with a sentence where the library does not hold it."""
        if id_ not in self.editions:
            raise KeyError(f"The framework library holds no edition {id_}; it holds {', '.join(self.editions)}.")
        return self.editions[id_]

    def of_regime(self, regime: str) -> tuple[Edition, ...]:
        """A regime's editions, oldest first, drafts and variants too; none where it is unknown."""
        return tuple(edition for edition in self.editions.values() if edition.regime == regime)

    def in_force(self, applies_to: str, day: date, regime: str | None = None) -> Edition | None:
        """The newest edition in force on ``day`` for bodies of this kind; drafts and pilots never are in force."""
        held = self.editions.values() if regime is None else self.of_regime(regime)
        found = [edition for edition in held if applies_to in edition.applies_to]
        standing = [edition for edition in found if edition.status_on(day) is Status.IN_FORCE]
        return max(standing, key=lambda edition: edition.edition, default=None)

    def first_day(self, regime: str) -> date | None:
        """The day on which the first edition of a regime came into force; ``None`` if none ever did."""
        return min((day for edition in self.of_regime(regime) if (day := _in_force_from(edition))), default=None)

    def content_hash(self, edition: Edition) -> str:
        """The sha256 of an edition's content; what only a later edition says of it does not count."""
        return content_hash(edition)


def load_library(root: Path | None = None) -> Library:
    """The library in a folder of YAML files (the shipped one unless ``root`` is given; that one is read once only).

    Raises `FrameworkError` with every problem of every file.
    """
    return _shipped() if root is None else library(load_editions(sorted(root.rglob("*.yaml")), root))


@lru_cache(maxsize=1)
def _shipped() -> Library:
    return load_library(SHIPPED)


def library(editions: Iterable[Edition]) -> Library:
    """A library of these editions; one that a later edition of its regime follows is superseded from that day on."""
    held = _ordered(editions)
    return Library({edition.id: _superseded(edition, held) for edition in held})


def _ordered(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """Regime by regime, in the order in which these began; a variant comes after the edition that it varies."""
    held = tuple(editions)
    began = {regime: min(made.edition for made in held if made.regime == regime) for regime in {m.regime for m in held}}
    return tuple(sorted(held, key=lambda made: (began[made.regime], made.regime, made.edition, made.variant or "")))


def _superseded(edition: Edition, held: tuple[Edition, ...]) -> Edition:
    first = _in_force_from(edition)
    if first is None or any(stage.status is Status.SUPERSEDED for stage in edition.life):
        return edition
    # An edition for several types ends when the last of them has another; the core when the core has.
    followed = [_followed(edition.regime, first, kind, held) for kind in edition.applies_to or (None,)]
    if None in followed:
        return edition
    day = max(day for day in followed if day)
    end = Stage(status=Status.SUPERSEDED, first=day, note="A later edition follows.", derived=True)
    return edition.model_copy(update={"life": (*edition.life, end)})


def _followed(regime: str, first: date, kind: str | None, held: tuple[Edition, ...]) -> date | None:
    """The day on which bodies of a kind (or, with none, the core of a regime) come under a later edition."""
    mine = (other for other in held if other.regime == regime and applies(other, kind))
    return min((day for other in mine if (day := _in_force_from(other)) and day > first), default=None)


def applies(edition: Edition, kind: str | None) -> bool:
    """Whether an edition is one for bodies of this kind; ``None``: whether it is a core, which is for nobody alone."""
    return kind in edition.applies_to if kind else not edition.applies_to


def _in_force_from(edition: Edition) -> date | None:
    return next((stage.first for stage in edition.life if stage.status is Status.IN_FORCE), None)
