"""A regime's months as chances, month by month: stretched to an effort, and as predictable as is wanted."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from inspectorate.laboratory.model import Floats, Model
from inspectorate.laboratory.regime import Clock, Event, Pathway, Regime, RegimeUnfit, Step

ROUNDED = 1e-9
"""By so much chances that add up to 1 may lie beyond it."""


def clock(regime: Regime, model: Model, *, stretch: float = 1.0, window: bool = False) -> Clock:
    """The regime with all its months times ``stretch``.

    A month that is not whole is drawn between its two neighbours, so that its mean is exact. With ``window`` the
    inspection comes with equal chances in each month from its earliest to its latest (then stretched), and nobody can
    foresee it; without, in its usual month. Nothing comes sooner than a month after the inspection, and no two visits
    in one month: visits of one kind that a small stretch would crowd into one month are one.

    Raises ValueError with a sentence where the stretch is not above 0 or not finite, and RegimeUnfit as `check_looks`.
    """
    if not 0 < stretch < math.inf:
        raise ValueError(f"Months cannot be stretched by {stretch:g}: give a number above 0.")
    check_looks(regime, model)
    looks = tuple(model.looks)
    chances = [_chances(pathway.inspection, stretch, window) for pathway in regime.pathways]
    months = max(map(len, chances)) - 1
    visits = [
        _visits(pathway, stretch, len(made) - 1, months) for pathway, made in zip(regime.pathways, chances, strict=True)
    ]
    events = [pathway.inspection.event for pathway in regime.pathways]
    none = regime.pathways[0].inspection.event
    by_month = [[event or none for event in events] for _, events in visits]
    return Clock(
        regime=regime.id,
        follows=regime.follows,
        last=np.array([len(made) - 1 for made in chances]),
        inspect=np.stack([_hazard(made, months) for made in chances]),
        visit=np.stack([chance for chance, _ in visits]),
        inspect_look=np.array([looks.index(event.look) for event in events]),
        inspect_days=np.array([event.days for event in events], dtype=float),
        visit_look=np.array([[looks.index(event.look) for event in row] for row in by_month]),
        visit_days=np.array([[event.days for event in row] for row in by_month], dtype=float),
        looks=looks,
    )


def check_looks(regime: Regime, model: Model) -> None:
    """Raise RegimeUnfit where the model's inspections do not look at all areas."""
    for pathway in regime.pathways:
        seen = model.looks[pathway.inspection.event.look].areas
        if seen < len(model.areas):
            raise RegimeUnfit(
                f"{pathway.label}: its inspection looks at {seen} of {len(model.areas)} areas, and what it says of each"
                " decides what follows. Let the model’s inspections look at all areas."
            )


def _chances(inspection: Step, stretch: float, window: bool) -> Floats:
    """The chance that the inspection comes in each month from 0 on, up to the last one in which it may."""
    first, last = (inspection.earliest, inspection.latest) if window else (inspection.usual, inspection.usual)
    drawn = np.maximum(np.linspace(first, last, round(last - first) + 1) * stretch, 1.0)
    found = np.zeros(math.ceil(drawn[-1]) + 1)
    for month in drawn:
        for place, share in _neighbours(month):
            found[place] += share / len(drawn)
    return found


def _neighbours(month: float) -> tuple[tuple[int, float], ...]:
    """The whole months about one that is not, with their chances; a whole one alone."""
    low = math.floor(month)
    over = month - low
    return ((low, 1 - over), (low + 1, over)) if over else ((low, 1.0),)


def _hazard(chances: Floats, months: int) -> Floats:
    """The chance of each month if it has not come before; 1 from the last month on."""
    left = chances[::-1].cumsum()[::-1]
    found = np.ones(months + 1)
    found[: len(chances) - 1] = chances[:-1] / left[:-1]
    return found


def _visits(pathway: Pathway, stretch: float, last: int, months: int) -> tuple[Floats, list[Event | None]]:
    """The chance of a visit in each month before the last in which the inspection may come, and which event it is.

    A month holds visits of one kind. Where two kinds want the same one, the greater chance keeps it and the other comes
    in the month with room that is next to its mean: early or late, but not lost.
    """
    chance = np.zeros(months + 1)
    events: list[Event | None] = [None] * (months + 1)
    means = ((step.event, max(step.usual * stretch, 1.0)) for step in pathway.visits)
    wanted = [(share, place, event, mean) for event, mean in means for place, share in _neighbours(mean)]
    for share, place, event, mean in sorted(wanted, key=lambda one: -one[0]):
        if place < last and (month := _month(place, event, share, mean, chance[:last], events)):
            chance[month] = min(chance[month] + share, 1.0)
            events[month] = event
    return chance, events


def _month(place: int, event: Event, share: float, mean: float, chance: Floats, events: Sequence[Event | None]) -> int:
    """Where a share of a visit comes: in its own place, or in the month with room that is next to its mean, the later
    of two; 0 where there is none."""
    if events[place] in (None, event):
        return place
    room = (
        month
        for month in range(1, len(chance))
        if events[month] is None or (events[month] == event and chance[month] + share <= 1 + ROUNDED)
    )
    return min(room, key=lambda month: (abs(month - mean), -month), default=0)
