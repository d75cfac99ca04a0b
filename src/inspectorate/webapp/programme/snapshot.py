"""All authorities on one day in a form that lists can be made from at once: what is due, and their last judgements.

It is computed in one pass over the record and kept in the cache under the library, the record's revision and the day.
The cache may be emptied at any time; the next page computes it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version

from django.core.cache import cache

from inspectorate.due.editions import made_under
from inspectorate.due.engine import due, idle_decisions
from inspectorate.due.identity import Same
from inspectorate.due.labels import Labels, capital
from inspectorate.framework.library import Library, load_library
from inspectorate.history.model import History, Inspection
from inspectorate.history.position import order
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.inspections.revision import record_revision
from inspectorate.webapp.programme import presenters
from inspectorate.webapp.programme.decision_presenters import in_few_words
from inspectorate.webapp.programme.lanes import lane_of, overall_grade
from inspectorate.webapp.programme.queries import Owed, histories
from inspectorate.webapp.register.models import Body, BodyCode, BodyName
from inspectorate.webapp.register.queries import folded

KEPT_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    """One authority in a list: ``grades`` of its last graded inspection by lane, and its next graded event.

    ``headline`` is its overall grade; ``None`` where it gave none, or nobody has judged. ``possible``: how many graded
    events may be the next, since the grades leave more than one pathway open. ``words``: the names and codes it is
    found by.
    """

    code: str
    name: str
    region: str
    type: str
    closed: date | None
    words: str
    grades: dict[str, str | None]
    headline: str | None
    event: str
    last: date | None
    next: presenters.DueRow | None
    possible: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is due in the order of attention, all authorities by name, and decisions on which nothing rests any more."""

    due: tuple[presenters.DueRow, ...]
    authorities: tuple[AuthorityRow, ...]
    idle: frozenset[str]


def snapshot(as_of: date) -> Snapshot:
    """The snapshot of a day, from the cache if it is there."""
    library = load_library()
    key = key_of(library, as_of)
    found = cache.get(key)
    if not isinstance(found, Snapshot):
        found = taken(library, as_of)
        cache.set(key, found, KEPT_SECONDS)
    return found


def taken(library: Library, as_of: date) -> Snapshot:
    """The snapshot of a day, computed."""
    types, words = _types_and_words()
    rows: list[presenters.DueRow] = []
    authorities, idle = [], set()
    for history in histories():
        owed = [Owed(history.body, found) for found in due(history, library, as_of)]
        decisions = {made.id: in_few_words(made) for made in history.decisions}
        mine = [presenters.due_row(one, library, decisions) for one in owed]
        if history.decisions:
            idle |= {made.id for made in idle_decisions(history, library, as_of)}
        rows += mine
        code = history.body.code
        authorities.append(_authority(history, library, as_of, mine, types[code], words[code]))
    return Snapshot(tuple(sorted(rows, key=presenters.attention)), tuple(authorities), frozenset(idle))


def _authority(
    history: History, library: Library, as_of: date, owed: Iterable[presenters.DueRow], type_: str, words: Iterable[str]
) -> AuthorityRow:
    last = last_graded(history, as_of)
    plan = made_under(library, last) if last else None
    graded = [row for row in owed if row.graded]
    grades = dict(_lane_grades(last, library)) if last else {}
    return AuthorityRow(
        code=history.body.code,
        name=history.body.name,
        region=history.body.region or "",
        type=type_,
        closed=history.body.closed,
        words=" | ".join(folded(word) for word in words),
        grades=grades,
        headline=overall_grade(library, grades),
        event=capital(Labels(library, plan.id).event(last.event, last.purpose)) if last and plan else "",
        last=last.carried_out if last else None,
        next=graded[0] if graded else None,
        possible=len(graded),
    )


def last_graded(history: History, as_of: date) -> Inspection | None:
    """The last graded inspection that was carried out and known by a day."""
    found = (one for one in history.inspections if one.graded and one.known_on <= as_of)
    dated = [one for one in found if one.carried_out is not None and one.carried_out <= as_of]
    return max(dated, key=order, default=None)


def _lane_grades(inspection: Inspection, library: Library) -> Iterator[tuple[str, str | None]]:
    for judgement, grade in inspection.grades.items():
        lane = lane_of(library, inspection.regime, judgement)
        if lane is not None:
            yield lane, grade


def _types_and_words() -> tuple[dict[str, str], dict[str, list[str]]]:
    """The type of each authority, and the names and codes by which it is found, by its code."""
    types: dict[str, str] = {}
    words: dict[str, list[str]] = {}
    rows = Body.objects.filter(kind="authority").values_list("code", "name", "authority_type")
    for code, name, type_ in rows:
        types[code], words[code] = type_, [code, name]
    names = BodyName.objects.filter(body__kind="authority").values_list("body__code", "name").order_by()
    codes = BodyCode.objects.filter(body__kind="authority").values_list("body__code", "code").order_by()
    for code, word in names.union(codes, all=True):
        words[code].append(word)
    return types, words


def key_of(library: Library, as_of: date) -> str:
    """What computed answers about a day are kept under: it changes with the library, the record and decisions."""
    revision = record_revision((AuditEntry, "id"))
    shape = (presenters.DueRow.__slots__, AuthorityRow.__slots__)
    text = repr((version("inspectorate"), _library_hash(Same(library)), revision, as_of, shape))
    return f"programme-{sha256(text.encode()).hexdigest()}"


@lru_cache(maxsize=8)
def _library_hash(library: Same[Library]) -> str:
    held = library.value
    return sha256("".join(map(held.content_hash, held.editions.values())).encode()).hexdigest()
