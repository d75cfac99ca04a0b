"""Where else an event of a plan could be, and who else could go, as rows of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from inspectorate.planning.alternatives import Alternative, Barred
from inspectorate.planning.model import Placement, Weeks
from inspectorate.webapp.design.filters import day
from inspectorate.webapp.programme.plan_words import Names


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A week with people. ``codes`` and ``people``: the lead first; ``comes`` and ``goes``: who is not on it now, and
    who is and would not be. ``more``: what the plan would cost more, ``cost``: what it would cost then. ``into``: the
    code of whoever comes, where it is one. ``here``: it is where it is."""

    monday: date
    codes: tuple[str, ...]
    people: tuple[str, ...]
    comes: tuple[str, ...]
    goes: tuple[str, ...]
    more: int
    cost: int
    into: str
    here: bool

    @property
    def more_text(self) -> str:
        """What it costs beside what is."""
        if self.more == 0:
            return "Costs the same"
        return f"Costs {abs(self.more):,} {'more' if self.more > 0 else 'less'}"


@dataclass(frozen=True, slots=True)
class BarredRow:
    """Weeks that an event cannot have, one after the other, and what is in the way of all of them."""

    weeks: str
    why: tuple[str, ...]


def offer_rows(
    found: Iterable[Alternative], held: Placement | None, weeks: Weeks, names: Names, now: int
) -> list[OfferRow]:
    """Weeks and people that an event could have; ``held``: what it has, in a plan that costs ``now``."""
    rows = []
    for one in found:
        place, before = one.placement, held.people if held else ()
        codes = lead_first(place)
        comes = [code for code in codes if code not in before]
        rows.append(
            OfferRow(
                monday=weeks.monday(place.week),
                codes=codes,
                people=tuple(map(names.person, codes)),
                comes=tuple(map(names.person, comes)),
                goes=tuple(names.person(code) for code in before if code not in codes),
                more=one.more,
                cost=now + one.more,
                into=comes[0] if len(comes) == 1 else "",
                here=place == held,
            )
        )
    return rows


def barred_rows(found: Iterable[Barred], weeks: Weeks, names: Names) -> Iterator[BarredRow]:
    """Weeks that an event cannot have, put together where the same is in the way of several in a row."""
    for why, group in groupby(found, key=lambda one: one.why):
        held = [one.week for one in group]
        said = day(weeks.monday(held[0]))
        # Weeks between them may be free: each run is told by its ends only where it has no gap.
        if held[-1] - held[0] == len(held) - 1 and len(held) > 1:
            said = f"{said} to {day(weeks.monday(held[-1]))}"
        elif len(held) > 1:
            said = ", ".join(day(weeks.monday(week)) for week in held)
        yield BarredRow(said, tuple(map(names.sentence, why)))


def lead_first(place: Placement) -> tuple[str, ...]:
    """The people of a placement as they are told."""
    return (place.lead, *(code for code in place.people if code != place.lead))


def spot_text(place: Placement | None, weeks: Weeks, names: Names) -> str:
    """Where an event is, with whom."""
    if place is None:
        return "In no week"
    return f"Week of {day(weeks.monday(place.week))}, with {', '.join(map(names.person, lead_first(place)))}"
