"""What the pages of casework say: cases in lists, the track of stages, moves that are open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from inspectorate.due.labels import capital
from inspectorate.webapp.casework.clocks import Running
from inspectorate.webapp.casework.evidence import Reading
from inspectorate.webapp.casework.models import Case
from inspectorate.webapp.casework.queries import Seen, traits
from inspectorate.webapp.casework.table import TRACK, Move, table
from inspectorate.webapp.design.filters import day, moment, span

BESIDE = {"days": "set the days on site"}
"""What is kept with the moves of a case and is none of the table: it leads to no other stage."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list."""

    slug: str
    body: str
    event: str
    days: str
    stage: str
    owner: str
    part: str
    clock: Running | None
    late: bool
    ended: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One stage on the track of a case: passed, here, or to come."""

    label: str
    state: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One move that was taken, as the history shows it."""

    what: str
    by: str
    at: datetime
    reason: str
    said: tuple[tuple[str, str], ...]


def case_row(found: Seen) -> CaseRow:
    """A case as a row."""
    case, stage = found.case, table().stages[found.case.stage]
    return CaseRow(
        slug=case.slug,
        body=case.body.name,
        event=event_label(found),
        days=days_text(found),
        stage=stage.label,
        owner=owner_text(case) if not stage.end else "",
        part=", ".join(table().parts[part] for part in sorted(found.parts)),
        clock=found.clock,
        late=found.late,
        ended=stage.end,
    )


def event_label(found: Seen) -> str:
    """What is carried out, in words."""
    label = found.edition.events[found.case.event].label
    return f"{label} (re-inspection)" if found.case.purpose == "reinspection" else label


def days_text(found: Seen) -> str:
    """The days on site. Whoever may open the case may know them: before notice the body may not."""
    case = found.case
    return span(case.starts, case.ends) if case.starts else "Not set"


def owner_text(case: Case) -> str:
    """Who is to move a case on: by name where one person is."""
    owner = table().stages[case.stage].owner
    part = {"lead": "lead", "assurer": "assurer"}.get(owner)
    named = [one.user.name for one in case.serving if part and one.part == part]
    return named[0] if named else table().parts[owner]


def track(case: Case, graded: bool) -> list[Step]:
    """The stages that a case goes through, in order, and where it is."""
    stages = [stage for stage in TRACK if graded or stage != "judging"]
    if not case.announced:
        stages = [stage for stage in stages if stage not in ("notified", "preparing")]
    labels = table().stages
    if case.stage not in stages:
        return [*(Step(labels[stage].label, "") for stage in stages), Step(labels[case.stage].label, "here")]
    here = stages.index(case.stage)
    return [
        Step(labels[stage].label, "passed" if number < here else "here" if number == here else "to_come")
        for number, stage in enumerate(stages)
    ]


def open_moves(found: Seen) -> Iterator[tuple[str, Move]]:
    """The moves that the reader may try now."""
    for id_, move in table().moves_from(found.case.stage, traits(found.case, found.edition)):
        if found.parts & set(move.by) and (id_ != "convert" or turns_into(found)):
            yield id_, move


def turns_into(found: Seen) -> list[tuple[str, str]]:
    """The events that the edition lets this one be turned into, as choices."""
    rules = [rule for rule in found.edition.conversions.values() if rule.from_event == found.case.event]
    return [(rule.to_event, found.edition.events[rule.to_event].label) for rule in rules]


def happened(case: Case) -> list[Happened]:
    """Every move, and whenever the days were set, the newest first."""
    return [
        Happened(
            what=capital(BESIDE.get(one.move) or table().moves[one.move].done),
            by=one.by,
            at=one.at,
            reason=one.reason,
            said=tuple((capital(name.replace("_", " ")), _shown(value)) for name, value in one.said.items()),
        )
        for one in reversed(case.moves.all())
    ]


def _shown(value: str) -> str:
    """What was said with a move; days and moments as they are written."""
    try:
        return (
            day(date.fromisoformat(value)) if len(value) == len("2026-11-25") else moment(datetime.fromisoformat(value))
        )
    except ValueError:
        return value


def note_choices(notes: Iterable[Reading]) -> list[tuple[str, str]]:
    """Notes as boxes to tick: the beginning of each, with every side of a fork; of a note without text, its files."""
    return [(str(one.id), " / ".join(_short(side.text) for side in one.sides) or _files(one)) for one in notes]


def _files(note: Reading) -> str:
    return f"Only files: {', '.join(one.name for one in note.files)}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 120 else f"{words[:117]}…"
