"""The duties of a framework's pathway as steps: which event, and how many months after the graded inspection.

Only events that inspectors travel to count. What follows a finding, a notice or a request is left out: nothing of these
is simulated. A series with a latest month alone is spread evenly before it. What is said of each inspection year comes
every twelve months, the second of a year six months after the first. What comes after a series comes no sooner than
its last visit. What the report's publication starts begins in the month of the inspection.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator

from inspectorate.framework.model import Anchor, Duty, Edition, Offset, Registered, TeamSize
from inspectorate.framework.model import Event as Scheduled
from inspectorate.framework.schedule import EventKind
from inspectorate.laboratory.model import INSPECTION, SHORT_INSPECTION
from inspectorate.laboratory.regime import Event, RegimeUnfit, Step

DAYS_A_MONTH = 30.4375
WORKING_DAYS_A_MONTH = 21
YEAR, HALF_A_YEAR = 12.0, 6.0

COUNTED = frozenset({Anchor.LAST_GRADED, Anchor.LAST_OF_EVENT, Anchor.INSPECTION_YEAR})
"""What duties that are simulated count from."""

DAYS_LEFT_OPEN, PEOPLE_LEFT_OPEN = 2, 1
"""Working days on site, and people there, of an event of which the framework does not say."""

VISIT = "focused_visit"
"""The look that stands in for those of kinds of visits that a model does not have."""


def months(offset: Offset | None) -> float | None:
    """A length in months of 30.4375 days or 21 working days."""
    if offset is None:
        return None
    if offset.working_days is not None:
        return offset.working_days / WORKING_DAYS_A_MONTH
    if offset.months is not None:
        return float(offset.months)
    return ((offset.weeks or 0) * 7 + (offset.days or 0)) / DAYS_A_MONTH


def simulated(edition: Edition, pathway: str) -> tuple[Duty, ...]:
    """The duties of a pathway that are simulated: on site, of every body, and not only if somebody decides so."""
    return tuple(duty for duty in edition.pathways[pathway].due.values() if _simulated(edition, duty))


def _simulated(edition: Edition, duty: Duty) -> bool:
    always = not duty.registered or Registered.BEFORE_THIS_YEAR in duty.registered
    on_site = edition.events[duty.event].kind.on_site
    return on_site and always and not duty.only_if_decided and duty.anchor in COUNTED


def steps(edition: Edition, pathway: str, looks: Collection[str]) -> tuple[tuple[Step, ...], Step]:
    """The visits of a pathway in the order of their months, and the soonest graded inspection, which ends it.

    Raises RegimeUnfit where neither the pathway nor that of bodies without a judgement has a graded inspection.
    """
    duties = simulated(edition, pathway)
    graded = [duty for duty in duties if edition.events[duty.event].graded]
    found = [_inspection(edition, pathway, duty, looks) for duty in graded] or [cycle(edition, looks)]
    inspection = min(found, key=lambda step: step.usual)
    visits = [step for duty in duties if duty not in graded for step in _visits(edition, duty, inspection, looks)]
    return tuple(sorted(visits, key=lambda step: step.usual)), inspection


def cycle(edition: Edition, looks: Collection[str]) -> Step:
    """The graded inspection of bodies that have no judgement, which comes again and again: so many months apart."""
    unjudged = (pathway for pathway in edition.pathways.values() if pathway.unjudged)
    duties = (duty for pathway in unjudged for duty in pathway.due.values() if edition.events[duty.event].graded)
    duty = next(duties, None)
    if duty is None:
        raise RegimeUnfit(f"{edition.id} does not say when an inspection follows: name another edition.")
    every = _year(duty) or months(duty.usual or duty.latest) or YEAR
    return Step(event(edition, duty.event, looks), every, every, every)


def _inspection(edition: Edition, pathway: str, duty: Duty, looks: Collection[str]) -> Step:
    made = event(edition, duty.event, looks)
    every = _year(duty)
    if every:
        return Step(made, every, every, every)
    wait = HALF_A_YEAR if duty.from_next else 0.0
    earliest, usual, latest = (
        None if month is None else month + wait for month in map(months, (duty.earliest, duty.usual, duty.latest))
    )
    if earliest is None and duty.after_series_of:
        earliest = _series(edition.pathways[pathway].due[duty.after_series_of], math.inf)[-1]
    middle = latest if earliest is None or latest is None else (earliest + latest) / 2
    usual = usual or middle or cycle(edition, looks).usual
    return Step(made, usual if earliest is None else earliest, usual, usual if latest is None else latest)


def _year(duty: Duty) -> float | None:
    if duty.anchor is not Anchor.INSPECTION_YEAR:
        return None
    return YEAR if duty.nth == 1 else HALF_A_YEAR


def _visits(edition: Edition, duty: Duty, inspection: Step, looks: Collection[str]) -> Iterator[Step]:
    """The visits of one duty, as long as the inspection may be still to come."""
    made, every, latest = event(edition, duty.event, looks), _year(duty), months(duty.latest)
    if every or not (duty.usual or duty.latest):
        usual = every or inspection.usual / 2
        yield Step(made, usual, usual, usual)
        return
    for usual in _series(duty, inspection.latest):
        yield Step(made, usual, usual, usual if latest is None or duty.every else latest)


def _series(duty: Duty, before: float) -> list[float]:
    """The months of a series: from its first month every so often, or spread evenly before its latest."""
    first, latest, every = months(duty.usual), months(duty.latest), months(duty.every)
    start = first or latest or 0.0
    if every:
        number = duty.series or math.ceil((before - start) / every)
        found = [start + place * every for place in range(number)]
    elif first:
        found = [first]
    else:
        number = duty.series or 1
        found = [start * place / (number + 1) for place in range(1, number + 1)]
    return [month for month in found if month < before]


def event(edition: Edition, id_: str, looks: Collection[str]) -> Event:
    """An event with the look that it has in a model, and the inspector-days that it takes by size."""
    held = edition.events[id_]
    days = held.on_site_working_days or DAYS_LEFT_OPEN
    team = held.team or TeamSize(usual=PEOPLE_LEFT_OPEN)
    sizes = (team.small or team.usual, team.usual, team.large or team.usual)
    return Event(id_, look(own_look(held), looks), held.graded, (days * sizes[0], days * sizes[1], days * sizes[2]))


def own_look(event: Scheduled) -> str:
    """The look of an event in a model that has all: its kind's, or a short inspection's if graded and not full."""
    short = event.kind is EventKind.INSPECTION and event.graded and not event.full
    return SHORT_INSPECTION if short else event.kind.value


def look(own: str, looks: Collection[str]) -> str:
    """The look that events have in a model: their own; else a focused visit's for visits, or else an inspection's."""
    stands_in = () if own == SHORT_INSPECTION else (VISIT,)
    return next((name for name in (own, *stands_in) if name in looks), INSPECTION)
