"""What a file says, before anyone decides which body or inspection it speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from inspectorate.formats.indicator_model import SaidIndicators


class FormatError(Exception):
    """The file cannot be read at all. The message is one sentence that names the file, what is wrong and the mend."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: file name, sheet (none in a CSV), 1-based row as a person counts, column heading."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class SaidGrade:
    """A grade as a source words it, and the grade id of the regime's scale, ``None`` where it cannot be read."""

    text: str
    grade: str | None


@dataclass(frozen=True, slots=True)
class SaidInspection:
    """One row, or group of columns, that tells of one inspection.

    ``names`` and ``codes`` (scheme to code: gss, three_digit, urn) are the source's words for the body.
    ``regime`` and ``event`` are framework ids; ``purpose`` is ``reinspection`` where the source says so.
    ``judgements`` maps judgement id to what is said; marks that mean "not judged" leave no entry.
    ``event`` is ``None`` where a source tells of a graded inspection of the regime and not of which kind (a table of
    latest judgements); the record may learn the kind from another source, and nothing here guesses it.
    ``lead`` is a code, never a name.
    ``source_kind`` is ``official`` for the regulator's own release, else ``compiled``.
    ``name_column`` is the heading under which the name stands, where there is one.
    ``number`` is the regulator's own number of the event, where the source gives it.
    """

    place: Place
    body_kind: str
    name: str
    codes: Mapping[str, str]
    regime: str
    event: str | None
    started: date | None = None
    ended: date | None = None
    published: date | None = None
    purpose: str | None = None
    judgements: Mapping[str, SaidGrade] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    lead: str | None = None
    region: str | None = None
    source_kind: str = "official"
    name_column: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class SaidSetting:
    """What one row says of a setting's place on the register on the day ``as_of`` (``None``: the file gives no day).

    ``type`` is an id of `inspectorate.framework.setting_types` and ``standing`` of `history.model.Standing`, as a
    plain text; ``None`` where the row has none. ``name`` and the address are ``None`` where the source withholds them
    ("REDACTED"), and of every type that is not ``named``, whatever the source has. ``left`` is the day it left the
    register, where a source gives one. Texts are the source's own, trimmed.
    """

    place: Place
    urn: str
    type: str
    as_of: date | None
    standing: str | None = None
    registered: date | None = None
    left: date | None = None
    name: str | None = None
    street: str | None = None
    town: str | None = None
    postcode: str | None = None
    ofsted_region: str | None = None
    government_region: str | None = None
    authority: str | None = None
    constituency: str | None = None
    sector: str | None = None
    places: int | None = None
    owner: str | None = None
    linked_urn: str | None = None
    short_breaks: bool | None = None
    source_kind: str = "official"


@dataclass(frozen=True, slots=True)
class SaidRegister:
    """A table that lists every setting on the register on a day (or every one that was ever inspected).

    ``complete``: a setting that is not in it was not on the register that day. ``inspected_only``: it lists only those
    with an inspection, so that absence means nothing.
    """

    place: Place
    as_of: date
    complete: bool


@dataclass(frozen=True, slots=True)
class KeptAside:
    """Something that was not taken, with the source's text, the reason, and what would mend it.

    ``unknown`` is ``grade``, ``name``, ``event``, ``date`` or ``type`` (of setting) where a person's mapping of
    ``text`` would let it in.
    """

    place: Place
    text: str
    reason: str
    mend: str
    unknown: str | None = None


@dataclass(frozen=True, slots=True)
class SaidCoverage:
    """What a table says it covers: all events of these ids, of one regime, in a closed period.

    ``types`` limits it to settings of these types (none named: every body of the kind). ``latest_only``: the table
    tells each body's latest such event up to ``last``, and nothing of those before it.
    """

    body_kind: str
    regime: str
    events: frozenset[str]
    first: date
    last: date
    place: Place
    types: frozenset[str] = frozenset()
    latest_only: bool = False


@dataclass(frozen=True, slots=True)
class PublishedCount:
    """A count that a published table states, to reconcile against: of grades or of settings, at a date or in a year.

    ``table`` is the table's own number (``8a``), or its title where it has none. ``period`` is an ISO day for a table
    "as at" a day, else the year as the table words it (``2022-23``). ``counts`` maps grade id to number; in a table
    that counts settings or their places, the id of a type or a group of types, or ``all``.
    """

    place: Place
    table: str
    period: str
    counts: Mapping[str, int]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one file.

    ``recognised`` says in a few words what each table was read as. ``unread`` are sentences: sheets that hold no table
    this reader knows, tables that it cannot read and why, and columns whose headings it does not know.
    ``released`` is the day on which the file itself says that it was published.
    """

    file: str
    recognised: tuple[str, ...]
    inspections: tuple[SaidInspection, ...] = ()
    settings: tuple[SaidSetting, ...] = ()
    registers: tuple[SaidRegister, ...] = ()
    kept_aside: tuple[KeptAside, ...] = ()
    coverage: tuple[SaidCoverage, ...] = ()
    counts: tuple[PublishedCount, ...] = ()
    unread: tuple[str, ...] = ()
    released: date | None = None
    indicators: tuple[SaidIndicators, ...] = ()
