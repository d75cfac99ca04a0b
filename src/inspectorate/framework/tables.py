"""An edition as small tables that people read, the same on the command line and in the generated pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from inspectorate.framework.layout import Row, Table
from inspectorate.framework.model import Edition, Judgement, Question, Response, Rule
from inspectorate.framework.references import rules
from inspectorate.framework.schedule_tables import duties, events, panels, pathways, requests, standings, topics
from inspectorate.framework.wording import (
    condition_text,
    notes_text,
    offset_text,
    plain,
    provenance_text,
    source_title,
    value_text,
)


def tables(edition: Edition) -> tuple[Table, ...]:
    """Everything that an edition holds, part by part; parts that hold nothing are left out."""
    return tuple(table for make in PARTS if (table := make(edition)).rows)


def life(edition: Edition) -> Table:
    """The stages of an edition's life."""
    rows = tuple((plain(stage.status), stage.first.isoformat(), stage.note or "") for stage in edition.life)
    return Table("Life", ("Status", "From", "Note"), rows)


def scale(edition: Edition) -> Table:
    """The grades from best to worst, and after them those of judgements with a scale of their own."""
    own = (step for judgement in edition.judgements.values() for step in judgement.scale.values())
    rows = tuple(
        (step.label, step.letter, ", ".join(f"{plain(grade)} ({regime})" for regime, grade in step.equals.items()))
        for step in (*edition.scale.values(), *own)
    )
    return Table("Grades", ("Grade", "Letter", "Read from"), rows)


def judgements(edition: Edition) -> Table:
    """What is graded."""
    rows = tuple(
        (id_, held.label, _kind(held, edition), plain(held.meaning), provenance_text(held))
        for id_, held in edition.judgements.items()
    )
    return Table("Judgements", ("Id", "Judgement", "Kind", "Drawn as", "Confidence and source"), rows)


def _kind(judgement: Judgement, edition: Edition) -> str:
    part_of = f" of “{edition.judgements[judgement.part_of].label}”" if judgement.part_of else ""
    return plain(judgement.kind) + part_of


def criteria(edition: Edition) -> Table:
    """What evidence is looked for under each judgement."""
    rows = tuple(
        (held.label, "; ".join(held.criteria.values()), _about(held, "criteria", edition))
        for held in edition.judgements.values()
        if held.criteria
    )
    return Table("Criteria", ("Judgement", "Evidence is looked for of", "Confidence and source"), rows)


def _about(rule: Rule, field: str, edition: Edition) -> str:
    """How sure we are of one field of a rule, by which source, with its note."""
    about = rule.about.get(field, rule)
    text = f"{about.confidence.value} ({source_title(about.source or rule.source, edition)})"
    return f"{text}. {about.note}" if about.note else text


def limits(edition: Edition) -> Table:
    """How one grade caps another."""
    rows = tuple(
        (
            plain(held.force),
            condition_text(held.when, edition),
            condition_text(held.then, edition),
            notes_text(held),
            provenance_text(held),
        )
        for held in edition.limits.values()
    )
    return Table("Limits", ("Force", "When", "Then", "Notes", "Confidence and source"), rows)


def conversions(edition: Edition) -> Table:
    """How one event may turn into another."""
    rows = tuple(
        (
            held.label,
            edition.events[held.from_event].label,
            edition.events[held.to_event].label,
            held.when,
            provenance_text(held),
        )
        for held in edition.conversions.values()
    )
    return Table("Conversions", ("Conversion", "From", "To", "When", "Confidence and source"), rows)


def clocks(edition: Edition) -> Table:
    """Deadlines."""
    rows = tuple(
        (held.label, plain(held.starts), offset_text(held.length), provenance_text(held))
        for held in edition.clocks.values()
    )
    return Table("Clocks", ("Deadline", "Starts", "Length", "Confidence and source"), rows)


def pauses(edition: Edition) -> Table:
    """Times in which events were not carried out."""
    rows = tuple(
        (
            held.label,
            held.first.isoformat(),
            held.last.isoformat(),
            ", ".join(plain(name) for name in held.events),
            provenance_text(held),
        )
        for held in edition.pauses.values()
    )
    return Table("Pauses", ("Pause", "First day", "Last day", "Events", "Confidence and source"), rows)


def parameters(edition: Edition) -> Table:
    """Values that the regime needs and its text may leave open."""
    rows = tuple(
        (held.label, value_text(held.value), notes_text(held), provenance_text(held))
        for held in edition.parameters.values()
    )
    return Table("Parameters", ("Parameter", "Value", "Notes", "Confidence and source"), rows)


def consultations(edition: Edition) -> Table:
    """What was asked, answered and decided."""
    rows = tuple(
        (
            held.title,
            question.proposal,
            _answers(question),
            question.decision or "not known",
            _adopted(question),
            provenance_text(question),
        )
        for held in edition.consultations.values()
        for question in held.questions.values()
    )
    columns = ("Consultation", "Proposal", "Answers", "Decision", "Adopted", "Confidence and source")
    return Table("Consultations", columns, rows)


def _answers(question: Question) -> str:
    return "; ".join(_answer(response) for response in question.responses) or "not known"


def _answer(response: Response) -> str:
    shares = (
        (share, word)
        for share, word in ((response.agree, "agreed"), (response.disagree, "disagreed"), (response.unsure, "unsure"))
    )
    told = [f"{share:.0%} {word}" for share, word in shares if share is not None]
    total = f" ({response.total})" if response.total is not None else ""
    return f"{response.respondents}{total}: {', '.join(told) or 'not published'}"


def _adopted(question: Question) -> str:
    return "not known" if question.adopted is None else value_text(question.adopted)


def notes(edition: Edition) -> Table:
    """What there is to say of rules, where their own table does not say it."""
    told = ((path, notes_text(rule)) for path, rule in rules(edition) if path[0] not in ("limits", "parameters"))
    return Table("Notes", ("On", "Note"), tuple((".".join(path), text) for path, text in told if text))


def unverified(edition: Edition) -> Table:
    """Every value that no source confirms."""
    return Table("Unverified", ("Value", "Why"), tuple(_unverified(edition)))


def _unverified(edition: Edition) -> Iterator[Row]:
    for path, rule in rules(edition):
        if rule.confidence == "unverified":
            yield ".".join(path), rule.note or source_title(rule.source, edition)
        for name, about in rule.about.items():
            if about.confidence == "unverified":
                yield ".".join((*path, name)), about.note or source_title(about.source or rule.source, edition)


def sources(edition: Edition) -> Table:
    """The texts that rules were taken from."""
    used = {rule.source for _, rule in rules(edition)}
    used |= {about.source for _, rule in rules(edition) for about in rule.about.values() if about.source}
    rows = tuple((plain(id_), held.title, held.href or "") for id_, held in edition.sources.items() if id_ in used)
    return Table("Sources", ("Name", "Source", "Address"), rows)


PARTS: tuple[Callable[[Edition], Table], ...] = (
    life,
    scale,
    judgements,
    criteria,
    limits,
    events,
    topics,
    requests,
    panels,
    pathways,
    duties,
    standings,
    conversions,
    clocks,
    pauses,
    parameters,
    consultations,
    notes,
    unverified,
    sources,
)
