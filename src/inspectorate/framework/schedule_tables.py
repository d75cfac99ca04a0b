"""The events of an edition, its pathways, and what they make due, as tables."""

from __future__ import annotations

from inspectorate.framework.layout import Row, Table
from inspectorate.framework.model import Basis, Duty, Edition, Event, Publication, Registered, Slip
from inspectorate.framework.wording import (
    condition_text,
    listed,
    offset_text,
    plain,
    provenance_text,
    team_text,
    value_text,
)

PUBLISHED = {
    Publication.ALWAYS: "yes",
    Publication.NEVER: "no",
    Publication.AFTER_FIRST: "from the second on",
}
BASES = {
    Basis.FIELDWORK_END: "end of fieldwork",
    Basis.FIELDWORK_START: "start of fieldwork",
    Basis.PUBLICATION: "publication",
}
SOURCED = "Confidence and source"

ANCHORS = {
    "last_graded_inspection": "the last graded inspection",
    "last_of_event": "the last of its kind",
    "opened": "the body's first day, or the framework's",
    "calendar_year": "each calendar year",
    "finding": "each open finding",
    "request": "a request that was granted",
    "inspection_year": "each inspection year (1 April to 31 March)",
    "notice": "each compliance notice in force, the day that it sets",
    "judged": "the last event since the last graded inspection",
}
REGISTERED = {
    Registered.BEFORE_THIS_YEAR: "before 1 April of the year",
    Registered.FIRST_HALF: "from 1 April to 30 September of the year",
    Registered.SECOND_HALF: "from 1 October to 31 March of the year",
}


def events(edition: Edition) -> Table:
    """What is scheduled."""
    rows = tuple((id_, *_event(held)) for id_, held in edition.events.items())
    columns = (
        "Id",
        "Event",
        "Graded",
        "Days on site",
        "Team",
        "Notice",
        "Published",
        "Instead of",
        "Confidence and source",
    )
    return Table("Events (in working days)", columns, rows)


def _event(event: Event) -> Row:
    return (
        event.label,
        value_text(event.graded),
        _open(event.on_site_working_days),
        team_text(event.team) if event.team else "",
        _open(event.notice_working_days),
        PUBLISHED[event.published],
        listed([plain(name) for name in event.takes_place_of]),
        provenance_text(event),
    )


def topics(edition: Edition) -> Table:
    """What an event may look at, where the framework names it."""
    rows = tuple((held.label, topic) for held in edition.events.values() for topic in held.topics)
    return Table("Topics", ("Event", "Topic"), rows)


def requests(edition: Edition) -> Table:
    """What bodies are asked to send."""
    rows = tuple(
        (held.label, "; ".join(edition.events[event].label for event in held.events), provenance_text(held))
        for held in edition.requests.values()
    )
    return Table("Requests", ("Asked for", "Before or at", "Confidence and source"), rows)


def panels(edition: Edition) -> Table:
    """Which grades others look at before the draft goes to the body."""
    rows = tuple(
        (
            held.label,
            "; ".join(edition.events[event].label for event in held.events),
            "; ".join(grade.label for name in held.grades if (grade := edition.grade(name))),
            provenance_text(held),
        )
        for held in edition.panels.values()
    )
    return Table("Panels", ("Panel", "Events", "Grades", "Confidence and source"), rows)


def _open(days: int | None) -> str:
    return "" if days is None else str(days)


def pathways(edition: Edition) -> Table:
    """Who is on which pathway."""
    rows = tuple(
        (
            held.label,
            "no judgement yet" if held.unjudged else condition_text(held.when, edition),
            f"until {held.carries_over_until or 'the next judgement'}" if held.carries_over else "",
            provenance_text(held),
        )
        for held in edition.pathways.values()
    )
    return Table("Pathways", ("Pathway", "When", "Carries over", "Confidence and source"), rows)


def duties(edition: Edition) -> Table:
    """What each pathway makes due, and when."""
    held = (*((path.label, path.due) for path in edition.pathways.values()), ("Always", edition.always))
    rows = tuple((label, *_duty(duty, edition)) for label, due in held for duty in due.values())
    columns = ("Pathway", "Due", "Counted from", "Earliest", "Usual", "Latest", "How often")
    return Table("Due", (*columns, "Confidence and source"), rows)


def _duty(duty: Duty, edition: Edition) -> Row:
    event = edition.events[duty.event].label
    lengths = (offset_text(offset) if offset else "" for offset in (duty.earliest, duty.usual, duty.latest))
    return (
        event if duty.purpose == "routine" else f"{event} ({plain(duty.purpose)})",
        counted_from(duty, edition),
        *lengths,
        duty_terms(duty),
        provenance_text(duty),
    )


def counted_from(duty: Duty, edition: Edition) -> str:
    """What a duty is counted from, in words."""
    anchor = ANCHORS[duty.anchor]
    if duty.from_next:
        return f"the 1 April after {anchor}"
    if duty.anchor in ("opened", "calendar_year", "request", "inspection_year", "notice"):
        return anchor
    if duty.anchor == "judged":
        anchor += f" with {condition_text(duty.after, edition)}"
    instead = f" (else {BASES[duty.fallback]})" if duty.fallback and duty.fallback != duty.basis else ""
    return f"{anchor}, {BASES[duty.basis]}{instead}"


def duty_terms(duty: Duty) -> str:
    """On what terms a duty stands: which of the year it is, how often, for whom, and whether law requires it."""
    parts = (
        {1: "the first of the year", 2: "the second of the year"}.get(duty.nth or 0, ""),
        "only if a person decides it" if duty.only_if_decided else "",
        _slip(duty.may_slip) if duty.may_slip else "",
        f"if registered {listed([REGISTERED[when] for when in duty.registered], 'or')}" if duty.registered else "",
        f"{duty.series} in all" if duty.series else "",
        f"every {offset_text(duty.every)}" if duty.every else "",
        f"after the series {plain(duty.after_series_of)}" if duty.after_series_of else "",
        "required by law" if duty.statutory else "",
    )
    return ", ".join(part for part in parts if part)


def _slip(slip: Slip) -> str:
    first, by = offset_text(slip.first_from), offset_text(slip.by)
    return (
        f"may slip into the first {by} of the next year, where the first was carried out {first} or more into its own"
    )


def standings(edition: Edition) -> Table:
    """What waits while the register says something of a setting."""
    rows = tuple(
        (
            held.label,
            plain(held.state),
            listed([edition.events[name].label for name in held.waits]) or "nothing",
            offset_text(held.within) if held.within else "",
            provenance_text(held),
        )
        for held in edition.standings.values()
    )
    columns = ("Rule", "While the setting is", "What waits", "Then due within", "Confidence and source")
    return Table("On the register", columns, rows)
