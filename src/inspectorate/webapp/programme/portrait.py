"""What the page of one authority says: its next inspection, its judgements, events, findings, succession, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inspectorate.due.editions import made_under
from inspectorate.due.labels import KINDS, Labels, article, capital, listed, lowered
from inspectorate.due.model import DueStatus
from inspectorate.framework.library import Library
from inspectorate.framework.model import Publication
from inspectorate.history.model import Body, Finding, History, Inspection
from inspectorate.webapp.design.addresses import page_of
from inspectorate.webapp.design.filters import day, span
from inspectorate.webapp.programme.lanes import Lane, Mark, lanes
from inspectorate.webapp.programme.presenters import STATUSES, Explained
from inspectorate.webapp.programme.snapshot import last_graded


@dataclass(frozen=True, slots=True)
class Next:
    """The next graded event in a sentence; ``href`` leads to why."""

    text: str
    why: str
    href: str
    status: DueStatus

    @property
    def status_text(self) -> str:
        """The status in words."""
        return STATUSES[self.status]


@dataclass(frozen=True, slots=True)
class GradeCell:
    """One grade as pages draw it; ``label`` is the word, ``judgement`` what was judged."""

    judgement: str
    grade: str | None
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event as it was carried out."""

    id: str
    label: str
    framework: str
    when: str
    published: str
    known: str
    topics: tuple[str, ...]
    grades: tuple[GradeCell, ...]
    pilot: bool
    graded: bool
    day: date | None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding and where it stands; ``late``: past its day, and nobody has confirmed it."""

    id: str
    kind: str
    text: str
    found: str
    by: str
    responsible: str
    confirmer: str
    state: str
    open: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Kin:
    """A body that this one came from or went into, with its last judgements."""

    name: str
    href: str
    how: str
    event: str
    when: str
    grades: tuple[GradeCell, ...]


def known_by(history: History, as_of: date) -> list[Inspection]:
    """The events that had been carried out and were known by a day, newest first; those without a day come last."""
    found = [one for one in history.inspections if one.known_on <= as_of and (one.carried_out or date.min) <= as_of]
    return sorted(found, key=lambda one: (one.carried_out or date.min, one.id), reverse=True)


def is_public(inspection: Inspection, library: Library, body: Body) -> bool:
    """Whether people outside the inspectorate may see an event: it was published, its framework does not keep such
    events to itself, and it was no pilot."""
    plan = made_under(library, inspection, body)
    event = plan.edition.events.get(inspection.event) if plan else None
    kept = event is not None and event.published is Publication.NEVER
    return inspection.published is not None and not kept and not inspection.pilot


def next_event(owed: Sequence[Explained]) -> Next | None:
    """The next graded event. Where the grades or the record leave several open, all of them are named."""
    graded = [one for one in owed if one.row.graded]
    if not graded:
        return None
    first = graded[0]
    if len(graded) > 1 and first.row.status is DueStatus.UNKNOWN:
        names = dict.fromkeys(f"{lowered(one.row.label)} ({_within(one.row.window)})" for one in graded)
        text = f"not known; it may be {listed([article(name) for name in names], 'or')}"
    else:
        text = f"{lowered(first.row.label)}, {_within(first.row.window)}"
    return Next(text, first.row.why, f"#{first.id}", first.row.status)


def _within(window: str) -> str:
    """A window within a sentence: ``by 4 May 2027``; one that begins with a day stays as it is."""
    return lowered(window)


def event_row(inspection: Inspection, library: Library, body: Body) -> EventRow:
    """One event in words."""
    plan = made_under(library, inspection, body)
    labels = Labels(library, plan.id if plan else None)
    return EventRow(
        id=inspection.id,
        label=capital(labels.event(inspection.event, inspection.purpose)),
        framework=_framework(plan.edition.title if plan else inspection.regime, labels.event(inspection.event)),
        when=_when(inspection),
        published=day(inspection.published, "Not published, or not known"),
        known=day(inspection.known_on) if inspection.known_on != inspection.published else "",
        topics=tuple(capital(topic) for topic in inspection.topics),
        grades=grade_cells(inspection, library, body),
        pilot=inspection.pilot,
        graded=bool(inspection.grades),
        day=inspection.carried_out,
    )


def _when(inspection: Inspection) -> str:
    """Its days; where no source gives them, the day of publication."""
    if inspection.started or inspection.ended:
        return span(inspection.started, inspection.ended)
    return f"Published {day(inspection.published)}" if inspection.published else "Day not known"


def _framework(title: str, event: str) -> str:
    """The framework's title; nothing where the event is called the same."""
    return "" if title.lower() == event.lower() else title


def grade_cells(inspection: Inspection, library: Library, body: Body) -> tuple[GradeCell, ...]:
    """All grades of one inspection, the overall first."""
    plan = made_under(library, inspection, body)
    labels = Labels(library, plan.id if plan else None)
    return tuple(cells(inspection.grades, inspection.texts, labels))


def cells(grades: Mapping[str, str | None], texts: Mapping[str, str], labels: Labels) -> Iterator[GradeCell]:
    """Grades as pages draw them, the overall first, in the words of an edition."""
    for judgement in sorted(grades, key=lambda id_: id_ != "overall"):
        grade = grades[judgement]
        told = capital(labels.grade(grade)) if grade else "Not known"
        held = labels.edition.judgements.get(judgement) if labels.edition else None
        name = held.short if held and held.short else labels.judgement(judgement)
        yield GradeCell(capital(name), grade, told, texts.get(judgement, ""))


def finding_rows(findings: Iterable[Finding], events: Iterable[EventRow], as_of: date) -> list[FindingRow]:
    """Findings known by a day, those still open first."""
    by_id = {event.id: event for event in events}
    rows = [_finding_row(one, by_id.get(one.inspection), as_of) for one in findings if one.known_on <= as_of]
    return sorted(rows, key=lambda row: (not row.late, not row.open))


def _finding_row(one: Finding, event: EventRow | None, as_of: date) -> FindingRow:
    is_open = one.confirmed_on is None or one.confirmed_on > as_of
    late = is_open and one.put_right_by is not None and one.put_right_by < as_of
    state = "Past its day and not confirmed" if late else "Not yet confirmed"
    return FindingRow(
        id=one.id,
        kind=capital(KINDS[one.kind]),
        text=one.text,
        found=f"{event.label}, {event.when}" if event else "an event that was not known then",
        by=day(one.put_right_by, "no day agreed"),
        responsible=one.responsible or "not known",
        confirmer=one.confirmer or "not known",
        state=state if is_open else f"Confirmed as put right on {day(one.confirmed_on)}",
        open=is_open,
        late=late,
    )


def predecessors(history: History, library: Library, as_of: date) -> list[Kin]:
    """The bodies that this one came from."""
    links = {link.predecessor: link for link in history.body.predecessors}
    return [
        _kin(before, library, as_of, f"{_how(links[before.body.id].kind)} on {day(links[before.body.id].on)}")
        for before in history.predecessors
    ]


def successor(history: History, library: Library, as_of: date, kind: str, on: date) -> Kin:
    """A body that this one went into."""
    return _kin(history, library, as_of, f"{_how(kind)} on {day(on)}")


def _how(kind: str) -> str:
    return capital(kind.replace("_", " "))


def _kin(history: History, library: Library, as_of: date, how: str) -> Kin:
    last = last_graded(history, as_of)
    row = event_row(last, library, history.body) if last else None
    return Kin(
        name=history.body.name,
        href=page_of(history.body),
        how=how,
        event=row.label if row else "",
        when=row.when if row else "",
        grades=row.grades if row else (),
    )


@dataclass(frozen=True, slots=True)
class JudgementTable:
    """The table beside the chart: a row a graded inspection, newest first, a column a lane."""

    lanes: tuple[Lane, ...]
    rows: tuple[tuple[EventRow, tuple[Mark | None, ...]], ...]


def judgement_table(inspections: Sequence[Inspection], library: Library, body: Body) -> JudgementTable:
    """Judgements through time, as a table; each mark that breaks with the one before says so."""
    found = tuple(lanes(inspections, library, body))
    graded = [one for one in inspections if one.graded]
    rows = ((event_row(one, library, body), tuple(lane.of(one.id) for lane in found)) for one in graded)
    return JudgementTable(found, tuple(rows))
