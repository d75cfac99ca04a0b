"""What the framework pages say: rules as rows of plain text, each with its source and confidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inspectorate.due.labels import capital, day_text, lowered
from inspectorate.framework.conditions import ALWAYS
from inspectorate.framework.model import About, Confidence, Duty, Edition, Event, Pathway, Rule
from inspectorate.framework.schedule_tables import counted_from, duty_terms
from inspectorate.framework.wording import condition_text, listed, offset_text, plain, value_text

CONFIDENCE = {
    Confidence.OFFICIAL: "Official text",
    Confidence.SECONDARY: "Secondary source",
    Confidence.DERIVED: "Derived from published data",
    Confidence.UNVERIFIED: "Unverified default",
}


@dataclass(frozen=True, slots=True)
class FieldSource:
    """One field of a rule that is surer or less sure than the rule, or comes from elsewhere."""

    field: str
    confidence: Confidence
    source: str | None
    href: str | None
    note: str | None

    @property
    def confidence_text(self) -> str:
        """The confidence in words."""
        return CONFIDENCE[self.confidence]


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
    fields: tuple[FieldSource, ...]

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
        Group("always", "Always due", ("When", "What is due"), _rows(edition, _always(edition))),
        Group("register", "On the register", ("While it is", "What waits"), _rows(edition, _standings(edition))),
        Group("conversions", "Conversions", ("From", "To", "When"), _rows(edition, _conversions(edition))),
        Group("clocks", "Clocks", ("From", "Length"), _rows(edition, _clocks(edition))),
        Group("pauses", "Pauses", ("From", "To"), _rows(edition, _pauses(edition))),
        Group("parameters", "What the text leaves open", ("Default",), _rows(edition, _parameters(edition))),
    )
    return [group for group in found if group.rows]


Said = Iterator[tuple[str, str, tuple[str, ...], Rule]]


def _rows(edition: Edition, said: Said) -> tuple[RuleRow, ...]:
    return tuple(row(edition, id_, label, cells, rule) for id_, label, cells, rule in said)


def row(edition: Edition, id_: str, label: str, cells: tuple[str, ...], rule: Rule) -> RuleRow:
    """One rule of an edition as a row."""
    source = edition.sources[rule.source]
    fields = tuple(_field_source(edition, name, about) for name, about in rule.about.items())
    return RuleRow(id_, label, cells, source.title, source.href, rule.confidence, rule.note, fields)


def _field_source(edition: Edition, name: str, about: About) -> FieldSource:
    source = edition.sources[about.source] if about.source else None
    return FieldSource(
        field=plain(name).capitalize(),
        confidence=about.confidence,
        source=source.title if source else None,
        href=source.href if source else None,
        note=about.note,
    )


def _judgements(edition: Edition) -> Said:
    for id_, judgement in edition.judgements.items():
        part = f" of {edition.judgements[judgement.part_of].label}" if judgement.part_of else ""
        yield id_, judgement.label, (plain(judgement.kind.value).capitalize() + part,), judgement


def _limits(edition: Edition) -> Said:
    for id_, limit in edition.limits.items():
        said = (
            capital(condition_text(limit.when, edition)),
            capital(condition_text(limit.then, edition)),
            capital(limit.force.value),
        )
        yield id_, plain(id_).capitalize(), said, limit


def _events(edition: Edition) -> Said:
    for id_, event in edition.events.items():
        yield (
            id_,
            event.label,
            (_days(event.on_site_working_days), _team(event), _notice(event), capital(event.output or "not stated")),
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
    return _days(event.notice_working_days) if event.notice_working_days else "No notice"


def _pathways(edition: Edition) -> Said:
    for id_, pathway in edition.pathways.items():
        due = "; ".join(_duty(edition, duty) for duty in pathway.due.values()) or "nothing more"
        yield id_, pathway.label, (_who(edition, pathway), capital(due)), pathway


def _who(edition: Edition, pathway: Pathway) -> str:
    if pathway.unjudged:
        return "Bodies that nobody has judged"
    return "Every body" if pathway.when == ALWAYS else capital(condition_text(pathway.when, edition))


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
    return ", ".join(part for part in (label, *parts, duty_terms(duty)) if part)


def _always(edition: Edition) -> Said:
    for id_, duty in edition.always.items():
        yield id_, plain(id_).capitalize(), (capital(counted_from(duty, edition)), capital(_duty(edition, duty))), duty


def _standings(edition: Edition) -> Said:
    for id_, standing in edition.standings.items():
        waits = listed([lowered(edition.events[name].label) for name in standing.waits]) or "nothing"
        within = f", then due within {offset_text(standing.within)}" if standing.within else ""
        yield id_, standing.label, (plain(standing.state.value).capitalize(), capital(waits) + within), standing


def _conversions(edition: Edition) -> Said:
    for id_, conversion in edition.conversions.items():
        ends = (edition.events[conversion.from_event].label, edition.events[conversion.to_event].label)
        yield id_, conversion.label, (*ends, capital(conversion.when)), conversion


def _clocks(edition: Edition) -> Said:
    for id_, clock in edition.clocks.items():
        yield id_, clock.label, (plain(clock.starts).capitalize(), offset_text(clock.length)), clock


def _pauses(edition: Edition) -> Said:
    for id_, pause in edition.pauses.items():
        yield id_, pause.label, (day_text(pause.first), day_text(pause.last)), pause


def _parameters(edition: Edition) -> Said:
    for id_, parameter in edition.parameters.items():
        yield id_, parameter.label, (capital(value_text(parameter.value)),), parameter


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One text that rules of an edition were taken from, and how many of them."""

    title: str
    href: str | None
    rules: int


def source_rows(edition: Edition, told: Iterable[Group]) -> list[SourceRow]:
    """Every source of an edition, those of most rules first; a source that only earlier editions needed is left out."""
    rows = [row for group in told for row in group.rows]
    counts = Counter(row.source for row in rows)
    counts.update(field.source for row in rows for field in row.fields if field.source)
    for consultation in edition.consultations.values():
        asked = (consultation, *consultation.questions.values())
        counts.update(edition.sources[one.source].title for one in asked)
    found = [SourceRow(one.title, one.href, counts[one.title]) for one in edition.sources.values()]
    return sorted((row for row in found if row.rules), key=lambda row: (-row.rules, row.title))
