"""Who is not to lead again, as far as the record says who led.

A new lead at an authority, and nobody more than so many times running at a setting: of agencies two frameworks say how
many (`CYCLES`); elsewhere the numbers are the software's own (unverified). Only graded inspections count: where a
programme has nothing but monitoring and other visits at a body, whoever knows it may lead them. Who is not to lead is
told by body, so whoever is kept from a graded inspection is kept from leading the visits there in the same programme
too. Of several graded inspections at a body in one programme nobody is to lead so many that it could come to more
running than may be: they are dealt into as many groups as somebody may lead, and nobody leads two of a group.

Nobody is kept from going on where enforcement goes on. Leads are keyed codes on the record; an inspector is known again
by the code of their name. Where the record does not say who led last, nobody is kept from leading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from inspectorate.formats.leads import code_lead
from inspectorate.framework.library import Library, load_library
from inspectorate.planning.model import Event, NewLead, Problem
from inspectorate.webapp.enforcement.queries import enforced
from inspectorate.webapp.inspections.lead_key import lead_key
from inspectorate.webapp.inspections.models import InspectionFact
from inspectorate.webapp.register.models import Setting
from inspectorate.webapp.workforce.models import Inspector

CYCLES = "consecutive_cycles"
"""The parameter of an edition that says how many inspections running one person may lead."""
RUNNING = {"authority": 1, "setting": 3}
"""How many that is where no edition says so."""


@dataclass(frozen=True, slots=True)
class Run:
    """Who led the last graded inspections at a body, as the record codes them, and how many running."""

    lead: str
    times: int


@dataclass(frozen=True, slots=True)
class Rotation:
    """``judging``: the kinds of events that give grades, which alone count. ``most``: how many graded ones running
    somebody may lead, by body; bodies at which nobody is kept from leading are left out. ``runs``: by body, where the
    record tells who led. ``codes``: how the record codes people."""

    judging: Set[str]
    most: Mapping[str, int]
    runs: Mapping[str, Run]
    codes: Mapping[str, str | None]

    def kept_from(self, person: str) -> tuple[str, ...]:
        """The bodies at which somebody is not to lead the next graded inspection."""
        code = self.codes.get(person)
        return tuple(
            sorted(body for body, run in self.runs.items() if run.lead == code and run.times >= self.most[body])
        )

    def new_leads(self, events: Iterable[Event]) -> Iterator[NewLead]:
        """Which events of a programme want different leads: all people's, and of whoever led the last ones there."""
        at: dict[str, list[Event]] = defaultdict(list)
        for event in events:
            if event.kind in self.judging and event.body in self.most:
                at[event.body].append(event)
        for body, listed in at.items():
            ids = [event.id for event in sorted(listed, key=lambda event: (event.usual, event.id))]
            yield from _dealt(ids, self.most[body])
            if body in self.runs:
                run = self.runs[body]
                last = tuple(sorted(person for person, code in self.codes.items() if code == run.lead))
                # Whoever may lead none of them is kept from the body anyhow.
                yield from _dealt(ids, self.most[body] - run.times, last)

    def too_often(self, body: str, leads: Iterable[str]) -> Iterator[int]:
        """For each of those who lead at a body one after the other: for the how manyth time running it is, where that
        is more often than may be, else 0."""
        run = self.runs.get(body, Run("", 0))
        for person in leads:
            # Who is not of the workforce any more has no code: their own then tells them from others.
            code = self.codes.get(person) or person
            run = Run(code, run.times + 1 if code == run.lead else 1)
            yield run.times if run.times > self.most.get(body, run.times) else 0


def _dealt(events: Sequence[str], groups: int, people: tuple[str, ...] | None = None) -> Iterator[NewLead]:
    """Nobody of some people leads two of a group, when events are dealt into so many groups."""
    for first in range(groups):
        for pair in combinations(events[first::groups], 2):
            yield NewLead(pair, people)


def rotation(events: Collection[Event], day: date) -> Rotation:
    """Who may lead how often at the bodies of a programme that begins on a day, by what was held before it and by the
    editions in force then. What is held later is of the programme itself."""
    library = load_library()
    judging = {kind for kind in {event.kind for event in events} if graded(kind, library)}
    bodies = {event.body for event in events if event.kind in judging}
    most = _most(bodies, library, day)
    codes = _codes()
    return Rotation(judging, most, _runs(most, {code for code in codes.values() if code}, day), codes)


def rotated(problem: Problem) -> Problem:
    """A programme with who is not to lead at which bodies, and which of its events want different leads."""
    found = rotation(problem.events, problem.weeks.start)
    people = tuple(replace(person, leads_not=found.kept_from(person.id)) for person in problem.people)
    return replace(problem, people=people, new_leads=tuple(found.new_leads(problem.events)))


def graded(kind: str, library: Library) -> bool:
    """Whether events of a kind (``regime event``) give grades, by any edition of their regime."""
    regime, _, name = kind.partition(" ")
    return any(name in one.events and one.events[name].graded for one in library.of_regime(regime))


def _most(bodies: Set[str], library: Library, day: date) -> Mapping[str, int]:
    """How many running, by body; those against which enforcement goes on are left out."""
    types = dict(Setting.objects.values_list("body__code", "type"))
    found = {}
    for body in bodies - enforced():
        kind, _, code = body.partition(":")
        edition = library.in_force(types.get(code, kind), day)
        says = edition.parameters.get(CYCLES) if edition else None
        found[body] = int(says.value) if says else RUNNING[kind]
    return found


def _codes() -> Mapping[str, str | None]:
    """The code that the record has for each inspector, by the inspectorate's own."""
    key = lead_key()
    return {code: code_lead(name, key) for code, name in Inspector.objects.values_list("code", "name")}


def _runs(bodies: Collection[str], leads: Collection[str], until: date) -> Mapping[str, Run]:
    """Who led the last graded inspections at each body before a day, where it was one of some leads."""
    known = InspectionFact.objects.filter(lead__in=leads).order_by()
    ids = known.values_list("inspection__body_id", flat=True).distinct()
    rows = InspectionFact.objects.filter(inspection__body_id__in=ids, superseded_by=None).exclude(grades={})
    days: dict[str, dict[int, tuple[date, str]]] = defaultdict(dict)
    for kind, code, inspection, started, ended, known_on, lead in rows.order_by("id").values_list(
        "inspection__body__kind", "inspection__body__code", "inspection_id", "started", "ended", "known_on", "lead"
    ):
        body, day = f"{kind}:{code}", ended or started or known_on
        if body in bodies and day < until:
            before = days[body].get(inspection)
            days[body][inspection] = (day, lead or (before[1] if before else ""))
    found = {}
    for body, inspections in days.items():
        last = [lead for _, lead in sorted(inspections.values(), reverse=True)]
        others = (number for number, lead in enumerate(last) if lead != last[0])
        if last[0]:
            found[body] = Run(last[0], next(others, len(last)))
    return found
