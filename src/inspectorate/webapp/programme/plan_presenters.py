"""What the pages of a plan say of its events: ready text, with the names of what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from django.urls import reverse

from inspectorate.due.identity import Same
from inspectorate.formats.workforce_words import SKILLS
from inspectorate.framework.library import Library, load_library
from inspectorate.planning.model import FULL_WEEK, Weeks
from inspectorate.webapp.design.addresses import page
from inspectorate.webapp.design.filters import day, span, words
from inspectorate.webapp.programme.plan_conflicts import Clash
from inspectorate.webapp.programme.plan_layout import Laid, body_names, people_names
from inspectorate.webapp.programme.plan_marks import Marks

STATES = {
    "planned": "Planned",
    "locked": "Locked",
    "proposed": "Proposed",
    "conflicting": "Conflict",
    "unplaced": "In no week",
}
"""What becomes of an event, in words."""
WHY = {
    "gone": "{name} is not of the workforce any more.",
    "conflict": "{name} has a conflict of interest here.",
    "skill": "{name} does not hold the skill “{detail}” to the end of it.",
    "rotation": "{name} would lead {detail} graded inspections running here; somebody else is to lead.",
    "time": "{name} has too little time in the week of {week}.",
}


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event of a plan in words. ``when``: its weeks on site; ``whole``: from preparation to writing, where that is
    longer. ``people``: the lead first. ``clashes``: why it cannot stay so."""

    number: int
    href: str
    place: str
    body_href: str
    kind: str
    region: str
    when: str
    whole: str
    team: int
    people: tuple[str, ...]
    announced: bool
    locked: bool
    state: str
    clashes: tuple[str, ...]

    @property
    def state_text(self) -> str:
        """Its state; of one that is locked and clashes both."""
        return f"Locked, {STATES[self.state].lower()}" if self.locked and self.state != "locked" else STATES[self.state]

    @property
    def text(self) -> str:
        """All of it in one line."""
        team = f"team of {self.team}" if self.team > 1 else "one inspector"
        people = f": {', '.join(self.people)}" if self.people else ""
        return "; ".join(filter(None, (f"{self.place}, {self.kind.lower()}", self.when.lower(), self.whole,
                                       team + people, self.state_text.lower(), *self.clashes)))  # fmt: skip


def event_rows(plan: int, events: Iterable[Laid], weeks: Weeks, marked: Marks) -> list[EventRow]:
    """Events of plan number ``plan`` in words."""
    shown = list(events)
    bodies, names = body_names(shown), people_names(code for one in shown for code in one.people)
    library = Same(load_library())
    return [
        EventRow(
            number=one.number,
            href=reverse("programme:plan_event", args=[plan, one.number]),
            place=bodies[one.event.body],
            body_href=page(*one.event.body.split(":", 1)),
            kind=kind_label(one.event.kind, library),
            region=one.event.region,
            when=weeks_on_site(one, weeks),
            whole=whole(one, weeks),
            team=one.event.team,
            people=tuple(names[code] for code in one.people),
            announced=one.event.announced,
            locked=one.event.id in marked.locked,
            state=state_of(one, marked),
            clashes=tuple(clash_text(clash, names, weeks) for clash in marked.clashes.get(one.event.id, ())),
        )
        for one in shown
    ]


def state_of(one: Laid, marked: Marks) -> str:
    """What becomes of an event: what clashes comes first, since somebody has to act."""
    if one.week is None:
        return "unplaced"
    if one.event.id in marked.clashes:
        return "conflicting"
    if one.event.id in marked.locked:
        return "locked"
    return "proposed" if one.event.id in marked.proposed else "planned"


def clash_text(clash: Clash, names: Mapping[str, str], weeks: Weeks) -> str:
    """Why somebody cannot be where a plan has them."""
    skill = SKILLS[clash.detail].label if clash.detail in SKILLS else words(clash.detail)
    week = "" if clash.week is None else day(weeks.monday(clash.week))
    return WHY[clash.why].format(name=names[clash.person], detail=skill.lower(), week=week)


@lru_cache(maxsize=256)
def kind_label(kind: str, library: Same[Library]) -> str:
    """What the newest edition that has it calls an event, named by regime and id (``ilacs short``)."""
    regime, _, event = kind.partition(" ")
    editions = reversed(library.value.of_regime(regime))
    label = next((one.events[event].label for one in editions if event in one.events), "")
    return label or words(event)


def weeks_on_site(one: Laid, weeks: Weeks) -> str:
    """The weeks on site: days within a week are nobody's to plan yet."""
    if one.week is None:
        return STATES["unplaced"]
    number = -(-one.event.on_site // FULL_WEEK)
    monday = day(weeks.monday(one.week))
    return f"Week of {monday}" if number == 1 else f"{number} weeks from {monday}"


def whole(one: Laid, weeks: Weeks) -> str:
    """From the first day of preparation to the last of writing, where these take weeks of their own."""
    if one.week is None or len(one.event.held) == 1:
        return ""
    friday = weeks.monday(one.weeks[-1]) + timedelta(days=4)
    return f"with preparation and writing {span(weeks.monday(one.first), friday)}"
