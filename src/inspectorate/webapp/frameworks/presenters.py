"""What the framework pages say: rules as rows of plain text, each with its source and confidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from inspectorate.due.labels import day_text, lowered
from inspectorate.framework.conditions import ALWAYS
from inspectorate.framework.library import Library
from inspectorate.framework.model import Confidence, Duty, Edition, Event, Question, Rule
from inspectorate.framework.wording import condition_text, offset_text, plain

CONFIDENCE = {
    Confidence.OFFICIAL: "Official text",
    Confidence.SECONDARY: "Secondary source",
    Confidence.DERIVED: "Derived from published data",
    Confidence.UNVERIFIED: "Unverified default",
}


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule: what it is called, what it says, where that comes from and how sure it is."""

    id: str
    label: str
    cells: tuple[str, ...]
    source: str
    href: str | None
    confidence: Confidence
    note: str | None
    exceptions: tuple[str, ...]

    @property
    def confidence_text(self) -> str:
        """The confidence in words."""
        return CONFIDENCE[self.confidence]


@dataclass(frozen=True, slots=True)
class Group:
    """Rules of one sort, as one table. ``heads`` name the cells."""

    id: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[RuleRow, ...]


def groups(edition: Edition) -> list[Group]:
    """Everything an edition says, table by table; sorts of which it says nothing are left out."""
    found = (
        Group("judgements", "What is judged", ("Kind",), _rows(edition, _judgements(edition))),
        Group("limits", "Limits between grades", ("If", "Then", "Force"), _rows(edition, _limits(edition))),
        Group("events", "Events", ("On site", "Inspectors", "Notice", "Output"), _rows(edition, _events(edition))),
        Group("pathways", "Pathways", ("Who is on it", "What is due"), _rows(edition, _pathways(edition))),
        Group("conversions", "Conversions", ("From", "To", "When"), _rows(edition, _conversions(edition))),
        Group("clocks", "Clocks", ("From", "Length"), _rows(edition, _clocks(edition))),
        Group("pauses", "Pauses", ("From", "To"), _rows(edition, _pauses(edition))),
        Group("parameters", "What the text leaves open", ("Default",), _rows(edition, _parameters(edition))),
    )
    return [group for group in found if group.rows]


Said = Iterator[tuple[str, str, tuple[str, ...], Rule]]


def _rows(edition: Edition, said: Said) -> tuple[RuleRow, ...]:
    return tuple(_row(edition, id_, label, cells, rule) for id_, label, cells, rule in said)


def _row(edition: Edition, id_: str, label: str, cells: tuple[str, ...], rule: Rule) -> RuleRow:
    source = edition.sources[rule.source]
    exceptions = tuple(
        f"{plain(name).capitalize()}: {CONFIDENCE[about.confidence].lower()}{f'. {about.note}' if about.note else ''}"
        for name, about in rule.about.items()
    )
    return RuleRow(id_, label, cells, source.title, source.href, rule.confidence, rule.note, exceptions)


def _judgements(edition: Edition) -> Said:
    for id_, judgement in edition.judgements.items():
        part = f" of {edition.judgements[judgement.part_of].label}" if judgement.part_of else ""
        yield id_, judgement.label, (plain(judgement.kind.value).capitalize() + part,), judgement


def _limits(edition: Edition) -> Said:
    for id_, limit in edition.limits.items():
        said = (condition_text(limit.when, edition), condition_text(limit.then, edition), limit.force.value)
        yield id_, plain(id_).capitalize(), said, limit


def _events(edition: Edition) -> Said:
    for id_, event in edition.events.items():
        yield (
            id_,
            event.label,
            (_days(event.on_site_working_days), _team(event), _notice(event), event.output or ""),
            event,
        )


def _days(days: int | None) -> str:
    if days is None:
        return "Left open"
    return "1 working day" if days == 1 else f"{days} working days"


def _team(event: Event) -> str:
    if event.team is None:
        return "Left open"
    sizes = [("small", event.team.small), ("large", event.team.large)]
    others = ", ".join(f"{size} {name}" for name, size in sizes if size is not None)
    return f"{event.team.usual} usually{f' ({others})' if others else ''}"


def _notice(event: Event) -> str:
    if event.notice_working_days is None:
        return "Left open"
    return _days(event.notice_working_days) if event.notice_working_days else "None"


def _pathways(edition: Edition) -> Said:
    for id_, pathway in edition.pathways.items():
        who = "Bodies that nobody has judged" if pathway.unjudged else condition_text(pathway.when, edition)
        who = "Every body" if not pathway.unjudged and pathway.when == ALWAYS else who
        due = "; ".join(_duty(edition, duty) for duty in pathway.due.values()) or "Nothing more"
        yield id_, pathway.label, (who, due), pathway


def _duty(edition: Edition, duty: Duty) -> str:
    """One duty in a line: ``short inspection, usually after 36 months``."""
    label = lowered(edition.events[duty.event].label)
    times = (
        ("from", duty.earliest),
        ("usually after", duty.usual),
        ("at the latest after", duty.latest),
        ("every", duty.every),
    )
    parts = [f"{word} {offset_text(offset)}" for word, offset in times if offset]
    series = [f"{duty.series} of them"] if duty.series and duty.series > 1 else []
    law = ["required by law"] if duty.statutory else []
    return ", ".join([label, *series, *parts, *law])


def _conversions(edition: Edition) -> Said:
    for id_, conversion in edition.conversions.items():
        ends = (edition.events[conversion.from_event].label, edition.events[conversion.to_event].label)
        yield id_, conversion.label, (*ends, conversion.when), conversion


def _clocks(edition: Edition) -> Said:
    for id_, clock in edition.clocks.items():
        yield id_, clock.label, (plain(clock.starts).capitalize(), offset_text(clock.length)), clock


def _pauses(edition: Edition) -> Said:
    for id_, pause in edition.pauses.items():
        yield id_, pause.label, (day_text(pause.first), day_text(pause.last)), pause


def _parameters(edition: Edition) -> Said:
    for id_, parameter in edition.parameters.items():
        yield id_, parameter.label, ("Left open" if parameter.value is None else str(parameter.value),), parameter


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One proposal, how each kind of respondent answered it, and the decision."""

    proposal: str
    answers: tuple[tuple[str, str, str, str, str], ...]
    decision: str
    rule: RuleRow


def question_rows(edition: Edition, questions: Iterable[tuple[str, Question]]) -> list[QuestionRow]:
    """The questions of one consultation; an answer that was not published says so."""
    return [
        QuestionRow(
            proposal=question.proposal,
            answers=tuple(
                (row.respondents, _number(row.total), _share(row.agree), _share(row.disagree), _share(row.unsure))
                for row in question.responses
            ),
            decision=question.decision or "Not published",
            rule=_row(edition, id_, question.proposal, (), question),
        )
        for id_, question in questions
    ]


def _number(value: int | None) -> str:
    return "Not published" if value is None else f"{value:,}"


def _share(value: float | None) -> str:
    return "Not published" if value is None else f"{value:.0%}"


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition in the list: its regime, its day, where it is in its life today, what it extends."""

    id: str
    regime: str
    title: str
    first: str
    status: str
    extends: str


def edition_rows(library: Library, today: date) -> list[EditionRow]:
    """Every edition, newest first within its regime."""
    return [
        EditionRow(
            id=edition.id,
            regime=edition.regime,
            title=edition.title,
            first=day_text(edition.edition) + (" (day unverified)" if edition.day_unverified else ""),
            status=plain(edition.status_on(today).value).capitalize(),
            extends=edition.extends or "",
        )
        for edition in sorted(library.editions.values(), key=lambda one: (one.regime, -one.edition.toordinal(), one.id))
    ]
