"""What a framework leaves open and the laboratory has to assume to simulate it, a sentence each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from inspectorate.framework.model import Anchor, Basis, Duty, Edition
from inspectorate.framework.wording import number, offset_text, plain
from inspectorate.laboratory.duties import (
    DAYS_A_MONTH,
    DAYS_LEFT_OPEN,
    PEOPLE_LEFT_OPEN,
    WORKING_DAYS_A_MONTH,
    look,
    own_look,
    simulated,
)
from inspectorate.laboratory.model import INSPECTION, SHORT_INSPECTION, Look
from inspectorate.laboratory.regime import Step


def of_pathway(edition: Edition, pathway: str, inspection: Step) -> tuple[str, ...]:
    """What is assumed of when events come on a pathway that ends with this inspection."""
    duties = simulated(edition, pathway)
    told = list(_of_cycle(edition, duties, inspection))
    for duty in edition.pathways[pathway].due.values():
        if duty.only_if_decided:
            told.append(f"{_label(edition, duty)}: held only where a person decides so; it is taken that nobody does.")
        elif duty in duties:
            told += [f"{_label(edition, duty)}: {sentence}" for sentence in _of_duty(edition, duty)]
    return tuple(dict.fromkeys(told))


def of_events(edition: Edition, events: Collection[str], looks: Mapping[str, Look]) -> Iterator[str]:
    """What is assumed of how long events take, of how many people, and of what they see."""
    for id_ in events:
        event, own = edition.events[id_], own_look(edition.events[id_])
        if event.on_site_working_days is None:
            yield f"{event.label}: how long it takes is left open; {DAYS_LEFT_OPEN} working days are taken."
        if event.team is None:
            yield f"{event.label}: how many inspectors go is left open; {number(PEOPLE_LEFT_OPEN)} is taken."
        if look(own, looks) != own:
            like = plain(look(own, looks))
            yield f"{event.label}: the model does not say what it sees; the same as events of the kind “{like}”."
        elif own == SHORT_INSPECTION and looks[own].same(looks[INSPECTION]):
            yield f"{event.label}: it is taken to see and change as much as a full one."


def _of_cycle(edition: Edition, duties: Collection[Duty], inspection: Step) -> Iterator[str]:
    graded = [duty for duty in duties if edition.events[duty.event].graded]
    cycle = f"the cycle of bodies without a judgement goes on, an inspection every {inspection.usual:g} months."
    if not graded:
        yield f"The framework asks for no inspection after these grades; {cycle}"
    elif not any(duty.earliest or duty.usual or duty.latest or duty.nth for duty in graded):
        yield f"The framework does not say when the next inspection follows; {cycle}"


def _of_duty(edition: Edition, duty: Duty) -> Iterator[str]:
    graded = edition.events[duty.event].graded
    lengths = [length for length in (duty.earliest, duty.usual, duty.latest, duty.every) if length]
    if duty.anchor is Anchor.INSPECTION_YEAR:
        apart = "twelve months after the last graded one" if duty.nth == 1 else "six months after it"
        yield f"the framework asks for one at any time of an inspection year; it comes {apart}."
    elif not graded and not lengths:
        yield "when it comes is left open; half-way to the inspection is taken."
    elif not graded and duty.latest and not duty.usual and not duty.every:
        yield f"{number(duty.series or 1)} due within {offset_text(duty.latest)}, spread evenly before it."
    elif duty.usual is None and duty.latest and (duty.earliest or duty.after_series_of):
        yield "no usual month is given; the middle between the earliest and the latest is taken."
    elif duty.usual is None and duty.latest:
        yield "only the latest day is given; it comes then."
    if duty.from_next:
        yield "counted from the 1 April after the inspection, which is taken as half a year later."
    if duty.basis is Basis.PUBLICATION:
        yield "counted from the publication of the report, which is taken to come in the month of the inspection."
    if any(length.months is None for length in lengths):
        yield f"a month is taken as {DAYS_A_MONTH} days and {WORKING_DAYS_A_MONTH} working days."


def _label(edition: Edition, duty: Duty) -> str:
    return edition.events[duty.event].label
